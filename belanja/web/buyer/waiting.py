"""What waits for an officer, by the table of steps and the part he has; the nearest term first."""

from datetime import datetime

from belanja.foundation import clock
from belanja.purchasing.models import Order, Package
from belanja.purchasing.selectors.desks import Waiting
from belanja.rules.buying.states import OrderState, PackageState, RoundState, Side
from belanja.rules.duties import Duty

from .access import BuyerDesk

_MOST = 60
_STEPS = {
    OrderState.REVIEW: (Duty.APPROVE_PURCHASE, "Periksa pesanan"),
    OrderState.DETERMINATION: (Duty.DETERMINE_PURCHASE, "Tetapkan pesanan"),
    OrderState.SIGNING: (Duty.APPROVE_PURCHASE, "Tanda tangani pesanan"),
}


def waits(desk: BuyerDesk) -> list[Waiting]:
    """Three queries beside those of the duties."""
    found = [one for order in _orders(desk) if (one := _of_order(desk, order)) is not None]
    found += [one for package in _packages(desk) if (one := _of_package(desk, package)) is not None]
    far = datetime.max.replace(tzinfo=clock.WIB)
    return sorted(found, key=lambda one: one.due_at or far)


def _orders(desk: BuyerDesk) -> list[Order]:
    states = [*_STEPS, OrderState.NEGOTIATION, OrderState.ADDENDUM]
    found = desk.orders.filter(state__in=[state.value for state in states]).prefetch_related("rounds")
    return list(found.order_by("due_at", "pk")[:_MOST])


def _of_order(desk: BuyerDesk, order: Order) -> Waiting | None:
    state, me = OrderState(order.state), desk.actor.user_id
    if state in _STEPS:
        duty, what = _STEPS[state]
        own = me == order.buyer_id and (state is OrderState.REVIEW or me != order.ppk_id)
        return Waiting(what, order.due_at, order=order) if desk.may(duty, order.unit_id) and not own else None
    if state is OrderState.NEGOTIATION and me == order.buyer_id:
        last = max(order.rounds.all(), key=lambda one: one.number, default=None)
        if last is None:
            return Waiting("Buka negosiasi", order.due_at, order=order)
        if last.state == RoundState.ACCEPTED:
            return Waiting("Serahkan kepada PPK", order.due_at, order=order)
        if last.state != RoundState.OPEN or last.side == Side.FIRM:
            return Waiting("Jawab tawaran penyedia", last.due_at or order.due_at, order=order)
    return None


def _packages(desk: BuyerDesk) -> list[Package]:
    states = [PackageState.DRAFT.value, PackageState.REQUESTED.value]
    return list(desk.packages.filter(state__in=states).order_by("needed_on", "pk")[:_MOST])


def _of_package(desk: BuyerDesk, package: Package) -> Waiting | None:
    if package.state == PackageState.REQUESTED and desk.may(Duty.BUY, package.unit_id):
        return Waiting("Beli atas permintaan PPTK", None, package=package)
    if package.state == PackageState.DRAFT and package.created_by_id == desk.actor.user_id:
        return Waiting("Lengkapi keranjang", None, package=package)
    return None
