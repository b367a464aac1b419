"""An empty desk says what would come to it."""

import pytest
from django.urls import reverse

from belanja.purchasing.models import Order
from belanja.rules.buying.states import OrderState
from belanja.rules.duties import Role
from tests.purchasing.world import office
from tests.support.firms import signed

pytestmark = pytest.mark.django_db
DESK = reverse("buying:desk", args=["D43"])


def test_who_determines_reads_from_which_value_an_order_comes_and_goes_to_the_figures() -> None:
    of = office()
    desk = signed(of.people[Role.PA]).get(DESK).content.decode()
    assert "Yang datang untuk Anda tetapkan: pesanan di atas Rp100 miliar." in desk
    assert f'href="{reverse("leader:unit", args=["D43", of.unit.code])}"' in desk
    assert signed(of.people[Role.PA]).get(reverse("leader:unit", args=["D43", of.unit.code])).status_code == 200


def test_it_is_not_said_where_something_waits_nor_to_others() -> None:
    of = office()
    assert "untuk Anda tetapkan" not in signed(of.people[Role.PPK]).get(DESK).content.decode()
    order = of.order(OrderState.REVIEW)
    Order.objects.filter(pk=order.pk).update(state=OrderState.DETERMINATION.value)
    desk = signed(of.people[Role.PA]).get(DESK).content.decode()
    assert "Tetapkan pesanan" in desk
    assert "Yang datang untuk Anda tetapkan" not in desk
