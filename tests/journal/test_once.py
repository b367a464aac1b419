"""A request that arrives several times is carried out once; what failed can be tried again."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from belanja.foundation import clock, work
from belanja.journal import jobs
from belanja.journal.models import Once
from belanja.journal.once import KEPT, digest_of, forget, fresh_key, once
from belanja.journal.services import CONSOLE, Actor
from belanja.rules.decisions import RuleBroken

pytestmark = pytest.mark.django_db
BUYER, OTHER = Actor(1, "Pejabat Pengadaan"), Actor(2, "Pejabat Pengadaan")


class Work:
    """Counts how often it was done."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> dict[str, object]:
        self.times += 1
        return {"order": self.times, "lines": (1, 2)}


def ask(
    work: Work, *, key: str = "kunci-0001", actor: Actor = BUYER, name: str = "test.buy", sent: object = 1
) -> object:
    return once(key=key, name=name, actor=actor, digest=digest_of(sent), do=work)


def test_a_copy_gets_the_first_answer_and_does_nothing() -> None:
    work = Work()
    assert ask(work) == ({"order": 1, "lines": [1, 2]}, True)
    assert ask(work) == ({"order": 1, "lines": [1, 2]}, False)
    assert work.times == 1


def test_a_key_belongs_to_one_actor_and_one_thing_to_do() -> None:
    work = Work()
    ask(work)
    ask(work, actor=OTHER)
    ask(work, name="test.pay")
    ask(work, key="kunci-0002")
    ask(work, actor=CONSOLE)
    ask(work, actor=Actor(None, "impor"))
    assert (work.times, Once.objects.count()) == (6, 6)


def test_the_same_key_with_another_request_is_refused() -> None:
    work = Work()
    ask(work)
    with pytest.raises(RuleBroken) as refusal:
        ask(work, sent=2)
    assert (refusal.value.code, refusal.value.status, work.times) == ("once_key_reused", 422, 1)
    assert "isi yang lain" in refusal.value.message


@pytest.mark.parametrize("key", ["", "pendek", "a" * 101, "spasi di dalam", "baris\nbaru12"])
def test_a_key_without_form_is_refused(key: str) -> None:
    work = Work()
    with pytest.raises(RuleBroken) as refusal:
        ask(work, key=key)
    assert (refusal.value.code, work.times) == ("once_key_missing", 0)


def test_what_fails_leaves_nothing_and_can_be_tried_again() -> None:
    def refuses() -> dict[str, object]:
        raise RuleBroken("stock_short", "Stok tidak cukup.", status=409)

    with pytest.raises(RuleBroken, match="Stok"):
        once(key="kunci-0001", name="test.buy", actor=BUYER, digest=digest_of(1), do=refuses)
    assert Once.objects.count() == 0
    assert ask(Work())[1] is True  # type: ignore[index]


def test_an_answer_that_is_no_plain_json_is_an_error_that_leaves_nothing() -> None:
    with pytest.raises(TypeError), transaction.atomic():
        once(key="kunci-0001", name="test.buy", actor=BUYER, digest="", do=lambda: {"amount": Decimal(1)})
    assert Once.objects.count() == 0


def test_who_asks_for_the_own_key_inside_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="own key"):
        once(key="kunci-0001", name="test.buy", actor=BUYER, digest=digest_of(1), do=lambda: {"x": str(ask(Work()))})


def test_keys_are_forgotten_after_their_term(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "_last", {})
    ask(Work())
    with clock.frozen(clock.now() + KEPT - timedelta(hours=1)):
        assert forget() == 0
    with clock.frozen(clock.now() + KEPT + timedelta(hours=1)):
        assert jobs.step() is True
        assert jobs.step() is False
    assert Once.objects.count() == 0


def test_the_order_of_names_says_nothing_and_keys_differ() -> None:
    assert digest_of({"a": 1, "b": 2}) == digest_of({"b": 2, "a": 1}) != digest_of({"a": 1, "b": "2"})
    assert fresh_key() != fresh_key()
