"""An addendum gives up what was not sent: a whole line, or the rest of one; money and facts follow, an order whose rest
is given up ends."""

from decimal import Decimal

import pytest

from belanja.facts.models import SpendFact
from belanja.purchasing.models import Settlement
from belanja.purchasing.services import addenda
from belanja.purchasing.services.addenda import Changes
from belanja.purchasing.services.deliveries import Found
from belanja.rules.buying.states import OrderState, ShipmentState, Side
from belanja.rules.channels import Stage
from belanja.rules.decisions import RuleBroken
from tests.support.receiving import Deal, Wanted, accepted, billed, bound, brought, deal, handed_over, inspected, paid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signed_day")]


def _two() -> Deal:
    return bound(deal(Wanted(Decimal(10), Decimal(333_333), Decimal(70_001)), Wanted(Decimal(4), Decimal(50_000))))


def _amended(made: Deal, *quantities: int | None, **changes: object) -> None:
    told = {
        line.pk: Decimal(amount)
        for line, amount in zip(made.lines, quantities, strict=True)
        if amount is not None
    }  # fmt: skip
    addenda.propose(
        order_id=made.order.pk, version=None, side=Side.BUYER, reason="Kebutuhan berkurang", actor=made.ppk,
        changes=Changes(quantities=told, **changes),  # type: ignore[arg-type]
    )  # fmt: skip
    addenda.sign(order_id=made.order.pk, version=None, side=Side.FIRM, actor=made.owner)


def _told(made: Deal, stage: Stage) -> Decimal:
    rows = SpendFact.objects.filter(document__key=made.order.code, stage=stage, known_to=None)
    return sum((one.amount for one in rows), Decimal(0))


def test_a_whole_line_is_given_up_and_costs_nothing() -> None:
    made = _two()
    _amended(made, None, 0)
    order, (kept, gone) = made.again(), made.order.lines.all()
    assert (gone.quantity, gone.goods, gone.freight, gone.tax, gone.total) == (0, 0, 0, 0, 0)
    assert order.total == kept.total == _told(made, Stage.CONTRACTED)
    accepted(made, 10)
    assert handed_over(made) == order.total
    assert made.again().shipment == ShipmentState.COMPLETED


def test_one_line_stays() -> None:
    made = _two()
    with pytest.raises(RuleBroken) as refusal:
        _amended(made, 0, 0)
    assert refusal.value.code == "nothing_left"
    assert made.again().state == OrderState.PROCESS


def test_what_was_sent_is_not_given_up() -> None:
    made = _two()
    brought(made, 0, 1)
    with pytest.raises(RuleBroken) as refusal:
        _amended(made, None, 0)
    assert refusal.value.code == "below_delivered"


def test_the_rest_of_an_order_is_given_up_and_the_order_ends_once_it_is_paid() -> None:
    made = _two()
    accepted(made, 3)
    amount = handed_over(made)
    bill = billed(made)
    _amended(made, 3, 0)
    order = made.again()
    assert (order.total, order.shipment) == (amount, ShipmentState.COMPLETED)
    assert order.handed_over_at is not None
    assert _told(made, Stage.CONTRACTED) == _told(made, Stage.RECEIVED) == amount
    paid(made, bill)
    assert made.again().state == OrderState.COMPLETED
    assert Settlement.objects.get(order=order).settled == _told(made, Stage.PAID) == amount


def test_an_order_that_was_paid_ends_with_the_addendum_that_gives_up_its_rest() -> None:
    made = _two()
    accepted(made, 3)
    handed_over(made)
    paid(made, billed(made))
    assert made.again().state == OrderState.PROCESS
    _amended(made, 3, 0)
    assert made.again().state == OrderState.COMPLETED


def test_rejected_goods_may_be_given_up_instead_of_replaced() -> None:
    made = _two()
    came = brought(made, 10)
    first, second = made.lines
    inspected(made, came, {first.pk: Found(Decimal(8), Decimal(2), "rusak")})
    _amended(made, 8, 0)
    handed_over(made)
    order = made.again()
    assert (order.shipment, order.total) == (ShipmentState.COMPLETED, order.lines.get(pk=first.pk).total)
    assert order.lines.get(pk=second.pk).total == 0


def test_what_was_taken_over_keeps_its_worth() -> None:
    made = _two()
    accepted(made, 10)
    handed_over(made)
    with pytest.raises(RuleBroken) as refusal:
        _amended(made, None, 3, freights={made.lines[0].pk: Decimal(0)})
    assert refusal.value.code == "handed_over_already"
