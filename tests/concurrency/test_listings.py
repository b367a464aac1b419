"""A firm and a curator, two editors, two curators at one listing at the same moment: nothing is lost, and whoever comes
late is told so."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from belanja.catalogue.models import ListingStep, Offer, OfferVersion, PriceRow, Seller
from belanja.catalogue.services import claiming, curation, listings
from belanja.catalogue.services.listing_rows import content_of
from belanja.catalogue.services.listing_time import pass_day
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.listing_content import Price
from belanja.rules.listing_steps import Step
from belanja.rules.listings import ListingState
from tests.catalogue.worlds import offer, product
from tests.support.listings import Shop, shop
from tests.support.people import hired
from tests.support.together import outcomes

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place() -> Shop:
    return shop()


def late(results: Sequence[Any]) -> list[RuleBroken]:
    return [one for one in results if isinstance(one, RuleBroken)]


def test_two_editors_of_one_listing(place: Shop) -> None:
    made = place.submitted()
    told = content_of(made)
    results = outcomes(
        [
            lambda amount=amount: listings.edit(  # type: ignore[misc]
                offer_id=made.pk, version=1, content=replace(told, stock=Decimal(amount)), actor=place.owner
            )
            for amount in range(1, 7)
        ]
    )
    assert len(late(results)) == 5
    assert {one.status for one in late(results)} == {409}
    assert all("sudah diubah" in one.message for one in late(results))
    made.refresh_from_db()
    assert made.version == 2
    won = next(one for one in results if isinstance(one, Offer))
    assert (won.stock, OfferVersion.objects.filter(offer=made).count()) == (made.stock, 2)


def test_a_firm_edits_while_it_is_curated(place: Shop) -> None:
    """Whichever comes first, what curators passed is what they saw, and the firm's words are kept or told late."""
    verifier = hired(place.government, Role.VERIFIKATOR)
    for round_ in range(6):
        made = place.submitted(number=f"R-{round_}")
        told = replace(content_of(made), description=f"Kertas putih kelas satu, putaran {round_}.")
        edited, decided = outcomes(
            [
                lambda made=made, told=told: listings.edit(  # type: ignore[misc]
                    offer_id=made.pk, version=1, content=told, actor=place.owner
                ),
                lambda made=made: curation.decide(  # type: ignore[misc]
                    offer_id=made.pk, version=1, step=Step.APPROVE, actor=verifier
                ),
            ]
        )
        made.refresh_from_db()
        assert isinstance(edited, Offer), "the firm changed nothing that the decision had changed"
        assert made.version == 2
        assert made.state == "diajukan", "what nobody has seen is never sold"
        if isinstance(decided, RuleBroken):
            assert decided.code == "version_stale"
        else:
            assert ListingStep.objects.filter(offer=made, step="setujui", version=1).exists()


def test_two_verifiers_at_one_listing(place: Shop) -> None:
    made = place.submitted()
    curators = [hired(place.government, Role.VERIFIKATOR) for _ in range(4)]
    results = outcomes(
        [
            lambda actor=actor: curation.decide(  # type: ignore[misc]
                offer_id=made.pk, version=1, step=Step.APPROVE, actor=actor
            )
            for actor in curators
        ]
    )
    assert [one.code for one in late(results)] == ["step_not_allowed"] * 3
    assert ListingStep.objects.filter(offer=made, step="setujui").count() == 1


def test_prices_changed_at_once_leave_one_in_force(place: Shop) -> None:
    made = place.submitted()
    told = content_of(made)
    outcomes(
        [
            lambda amount=amount: listings.edit(  # type: ignore[misc]
                offer_id=made.pk, version=1, content=replace(told, prices=(Price(Decimal(amount)),)), actor=place.owner
            )
            for amount in (54_000, 53_000, 52_000)
        ]
    )
    assert PriceRow.objects.filter(offer=made, ended_on=None).count() == 1
    assert PriceRow.objects.filter(offer=made).count() == 2


def test_confirming_and_the_calendar_do_not_wait_for_each_other(place: Shop) -> None:
    ids = [place.submitted(number=f"K-{one}").pk for one in range(8)]
    Offer.objects.filter(pk__in=ids).update(confirmed_on="2020-01-01")
    results = outcomes(
        [
            lambda: listings.confirm(firm_id=place.firm.pk, offer_ids=list(reversed(ids)), actor=place.owner),
            pass_day,
            pass_day,
        ]
    )
    assert not late(results)
    listings.confirm(firm_id=place.firm.pk, offer_ids=ids, actor=place.owner)
    assert not Offer.objects.filter(pk__in=ids).exclude(holds=[]).exists()


def test_the_archive_is_claimed_once(place: Shop) -> None:
    front = Seller.objects.create(slug="arsip", name="CV Arsip", sort_key="arsip", firm=place.firm)
    old = offer(product(place.etalase, "Kertas HVS F4 80 g"), front, 50_000, state=ListingState.ARCHIVE)
    results = outcomes(
        [
            lambda: claiming.claim_archive(
                firm_id=place.firm.pk, offer_ids=[old.pk], government_id=place.government.pk, actor=place.owner
            )
            for _ in range(4)
        ]
    )
    assert sorted(map(len, results)) == [0, 0, 0, 1]
    assert Offer.objects.filter(continues=old).count() == 1
