"""What waits for whom, by when: the first thing on every desk of buying."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Q, Subquery, Value

from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.buying.states import OrderState, PackageState, RoundState, ShipmentState, Side, VersionState
from belanja.rules.duties import Duty
from belanja.vendors import selectors as vendors

from ..models import CallOff, Order, OrderVersion, Package, Round
from ..models.orders import OF_A_FIRM

#: Things shown at once.
MOST = 100
_O, _S = OrderState, ShipmentState


@dataclass(frozen=True)
class Waiting:
    """Something that waits for somebody: what to do, by when (None: no term runs), and what it is about."""

    what: str
    due_at: datetime | None
    order: Order | None = None
    package: Package | None = None


@dataclass(frozen=True)
class _Task:
    """A kind of thing to do with an order. `where`: orders that may ask for it; `told`: what an order asks for, empty
    where it is the other side's turn."""

    where: Q
    told: Callable[[Order], str]


def _plain(what: str, where: Q) -> _Task:
    return _Task(where, lambda _order: what)


def waits_for_officer(actor: Actor, government: Government) -> list[Waiting]:
    """What waits for an officer in his duties, the nearest term first. Three queries beside those of his duties,
    whatever there is."""
    tasks: list[_Task] = []
    found: list[Waiting] = []
    for duty, told in _TASKS.items():
        units = institutions.units_allowed(actor, duty, government)
        if units is not None and not units:
            continue
        here = Q(government=government) if units is None else Q(government=government, unit_id__in=units)
        tasks += told(actor, here)
        if duty is Duty.BUY:
            found += _asked_for(actor, here)
    return _sorted([*found, *_waiting(tasks)])


def _waiting(tasks: Sequence[_Task]) -> list[Waiting]:
    """What these tasks ask for, at most `MOST` of each kind, by kind: first which orders, each kind by its own look,
    then these orders once."""
    if not tasks:
        return []
    looks = [
        Order.objects.filter(task.where).order_by("due_at", "pk").values_list(Value(place), "pk")[:MOST]
        for place, task in enumerate(tasks)
    ]
    named = sorted(looks[0].union(*looks[1:], all=True) if looks[1:] else looks[0])
    known = _read({order_id for _place, order_id in named})
    found = [(tasks[place], known[order_id]) for place, order_id in named if order_id in known]
    return [Waiting(what, order.due_at, order) for task, order in found if (what := task.told(order))]


def _read(order_ids: Collection[int]) -> dict[int, Order]:
    """Orders by id, with whose turn it is in their negotiation or addendum. One query, none for no order."""
    if not order_ids:
        return {}
    last = Round.objects.filter(order=OuterRef("pk")).order_by("-number")
    proposed = OrderVersion.objects.filter(order=OuterRef("pk"), state=VersionState.PROPOSED)
    found = Order.objects.select_related("government", "unit", "firm").annotate(
        last_side=Subquery(last.values("side")[:1]),
        last_state=Subquery(last.values("state")[:1]),
        proposed_side=Subquery(proposed.values("proposed_side")[:1]),
    )
    return dict(found.in_bulk(order_ids))


def _asked_for(actor: Actor, here: Q) -> Iterator[Waiting]:
    asked = Package.objects.filter(here, state=PackageState.REQUESTED).select_related("government", "unit")
    for package in asked.exclude(requested_by_id=actor.user_id).order_by("pk")[:MOST]:
        yield Waiting("Beli usulan ini, atau kembalikan", None, package=package)


def _buyer(actor: Actor, here: Q) -> Iterator[_Task]:
    mine = here & Q(buyer_id=actor.user_id, state=_O.NEGOTIATION)
    yield _Task(mine, lambda order: _negotiating(order, Side.BUYER))


