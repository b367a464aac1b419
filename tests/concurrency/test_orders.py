"""Several people at one order, the last goods, one addendum: one wins, the others are told, nothing is doubled."""

from datetime import timedelta
from decimal import Decimal

import pytest

from belanja.catalogue.models import Offer
from belanja.foundation import clock
from belanja.plans.lines import plan_line
from belanja.purchasing.models import Order, OrderStep, OrderVersion, Signature
from belanja.purchasing.services import addenda, call_offs, orders, sending
from belanja.purchasing.services.addenda import Changes
from belanja.rules.buying.states import OrderKind, OrderState, Side
from belanja.rules.duties import Role
from tests.purchasing.world import PLAN, Office, office
from tests.support.people import hired
from tests.support.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def _held(of: Office) -> Decimal:
    line = plan_line(government_id=of.government.pk, year=clock.today().year, code=PLAN)
    assert line is not None
    return line.reserved + line.committed


def test_two_buyers_do_not_both_get_the_last_goods() -> None:
    of = office(stock=10)
    carts = [of.package(quantity="10"), of.package(quantity="10")]
    said = at_once(
        *(
            lambda one=one: sending.send(package_id=one.pk, version=one.version, actor=of.pp)  # type: ignore[misc]
            for one in carts
        )
    )
    assert said[0] == ""
    assert said[1].startswith("409")
    order = Order.objects.get()
    assert Offer.objects.get(pk=of.offer.pk).reserved == 10
    assert _held(of) == order.total


def test_the_same_package_is_sent_once() -> None:
    of = office()
    package = of.package()
    said = at_once(*[lambda: sending.send(package_id=package.pk, version=package.version, actor=of.pp)] * 3)
    assert said == ["", "409 changed_meanwhile", "409 changed_meanwhile"]
    assert Order.objects.count() == 1


def test_two_orders_do_not_both_take_what_the_plan_has_left() -> None:
    of = office(pagu="900000")
    carts = [of.package(quantity="10"), of.package(quantity="10")]
    said = at_once(
        *(
            lambda one=one: sending.send(package_id=one.pk, version=one.version, actor=of.pp)  # type: ignore[misc]
            for one in carts
        )
    )
    assert said[0] == ""
    assert said[1] in {"409 pagu_exceeded", "422 rule_refused"}
    assert _held(of) == Order.objects.get().total <= 900_000


def test_of_two_approvers_one_approves() -> None:
    of = office()
    order = of.order(OrderState.REVIEW)
    other = hired(of.government, Role.PPK, unit=of.unit)
    said = at_once(
        *(
            lambda actor=actor: orders.approve(order_id=order.pk, version=order.version, actor=actor)  # type: ignore[misc]
            for actor in (of.ppk, other)
        )
    )
    assert said == ["", "409 changed_meanwhile"]
    assert OrderStep.objects.filter(order=order, step="setujui").count() == 1


def test_a_firm_that_accepts_while_the_ppk_cancels_is_one_or_the_other() -> None:
    of = office()
    order = of.order(OrderState.CONFIRMATION)
    said = at_once(
        lambda: orders.accept(order_id=order.pk, version=order.version, actor=of.owner),
        lambda: orders.cancel(
            order_id=order.pk, version=order.version, reason_code="kebutuhan_berubah", note="", actor=of.ppk
        ),
    )
    assert said[0] == ""
    assert said[1].startswith("409")
    order.refresh_from_db()
    offer = Offer.objects.get(pk=of.offer.pk)
    if order.state == OrderState.PROCESS:
        assert (offer.stock, offer.reserved, _held(of)) == (90, 0, order.total)
    else:
        assert (order.state, offer.stock, offer.reserved, _held(of)) == (OrderState.CANCELLED, 100, 0, 0)


def test_both_sides_do_not_amend_at_once_nor_sign_what_is_taken_back() -> None:
    of = office()
    order = of.order(OrderState.PROCESS)
    said = at_once(
        *(
            lambda side=side, actor=actor: addenda.propose(  # type: ignore[misc]
                order_id=order.pk, version=order.version, side=side, changes=Changes(terms="Dirakit"), reason="Perlu",
                actor=actor,
            )
            for side, actor in ((Side.BUYER, of.ppk), (Side.FIRM, of.owner))
        )
    )  # fmt: skip
    assert said == ["", "409 changed_meanwhile"]
    order.refresh_from_db()
    proposed = OrderVersion.objects.get(order=order, number=1)
    sides = {Side.BUYER: of.ppk, Side.FIRM: of.owner}
    mine = Side(proposed.proposed_side)
    other = Side.FIRM if mine is Side.BUYER else Side.BUYER
    said = at_once(
        lambda: addenda.withdraw(order_id=order.pk, version=order.version, side=mine, actor=sides[mine]),
        lambda: addenda.sign(order_id=order.pk, version=order.version, side=other, actor=sides[other]),
    )
    assert said == ["", "409 changed_meanwhile"]
    proposed.refresh_from_db()
    assert Signature.objects.filter(version=proposed).count() == (2 if proposed.state == "berlaku" else 1)


def test_calls_at_once_stay_within_the_cap() -> None:
    of = office(stock=None)
    order = of.order(OrderState.PROCESS, kind=OrderKind.CALL_OFF)
    line = order.lines.get()
    said = at_once(
        *[
            lambda: call_offs.call(
                order_id=order.pk, version=None, quantities={line.pk: Decimal(4)},
                wanted_on=clock.today() + timedelta(days=1), actor=of.ppk,
            )
        ] * 4
    )  # fmt: skip
    assert said == ["", "", "409 line_exceeded", "409 line_exceeded"]
    assert sum(one.total for one in order.calls.all()) <= (order.cap or 0)
