"""Whoever has had one part of an order is refused every part that excludes it, however he came to the first: by name,
or because he went on with it in somebody's place; and APIP is refused all of them."""

from typing import Any

import pytest

from belanja.journal.services import Actor
from belanja.purchasing.models import Order, OrderStep
from belanja.purchasing.services import base, orders, packages, payments, sending
from belanja.rules.buying.parts import PART_OF_STEP
from belanja.rules.buying.states import MoneyStep, OrderState, Side
from belanja.rules.buying.steps import Axis, Step, course_of
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.separation import PAIRS, PART_OF_ROLE, Pair, Part
from tests.purchasing.world import Office, office
from tests.support.people import hired

pytestmark = pytest.mark.django_db

#: Who asks does so before there is an order: nobody asks for what he has had a part in.
LATER = (Part.BUYER, Part.SIGNER, Part.APPROVER, Part.TREASURER)
#: Nobody holds this role here; APIP is tried apart.
HELD = [pair for pair in PAIRS if not pair.parts & {Part.VERIFIER, Part.OVERSEER}]
WAYS = [(pair, *way) for pair in HELD for way in ((pair.one, pair.other), (pair.other, pair.one))]
ROLES = (Role.PPTK, Role.PEJABAT_PENGADAAN, Role.PPK, Role.PA, Role.BENDAHARA)


@pytest.fixture
def here() -> Office:
    return office()


def put(order: Order, state: OrderState, **changed: Any) -> Order:
    Order.objects.filter(pk=order.pk).update(state=state.value, **changed)
    return Order.objects.get(pk=order.pk)


def had(of: Office, part: Part, who: Actor) -> Order:
    """An order in which somebody has had this part by what he did."""
    if part is Part.REQUESTER:
        package = of.package(by=who)
        package = packages.request(package_id=package.pk, version=package.version, actor=who)
        return sending.send(package_id=package.pk, version=package.version, actor=of.pp)[0]
    if part is Part.BUYER:
        return of.order(by=who)
    order = of.order()
    if part is Part.SIGNER:
        return orders.approve(order_id=order.pk, version=order.version, actor=who)
    if part is Part.APPROVER:
        order = put(order, OrderState.DETERMINATION)
        return orders.determine(order_id=order.pk, version=order.version, actor=who)
    base.step(order, MoneyStep.PAY, actor=who, side=Side.BUYER)
    return order


def tries(of: Office, order: Order, part: Part, who: Actor) -> list[str]:
    """What he is told at each step by which he would take the part."""
    if part is Part.TREASURER:
        return [refusal(lambda: payments.treasurer(who, order))]
    acts: dict[Part, tuple[tuple[OrderState, Any], ...]] = {
        Part.BUYER: ((OrderState.NEGOTIATION, orders.submit),),
        Part.SIGNER: ((OrderState.REVIEW, orders.approve), (OrderState.SIGNING, orders.sign)),
        Part.APPROVER: ((OrderState.DETERMINATION, orders.determine),),
    }
    found = []
    for state, act in acts[part]:
        order = put(order, state)
        found.append(refusal(lambda act=act, order=order: act(order_id=order.pk, version=order.version, actor=who)))
    return found


def refusal(act: Any) -> str:
    with pytest.raises(RuleBroken) as raised:
        act()
    assert raised.value.status == 403
    assert raised.value.citation
    return raised.value.code


@pytest.mark.parametrize(
    ("pair", "first", "second"),
    [way for way in WAYS if way[2] in LATER],
    ids=lambda value: value.key if isinstance(value, Pair) else str(value),
)
def test_a_part_is_refused_to_whoever_had_one_that_excludes_it(
    here: Office, pair: Pair, first: Part, second: Part
) -> None:
    who = hired(here.government, *ROLES, unit=here.unit)
    order = had(here, first, who)
    before = OrderStep.objects.count()
    assert set(tries(here, order, second, who)) <= {"own_matter", "four_eyes"}, pair.key
    # Another one is named for what he did: it was his doing all the same.
    order = put(order, OrderState.REVIEW, buyer_id=here.pp.user_id, ppk_id=here.ppk.user_id, determined_by_id=None)
    assert set(tries(here, order, second, who)) == {"own_matter"}, pair.key
    assert OrderStep.objects.count() == before


@pytest.mark.parametrize("role", ROLES)
def test_apip_acts_in_no_purchase(here: Office, role: Role) -> None:
    order = here.order()
    who = hired(here.government, role, unit=here.unit)
    both = hired(here.government, Role.APIP)
    here.government.roles.filter(user_id=who.user_id).update(user_id=both.user_id)
    part = PART_OF_ROLE[role]
    if part is Part.REQUESTER:
        begin = {"government": here.government, "unit_id": here.unit.pk, "title": "Kertas"}
        assert refusal(lambda: packages.begin(**begin, actor=both)) == "overseer"
    else:
        assert set(tries(here, order, part, both)) == {"overseer"}


def test_every_pair_of_roles_that_are_held_here_is_tried() -> None:
    assert {pair.key for pair, _first, second in WAYS if second in LATER} == {pair.key for pair in HELD}
    assert Part.VERIFIER not in PART_OF_ROLE.values()


def test_a_step_that_tells_a_part_is_one_of_the_buyers_side() -> None:
    taken = {rule.step.value for axis in Axis for rule in course_of(axis).rules if rule.side is Side.BUYER}
    assert set(PART_OF_STEP) <= taken | {one.value for one in MoneyStep}
    assert Step.RETURN.value not in PART_OF_STEP
