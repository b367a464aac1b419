"""Rounds of both sides, and how a negotiation ends."""

from datetime import timedelta
from decimal import Decimal

import pytest

from belanja.foundation import clock
from belanja.plans.lines import plan_line
from belanja.purchasing.models import Order, Round
from belanja.purchasing.services import negotiation, orders
from belanja.purchasing.services.order_time import pass_terms
from belanja.rules.buying.states import OrderState, RoundState, Side
from belanja.rules.decisions import RuleBroken
from tests.purchasing.world import PLAN, Office, agreed, office, said_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Office:
    return office()


def _offer(of: Office, order: Order, side: Side, price: str, **told: str) -> Order:
    actor = of.pp if side is Side.BUYER else of.owner
    negotiation.offer(
        order_id=order.pk, version=order.version, side=side, lines=said_of(order, price=price, **told), message="Mohon",
        actor=actor,
    )  # fmt: skip
    return Order.objects.get(pk=order.pk)


def test_rounds_follow_each_other_and_the_last_one_is_written_into_the_order(of: Office) -> None:
    order = of.order(OrderState.NEGOTIATION)
    order = _offer(of, order, Side.BUYER, "40000")
    order = _offer(of, order, Side.FIRM, "48000", quantity="12", freight="10000")
    order = negotiation.accept(order_id=order.pk, version=order.version, side=Side.BUYER, actor=of.pp)
    line = order.lines.get()
    assert (line.unit_price, line.quantity, line.freight) == (48000, 12, 10000)
    assert order.total == line.total == line.goods + line.freight + line.tax
    assert [one.state for one in Round.objects.filter(order=order)] == [RoundState.COUNTERED, RoundState.ACCEPTED]
    left = plan_line(government_id=of.government.pk, year=order.year, code=PLAN)
    assert left is not None
    assert left.reserved == order.total
    assert orders.submit(order_id=order.pk, version=order.version, actor=of.pp).state == OrderState.REVIEW


def test_no_price_above_the_listed_one_and_no_answer_to_oneself(of: Office) -> None:
    order = of.order(OrderState.NEGOTIATION)
    for price in ("0", "50000.01", "99999999"):
        with pytest.raises(RuleBroken) as refusal:
            _offer(of, order, Side.FIRM, price)
        assert refusal.value.code == "above_listed_price"
    order = _offer(of, order, Side.BUYER, "40000")
    with pytest.raises(RuleBroken) as refusal:
        negotiation.accept(order_id=order.pk, version=order.version, side=Side.BUYER, actor=of.pp)
    assert refusal.value.status == 409
    with pytest.raises(RuleBroken) as refusal:
        orders.submit(order_id=order.pk, version=order.version, actor=of.pp)
    assert refusal.value.code == "not_agreed"


def test_silence_is_reminded_of_extended_once_and_stated_by_the_buyer(of: Office) -> None:
    order = _offer(of, of.order(OrderState.NEGOTIATION), Side.BUYER, "40000")
    assert order.due_at is not None
    with clock.frozen(order.due_at - timedelta(hours=12)):
        assert pass_terms().reminded == 1
        assert pass_terms().any is False
        order = Order.objects.get(pk=order.pk)
        order = negotiation.extend(order_id=order.pk, version=order.version, actor=of.pp)
        with pytest.raises(RuleBroken):
            negotiation.extend(order_id=order.pk, version=order.version, actor=of.pp)
        with pytest.raises(RuleBroken):
            negotiation.confirm_expiry(order_id=order.pk, version=order.version, actor=of.pp)
    assert order.due_at is not None
    with clock.frozen(order.due_at + timedelta(hours=1)):
        assert pass_terms().lapsed == 1
        assert pass_terms().lapsed == 0
        order = Order.objects.get(pk=order.pk)
        assert (order.state, order.rounds.get().state) == (OrderState.NEGOTIATION, RoundState.EXPIRED)
        order = negotiation.confirm_expiry(order_id=order.pk, version=order.version, actor=of.pp)
    assert order.state == OrderState.CANCELLED_NEGOTIATION
    left = plan_line(government_id=of.government.pk, year=order.year, code=PLAN)
    assert left is not None
    assert left.remaining == left.pagu


def test_a_returned_order_is_negotiated_again(of: Office) -> None:
    order = agreed(of, of.order(OrderState.NEGOTIATION), price="45000")
    order = orders.submit(order_id=order.pk, version=order.version, actor=of.pp)
    order = orders.return_(order_id=order.pk, version=order.version, note="Masih mahal", actor=of.ppk)
    order = _offer(of, order, Side.BUYER, "42000")
    order = negotiation.accept(order_id=order.pk, version=order.version, side=Side.FIRM, actor=of.owner)
    assert order.lines.get().unit_price == Decimal(42000)