def _negotiating(order: Order, side: Side) -> str:
    """What a side has to do in a negotiation now; empty where the other one is asked."""
    last, state = order.last_side, order.last_state  # type: ignore[attr-defined]
    if state == RoundState.OPEN:
        return "Jawab tawaran" if last != side else ""
    if side is Side.FIRM:
        return ""
    return {
        None: "Mulai negosiasi, atau serahkan kepada PPK",
        RoundState.ACCEPTED.value: "Serahkan kepada PPK",
        RoundState.EXPIRED.value: "Tawar lagi, atau nyatakan lewat waktu",
    }.get(state, "Tawar lagi, atau batalkan")


def _addendum(where: Q, other: Side) -> _Task:
    """An addendum that the other side has proposed."""

    def told(order: Order) -> str:
        return "Jawab usulan adendum" if order.proposed_side == other else ""  # type: ignore[attr-defined]

    return _Task(where & Q(state=_O.ADDENDUM), told)


def _cancelling(where: Q, other: Side) -> _Task:
    return _plain("Jawab permintaan pembatalan", where & Q(state=_O.PROCESS, cancel_side=other))


def _approver(actor: Actor, here: Q) -> Iterator[_Task]:
    mine = here & Q(ppk_id=actor.user_id)
    yield _plain("Periksa pesanan", here & ~Q(buyer_id=actor.user_id) & Q(state=_O.REVIEW))
    yield _plain("Tanda tangani pesanan", mine & Q(state=_O.SIGNING))
    yield _cancelling(mine, Side.FIRM)
    yield _addendum(mine, Side.FIRM)


def _determiner(_actor: Actor, here: Q) -> Iterator[_Task]:
    yield _plain("Tetapkan pesanan", here & Q(state=_O.DETERMINATION))


def _receiver(_actor: Actor, here: Q) -> Iterator[_Task]:
    yield _plain("Periksa barang yang tiba", here & Q(state=_O.PROCESS, shipment=_S.DELIVERED))


def _accepter(actor: Actor, here: Q) -> Iterator[_Task]:
    mine = here & Q(ppk_id=actor.user_id, state=_O.PROCESS, shipment=_S.BUYER_CONFIRMED)
    yield _plain("Buat serah terima (BAST)", mine)


_TASKS: Mapping[Duty, Callable[[Actor, Q], Iterator[_Task]]] = {
    Duty.BUY: _buyer,
    Duty.APPROVE_PURCHASE: _approver,
    Duty.DETERMINE_PURCHASE: _determiner,
    Duty.RECEIVE_GOODS: _receiver,
    Duty.ACCEPT_GOODS: _accepter,
}


def waits_for_firm(actor: Actor, firm_id: int) -> list[Waiting]:
    """What waits for a firm, the nearest term first. Four queries whatever there is. RuleBroken 404 for strangers."""
    vendors.require_member(actor, firm_id)
    here = Q(firm_id=firm_id) & OF_A_FIRM
    tasks = [
        _plain("Terima atau tolak pesanan", here & Q(state=_O.CONFIRMATION)),
        _Task(here & Q(state=_O.NEGOTIATION), lambda order: _negotiating(order, Side.FIRM)),
        _addendum(here, Side.BUYER),
        _cancelling(here, Side.BUYER),
        _plain(_SEND, here & Q(state=_O.PROCESS, shipment__in=[_S.DRAFT, _S.PROCESSING])),
    ]
    calls = CallOff.objects.filter(
        order__firm_id=firm_id, order__state=_O.PROCESS, answered_at__isnull=True, cancelled_at__isnull=True
    ).select_related("order__government", "order__unit", "order__firm")
    called = [Waiting(f"Jawab panggilan {one.number}", None, one.order) for one in calls.order_by("pk")[:MOST]]
    # What runs without a term stands in the order in which one answers: calls before what is to be sent.
    found = _waiting(tasks)
    sending = [one for one in found if one.what == _SEND]
    return _sorted([*(one for one in found if one.what != _SEND), *called, *sending])


_SEND = "Siapkan dan kirim barang"


def _sorted(found: list[Waiting]) -> list[Waiting]:
    """The nearest term first; what has none follows."""
    return sorted(found, key=lambda one: (one.due_at is None, one.due_at.timestamp() if one.due_at else 0))
