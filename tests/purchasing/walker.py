"""One walk over orders: what people try on them, what the calendar does meanwhile, and what must hold after each step.

`tests.purchasing.test_course` walks at random, `tests.purchasing.guide` by a plan. At its end everything is undone.
"""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from random import Random

from django.db import transaction
from django.db.models import Sum

from belanja.catalogue.models import Offer
from belanja.foundation import clock
from belanja.institutions.models import LegalBasis, ParameterRow
from belanja.journal.services import Actor
from belanja.plans.lines import plan_line
from belanja.purchasing.models import CallOff, Order, Package
from belanja.purchasing.services import packages, receipt_time, sending
from belanja.purchasing.services.order_time import pass_terms
from belanja.rules.buying.states import (
    CANCELLED,
    FINISHED,
    Method,
    MoneyStep,
    OrderKind,
    OrderState,
    PackageState,
    RoundState,
    Side,
)
from belanja.rules.buying.steps import PACKAGES, Axis, Step, steps_from
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import DUTIES, Role
from tests.purchasing.books import facts_agree, order_balances
from tests.purchasing.course_acts import ACTS, BUYERS, SETBACKS, Act, Nothing
from tests.purchasing.course_met import Met
from tests.purchasing.world import PLAN, Office, office

STOCK, PAGU = 100, Decimal(8_000_000)
#: An order above this goes to PA/KPA: low, so that walks come by there.
DETERMINED_ABOVE = 2_000_000
_ASK = tuple(one.value for one in DUTIES[next(one.duty for one in PACKAGES if one.step is Step.BEGIN and one.duty)])
#: As many steps a state knows are tried until one of them goes.
_TRIES = 6
#: So often an order goes on before the sums are looked at.
_TURNS = 6
#: How likely it is that an order is thrown back or ended instead.
_SETBACK = 0.08
#: How likely it is that everybody waits a while first.
_WAIT = 0.05


def walked_office() -> Office:
    """An office with little stock and pagu, where PA/KPA determines from a value that walks come by."""
    world = office(stock=STOCK, pagu=str(PAGU))
    ParameterRow.objects.create(
        government=world.government, key="beli.penetapan.di_atas", value=str(DETERMINED_ABOVE),
        valid_from=clock.today() - timedelta(days=400), approved_at=clock.now(), legal_basis=LegalBasis.objects.first(),
    )  # fmt: skip
    return world


