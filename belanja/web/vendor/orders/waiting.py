"""What waits for a firm, by the state of its orders; the nearest term first."""

from datetime import datetime

from belanja.foundation import clock
from belanja.purchasing.models import Order
from belanja.purchasing.selectors.desks import Waiting
from belanja.rules.buying.states import OrderState, RoundState, ShipmentState, Side, VersionState
from belanja.web.vendor.access import FirmDesk

from .access import orders_of

_MOST = 60


def waits(desk: FirmDesk) -> list[Waiting]:
    """Three queries."""
    states = [OrderState.NEGOTIATION, OrderState.CONFIRMATION, OrderState.PROCESS, OrderState.ADDENDUM]
    rows = orders_of(desk).filter(state__in=[state.value for state in states]).prefetch_related("rounds", "versions")
    found = [
        Waiting(what, order.due_at, order=order, side=Side.FIRM) for order in rows[:_MOST] if (what := _what(order))
    ]
    far = datetime.max.replace(tzinfo=clock.WIB)
    return sorted(found, key=lambda one: one.due_at or far)


def _what(order: Order) -> str:
    state = OrderState(order.state)
    if state is OrderState.CONFIRMATION:
        return "Terima atau tolak pesanan"
    if state is OrderState.NEGOTIATION:
        last = max(order.rounds.all(), key=lambda one: one.number, default=None)
        open_to_me = last is not None and last.state == RoundState.OPEN and last.side == Side.BUYER
        return "Jawab tawaran pembeli" if open_to_me else ""
    if state is OrderState.ADDENDUM:
        theirs = any(
            one.state == VersionState.PROPOSED and one.proposed_side == Side.BUYER for one in order.versions.all()
        )
        return "Jawab usulan adendum" if theirs else ""
    if order.cancel_side == Side.BUYER:
        return "Jawab permintaan pembatalan"
    return "Siapkan kiriman" if order.shipment in {ShipmentState.DRAFT, ShipmentState.PROCESSING} else ""
