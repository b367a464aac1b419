"""What the calendar does to listings, and prices as they stood at a moment."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from belanja.catalogue import jobs
from belanja.catalogue.models import ListingStep, Offer, OfferSearch
from belanja.catalogue.selectors import price_as_of
from belanja.catalogue.services import curation, listings
from belanja.catalogue.services.listing_rows import content_of
from belanja.catalogue.services.listing_time import Passed, pass_day, resettle
from belanja.foundation import clock, work
from belanja.institutions.models import Government
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.listing_content import Price
from belanja.rules.listing_steps import Step
from belanja.rules.registration import FirmState
from belanja.vendors.models import Profile
from tests.catalogue.worlds import offer, product, seller
from tests.support.listings import shop
from tests.support.people import hired

pytestmark = pytest.mark.django_db
Freeze = Callable[[date | datetime], datetime]


def _approve(made: Offer) -> Offer:
    verifier = hired(Government.objects.get(code="D43"), Role.VERIFIKATOR)
    return curation.decide(offer_id=made.pk, version=made.version, step=Step.APPROVE, actor=verifier)


def test_what_nobody_confirms_is_shown_and_not_sold(freeze: Freeze) -> None:
    freeze(date(2026, 1, 5))
    place = shop()
    made, other = _approve(place.submitted()), _approve(place.submitted(number="B-2"))
    freeze(date(2026, 4, 5))
    assert pass_day() == Passed(0, 0, 0), "ninety days still hold"
    freeze(date(2026, 4, 6))
    assert pass_day() == Passed(0, 2, 0)
    assert pass_day() == Passed(0, 0, 0), "a second run finds nothing to do"
    made.refresh_from_db()
    assert (made.state, made.state_reason) == ("tayang_tidak_dapat_dibeli", "Perlu konfirmasi penyedia.")
    assert OfferSearch.objects.get(offer=made).state == 1
    both = [made.pk, other.pk]
    assert listings.confirm(firm_id=place.firm.pk, offer_ids=both, actor=place.owner) == both
    made.refresh_from_db()
    assert (made.state, made.holds, made.confirmed_on) == ("tayang", [], date(2026, 4, 6))


def test_validity_ends_and_is_prolonged(freeze: Freeze) -> None:
    freeze(date(2026, 1, 5))
    place = shop()
    made = _approve(place.submitted(valid_to=date(2026, 1, 31)))
    freeze(date(2026, 1, 31))
    assert not pass_day().any, "its last day is its own"
    freeze(date(2026, 2, 1))
    assert pass_day().expired == 1
    made.refresh_from_db()
    assert made.state == "kedaluwarsa"
    told = replace(content_of(made), valid_to=date(2026, 12, 31))
    made = listings.edit(offer_id=made.pk, version=1, content=told, actor=place.owner, reason="Harga kertas naik.")
    assert made.state == "tayang", "curators have passed what it says"
    assert OfferSearch.objects.get(offer=made).state == 0


def test_a_firm_that_is_verified_sells_from_then_on() -> None:
    place = shop(state=FirmState.SUBMITTED)
    made = _approve(place.submitted())
    assert made.state == "disetujui"
    Profile.objects.filter(firm=place.firm).update(state=FirmState.VERIFIED.value)
    assert resettle(firm_id=place.firm.pk) == 1
    made.refresh_from_db()
    assert made.state == "tayang"
    Profile.objects.filter(firm=place.firm).update(state=FirmState.SUBMITTED.value)
    assert pass_day() == Passed(0, 0, 1)
    made.refresh_from_db()
    assert made.state == "tayang_tidak_dapat_dibeli"
    Profile.objects.filter(firm=place.firm).update(state=FirmState.RETURNED.value)
    assert (pass_day(), pass_day()) == (Passed(0, 0, 1), Passed(0, 0, 0))
    made.refresh_from_db()
    assert (made.state, made.holds, OfferSearch.objects.filter(offer=made).exists()) == (
        "dicabut_sementara", ["usaha"], False,
    )  # fmt: skip
    with pytest.raises(RuleBroken):
        listings.restore(offer_id=made.pk, version=1, actor=place.owner)
    Profile.objects.filter(firm=place.firm).update(state=FirmState.VERIFIED.value)
    assert pass_day() == Passed(0, 0, 1)
    made.refresh_from_db()
    assert (made.state, made.holds) == ("tayang", [])
    Profile.objects.filter(firm=place.firm).update(state=FirmState.SUBMITTED.value)
    pass_day()
    assert ListingStep.objects.filter(offer=made).last().step == "keadaan_usaha"  # type: ignore[union-attr]


def test_offers_without_a_registered_firm_are_left_alone() -> None:
    place = shop()
    made = offer(
        product(place.etalase, "Kertas Lama"), seller("Toko Lama"), confirmed_on=date(2020, 1, 1),
        valid_to=date(2020, 2, 1),
    )  # fmt: skip
    assert not pass_day().any
    made.refresh_from_db()
    assert made.state == "tayang"


def test_a_rise_does_not_touch_what_was_begun_before_it(freeze: Freeze) -> None:
    freeze(datetime(2026, 1, 5, 9, tzinfo=clock.WIB))
    place = shop()
    made = place.submitted(prices=(Price(Decimal(55_000)), Price(Decimal(50_000), least_quantity=Decimal(10))))
    begun = clock.now() + timedelta(minutes=5)
    freeze(datetime(2026, 1, 5, 15, tzinfo=clock.WIB))
    told = replace(content_of(made), prices=(Price(Decimal(57_000)),))
    made = listings.edit(offer_id=made.pk, version=1, content=told, actor=place.owner, reason="Harga kertas naik.")

    def amount(moment: datetime, quantity: int = 1) -> Decimal | None:
        row = price_as_of(made, moment, quantity=Decimal(quantity))
        return row and row.amount

    assert (amount(begun), amount(begun, 12), amount(clock.now()), amount(clock.now(), 12)) == (
        Decimal(55_000), Decimal(50_000), Decimal(57_000), Decimal(57_000),
    )  # fmt: skip
    assert amount(begun - timedelta(days=1)) is None


def test_the_calendar_is_asked_every_hour_and_on_every_new_day(freeze: Freeze, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[datetime] = []
    monkeypatch.setattr(jobs, "pass_day", lambda: (asked.append(clock.now()), Passed(0, 0, 0))[1])
    monkeypatch.setattr(work, "_last", {})
    for hour, minute, day in ((9, 0, 5), (9, 30, 5), (10, 0, 5), (10, 5, 5), (23, 50, 5), (0, 1, 6)):
        freeze(datetime(2026, 1, day, hour, minute, tzinfo=clock.WIB))
        jobs.day()
    assert [clock.wib(one).strftime("%H:%M") for one in asked] == ["09:00", "10:00", "23:50", "00:01"]