class Walk:
    """Whatever is tried either goes or is refused with everything as it was. `begin` and `end` enclose it."""

    world: Office
    met: Met

    def begin(self) -> None:
        self.point = transaction.atomic()
        self.point.__enter__()
        self.clock = clock.frozen(clock.now())
        self.clock.__enter__()
        self.year = clock.today().year

    def end(self) -> None:
        self.met.note()
        self.clock.__exit__(None, None, None)
        transaction.set_rollback(True)
        self.point.__exit__(None, None, None)

    def attempt(self, who: str, act: Callable[[], object], *allowed: str) -> bool:
        """Whether it went. Refusals are fine; success of somebody who may not is none."""
        try:
            with transaction.atomic():
                act()
        except (RuleBroken, Nothing):
            return False
        assert who in allowed, f"{who} took a step of {allowed}"
        return True

    def people(self, who: str) -> Actor:
        if who == "penyedia":
            return self.world.owner
        elsewhere, _space, role = who.rpartition(" ")
        return (self.world.elsewhere if elsewhere else self.world.people)[Role(role)]

    def doing(self, act: Act, order: Order, who: str, amount: int) -> Callable[[], object]:
        return lambda: act.do(self.world, order, self.people(who), amount)

    def put(self, course: str, *, quantity: int = 5, method: Method = Method.DIRECT, kind: OrderKind = OrderKind.ONCE,
            role: Role = Role.PEJABAT_PENGADAAN) -> None:  # fmt: skip
        """A cart; sent at once («kirim»), handed in («ajukan»), or left as it is."""
        actor = self.world.people[role]

        def act() -> None:
            package = self.world.package(quantity=str(quantity), method=method, kind=kind, by=actor)
            at = {"package_id": package.pk, "version": package.version, "actor": actor}
            if course == "kirim":
                sending.send(**at)
            elif course == "ajukan":
                packages.request(**at)

        self.attempt(role.value, act, *(BUYERS if course == "kirim" else _ASK))

    def cart(self, who: str, do: str, *, newest: bool = True) -> None:
        """What becomes of a cart: bought, sent back, or called off."""
        states = [PackageState.REQUESTED, *([] if do == "kembalikan" else [PackageState.DRAFT])]
        waiting = Package.objects.filter(state__in=states)
        package = waiting.order_by("-pk" if newest else "pk").first()
        if package is None:
            return
        at = {"package_id": package.pk, "version": package.version, "actor": self.people(who)}
        acts: dict[str, Callable[[], object]] = {
            "kirim": lambda: sending.send(**at),
            "kembalikan": lambda: packages.return_(**at, note="Lengkapi dahulu"),
            "batal": lambda: packages.cancel(**at, note="Tidak jadi"),
        }
        self.attempt(who, acts[do], *(_ASK if do == "batal" else BUYERS))

    def go_on(self, order: Order, drawn: int) -> None:
        """An order goes on for a while: each time the next of the steps that its state knows and that goes, by one who
        may."""
        chance = Random(drawn)
        for _turn in range(_TURNS):
            if chance.random() < _WAIT:
                self.let_pass(chance.randint(1, 10))
            order.refresh_from_db()
            table = SETBACKS if chance.random() < _SETBACK else ACTS
            acts = table.get(OrderState(order.state), ())
            if table is SETBACKS and order.state in (OrderState.NEGOTIATION, OrderState.ADDENDUM):
                self.let_pass(7)  # whoever is asked stays silent
                order.refresh_from_db()
            first, amount = chance.randrange(len(acts) or 1), chance.randint(1, 12)
            for place in range(min(_TRIES, len(acts))):
                act = acts[(first + place) % len(acts)]
                who = act.allowed[amount % len(act.allowed)]
                if self.attempt(who, self.doing(act, order, who, amount), *act.allowed):
                    break

    def let_pass(self, days: int) -> None:
        """So many days later, with what the calendar does."""
        later = clock.now() + timedelta(days=days)
        self.clock.__exit__(None, None, None)
        self.clock = clock.frozen(later)
        self.clock.__enter__()
        pass_terms()
        receipt_time.propose_silent()
        receipt_time.close_call_offs()
        receipt_time.lapse_ratings()
        assert not pass_terms().lapsed

    def look(self) -> None:
        """What must hold after every step."""
        orders = list(Order.objects.order_by("pk").prefetch_related("lines", "steps"))
        self.money(orders)
        self.stock()
        facts_agree({order.code: order for order in orders})
        for order in orders:
            _goes_on(order)
            _nobody_approves_his_own(order)
        for package in Package.objects.prefetch_related("orders"):
            states = {one.state for one in package.orders.all()}
            ended = bool(states) and states <= CANCELLED | FINISHED
            assert (package.state == PackageState.BUYING) is (bool(states) and not ended)
        self.met.note()

    def money(self, orders: list[Order]) -> None:
        """Lines, orders, payments and the plan line agree, and nothing is above its cap."""
        held = Decimal(0)
        for order in orders:
            assert order.total == sum((line.total for line in order.lines.all()), Decimal(0))
            assert order.cap is None or order.total <= order.cap
            assert order.first_total is None or order.total * 10 <= order.first_total * 11
            order_balances(order)
            if order.state not in CANCELLED:
                held += order.total if order.cap is None else order.cap
        line = plan_line(government_id=self.world.government.pk, year=self.year, code=PLAN)
        assert line is not None
        assert line.reserved + line.committed == held <= PAGU

    def stock(self) -> None:
        """Nothing is promised twice."""
        offer = Offer.objects.get(pk=self.world.offer.pk)
        assert offer.stock is not None
        assert 0 <= offer.reserved <= offer.stock
        live = Order.objects.exclude(state__in=CANCELLED).filter(kind=OrderKind.ONCE)
        ordered = live.aggregate(sum=Sum("lines__quantity"))["sum"] or Decimal(0)
        calls = CallOff.objects.filter(cancelled_at=None).exclude(order__state__in=CANCELLED)
        called = calls.aggregate(sum=Sum("lines__quantity"))["sum"] or Decimal(0)
        assert offer.stock - offer.reserved == STOCK - ordered - called


def _goes_on(order: Order) -> None:
    """No order is stuck: it has ended, or somebody may do something, by a day where one is asked."""
    ways = [one for side in Side for one in steps_from(Axis.ORDER, order.state, side)]
    assert bool(ways) is (order.state not in CANCELLED)
    waiting = order.state in {OrderState.REVIEW, OrderState.CONFIRMATION, OrderState.ADDENDUM}
    assert order.due_at is not None or not waiting
    open_rounds = order.rounds.filter(state=RoundState.OPEN).count()
    assert open_rounds <= (order.state == OrderState.NEGOTIATION)


def _nobody_approves_his_own(order: Order) -> None:
    """Who bought neither approves nor determines nor pays; who signed does not pay."""
    by = {(one.step, one.by_id) for one in order.steps.all()}
    checked = {who for step, who in by if step in (Step.APPROVE, Step.DETERMINE)}
    paid = {who for step, who in by if step in (MoneyStep.CONFIRM_TAXES, MoneyStep.PAY)}
    assert order.buyer_id not in checked | paid
    assert not {who for step, who in by if step == Step.SIGN} & paid
