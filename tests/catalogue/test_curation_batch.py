"""Many listings, one answer: each for itself, and what a colleague or its firm has changed meanwhile is told."""

from dataclasses import replace
from decimal import Decimal

import pytest

from belanja.catalogue.models import Offer
from belanja.catalogue.services import listings
from belanja.catalogue.services.curation import decide
from belanja.catalogue.services.curation_batch import decide_many
from belanja.catalogue.services.listing_rows import content_of
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.listing_content import Price
from belanja.rules.listing_steps import Step
from tests.support.listings import Shop, shop
from tests.support.people import hired

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting() -> list[tuple[Shop, Offer]]:
    found = []
    for _number in range(3):
        place = shop()
        found.append((place, place.submitted()))
    return found


@pytest.fixture
def verifier() -> Actor:
    return hired(Government.objects.get(code="D43"), Role.VERIFIKATOR)


def states() -> list[str]:
    return list(Offer.objects.order_by("pk").values_list("state", flat=True))


def test_all_are_passed_with_one_answer(waiting: list[tuple[Shop, Offer]], verifier: Actor) -> None:
    found = decide_many(chosen=[(one.pk, 1) for _place, one in waiting], step=Step.APPROVE, actor=verifier)
    assert (len(found.done), found.refused) == (3, [])
    assert states() == ["tayang"] * 3


def test_what_changed_meanwhile_is_told_and_the_rest_is_done(
    waiting: list[tuple[Shop, Offer]], verifier: Actor
) -> None:
    (place, first), (_other, second), (_third, third) = waiting
    cheaper = replace(content_of(first), prices=(Price(Decimal(54_000)),))
    listings.edit(offer_id=first.pk, version=1, content=cheaper, actor=place.owner)
    colleague = hired(place.government, Role.VERIFIKATOR)
    decide(offer_id=second.pk, version=1, step=Step.RETURN, reason_code="satuan_tidak_jelas", actor=colleague)
    found = decide_many(chosen=[(one.pk, 1) for _place, one in waiting], step=Step.APPROVE, actor=verifier)
    assert found.done == [third.pk]
    assert [one for one, _why in found.refused] == [first.pk, second.pk]
    assert "sudah diubah" in found.refused[0][1]
    assert states() == ["diajukan", "revisi", "tayang"]


def test_an_incomplete_answer_decides_nothing(waiting: list[tuple[Shop, Offer]], verifier: Actor) -> None:
    chosen = [(one.pk, 1) for _place, one in waiting]
    with pytest.raises(RuleBroken, match="alasan baku"):
        decide_many(chosen=chosen, step=Step.RETURN, actor=verifier)
    with pytest.raises(RuleBroken) as told:
        decide_many(chosen=[], step=Step.APPROVE, actor=verifier)
    assert told.value.code == "listings_none"
    with pytest.raises(RuleBroken) as told:
        decide_many(chosen=chosen, step=Step.FREEZE, reason_code="duplikat", actor=verifier)
    assert told.value.code == "duty_missing"
    assert states() == ["diajukan"] * 3
