"""Orders, call-offs and addenda walked by every role from the cart to the rating: money is conserved from lines to
plan, hand-overs, payments and facts, stock never falls below zero, caps and pagu are never exceeded, no forbidden role
succeeds and nothing is stuck. Most walks go at random; what none of them met, others are led to, so that every run
meets every state and every step of the table."""

from random import Random

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from belanja.purchasing.models import Order
from belanja.rules.buying.states import Method, OrderKind, OrderState
from belanja.rules.duties import Role
from tests.purchasing import guide
from tests.purchasing.course_acts import EVERY
from tests.purchasing.course_met import Met
from tests.purchasing.walker import Walk, walked_office

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("signed_day")]
WALKS, STEPS = 10, 20
ROLES = (Role.PEJABAT_PENGADAAN, Role.PPK, Role.PA, Role.PPTK, Role.BENDAHARA, Role.APIP)
#: People who may do nothing here: the same roles in another unit.
ELSEWHERE = tuple(f"lain {role.value}" for role in ROLES[:5])
#: Where a walk begins: how far an order has come, and of which kind it is.
_STARTS = (
    (OrderState.REVIEW, OrderKind.ONCE),
    (OrderState.NEGOTIATION, OrderKind.ONCE),
    (OrderState.PROCESS, OrderKind.ONCE),
    (OrderState.PROCESS, OrderKind.CALL_OFF),
)


class Course(Walk, RuleBasedStateMachine):
    """A walk at random; `world` stays the same office."""

    def __init__(self) -> None:
        super().__init__()
        self.begin()

    def teardown(self) -> None:
        self.end()

    @initialize(start=st.sampled_from(_STARTS), quantity=st.integers(2, 30))
    def first(self, start: tuple[OrderState, OrderKind], quantity: int) -> None:
        state, kind = start
        self.world.order(state, kind=kind, quantity=str(quantity))

    def one(self, pick: int) -> Order:
        """Any order; the first ones, which have come far, more often."""
        found = list(Order.objects.order_by("pk"))
        return found[(pick if pick < 6 else 0) % len(found)]

    @rule(
        quantity=st.integers(1, 60),
        method=st.sampled_from([Method.DIRECT, Method.NEGOTIATION]),
        kind=st.sampled_from(list(OrderKind)),
        role=st.sampled_from([Role.PEJABAT_PENGADAAN, Role.PPK, Role.PPTK]),
        course=st.sampled_from(["kirim", "ajukan", "ajukan", "tinggal"]),
    )
    def put_together(self, quantity: int, method: Method, kind: OrderKind, role: Role, course: str) -> None:
        self.put(course, quantity=quantity, method=method, kind=kind, role=role)

    @rule(
        who=st.sampled_from([*ROLES[:4], *ELSEWHERE]),
        do=st.sampled_from(["kirim", "kembalikan", "batal"]),
        newest=st.booleans(),
    )
    def carts(self, who: str, do: str, newest: bool) -> None:
        self.cart(who, do, newest=newest)

    def goes(self, pick: int, drawn: int) -> None:
        self.go_on(self.one(pick), drawn)

    #: Most of what happens is that orders go on.
    goes_on = rule(pick=st.integers(0, 9), drawn=st.integers(0, 2**32))(goes)
    goes_further = rule(pick=st.integers(0, 9), drawn=st.integers(0, 2**32))(goes)
    goes_its_way = rule(pick=st.integers(0, 3), drawn=st.integers(0, 2**32))(goes)

    @rule(
        pick=st.integers(0, 9),
        which=st.integers(0, 199),
        who=st.sampled_from([*ROLES, *ELSEWHERE, "penyedia"]),
        amount=st.integers(1, 12),
    )
    def anything(self, pick: int, which: int, who: str, amount: int) -> None:
        """Any step of any state, by anybody."""
        act, order = EVERY[which % len(EVERY)], self.one(pick)
        self.attempt(who, self.doing(act, order, who, amount), *act.allowed)

    @rule(days=st.integers(1, 8))
    def time_passes(self, days: int) -> None:
        self.let_pass(days)

    @invariant()
    def everything_holds(self) -> None:
        self.look()


def test_whatever_people_do_to_orders_the_sums_hold_and_everything_is_met() -> None:
    Course.world, Course.met = walked_office(), Met()
    run_state_machine_as_test(
        Course,
        settings=settings(
            max_examples=WALKS, stateful_step_count=STEPS, deadline=None, derandomize=True, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    guide.lead(Course.world, Course.met, Random(1))
    assert Course.met.missing() == []
