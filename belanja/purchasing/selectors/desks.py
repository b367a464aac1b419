"""What waits for whom, by when: the first thing on every desk of buying."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.buying.states import OrderState, PackageState, RoundState, ShipmentState, Side, VersionState
from belanja.rules.duties import Duty
from belanja.vendors import selectors as vendors

from ..models import CallOff, Order, OrderVersion, Package, Round
from .lists import OF_A_FIRM

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


def waits_for_officer(actor: Actor, government: Government) -> list[Waiting]:
    """What waits for an officer in his duties, the nearest term first. A dozen queries whatever there is."""
    found: list[Waiting] = []
    for duty, told in (
        (Duty.BUY, _buyer),
        (Duty.APPROVE_PURCHASE, _approver),
        (Duty.DETERMINE_PURCHASE, _determiner),
        (Duty.RECEIVE_GOODS, _receiver),
        (Duty.ACCEPT_GOODS, _accepter),
    ):
        units = institutions.units_allowed(actor, duty, government)
        if units is not None and not units:
            continue
        here = Q(government=government) if units is None else Q(government=government, unit_id__in=units)
        found += told(actor, here)
    return _sorted(found)


def _orders(here: Q, *states: OrderState) -> QuerySet[Order]:
    last = Round.objects.filter(order=OuterRef("pk")).order_by("-number")
    proposed = OrderVersion.objects.filter(order=OuterRef("pk"), state=VersionState.PROPOSED)
    return (
        Order.objects.filter(here, state__in=states)
        .select_related("government", "unit", "firm")
        .annotate(
            last_side=Subquery(last.values("side")[:1]),
            last_state=Subquery(last.values("state")[:1]),
            proposed_side=Subquery(proposed.values("proposed_side")[:1]),
        )
        .order_by("due_at", "pk")[:MOST]
    )


def _told(what: str, orders: Iterable[Order]) -> Iterator[Waiting]:
    for order in orders:
        yield Waiting(what, order.due_at, order)


def _buyer(actor: Actor, here: Q) -> Iterator[Waiting]:
    asked = Package.objects.filter(here, state=PackageState.REQUESTED).select_related("government", "unit")
    for package in asked.exclude(requested_by_id=actor.user_id).order_by("pk")[:MOST]:
        yield Waiting("Beli usulan ini, atau kembalikan", None, package=package)
    for order in _orders(here & Q(buyer_id=actor.user_id), _O.NEGOTIATION):
        if what := _negotiating(order, Side.BUYER):
            yield Waiting(what, order.due_at, order)


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


def _approver(actor: Actor, here: Q) -> Iterator[Waiting]:
    yield from _told("Periksa pesanan", _orders(here & ~Q(buyer_id=actor.user_id), _O.REVIEW))
    yield from _told("Tanda tangani pesanan", _orders(here & Q(ppk_id=actor.user_id), _O.SIGNING))
    mine = here & Q(ppk_id=actor.user_id)
    yield from _told("Jawab permintaan pembatalan", _orders(mine & Q(cancel_side=Side.FIRM), _O.PROCESS))
    for order in _orders(mine, _O.ADDENDUM):
        if order.proposed_side == Side.FIRM:  # type: ignore[attr-defined]
            yield Waiting("Jawab usulan adendum", order.due_at, order)


def _determiner(actor: Actor, here: Q) -> Iterator[Waiting]:
    yield from _told("Tetapkan pesanan", _orders(here, _O.DETERMINATION))


def _receiver(actor: Actor, here: Q) -> Iterator[Waiting]:
    yield from _told("Periksa barang yang tiba", _orders(here & Q(shipment=_S.DELIVERED), _O.PROCESS))


def _accepter(actor: Actor, here: Q) -> Iterator[Waiting]:
    mine = here & Q(ppk_id=actor.user_id, shipment=_S.BUYER_CONFIRMED)
    yield from _told("Buat serah terima (BAST)", _orders(mine, _O.PROCESS))


def waits_for_firm(actor: Actor, firm_id: int) -> list[Waiting]:
    """What waits for a firm, the nearest term first. RuleBroken 404 for strangers."""
    vendors.require_member(actor, firm_id)
    here = Q(firm_id=firm_id) & OF_A_FIRM
    found = [*_told("Terima atau tolak pesanan", _orders(here, _O.CONFIRMATION))]
    for order in _orders(here, _O.NEGOTIATION):
        if what := _negotiating(order, Side.FIRM):
            found.append(Waiting(what, order.due_at, order))
    for order in _orders(here, _O.ADDENDUM):
        if order.proposed_side == Side.BUYER:  # type: ignore[attr-defined]
            found.append(Waiting("Jawab usulan adendum", order.due_at, order))
    found += _told("Jawab permintaan pembatalan", _orders(here & Q(cancel_side=Side.BUYER), _O.PROCESS))
    calls = CallOff.objects.filter(
        order__firm_id=firm_id, order__state=_O.PROCESS, answered_at__isnull=True, cancelled_at__isnull=True
    ).select_related("order__government", "order__unit", "order__firm")
    found += [Waiting(f"Jawab panggilan {one.number}", None, one.order) for one in calls.order_by("pk")[:MOST]]
    found += _told("Siapkan dan kirim barang", _orders(here & Q(shipment__in=[_S.DRAFT, _S.PROCESSING]), _O.PROCESS))
    return _sorted(found)


def _sorted(found: list[Waiting]) -> list[Waiting]:
    """The nearest term first; what has none follows."""
    return sorted(found, key=lambda one: (one.due_at is None, one.due_at.timestamp() if one.due_at else 0))
