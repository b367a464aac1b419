"""An order on its way to both signatures."""

from decimal import Decimal

import pytest

from belanja.facts.models import SpendFact
from belanja.purchasing.ledgers import free_of
from belanja.purchasing.models import OrderStep
from belanja.rules.buying.states import OrderState
from belanja.rules.channels import Stage
from tests.purchasing.world import agreed, office

pytestmark = pytest.mark.django_db


def test_a_direct_order_goes_from_the_cart_to_both_signatures() -> None:
    of = office()
    order = of.order(OrderState.PROCESS)
    assert order.total == order.goods + order.freight + order.tax
    assert order.first_total == order.total
    assert [step.step for step in OrderStep.objects.filter(order=order)] == [
        "buat_pesanan", "setujui", "tanda_tangani", "terima",
    ]  # fmt: skip
    contracted = SpendFact.objects.get(document__key=order.code, stage=Stage.CONTRACTED, known_to=None)
    assert contracted.amount == order.total


def test_a_negotiated_price_is_written_into_the_order() -> None:
    of = office()
    order = of.order(OrderState.NEGOTIATION)
    before = order.total
    order = agreed(of, order, price="45000")
    assert order.total < before
    assert order.lines.get().unit_price == Decimal(45000)


def test_stock_is_held_with_the_order_and_sold_when_both_have_signed() -> None:
    of = office()
    order = of.order(OrderState.NEGOTIATION)
    quantity, listed = order.lines.get().quantity, order.lines.get().offer
    assert (listed.stock, listed.reserved) == (100, quantity)
    other = of.order(OrderState.PROCESS)
    listed.refresh_from_db()
    assert (listed.stock, listed.reserved) == (100 - other.lines.get().quantity, quantity)
    assert free_of(listed) == 100 - other.lines.get().quantity - quantity
