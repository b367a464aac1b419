"""Orders, call-offs and addenda walked at random by every role: money is conserved from lines to plan and facts, stock
never falls below zero, caps and pagu are never exceeded, no forbidden role succeeds, and nothing is stuck."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any, ClassVar

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from belanja.catalogue.models import Offer
from belanja.facts.models import SpendFact
from belanja.foundation import clock
from belanja.journal.services import Actor
from belanja.plans.lines import plan_line
from belanja.purchasing.models import CallOff, Order
from belanja.purchasing.services import addenda, call_offs, negotiation, orders, sending
from belanja.purchasing.services.addenda import Changes
from belanja.purchasing.services.order_time import pass_terms
from belanja.rules.buying.states import CANCELLED, FINISHED, SIGNED, Method, OrderKind, OrderState, RoundState, Side
from belanja.rules.buying.steps import Axis, Step, steps_from
from belanja.rules.channels import Stage
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import DUTIES, Role
from tests.purchasing.world import PLAN, Office, office, said_of

pytestmark = pytest.mark.django_db
STOCK, PAGU = 100, Decimal(4_000_000)
ROLES = (Role.PEJABAT_PENGADAAN, Role.PPK, Role.PA, Role.PPTK, Role.BENDAHARA, Role.APIP)


Act = Callable[[Office, Order, Actor, int], object]
_BUYERS, _PPK, _FIRM = ("pejabat_pengadaan", "ppk"), ("ppk",), ("penyedia",)


def _of(order: Order, actor: Actor) -> dict[str, Any]:
    return {"order_id": order.pk, "version": order.version, "actor": actor}


def _offer(side: Side) -> Act:
    return lambda of, o, a, n: negotiation.offer(
        **_of(o, a), side=side, lines=said_of(o, price=str(35_000 + 2_000 * n)), message=""
    )


def _amend(side: Side) -> Act:
    def act(of: Office, order: Order, actor: Actor, amount: int) -> object:
        line = order.lines.get()
        changes = Changes(quantities={line.pk: line.quantity + amount - 6}, terms=f"Dirakit {amount}")
        return addenda.propose(**_of(order, actor), side=side, changes=changes, reason="Kebutuhan berubah")

    return act


def _call(of: Office, order: Order, actor: Actor, amount: int) -> object:
    wanted = {order.lines.get().pk: Decimal(amount)}
    day = clock.today() + timedelta(days=1)
    return call_offs.call(order_id=order.pk, version=None, quantities=wanted, wanted_on=day, actor=actor)


def _uncall(side: Side) -> Act:
    return lambda of, o, a, n: call_offs.cancel(
        order_id=o.pk, version=None, number=1 + n % 3, side=side, note="Tidak jadi", actor=a
    )


def _cancel(code: str) -> Act:
    return lambda of, o, a, n: orders.cancel(**_of(o, a), reason_code=code, note="Catatan")


def _both(act: Callable[[Side], Act]) -> tuple[tuple[Act, tuple[str, ...]], ...]:
    return (act(Side.BUYER), _PPK), (act(Side.FIRM), _FIRM)


#: By buyer or PPK, whose turn it is by state.
_CALL_OFF_IT = _cancel("kebutuhan_berubah")
_ACTS: dict[OrderState, tuple[tuple[Act, tuple[str, ...]], ...]] = {
    OrderState.NEGOTIATION: (
        (_offer(Side.BUYER), _BUYERS),
        (_offer(Side.FIRM), _FIRM),
        (lambda of, o, a, n: negotiation.accept(**_of(o, a), side=Side.BUYER), _BUYERS),
        (lambda of, o, a, n: negotiation.accept(**_of(o, a), side=Side.FIRM), _FIRM),
        (lambda of, o, a, n: negotiation.decline(**_of(o, a), side=Side.FIRM, note="Terlalu murah"), _FIRM),
        (lambda of, o, a, n: negotiation.confirm_expiry(**_of(o, a)), _BUYERS),
        (lambda of, o, a, n: orders.submit(**_of(o, a)), _BUYERS),
        (lambda of, o, a, n: orders.submit(**_of(o, a)), _BUYERS),
        (_CALL_OFF_IT, _BUYERS),
    ),
    OrderState.REVIEW: (
        (lambda of, o, a, n: orders.approve(**_of(o, a)), _PPK),
        (lambda of, o, a, n: orders.approve(**_of(o, a)), _PPK),
        (lambda of, o, a, n: orders.return_(**_of(o, a), note="Periksa lagi"), _PPK),
        (_CALL_OFF_IT, _BUYERS),
    ),
    OrderState.DETERMINATION: ((lambda of, o, a, n: orders.determine(**_of(o, a)), ("pa",)),),
    OrderState.SIGNING: (
        (lambda of, o, a, n: orders.sign(**_of(o, a)), _PPK),
        (lambda of, o, a, n: orders.sign(**_of(o, a)), _PPK),
        (_CALL_OFF_IT, _PPK),
    ),
    OrderState.CONFIRMATION: (
        (lambda of, o, a, n: orders.accept(**_of(o, a)), _FIRM),
        (lambda of, o, a, n: orders.accept(**_of(o, a)), _FIRM),
        (lambda of, o, a, n: orders.accept(**_of(o, a)), _FIRM),
        (lambda of, o, a, n: orders.decline(**_of(o, a), reason_code="tidak_sanggup_waktu", note=""), _FIRM),
        (_CALL_OFF_IT, _PPK),
    ),
    OrderState.PROCESS: (
        *_both(_amend),
        *_both(_amend),
        (_call, _PPK),
        (_call, _PPK),
        *_both(_uncall),
        *_both(lambda side: lambda of, o, a, n: orders.ask_cancel(
            **_of(o, a), side=side, reason_code="kesepakatan_para_pihak", note="Sepakat")),
        *_both(lambda side: lambda of, o, a, n: orders.agree_cancel(**_of(o, a), side=side)),
        *_both(lambda side: lambda of, o, a, n: orders.refuse_cancel(**_of(o, a), side=side)),
        (_cancel("wanprestasi"), _PPK),
    ),
    OrderState.ADDENDUM: (
        *_both(lambda side: lambda of, o, a, n: addenda.sign(**_of(o, a), side=side)),
        *_both(lambda side: lambda of, o, a, n: addenda.sign(**_of(o, a), side=side)),
        *_both(lambda side: lambda of, o, a, n: addenda.refuse(**_of(o, a), side=side, note="Tidak perlu")),
        *_both(lambda side: lambda of, o, a, n: addenda.withdraw(**_of(o, a), side=side)),
    ),
}  # fmt: skip


class Course(RuleBasedStateMachine):
    """Whatever is tried either goes or is refused with everything as it was; `world` stays the same office."""

    world: Office
    seen: ClassVar[set[str]] = set()

    def __init__(self) -> None:
        super().__init__()
        self.point = transaction.atomic()
        self.point.__enter__()
        self.clock = clock.frozen(clock.now())
        self.clock.__enter__()

    def teardown(self) -> None:
        self.clock.__exit__(None, None, None)
        transaction.set_rollback(True)
        self.point.__exit__(None, None, None)

    @initialize()
    def first(self) -> None:
        self.send(quantity=5, method=Method.DIRECT, kind=OrderKind.ONCE, role=Role.PEJABAT_PENGADAAN)

    def attempt(self, who: str, act: Callable[[], object], *allowed: str) -> None:
        """Refusals are fine; success of somebody who may not is none."""
        try:
            with transaction.atomic():
                act()
        except RuleBroken:
            return
        assert who in allowed, f"{who} took a step of {allowed}"

    def people(self, who: str) -> Actor:
        return self.world.owner if who == "penyedia" else self.world.people[Role(who)]

    def one(self, pick: int) -> Order:
        found = list(Order.objects.order_by("pk"))
        return found[pick % len(found)]

    @rule(
        quantity=st.integers(1, 60),
        method=st.sampled_from([Method.DIRECT, Method.NEGOTIATION]),
        kind=st.sampled_from(list(OrderKind)),
        role=st.sampled_from([Role.PEJABAT_PENGADAAN, Role.PPK, Role.PPTK]),
    )
    def send(self, quantity: int, method: Method, kind: OrderKind, role: Role) -> None:
        def act() -> None:
            package = self.world.package(quantity=str(quantity), method=method, kind=kind, by=self.world.people[role])
            sending.send(package_id=package.pk, version=package.version, actor=self.world.people[role])

        self.attempt(role.value, act, *(one.value for one in DUTIES[next(iter(_BUY))]))

    @rule(pick=st.integers(0, 9), which=st.integers(0, 99), amount=st.integers(1, 12))
    def step(self, pick: int, which: int, amount: int) -> None:
        """One of the steps that the state knows, by one of those who may."""
        order = self.one(pick)
        acts = _ACTS.get(OrderState(order.state), ())
        if acts:
            act, allowed = acts[which % len(acts)]
            who = allowed[which % len(allowed)]
            self.attempt(who, lambda: act(self.world, order, self.people(who), amount), *allowed)

    @rule(
        pick=st.integers(0, 9),
        which=st.integers(0, 99),
        who=st.sampled_from([*ROLES, "penyedia"]),
        amount=st.integers(1, 12),
    )
    def anything(self, pick: int, which: int, who: str, amount: int) -> None:
        """Any step of any state, by anybody."""
        order = self.one(pick)
        every = [one for acts in _ACTS.values() for one in acts]
        act, allowed = every[which % len(every)]
        allowed = _BUYERS if act is _CALL_OFF_IT else allowed
        self.attempt(who, lambda: act(self.world, order, self.people(who), amount), *allowed)

    @rule(days=st.integers(1, 6))
    def time_passes(self, days: int) -> None:
        self.clock.__exit__(None, None, None)
        self.clock = clock.frozen(clock.now() + timedelta(days=days))
        self.clock.__enter__()
        pass_terms()
        assert not pass_terms().lapsed

    @invariant()
    def lines_orders_and_plan_agree(self) -> None:
        held = Decimal(0)
        for order in Order.objects.prefetch_related("lines"):
            assert order.total == sum((line.total for line in order.lines.all()), Decimal(0))
            assert order.cap is None or order.total <= order.cap
            assert order.first_total is None or order.total * 10 <= order.first_total * 11
            if order.state not in CANCELLED:
                held += order.total if order.cap is None else order.cap
        line = plan_line(government_id=self.world.government.pk, year=clock.today().year, code=PLAN)
        assert line is not None
        assert line.reserved + line.committed == held <= PAGU

    @invariant()
    def facts_are_what_was_signed(self) -> None:
        signed = Decimal(0)
        for order in Order.objects.filter(state__in=SIGNED):
            standing = order.calls.filter(cancelled_at=None).aggregate(sum=Sum("total"))["sum"] or Decimal(0)
            signed += order.total if order.kind == OrderKind.ONCE else standing
        told = SpendFact.objects.filter(stage=Stage.CONTRACTED, known_to=None).aggregate(sum=Sum("amount"))["sum"]
        assert (told or Decimal(0)) == signed

    @invariant()
    def stock_is_never_promised_twice(self) -> None:
        offer = Offer.objects.get(pk=self.world.offer.pk)
        assert offer.stock is not None
        assert 0 <= offer.reserved <= offer.stock
        live = Order.objects.exclude(state__in=CANCELLED).filter(kind=OrderKind.ONCE)
        ordered = live.aggregate(sum=Sum("lines__quantity"))["sum"] or Decimal(0)
        calls = CallOff.objects.filter(cancelled_at=None).exclude(order__state__in=CANCELLED)
        called = calls.aggregate(sum=Sum("lines__quantity"))["sum"] or Decimal(0)
        assert offer.stock - offer.reserved == STOCK - ordered - called

    @invariant()
    def nothing_is_stuck(self) -> None:
        for order in Order.objects.all():
            self.seen.add(order.state)
            ways = [one for side in Side for one in steps_from(Axis.ORDER, order.state, side)]
            assert bool(ways) is (order.state not in CANCELLED | FINISHED)
            waiting = order.state in {OrderState.REVIEW, OrderState.CONFIRMATION, OrderState.ADDENDUM}
            assert order.due_at is not None or not waiting
            open_rounds = order.rounds.filter(state=RoundState.OPEN).count()
            assert open_rounds <= (order.state == OrderState.NEGOTIATION)


_BUY = {one.duty for one in steps_from(Axis.PACKAGE, "draf", Side.BUYER) if one.step is Step.SEND and one.duty}


def test_whatever_people_do_to_orders_the_sums_hold() -> None:
    Course.world = office(stock=STOCK, pagu=str(PAGU))
    run_state_machine_as_test(
        Course,
        settings=settings(
            max_examples=14, stateful_step_count=40, deadline=None, derandomize=True, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    # What only large values or payments bring about is walked elsewhere.
    assert Course.seen >= set(OrderState) - {OrderState.DETERMINATION} - FINISHED
