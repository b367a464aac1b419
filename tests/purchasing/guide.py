"""Walks that have somewhere to go: a planner over the table of steps.

For a step that no walk met, an order is begun and driven, on the shortest way the table knows, to a state from which
the step is allowed; what has to come first within a state stands in `BEFORE`. Then the step is taken. Which of several
states a step leads to, the services tell: the way is looked for anew from wherever the order has come to.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any

from belanja.purchasing.models import Order, OrderStep
from belanja.rules.buying.states import Method, MoneyStep, OrderKind, OrderState, Side
from belanja.rules.buying.steps import ORDERS, SHIPMENTS, Rule, Step
from belanja.rules.duties import Role
from tests.purchasing.course_acts import EVERY, Act, key_of
from tests.purchasing.course_met import Met
from tests.purchasing.walker import Walk
from tests.purchasing.world import Office

_B, _F, _T = Side.BUYER, Side.FIRM, Side.TIME
#: So many attempts, each with another number, are made of a step.
_ATTEMPTS = 12
#: So many steps a way may have, so many times a few days pass until a term has run out.
_LONGEST, _WAITS = 10, 8
#: How often an order goes on at random, once it has met what it was sent for.
_AFTERWARDS = 2


def _asked(step: Step, by: Step, *sides: Side) -> dict[str, tuple[str, ...]]:
    """`step` of a side answers `by` of the other."""
    return {key_of(step, side): (key_of(by, _B if side is _F else _F),) for side in sides}


_INSPECTED = (key_of(Step.INSPECT, _B),)
_HANDED = (key_of(Step.HAND_OVER, _F), key_of(Step.HAND_OVER, _B))
_BILLED = (key_of(MoneyStep.BILL, _F),)
_PAID = (key_of(MoneyStep.PAY, _B),)
_CALLED = (key_of(Step.CALL, _B),)
_OFFERED = (key_of(Step.OFFER, _B),)
#: What has to have happened before a step, besides the state that the table asks for.
BEFORE: dict[str, tuple[str, ...]] = {
    **_asked(Step.AGREE, Step.OFFER, _B, _F),
    **_asked(Step.DECLINE_OFFER, Step.OFFER, _B, _F),
    key_of(Step.EXTEND, _B): _OFFERED,
    key_of(Step.OFFER_LAPSED, _T): _OFFERED,
    key_of(Step.CONFIRM_EXPIRY, _B): (*_OFFERED, key_of(Step.OFFER_LAPSED, _T)),
    **_asked(Step.AGREE_CANCEL, Step.ASK_CANCEL, _B, _F),
    **_asked(Step.REFUSE_CANCEL, Step.ASK_CANCEL, _B, _F),
    key_of(Step.CANCEL_LAPSED, _T): (key_of(Step.ASK_CANCEL, _B),),
    **_asked(Step.SIGN_ADDENDUM, Step.PROPOSE_ADDENDUM, _B, _F),
    **_asked(Step.REFUSE_ADDENDUM, Step.PROPOSE_ADDENDUM, _B, _F),
    key_of(Step.WITHDRAW_ADDENDUM, _B): (key_of(Step.PROPOSE_ADDENDUM, _B),),
    key_of(Step.WITHDRAW_ADDENDUM, _F): (key_of(Step.PROPOSE_ADDENDUM, _F),),
    key_of(Step.ADDENDUM_LAPSED, _T): (key_of(Step.PROPOSE_ADDENDUM, _B),),
    key_of(Step.ANSWER_CALL, _F): _CALLED,
    key_of(Step.CANCEL_CALL, _B): _CALLED,
    key_of(Step.CANCEL_CALL, _F): _CALLED,
    key_of(Step.SHIP, _F): (key_of(Step.PREPARE, _F),),
    key_of(Step.ARRIVE, _B): (key_of(Step.SHIP, _F),),
    key_of(Step.ARRIVE, _F): (key_of(Step.SHIP, _F),),
    key_of(Step.INSPECT, _B): (key_of(Step.ARRIVE, _B),),
    key_of(Step.PROPOSE_HANDOVER, _T): (key_of(Step.ARRIVE, _B),),
    key_of(Step.HAND_OVER, _F): _INSPECTED,
    key_of(Step.HAND_OVER, _B): _INSPECTED,
    key_of(MoneyStep.BILL, _F): _HANDED,
    key_of(MoneyStep.GIVE_BACK_BILL, _B): _BILLED,
    key_of(MoneyStep.CONFIRM_TAXES, _B): _BILLED,
    key_of(MoneyStep.PAY, _B): (key_of(MoneyStep.CONFIRM_TAXES, _B),),
    key_of(MoneyStep.UNPAY, _B): (key_of(Step.REOPEN, _B),),
    key_of(Step.COMPLETE, _B): _PAID,
    key_of(Step.COMPLETE_OUTSIDE, _B): _HANDED,
    key_of(Step.REOPEN, _B): _PAID,
}
#: States of what belongs to an order, by the steps that bring them about.
LEADS_TO: dict[str, dict[str, tuple[str, ...]]] = {
    "versi": {
        "diusulkan": (key_of(Step.SIGN, _B),),
        "berlaku": (key_of(Step.ACCEPT, _F),),
        "diganti": (key_of(Step.SIGN_ADDENDUM, _F),),
        "ditolak": (key_of(Step.REFUSE_ADDENDUM, _F),),
    },
    "putaran": {
        "menunggu": _OFFERED,
        "disepakati": (key_of(Step.AGREE, _F),),
        "dijawab": (*_OFFERED, key_of(Step.OFFER, _F)),
        "ditolak": (key_of(Step.DECLINE_OFFER, _F),),
        "lewat": (key_of(Step.OFFER_LAPSED, _T),),
    },
    "pengiriman": {
        "disiapkan": (key_of(Step.PREPARE, _F),),
        "dikirim": (key_of(Step.SHIP, _F),),
        "tiba": (key_of(Step.ARRIVE, _B),),
        "diperiksa": _INSPECTED,
    },
    "pembayaran": {
        "diminta": _BILLED,
        "ditolak": (key_of(MoneyStep.GIVE_BACK_BILL, _B),),
        "terdokumentasi": _PAID,
    },
    "paket": {"selesai": (key_of(Step.COMPLETE, _B),)},
    "kiriman": {"COMPLETED": _HANDED},
}
#: What becomes of a cart, for the steps of a package; of its end tell the steps of its orders.
CARTS: dict[str, tuple[str, str]] = {
    Step.BEGIN: ("tinggal", ""),
    Step.EDIT: ("tinggal", ""),
    Step.DESCRIBE: ("tinggal", ""),
    Step.REQUEST: ("ajukan", ""),
    Step.RETURN: ("ajukan", "kembalikan"),
    Step.SEND: ("kirim", ""),
    Step.CANCEL: ("tinggal", "batal"),
}
WITH_ITS_ORDERS: dict[str, tuple[str, ...]] = {
    Step.CLOSE: (key_of(Step.COMPLETE, _B),),
    Step.REOPEN: (key_of(Step.REOPEN, _B),),
}
#: Where goods are brought and bills are sent.
_UNDER_WAY = frozenset({OrderState.PROCESS.value})
#: How an order may begin: small, negotiated, above the value from which PA/KPA determines, called off.
_STARTS: tuple[dict[str, Any], ...] = (
    {"quantity": 10},
    {"quantity": 10, "method": Method.NEGOTIATION},
    {"quantity": 45, "role": Role.PPK},
    {"quantity": 10, "kind": OrderKind.CALL_OFF},
)


class Guide(Walk):
    """One walk with one order, which is driven to where it is wanted."""

    order: Order

    def go(self, key: str, sources: frozenset[str] | None = None, *, depth: int = 0) -> bool:
        """Whether the step could be taken from one of `sources` (else from any state the table allows)."""
        if depth > _LONGEST:
            return False
        for before in BEFORE.get(key, ()):
            if not self.taken(before) and not self.go(before, depth=depth + 1):
                return False
        step, side = key.split(" ")
        if side != _T and key not in ACTS_OF:  # it follows from another
            return self.taken(key)
        known = {one for row in ORDERS if (row.step, row.side) == (step, side) for one in row.sources}
        if not self.reach(sources or frozenset(known) or _UNDER_WAY, depth=depth + 1):
            return False
        return self.wait(key) if side == _T else self.take(key)

    def reach(self, wanted: frozenset[str], *, depth: int) -> bool:
        """Bring the order to one of these states."""
        useless: set[Rule] = set()
        for _ in range(_LONGEST):
            if self.order.state in wanted:
                return True
            row = first_step(self.order.state, wanted, useless)
            if row is None:
                return False
            before = self.order.state
            if not self.go(key_of(row.step, row.side), frozenset({before}), depth=depth) or self.order.state == before:
                useless.add(row)
        return False

    def take(self, key: str) -> bool:
        for amount in range(1, _ATTEMPTS + 1):
            for act in ACTS_OF[key]:
                who = act.allowed[amount % len(act.allowed)]
                if self.attempt(who, self.doing(act, self.order, who, amount), *act.allowed):
                    self.seen()
                    return True
        return False

    def wait(self, key: str) -> bool:
        for _ in range(_WAITS):
            self.let_pass(3)
            self.seen()
            if self.taken(key):
                return True
        return False

    def seen(self) -> None:
        self.look()
        self.order.refresh_from_db()

    def taken(self, key: str) -> bool:
        step, side = key.split(" ")
        return OrderStep.objects.filter(order=self.order, step=step, side=side).exists()


ACTS_OF: dict[str, list[Act]] = {}
for _act in EVERY:
    ACTS_OF.setdefault(_act.key, []).append(_act)


def first_step(state: str, wanted: frozenset[str], useless: set[Rule]) -> Rule | None:
    """The first step of the shortest way from a state to one of these, by people; None where there is none."""
    ahead: deque[tuple[str, Rule | None]] = deque([(state, None)])
    known = {state}
    while ahead:
        here, first = ahead.popleft()
        for row in ORDERS:
            if here not in row.sources or row.side is _T or row in useless or row.step is Step.LINK_NATIONAL:
                continue
            for target in row.targets:
                if target in wanted:
                    return first or row
                if target not in known:
                    known.add(target)
                    ahead.append((target, first or row))
    return None


def lead(world: Office, met: Met, chance: Random) -> None:
    """One walk after another until everything is met that a way leads to; the caller sees what is missing then."""
    leader = _Leader(world, met, chance)
    for row in met.rows_missing():
        leader.to_row(row, lambda row=row: met.has(row))
    for key in met.money_missing():
        leader.walk((key,), None, lambda key=key: key not in met.money_missing())
    for step in met.package_steps_missing():
        if step in CARTS:
            leader.cart(*CARTS[step])
        else:
            leader.walk(WITH_ITS_ORDERS[step], None, lambda step=step: step in met.package_steps)
    for name, states in met.states_missing().items():
        for state in states:
            leader.to_state(name, state)


@dataclass(frozen=True)
class _Leader:
    world: Office
    met: Met
    chance: Random

    def to_row(self, row: Rule, there: Callable[[], bool]) -> None:
        self.walk((key_of(row.step, row.side),), row.sources if row in ORDERS else None, there)

    def to_state(self, name: str, state: str) -> None:
        def there() -> bool:
            return state in self.met.states[name]

        if state in LEADS_TO.get(name, ()):
            self.walk(LEADS_TO[name][state], None, there)
        for row in (*ORDERS, *SHIPMENTS):
            if state in row.targets and not there():
                self.to_row(row, there)

    def cart(self, course: str, do: str) -> None:
        with self._one() as walk:
            walk.put(course)
            if do:
                walk.cart(Role.PPK.value, do)
            walk.look()

    def walk(self, keys: Iterable[str], sources: frozenset[str] | None, there: Callable[[], bool]) -> None:
        """Take these steps, the last one from one of `sources`, with one kind of order after another until it is
        `there`; then let the order go on at random."""
        for start in _STARTS:
            if there():
                return
            with self._one() as walk:
                walk.put("kirim", **start)
                walk.order = Order.objects.latest("pk")
                walk.seen()
                if all(walk.go(key, sources) for key in keys) and there():
                    for _ in range(_AFTERWARDS):
                        walk.go_on(walk.order, self.chance.getrandbits(32))
                        walk.look()

    @contextmanager
    def _one(self) -> Iterator[Guide]:
        walk = Guide()
        walk.world, walk.met = self.world, self.met
        walk.begin()
        try:
            yield walk
        finally:
            walk.end()
