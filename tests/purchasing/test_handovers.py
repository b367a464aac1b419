"""BAST over what was accepted: in parts that add up, agreed by both sides, proposed by silence."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum

from belanja.facts.models import PurchaseDocument, SpendFact
from belanja.purchasing.models import Handover, Settlement
from belanja.purchasing.services import handovers, receipt_time
from belanja.purchasing.services.deliveries import Found
from belanja.rules.buying.states import OrderState, PackageState, PaymentPart, Side
from belanja.rules.channels import Stage
from belanja.rules.decisions import RuleBroken
from tests.support.receiving import (
    SIGNED,
    Wanted,
    accepted,
    billed,
    brought,
    call_off,
    called,
    deal,
    handed_over,
    inspected,
    paid,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signed_day")]
Freeze = Callable[[date], object]


def test_parts_of_an_order_add_up_to_the_order_to_the_sen() -> None:
    made = deal(Wanted(Decimal(7), Decimal("333333.33"), freight=Decimal("100000.01")))
    amounts = []
    for quantity in (2, 2, 3):
        accepted(made, quantity)
        amounts.append(handed_over(made))
    assert sum(amounts) == made.order.total
    stands = made.again()
    assert stands.shipment == "COMPLETED"
    assert stands.handed_over_at is not None
    assert Settlement.objects.get(order=made.order).handed_over == made.order.total


def test_only_the_whole_tells_the_facts_that_it_was_received() -> None:
    made = deal()
    accepted(made, 5)
    handed_over(made)
    assert not PurchaseDocument.objects.filter(key=made.order.code).exists()
    accepted(made, 7)
    handed_over(made)
    document = PurchaseDocument.objects.get(key=made.order.code)
    assert document.stages & Stage.RECEIVED
    assert document.amount == made.order.total


def test_a_proposal_waits_for_the_other_side_and_may_be_refused() -> None:
    made = deal()
    accepted(made, 12)
    drawn = handovers.propose(order_id=made.order.pk, version=None, day=SIGNED, actor=made.owner, side=Side.FIRM)
    assert made.again().handed_over_at is None
    with pytest.raises(RuleBroken) as refusal:
        handovers.agree(handover_id=drawn.pk, version=None, actor=made.owner, side=Side.FIRM)
    assert refusal.value.code == "handover_decided"
    with pytest.raises(RuleBroken) as refusal:
        handovers.propose(order_id=made.order.pk, version=None, day=SIGNED, actor=made.ppk, side=Side.BUYER)
    assert refusal.value.code == "handover_waits"
    handovers.refuse(
        handover_id=drawn.pk, version=None, reason="Nomor seri belum dicatat.", actor=made.ppk, side=Side.BUYER
    )
    assert handed_over(made) == made.order.total


def test_nothing_accepted_is_nothing_to_hand_over() -> None:
    made = deal()
    brought(made, 12)
    with pytest.raises(RuleBroken) as refusal:
        handovers.propose(order_id=made.order.pk, version=None, day=SIGNED, actor=made.owner, side=Side.FIRM)
    assert (refusal.value.code, refusal.value.status) == ("nothing_accepted", 409)


def test_silence_proposes_and_the_ppk_confirms(freeze: Freeze) -> None:
    made = deal()
    brought(made, 12)
    freeze(SIGNED + timedelta(days=7))  # five working days later: still within the term
    assert handovers.propose_by_silence(order_id=made.order.pk) is None
    freeze(SIGNED + timedelta(days=8))
    proposed = handovers.propose_by_silence(order_id=made.order.pk)
    assert proposed is not None
    assert proposed.by_silence
    assert handovers.propose_by_silence(order_id=made.order.pk) is None
    assert made.again().lines.get().accepted == 0, "silence accepts nothing by itself"
    handovers.agree(handover_id=proposed.pk, version=None, actor=made.owner, side=Side.FIRM)
    handovers.agree(handover_id=proposed.pk, version=None, actor=made.ppk, side=Side.BUYER)
    assert made.again().lines.get().accepted == 12
    assert made.again().handed_over_at is not None


def test_an_inspection_ends_what_silence_has_proposed(freeze: Freeze) -> None:
    made = deal()
    came = brought(made, 12)
    freeze(SIGNED + timedelta(days=8))
    handovers.propose_by_silence(order_id=made.order.pk)
    inspected(made, came, {made.lines[0].pk: Found(Decimal(11), Decimal(1), "rusak")})
    assert Handover.objects.get().refused_at is not None
    handed_over(made)
    assert not Handover.objects.get(number=2).whole


def test_an_addendum_in_between_asks_for_a_new_proposal() -> None:
    made = deal()
    accepted(made, 12)
    drawn = handovers.propose(order_id=made.order.pk, version=None, day=SIGNED, actor=made.owner, side=Side.FIRM)
    line = made.lines[0]
    line.tax -= 100
    line.total -= 100
    line.save()
    with pytest.raises(RuleBroken) as refusal:
        handovers.agree(handover_id=drawn.pk, version=None, actor=made.ppk, side=Side.BUYER)
    assert refusal.value.code == "handover_outdated"
    assert made.again().handed_over_at is None


def test_a_call_off_is_received_as_a_whole_once_its_term_is_over(freeze: Freeze) -> None:
    made = call_off(term_to=SIGNED + timedelta(days=30))
    for quantity in (100, 50):
        accepted(made, quantity, call=called(made, quantity, SIGNED))
        handed_over(made)
    assert made.again().handed_over_at is None
    with pytest.raises(RuleBroken) as refusal:
        handovers.close_call_off(order_id=made.order.pk, actor=made.ppk)
    assert refusal.value.code == "call_off_open"
    freeze(SIGNED + timedelta(days=31))
    handovers.close_call_off(order_id=made.order.pk, actor=made.ppk)
    assert PurchaseDocument.objects.get(key=made.order.code).amount == Decimal(150 * 22_000)


@pytest.mark.parametrize("by_calendar", [False, True])
def test_a_call_off_whose_months_are_all_paid_ends_when_its_term_is_over(freeze: Freeze, by_calendar: bool) -> None:
    made = call_off(term_to=SIGNED + timedelta(days=30))
    for number in (1, 2):
        accepted(made, 100, call=called(made, 100, SIGNED))
        handed_over(made)
        paid(made, billed(made, f"BLN-{number}", PaymentPart.INSTALMENT, month=SIGNED), f"SP2D-{number}")
    assert (made.again().state, made.again().paid_at) == (OrderState.PROCESS.value, None)
    freeze(SIGNED + timedelta(days=31))
    if by_calendar:
        assert (receipt_time.close_call_offs(), receipt_time.close_call_offs()) == (1, 0)
    else:
        handovers.close_call_off(order_id=made.order.pk, actor=made.ppk)
    order = made.again()
    assert order.state == OrderState.COMPLETED
    assert order.paid_at is not None
    assert order.package.state == PackageState.DONE
    told = SpendFact.objects.filter(document__key=order.code, stage=Stage.PAID, known_to__isnull=True)
    assert told.aggregate(sum=Sum("amount"))["sum"] == Decimal(200 * 22_000)


def test_a_call_off_with_a_month_to_pay_stays_under_way_after_its_term(freeze: Freeze) -> None:
    made = call_off(term_to=SIGNED + timedelta(days=30))
    accepted(made, 100, call=called(made, 100, SIGNED))
    handed_over(made)
    bill = billed(made, "BLN-1", PaymentPart.INSTALMENT, month=SIGNED)
    freeze(SIGNED + timedelta(days=31))
    assert receipt_time.close_call_offs() == 1
    assert made.again().state == OrderState.PROCESS
    paid(made, bill)
    assert made.again().state == OrderState.COMPLETED


def test_both_sides_may_end_a_call_off_before_its_term() -> None:
    made = call_off()
    accepted(made, 100, call=called(made, 100, SIGNED))
    assert handed_over(made, closing=True) == Decimal(2_200_000)
    assert made.again().shipment == "COMPLETED"


@pytest.mark.parametrize(("name", "status"), [("pptk", 403), ("treasurer", 403), ("stranger", 404), ("elsewhere", 404)])
def test_only_the_ppk_takes_over(name: str, status: int) -> None:
    made = deal()
    accepted(made, 12)
    with pytest.raises(RuleBroken) as refusal:
        handovers.propose(order_id=made.order.pk, version=None, day=SIGNED, actor=getattr(made, name), side=Side.BUYER)
    assert refusal.value.status == status
    assert not Handover.objects.exists()
