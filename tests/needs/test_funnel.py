"""Firms are found for a need with reasons, told once, and counted once at each stage up to the paid order."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from belanja.catalogue.models import Offer, Seller
from belanja.catalogue.search.index import reindex
from belanja.foundation import clock
from belanja.institutions.models import Government, Unit
from belanja.journal import services as journal
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE, Actor
from belanja.needs import market as markets
from belanja.needs import selectors
from belanja.needs.models import Match, Need, NewFirm
from belanja.needs.selectors.funnel import By
from belanja.needs.selectors.reach import in_reach
from belanja.needs.services import answering, funnel, matching, posting
from belanja.needs.services.posting import Wanted
from belanja.notices.models import Mail, MailChoice, MailPace, Notice
from belanja.purchasing.models import Order
from belanja.rules.channels import Stage as OrderStage
from belanja.rules.duties import Role
from belanja.rules.needs.matching import Ground
from belanja.rules.needs.states import NeedState, Stage
from belanja.vendors.models import Firm, Profile
from tests.support.firms import member, registered
from tests.support.law import in_force
from tests.support.needs import counted_as_one_by_one
from tests.support.people import hired
from tests.support.receiving import accepted, billed, deal, handed_over, paid
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def seller(shop: dict[str, Offer]) -> Firm:
    """The small shop, registered."""
    firm = registered(Government.objects.get(code="D43"), name="Toko Sumber Ilmu", region_code="36.73")
    Seller.objects.filter(name="Toko Sumber Ilmu").update(firm=firm)
    return firm


@pytest.fixture
def newcomer(shop: dict[str, Offer]) -> Firm:
    firm = registered(Government.objects.get(code="D43"), name="Kertas Baru")
    Profile.objects.filter(firm=firm).update(kbli=["17099"], scale="mikro")
    return firm


@pytest.fixture
def need(shop: dict[str, Offer]) -> Need:
    wanted = Wanted(
        "Kertas HVS A4", "Dinas Sosial", etalase=shop["a4"].product.etalase, kbki=("32",), amount=Decimal(5),
        measure="rim",
    )  # fmt: skip
    buyer = hired(Government.objects.get(code="D43"), Role.PPK)
    return posting.post_need(government=Government.objects.get(code="D43"), wanted=wanted, request="satu", actor=buyer)


def match_of(need: Need, firm: Firm) -> Match:
    return Match.objects.get(need=need, firm=firm)


def test_firms_are_found_with_reasons_and_told_once(need: Need, seller: Firm, newcomer: Firm) -> None:
    owner = member(seller)
    assert matching.match_open() == 2
    assert (matching.match_open(), matching.match_need(need_id=need.pk, actor=CONSOLE)) == (0, 0)
    assert match_of(need, seller).grounds[:2] == [Ground.GOODS.value, Ground.SHELF.value]
    assert match_of(need, newcomer).grounds == [Ground.TRADE.value]
    assert Notice.objects.filter(to_user_id=owner.user_id, kind="needs.need").count() == 1
    assert match_of(need, seller).told_at is not None
    assert Event.objects.filter(name="needs.matched").count() == 1
    totals = selectors.counts(need.government_id).totals
    assert (totals[Stage.MATCHED], totals[Stage.SEEN]) == (2, 0)


@pytest.mark.parametrize("firms", [1, 19])
def test_however_many_firms_are_told_a_need_takes_as_many_queries(need: Need, firms: int) -> None:
    for number in range(firms):
        firm = registered(need.government, name=f"Kertas {number}")
        Profile.objects.filter(firm=firm).update(kbli=["17099"])
        if number % 2:
            MailChoice.objects.create(user_id=member(firm).user_id, pace=MailPace.AT_ONCE)
    market = markets.read()
    with CaptureQueriesContext(connection) as queries:
        assert matching.match_need(need_id=need.pk, actor=CONSOLE, market=market) == firms
    assert len(queries) < 20
    assert Match.objects.exclude(told_at=None).count() == firms
    assert Notice.objects.filter(kind="needs.need").count() == firms
    assert Mail.objects.count() == firms // 2


def test_no_more_than_the_dated_number_are_told_and_a_place_is_kept_for_newcomers(
    need: Need, seller: Firm, newcomer: Firm
) -> None:
    in_force("kebutuhan.cocok.paling", "1")
    in_force("kebutuhan.cocok.baru", "0")
    assert matching.match_open() == 1
    assert match_of(need, seller).points > 0


def test_a_firm_answers_for_itself_alone(need: Need, seller: Firm, newcomer: Firm) -> None:
    owner, other = member(seller), member(newcomer)
    matching.match_open()
    for stranger in (other, Actor(None, "x")):
        assert refused(
            lambda stranger=stranger: funnel.offer(  # type: ignore[misc]
                need_id=need.pk, firm_id=seller.pk, product_id=None, actor=stranger
            )
        ).status == 404  # fmt: skip
    funnel.see(need_id=need.pk, firm_id=seller.pk, actor=owner)
    first = match_of(need, seller).seen_at
    funnel.offer(need_id=need.pk, firm_id=seller.pk, product_id=None, actor=owner)
    need.refresh_from_db()
    assert (need.state, match_of(need, seller).seen_at) == (NeedState.OFFERED, first)
    decline = {"need_id": need.pk, "firm_id": seller.pk, "actor": owner}
    assert refused(lambda: funnel.decline(reason_code="lain", note="", **decline)).code == "need_reason_missing"  # type: ignore[arg-type]
    funnel.decline(reason_code="modal", note="", **decline)  # type: ignore[arg-type]
    need.refresh_from_db()
    assert need.state == NeedState.OPEN
    totals = selectors.counts(need.government_id).totals
    assert [totals[one] for one in (Stage.SEEN, Stage.INTERESTED, Stage.DECLINED)] == [1, 1, 1]
    funnel.offer(need_id=need.pk, firm_id=seller.pk, product_id=None, actor=owner)
    need.refresh_from_db()
    assert (need.state, match_of(need, seller).declined_at) == (NeedState.OFFERED, None)


def test_a_good_of_another_firm_is_not_offered(
    need: Need, seller: Firm, newcomer: Firm, shop: dict[str, Offer]
) -> None:
    other = member(newcomer)
    good = {"need_id": need.pk, "firm_id": newcomer.pk, "product_id": shop["a4"].product_id, "actor": other}
    assert refused(lambda: funnel.offer(**good)).status == 404  # type: ignore[arg-type]
    assert not Match.objects.filter(firm=newcomer).exists()
    come = funnel.offer(need_id=need.pk, firm_id=newcomer.pk, product_id=None, actor=other)
    assert (come.points, come.grounds, come.matched_at is not None) == (0, [], True)
    assert (come.scale, come.place, come.newcomer) == ("mikro", "36.03", True)


def test_what_the_firm_does_moves_the_pair_on_to_the_paid_order(freeze: Callable[[date], datetime]) -> None:
    freeze(date(2026, 11, 2))
    made = deal()
    product = made.lines[0].product_id
    Seller.objects.filter(pk=made.lines[0].offer.seller_id).update(firm=made.order.firm)
    reindex()
    clerk = hired(made.government, Role.BIRO_PBJ)
    buyer = hired(made.government, Role.PPK)
    elsewhere = Unit.objects.exclude(pk=made.unit.pk).filter(government=made.government).order_by("pk").first()

    def post(unit: Unit | None, request: str) -> Need:
        wanted = Wanted("Kursi kerja", "Dinas")
        return posting.post_need(government=made.government, wanted=wanted, request=request, actor=buyer, unit=unit)

    need, others = post(made.unit, "satu"), [post(elsewhere, "dua"), post(None, "tiga")]
    offered = post(made.unit, "empat")
    funnel.offer(need_id=offered.pk, firm_id=made.order.firm_id, product_id=product, actor=made.owner)
    for one in others:
        answering.link_product(need_id=one.pk, product_id=product, answer="Ada.", actor=clerk)
    funnel.offer(need_id=need.pk, firm_id=made.order.firm_id, product_id=None, actor=made.owner)
    answering.link_product(need_id=need.pk, product_id=product, answer="Ada.", actor=clerk)
    match = match_of(need, made.order.firm)
    assert (match.listed_at is not None, match.ordered_at) == (True, None)
    with transaction.atomic():
        for _ in range(2):
            journal.append(
                name="purchasing.stage_reached", actor=CONSOLE, subject=f"order:{made.order.pk}",
                payload=_told(made.order, OrderStage.CONTRACTED),
            )  # fmt: skip
    need.refresh_from_db()
    assert (need.state, need.order_id) == (NeedState.MET, made.order.pk)
    offered.refresh_from_db()
    assert (offered.state, offered.product_id) == (NeedState.MET, product)
    assert {Need.objects.get(pk=one.pk).state for one in others} == {NeedState.LISTED}
    accepted(made, 12)
    handed_over(made)
    paid(made, billed(made))
    match = match_of(need, made.order.firm)
    assert None not in (match.ordered_at, match.paid_at)
    totals = selectors.counts(made.government.pk).totals
    assert totals[Stage.PAID] == totals[Stage.ORDERED] == totals[Stage.LISTED] == totals[Stage.MATCHED] == 2


def test_a_good_that_the_poster_refused_does_not_meet_it_by_an_order(freeze: Callable[[date], datetime]) -> None:
    freeze(date(2026, 11, 2))
    made = deal()
    product = made.lines[0].product_id
    Seller.objects.filter(pk=made.lines[0].offer.seller_id).update(firm=made.order.firm)
    reindex()
    buyer = hired(made.government, Role.PPK)
    need = posting.post_need(
        government=made.government, wanted=Wanted("Kursi kerja", "Dinas"), request="satu", actor=buyer, unit=made.unit
    )
    funnel.offer(need_id=need.pk, firm_id=made.order.firm_id, product_id=product, actor=made.owner)
    answering.link_product(need_id=need.pk, product_id=product, answer="Ada.", actor=buyer)
    answering.unlink_product(need_id=need.pk, note="Bukan itu.", actor=buyer)
    match = match_of(need, made.order.firm)
    assert (match.product_id, match.listed_at is not None, match.interested_at is not None) == (None, True, True)
    funnel.ordered(order_id=made.order.pk)
    need.refresh_from_db()
    assert (need.state, need.order_id) == (NeedState.OFFERED, None)


def test_an_offer_is_kept_while_a_good_of_another_is_linked(need: Need, seller: Firm, shop: dict[str, Offer]) -> None:
    owner, buyer = member(seller), Actor(need.by_id, "PPK")
    matching.match_open()
    answering.link_product(need_id=need.pk, product_id=shop["f4"].product_id, answer="Ada.", actor=buyer)
    good = shop["a4"].product_id
    kept = funnel.offer(need_id=need.pk, firm_id=seller.pk, product_id=good, actor=owner)
    need.refresh_from_db()
    assert (need.state, kept.product_id, kept.interested_at is not None) == (NeedState.LISTED, good, True)
    assert answering.unlink_product(need_id=need.pk, note="Bukan itu.", actor=buyer).state == NeedState.OFFERED
    posting.take_back_need(need_id=need.pk, actor=buyer)
    late = refused(lambda: funnel.offer(need_id=need.pk, firm_id=seller.pk, product_id=good, actor=owner))
    assert (late.code, late.status) == ("need_closed", 409)


def test_the_parts_add_up_to_the_totals(need: Need, seller: Firm, newcomer: Firm) -> None:
    member(seller)
    matching.match_open()
    counts = selectors.counts(need.government_id)
    counted_as_one_by_one(counts, Match.objects.all())
    assert [row.key for row in counts.parts[By.MONTH]] == ["2026-11"]
    assert {row.key for row in counts.parts[By.SCALE]} == {"", "mikro"}


def test_a_firm_that_registers_afterwards_is_counted_and_one_before_is_not(need: Need, seller: Firm) -> None:
    matching.match_open()
    assert match_of(need, seller).registered_at is None
    with transaction.atomic():
        journal.append(name="vendors.registration_passed", actor=CONSOLE, subject=f"firm:{seller.pk}", payload={})
    assert match_of(need, seller).registered_at is not None


def _told(order: Order, stage: OrderStage) -> dict[str, object]:
    return {
        "government_id": order.government_id, "unit_id": order.unit_id, "year": order.year, "key": order.code,
        "title": order.title, "plan_code": order.plan_code, "vendor_key": "x", "vendor_name": "x", "vendor_refs": [],
        "amount": str(order.total), "lines": [], "stage": stage.name, "day": "2026-11-02", "national_number": "",
    }  # fmt: skip


def test_whoever_is_silent_or_declines_keeps_nobody_else_from_being_told(
    need: Need, seller: Firm, newcomer: Firm, freeze: Callable[[date], datetime]
) -> None:
    in_force("kebutuhan.cocok.paling", "1")
    in_force("kebutuhan.cocok.baru", "1")
    assert matching.match_open() == 1
    [first] = Match.objects.values_list("firm_id", flat=True)
    other = Profile.objects.exclude(firm_id=first).get(firm__in=[seller, newcomer])
    freeze(date(2026, 11, 8))
    assert matching.match_open() == 0
    assert () not in [one.lacks for one in in_reach(other)], "the place is held"
    freeze(date(2026, 11, 10))
    assert [one.lacks for one in in_reach(other)] == [()], "the coach counts places as matching does"
    assert matching.match_open() == 1
    assert set(Match.objects.values_list("firm_id", flat=True)) == {seller.pk, newcomer.pk}
    assert first in {seller.pk, newcomer.pk}
    freeze(date(2026, 12, 10))
    assert matching.match_open() == 0, "nobody is told twice"


def test_whoever_says_that_he_makes_it_is_found_without_a_good_on_sale(need: Need, newcomer: Firm) -> None:
    Profile.objects.filter(firm=newcomer).update(about="Kertas HVS ukuran A4 buatan sendiri.")
    matching.match_open()
    assert match_of(need, newcomer).grounds == [Ground.GOODS.value, Ground.TRADE.value]


def test_a_firm_that_was_just_registered_does_not_wait_for_the_next_morning(need: Need, seller: Firm) -> None:
    assert matching.match_open() == 1
    late = registered(need.government, name="Toko Terlambat")
    Profile.objects.filter(firm=late).update(kbli=["17099"])
    assert (matching.match_open(), matching.match_new_firms()) == (0, 0)
    matching.awaits(late.pk)
    matching.awaits(late.pk)
    assert matching.match_new_firms() == 1
    assert match_of(need, late).grounds == [Ground.TRADE.value]
    assert matching.match_new_firms() == 0


def test_a_firm_that_fills_in_more_while_it_is_compared_is_compared_again(
    need: Need, seller: Firm, newcomer: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    matching.match_open()
    matching.awaits(seller.pk)
    matching.awaits(newcomer.pk)
    read = markets.read

    def meanwhile(*firms: Any) -> markets.Market:
        found = read(*firms)
        monkeypatch.setattr(clock, "now", lambda: later)
        matching.awaits(newcomer.pk)
        return found

    later = clock.now() + timedelta(seconds=5)
    monkeypatch.setattr(markets, "read", meanwhile)
    matching.match_new_firms()
    assert list(NewFirm.objects.values_list("firm_id", "at")) == [(newcomer.pk, later)]


def test_a_need_that_was_amended_is_matched_anew_within_the_minute(need: Need, newcomer: Firm) -> None:
    matching.match_open()
    assert matching.match_open() == 0
    Profile.objects.filter(firm=newcomer).update(about="Rak besi buatan sendiri.", kbli=[])
    Match.objects.all().delete()
    buyer = Actor(need.by_id, "PPK")
    posting.amend_need(need_id=need.pk, version=need.version, wanted=Wanted("Rak besi", "Dinas Sosial"), actor=buyer)
    assert matching.match_open() == 1
    assert match_of(need, newcomer).grounds == [Ground.GOODS.value]
