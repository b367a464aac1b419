"""A shelf asks for a licence: what a firm without it cannot do, and how that begins and ends by itself."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from belanja.catalogue.models import ListingStep, Offer, OfferSearch
from belanja.catalogue.selectors import licences as goods
from belanja.catalogue.services import curation, listings
from belanja.catalogue.services.listing_rows import content_of
from belanja.catalogue.services.listing_time import pass_day
from belanja.etalase import services as shelves
from belanja.etalase.models import Etalase
from belanja.foundation import clock
from belanja.institutions.models import Government, ParameterRow
from belanja.notices.models import Notice
from belanja.purchasing.pricing import trouble_of
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.licences import Stated
from belanja.rules.listing_checks import Severity
from belanja.rules.listing_steps import Step
from belanja.vendors import services as vendors
from belanja.vendors.models import FirmLicence
from tests.support.listings import Shop, shop
from tests.support.people import hired

pytestmark = pytest.mark.django_db
Freeze = Callable[[date | datetime], datetime]


def verifier() -> Any:
    return hired(Government.objects.get(code="D43"), Role.VERIFIKATOR)


def asks(place: Shop, *codes: str) -> None:
    Etalase.objects.filter(pk=place.etalase.pk).update(licences=list(codes))


def licensed(place: Shop, kind: str = "bujp", *, days: int | None = None) -> FirmLicence:
    end = None if days is None else clock.today() + timedelta(days=days)
    stated = Stated(kind, "SI/1/2026", "Polda Banten", clock.today(), end, "https://contoh.go.id/1")
    made = vendors.state_licence(firm_id=place.firm.pk, stated=stated, seen=10**9, actor=place.owner)
    return vendors.decide_licence(licence_id=made.pk, confirm=True, actor=verifier())


def approved(place: Shop, **more: Any) -> Offer:
    made = place.submitted(**more)
    return curation.decide(offer_id=made.pk, version=made.version, step=Step.APPROVE, actor=verifier())


def now(made: Offer) -> tuple[str, list[str], int]:
    made.refresh_from_db()
    return made.state, made.holds, OfferSearch.objects.get(offer=made).state


def test_a_listing_is_seen_and_sold_only_with_the_licence() -> None:
    place = shop()
    asks(place, "bujp")
    made = approved(place)
    assert now(made)[:2] == ("tayang_tidak_dapat_dibeli", ["izin"])
    found = [one for one in listings.findings_of(made, content_of(made)) if one.field == "licences"]
    assert [one.severity for one in found] == [Severity.WARN]
    assert "tampil tetapi tidak dapat dibeli" in found[0].message
    assert "di halaman Izin usaha" in found[0].fix
    licensed(place)
    assert now(made) == ("tayang", [], 0)
    assert not [one for one in listings.findings_of(made, content_of(made)) if one.field == "licences"]


def test_an_expired_licence_stops_buying_by_itself_and_a_renewal_lets_it_go_on(freeze: Freeze) -> None:
    freeze(date(2026, 3, 2))
    place = shop()
    asks(place, "bujp")
    licensed(place, days=10)
    made = approved(place)
    assert now(made)[0] == "tayang"
    freeze(date(2026, 3, 12))
    assert not pass_day().any, "its last day is its own"
    freeze(date(2026, 3, 13))
    made = Offer.objects.select_related("product__etalase", "seller").get(pk=made.pk)
    assert (made.state, "Izin BUJP" in goods.unlicensed(made, on=clock.today())) == ("tayang", True)
    told = trouble_of(
        made,
        government_id=place.government.pk,
        quantity=Decimal(1),
        region_id=None,
        needed_on=None,
        free=None,
        barred="",
    )
    assert "sudah berakhir" in told, "not even before the calendar has been through"
    assert pass_day().resettled == 1
    assert now(made)[:2] == ("tayang_tidak_dapat_dibeli", ["izin"])
    assert pass_day().resettled == 0, "twice does no harm"
    assert ListingStep.objects.filter(offer=made).latest("pk").step == Step.UNLICENSED
    assert "izin yang diminta etalasenya" in Notice.objects.filter(to_user_id=place.owner.user_id).latest("pk").text
    licensed(place)
    assert now(made) == ("tayang", [], 0)


def test_a_withdrawn_licence_stops_buying_at_once() -> None:
    place = shop()
    asks(place, "bujp")
    held = licensed(place)
    made = approved(place)
    vendors.withdraw_licence(firm_id=place.firm.pk, licence_id=held.pk, actor=place.owner)
    assert now(made)[:2] == ("tayang_tidak_dapat_dibeli", ["izin"])


def test_another_kind_of_licence_does_not_serve() -> None:
    place = shop()
    asks(place, "bujp", "alkes")
    licensed(place, "alkes")
    made = approved(place)
    assert [one.kind.code for one in goods.lacking(place.firm.pk, made.product.etalase, on=clock.today())] == ["bujp"]
    assert now(made)[1] == ["izin"]


def switch(key: str, value: str) -> None:
    row = ParameterRow.objects.filter(key=key).latest("pk")
    row.pk, row.government, row.value, row.valid_from = None, Government.objects.get(code="D43"), value, clock.today()
    row.save()


def test_a_government_may_only_warn() -> None:
    place = shop()
    asks(place, "bujp")
    switch("katalog.izin.menahan", "tidak")
    made = approved(place)
    assert now(made) == ("tayang", [], 0)
    found = [one for one in listings.findings_of(made, content_of(made)) if one.field == "licences"]
    assert "tidak dapat dibeli" not in found[0].message


def test_a_government_may_refuse_what_has_no_licence() -> None:
    place = shop()
    asks(place, "bujp")
    switch("katalog.izin.menolak", "ya")
    with pytest.raises(RuleBroken) as refusal:
        place.submitted()
    assert (refusal.value.code, "Izin usaha" in refusal.value.message) == ("listing_incomplete", True)
    licensed(place)
    assert place.submitted(number="B-9").state == "diajukan"


def test_a_changed_requirement_holds_and_frees_what_was_shown_before() -> None:
    place = shop()
    made, clerk = approved(place), hired(place.government, Role.BIRO_PBJ)
    etalase = Etalase.objects.get(pk=place.etalase.pk)
    told = goods.effect_of(etalase, ["bujp"])
    assert ([one.offer for one in told.held], told.freed) == ([made], [])

    def require(*codes: str) -> None:
        etalase.refresh_from_db()
        terms = etalase.terms()
        shelves.edit_etalase(
            etalase_id=etalase.pk, version=etalase.version, actor=clerk,
            terms=type(terms)(**(vars(terms) | {"licences": codes, "allowed_roles": terms.allowed_roles})),
        )  # fmt: skip

    require("bujp")
    assert now(made)[:2] == ("tayang_tidak_dapat_dibeli", ["izin"])
    etalase.refresh_from_db()
    told = goods.effect_of(etalase, [])
    assert ([one.offer for one in told.freed], told.held) == ([made], [])
    require()
    assert now(made) == ("tayang", [], 0)


def test_holders_are_counted_among_the_firms_that_sell_there() -> None:
    place = shop()
    asks(place, "bujp")
    approved(place)
    etalase = Etalase.objects.get(pk=place.etalase.pk)
    assert [(one.firms, of) for one in goods.holders_on(etalase, on=clock.today())[0] for of in [1]] == [(0, 1)]
    licensed(place)
    held, firms = goods.holders_on(etalase, on=clock.today())
    assert ([(one.kind, one.firms) for one in held], firms) == ([("bujp", 1)], 1)
    assert [one.missing for one in goods.needs_of(place.firm.pk, (), on=clock.today())] == [[]]
