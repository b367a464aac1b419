"""Goods on their way: in parts and to several places, inspected, rejected with a reason, replaced, and late."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from belanja.purchasing.models import Delivery, OrderStep
from belanja.purchasing.services import deliveries
from belanja.purchasing.services.deliveries import Found
from belanja.rules.decisions import RuleBroken
from tests.support.receiving import SIGNED, Deal, Wanted, accepted, brought, call_off, called, deal, inspected

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signed_day")]


def test_an_order_goes_in_two_consignments(freeze: Callable[[date], object]) -> None:
    made = deal()
    accepted(made, 5)
    line = made.again().lines.get()
    assert (line.sent, line.accepted, line.rejected) == (5, 5, 0)
    assert made.again().shipment == "PROCESSING"
    accepted(made, 7)
    assert made.again().lines.get().accepted == 12
    assert made.again().shipment == "BUYER_CONFIRMED"
    assert list(OrderStep.objects.filter(order=made.order).values_list("step", flat=True))[:4] == [
        "siapkan", "antar", "tiba", "periksa",
    ]  # fmt: skip


def test_no_more_is_sent_than_is_still_to_come() -> None:
    made = deal()
    brought(made, 5)
    with pytest.raises(RuleBroken) as refusal:
        deliveries.prepare(order_id=made.order.pk, version=None, lines={made.lines[0].pk: Decimal(8)}, actor=made.owner)
    assert (refusal.value.code, refusal.value.status) == ("too_much_sent", 409)
    assert "tinggal 7" in refusal.value.message
    assert Delivery.objects.count() == 1


def test_what_was_rejected_is_replaced_and_nothing_else_with_it() -> None:
    made = deal()
    line = made.lines[0].pk
    came = brought(made, 12)
    inspected(made, came, {line: Found(Decimal(9), Decimal(2), "rusak")})
    stands = made.again().lines.get()
    assert (stands.sent, stands.accepted, stands.rejected) == (11, 9, 2)  # one did not come: still to be sent
    too_much = {"order_id": made.order.pk, "version": None, "lines": {line: Decimal(3)}, "actor": made.owner}
    with pytest.raises(RuleBroken, match="tinggal 2"):
        deliveries.prepare(**too_much, replaces_id=came.pk)
    new = deliveries.prepare(**{**too_much, "lines": {line: Decimal(2)}}, replaces_id=came.pk)
    deliveries.send(delivery_id=new.pk, version=None, actor=made.owner)
    deliveries.arrive(delivery_id=new.pk, version=None, day=SIGNED, actor=made.pptk)
    inspected(made, new, {line: Found(Decimal(2))})
    accepted(made, 1)
    stands = made.again().lines.get()
    assert (stands.sent, stands.accepted, stands.rejected) == (12, 12, 0)


def test_a_replacement_that_comes_short_can_be_replaced_again() -> None:
    made = deal()
    line = made.lines[0].pk
    came = brought(made, 12)
    inspected(made, came, {line: Found(Decimal(10), Decimal(2), "rusak")})
    for accepted_now in (1, 1):
        left = 2 if made.again().lines.get().accepted == 10 else 1
        new = deliveries.prepare(
            order_id=made.order.pk, version=None, lines={line: Decimal(left)}, actor=made.owner, replaces_id=came.pk
        )
        deliveries.send(delivery_id=new.pk, version=None, actor=made.owner)
        deliveries.arrive(delivery_id=new.pk, version=None, day=SIGNED, actor=made.pptk)
        inspected(made, new, {line: Found(Decimal(accepted_now))})
    stands = made.again().lines.get()
    assert (stands.sent, stands.accepted, stands.rejected) == (12, 12, 0)


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (Found(Decimal(12), Decimal(1), "rusak"), "inspection_sum"),
        (Found(Decimal(-1)), "inspection_sum"),
        (Found(Decimal(11), Decimal(1)), "rejection_reason"),
        (Found(Decimal(11), Decimal(1), "kebutuhan_berubah"), "rejection_reason"),
        (Found(Decimal(11), Decimal(1), "tidak_berfungsi"), "rejection_note"),
    ],
)
def test_an_inspection_adds_up_and_says_why(found: Found, code: str) -> None:
    made = deal()
    came = brought(made, 12)
    with pytest.raises(RuleBroken) as refusal:
        inspected(made, came, {made.lines[0].pk: found})
    assert refusal.value.code == code
    came.refresh_from_db()
    assert came.state == "tiba"
    assert made.again().lines.get().accepted == 0


def test_late_goods_cost_a_thousandth_a_day_of_what_came_late(freeze: Callable[[date], object]) -> None:
    made = deal(Wanted(Decimal(12), Decimal(1_000_000), due=SIGNED + timedelta(days=4)))
    accepted(made, 6)
    freeze(SIGNED + timedelta(days=14))
    accepted(made, 6)
    # Six chairs, Rp6 juta without tax, ten days late.
    assert made.again().penalty == Decimal("60000.00")


def test_a_penalty_ends_at_its_most(freeze: Callable[[date], object]) -> None:
    made = deal(Wanted(Decimal(12), Decimal(1_000_000), due=SIGNED + timedelta(days=1)))
    freeze(SIGNED + timedelta(days=101))
    accepted(made, 12)
    assert made.again().penalty == Decimal("600000.00")


def test_the_firm_may_say_that_it_arrived_and_the_inspection_sets_the_day_right() -> None:
    made = deal()
    sent = deliveries.prepare(
        order_id=made.order.pk, version=None, lines={made.lines[0].pk: Decimal(12)}, actor=made.owner
    )
    deliveries.send(delivery_id=sent.pk, version=None, actor=made.owner)
    with pytest.raises(RuleBroken, match="bukti tibanya"):
        deliveries.arrive(delivery_id=sent.pk, version=None, day=SIGNED, actor=made.owner, by_firm=True)
    deliveries.arrive(
        delivery_id=sent.pk, version=None, day=SIGNED, actor=made.owner, by_firm=True, note="diterima satpam"
    )
    assert made.again().shipment == "DELIVERED"


def test_a_call_is_filled_by_its_own_consignments() -> None:
    made = call_off()
    first, second = called(made, 100, SIGNED), called(made, 50, SIGNED)
    accepted(made, 100, call=first)
    with pytest.raises(RuleBroken, match="tinggal 50"):
        brought(made, 60, call=second)
    with pytest.raises(RuleBroken) as refusal:
        brought(made, 10)
    assert refusal.value.code == "call_missing"


def test_goods_that_have_not_left_can_be_taken_apart_again() -> None:
    made = deal()
    parcel = deliveries.prepare(
        order_id=made.order.pk, version=None, lines={made.lines[0].pk: Decimal(12)}, actor=made.owner
    )
    deliveries.discard(delivery_id=parcel.pk, version=None, actor=made.owner)
    brought(made, 12)
    assert Delivery.objects.get().number == 1


def test_a_late_comer_is_told_and_changes_nothing() -> None:
    made = deal()
    with pytest.raises(RuleBroken) as refusal:
        deliveries.prepare(order_id=made.order.pk, version=7, lines={made.lines[0].pk: Decimal(1)}, actor=made.owner)
    assert (refusal.value.code, refusal.value.status) == ("changed_meanwhile", 409)
    assert not Delivery.objects.exists()


def who(made: Deal) -> dict[str, object]:
    return {"stranger": made.stranger, "elsewhere": made.elsewhere, "treasurer": made.treasurer, "owner": made.owner}


@pytest.mark.parametrize(
    ("name", "status"), [("stranger", 404), ("elsewhere", 404), ("treasurer", 403), ("owner", 404)]
)
def test_only_the_unit_looks_at_what_came(name: str, status: int) -> None:
    made = deal()
    came = brought(made, 12)
    with pytest.raises(RuleBroken) as refusal:
        deliveries.inspect(
            delivery_id=came.pk, version=None, found={made.lines[0].pk: Found(Decimal(12))}, works=True,
            complete=True, in_time=True, actor=who(made)[name],
        )  # type: ignore[arg-type]  # fmt: skip
    assert refusal.value.status == status
    assert made.again().lines.get().accepted == 0


@pytest.mark.parametrize("name", ["stranger", "ppk", "pptk", "elsewhere"])
def test_only_the_firm_prepares(name: str) -> None:
    made = deal()
    with pytest.raises(RuleBroken) as refusal:
        deliveries.prepare(
            order_id=made.order.pk, version=None, lines={made.lines[0].pk: Decimal(1)}, actor=getattr(made, name)
        )
    assert refusal.value.status == 404
    assert not Delivery.objects.exists()
