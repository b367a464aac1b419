"""Many copies of one request at the same moment: one effect, one answer; and a first one that fails hands on."""

import threading

import pytest

from belanja.foundation import clock
from belanja.journal.models import Event, Once
from belanja.journal.once import once
from belanja.journal.services import CONSOLE, append
from belanja.rules.decisions import RuleBroken
from tests.support.together import at_once, outcomes

pytestmark = pytest.mark.django_db(transaction=True)


def bought() -> dict[str, int]:
    event = append(name="test.bought", actor=CONSOLE, subject="thing:1", payload={})
    return {"event": event.pk}


def test_twenty_copies_have_one_effect_and_one_answer() -> None:
    before = Event.objects.filter(name="test.bought").count()
    copies = [lambda: once(key="kunci-0001", name="test.buy", actor=CONSOLE, digest="a", do=bought)] * 20
    answers = outcomes(copies)
    assert Event.objects.filter(name="test.bought").count() == before + 1
    assert len({answer["event"] for answer, _ in answers}) == 1
    assert sorted(first for _, first in answers) == [False] * 19 + [True]


def test_a_first_one_that_fails_leaves_the_work_to_a_copy() -> None:
    began = threading.Lock()
    failed: list[int] = []

    def fails_once() -> dict[str, int]:
        with began:
            if not failed:
                failed.append(1)
                raise RuleBroken("stock_short", "Stok tidak cukup.", status=409)
        return bought()

    before = Event.objects.filter(name="test.bought").count()
    said = at_once(*[lambda: once(key="kunci-0002", name="test.buy", actor=CONSOLE, digest="a", do=fails_once)] * 6)
    assert said == [""] * 5 + ["409 stock_short"]
    assert Event.objects.filter(name="test.bought").count() == before + 1
    assert Once.objects.get().at <= clock.now()
