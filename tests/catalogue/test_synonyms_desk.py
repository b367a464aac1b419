"""Curators change what words mean, at once for everybody; searches without result wait for an answer."""

from datetime import date, timedelta
from typing import Any

import pytest

from belanja.catalogue.models import Synonym, ZeroResultAnswer
from belanja.catalogue.search.ask import remember_nothing_found, search
from belanja.catalogue.search.synonyms import set_synonym, state_of
from belanja.catalogue.selectors.curators import synonyms, zero_results
from belanja.catalogue.services.zero_results import answer_zero_result
from belanja.institutions.models import Government
from belanja.journal.models import Event
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from tests.support.people import hired

from .worlds import small_shop

pytestmark = pytest.mark.django_db


def put(banten: Government, actor: Actor, term: str, *others: str, **more: Any) -> Synonym:
    return set_synonym(
        term=term, equivalents=others, both_ways=True, active=more.pop("active", True), actor=actor, government=banten,
        **more,
    )  # fmt: skip


def test_a_new_word_leads_somewhere_from_the_next_search_on(banten: Government, clerk: Actor) -> None:
    small_shop()
    assert search("jegrekan").total == 0
    put(banten, clerk, "Jegrekan", "stapler", new=True)
    assert search("jegrekan").total == 3
    put(banten, clerk, "jegrekan", "stapler", active=False)
    assert search("jegrekan").total == 0
    assert Event.objects.filter(name="catalogue.synonym_set").count() == 2


def test_the_later_of_two_curators_is_told(banten: Government, clerk: Actor) -> None:
    made = put(banten, clerk, "jegrekan", "stapler", new=True)
    with pytest.raises(RuleBroken) as told:
        put(banten, clerk, "jegrekan", "penjepit", new=True)
    assert (told.value.code, told.value.status) == ("synonym_changed", 409)
    seen = state_of(made)
    put(banten, clerk, "jegrekan", "stapler", "stepler", seen=seen)
    with pytest.raises(RuleBroken, match="stapler, stepler"):
        put(banten, clerk, "jegrekan", "penjepit", seen=seen)
    assert Synonym.objects.get(term="jegrekan").equivalents == ["stapler", "stepler"]


@pytest.mark.parametrize(("term", "others"), [("", ["x"]), ("kata", []), ("kata", ["kata"]), ("kata", ["dan"])])
def test_words_that_say_nothing_are_refused(banten: Government, clerk: Actor, term: str, others: list[str]) -> None:
    before = Synonym.objects.count()
    with pytest.raises(RuleBroken):
        put(banten, clerk, term, *others)
    assert Synonym.objects.count() == before


def test_words_are_found_by_either_side(banten: Government, clerk: Actor) -> None:
    put(banten, clerk, "jegrekan", "stapler kecil")
    assert [one.term for one in synonyms(words="jegrek")] == ["jegrekan"]
    assert [one.term for one in synonyms(words="Stapler kecil")] == ["jegrekan"]


def test_an_answered_search_comes_back_only_when_asked_again(banten: Government, clerk: Actor, freeze: Any) -> None:
    freeze(date(2026, 11, 26))
    for query in ("roket air", "roket air", "drone"):
        remember_nothing_found(query)
    assert [(one.query, one.times) for one in zero_results(days=30)] == [("roket air", 2), ("drone", 1)]
    answer_zero_result(query="roket air", kind="kebutuhan", government=banten, actor=clerk)
    assert [one.query for one in zero_results(days=30)] == ["drone"]
    freeze(date(2026, 11, 26) + timedelta(days=2))
    remember_nothing_found("Roket  air")
    assert [(one.query, one.times) for one in zero_results(days=30)] == [("drone", 1), ("roket air", 1)]
    assert zero_results(days=1)[0].query == "roket air"


def test_only_curators_answer_and_only_what_was_asked(banten: Government, clerk: Actor) -> None:
    remember_nothing_found("drone")
    for actor, query, kind, status in (
        (hired(banten, Role.APIP), "drone", "kebutuhan", 403),
        (clerk, "lain", "kebutuhan", 404),
        (clerk, "drone", "entah", 422),
    ):
        with pytest.raises(RuleBroken) as told:
            answer_zero_result(query=query, kind=kind, government=banten, actor=actor)
        assert told.value.status == status
    assert not ZeroResultAnswer.objects.exists()
