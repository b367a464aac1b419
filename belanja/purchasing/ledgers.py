"""The two ledgers that buying draws on: the plan's pagu (both channels) and the stock of offers.

One place, so that what an order holds is always held and given back in the same way.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from belanja.catalogue.models import Offer
from belanja.catalogue.services import stock
from belanja.journal.services import Actor
from belanja.plans.lines import plan_line
from belanja.plans.models import RupPackage
from belanja.plans.services import commitments
from belanja.rules.buying.states import OrderKind
from belanja.rules.money import to_sen

from .models import CallOff, Order, OrderLine
from .taxes import reserved


def remaining(row: RupPackage) -> Decimal | None:
    """What the line of the plan has left for which this one stands today; None where there is none that counts."""
    line = plan_line(government_id=row.government_id, year=row.year, code=row.code)
    return line.remaining if line else None


def free_of(offer: Offer) -> Decimal | None:
    """What may still be ordered of an offer as it was read; None where its firm states no stock."""
    return None if offer.stock is None else offer.stock - offer.reserved


def committed_of(order: Order) -> Decimal:
    """What an order holds of its plan line: its total, a call-off's cap; without PPN that was set aside and given up.
    Of a cap as much as is given up whatever is called."""
    held = order.total if order.cap is None else order.cap
    if not order.ppn_given_up:
        return held
    lines = [line for line in order.lines.all() if line.total]
    if order.cap is None:
        return held - sum((reserved(line, order, line.total) for line in lines), Decimal(0))
    return held - min((reserved(line, order, line.total) * held / line.total for line in lines), default=Decimal(0))


def hold(orders: Sequence[tuple[Order, Sequence[OrderLine]]], actor: Actor) -> None:
    """Reserve the pagu and hold the stock of new orders (with their lines) of one plan line. Rows are locked in one
    order everywhere: the plan before the offers, offers by their ids."""
    for order, _lines in orders:
        commitments.reserve(**_of_plan(order, actor), amount=committed_of(order))
    wanted = {order.code: _units(lines) for order, lines in orders if order.kind == OrderKind.ONCE}
    if len(wanted) > 1:  # each of them locks its own offers in order; here those of all
        _lock({offer_id for one in wanted.values() for offer_id in one})
    for code, units in wanted.items():
        stock.hold(wanted=units, key=code, actor=actor)


def _lock(offer_ids: Iterable[int]) -> None:
    """Hold offers in the order in which everybody takes them."""
    list(Offer.objects.select_for_update(of=("self",)).filter(pk__in=offer_ids).order_by("pk").values_list("pk"))


def change(order: Order, actor: Actor) -> None:
    """The lines of an order have changed: it holds so much now, reserved or committed as before."""
    commitments.change(**_of_plan(order, actor), amount=to_sen(committed_of(order)))
    if order.kind == OrderKind.ONCE:
        stock.change(wanted=_wanted(order), key=order.code, actor=actor)


def hold_tax_anew(order: Order, actor: Actor) -> None:
    """It is known, or known otherwise, whether the firm is PKP: of one that is not the plan line gets back what was set
    aside, of a PKP the order holds it. Raises RuleBroken 409 where the line has too little left for that."""
    commitments.change(**_of_plan(order, actor), amount=to_sen(committed_of(order)))


def bind(order: Order, actor: Actor) -> None:
    """Both sides have signed: the pagu is committed, the stock taken."""
    commitments.commit(**_of_plan(order, actor), amount=committed_of(order))
    if order.kind == OrderKind.ONCE:
        stock.take(key=order.code, actor=actor)


def give_back(order: Order, actor: Actor) -> None:
    """The order ends: its pagu and the stock it held are free again, of a call-off what its standing calls took."""
    commitments.release(**_of_plan(order, actor))
    if order.kind == OrderKind.ONCE:
        stock.give_back(key=order.code, actor=actor)
        return
    calls = list(order.calls.filter(cancelled_at__isnull=True).select_related("order"))
    if len(calls) > 1:
        _lock(order.lines.values_list("offer_id", flat=True))
    for call in calls:
        give_back_call(call, actor)


def hold_call(call: CallOff, actor: Actor) -> None:
    """Goods were called under a call-off: its firm sells them. The pagu is committed already."""
    wanted: dict[int, Decimal] = {}
    for offer_id, quantity in call.lines.values_list("line__offer_id", "quantity"):
        wanted[offer_id] = wanted.get(offer_id, Decimal(0)) + quantity
    stock.hold(wanted=wanted, key=_of_call(call), actor=actor)
    stock.take(key=_of_call(call), actor=actor)


def give_back_call(call: CallOff, actor: Actor) -> None:
    """A call was taken back before anything of it was sent."""
    stock.give_back(key=_of_call(call), actor=actor)


def _of_call(call: CallOff) -> str:
    return f"{call.order.code}/{call.number}"


def _wanted(order: Order) -> dict[int, Decimal]:
    """Units by offer, without what an addendum gave up; a call-off orders none before it is called."""
    return _units(order.lines.filter(quantity__gt=0))


def _units(lines: Iterable[OrderLine]) -> dict[int, Decimal]:
    wanted: dict[int, Decimal] = {}
    for line in lines:
        wanted[line.offer_id] = wanted.get(line.offer_id, Decimal(0)) + line.quantity
    return wanted


def _of_plan(order: Order, actor: Actor) -> dict[str, Any]:
    return {
        "government_id": order.government_id,
        "year": order.year,
        "plan_code": order.plan_code,
        "key": order.code,
        "actor": actor,
    }
