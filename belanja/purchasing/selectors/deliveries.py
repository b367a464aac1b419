"""What is still to come of an order, what was accepted and not handed over, and how late it came."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, QuerySet
from django.db.models import Sum as Total

from belanja.rules.buying.amounts import Sum, part_of
from belanja.rules.buying.receipt import LatePart, days_late
from belanja.rules.buying.states import DeliveryState, OrderKind

from ..models import CallOff, CallOffLine, Delivery, DeliveryLine, Handover, Order, OrderLine

_ZERO = Decimal(0)


@dataclass(frozen=True)
class Piece:
    """One line of an order, or of one call under it: what was wanted, and what that is worth."""

    line_id: int
    position: int
    call_id: int | None
    wanted: Decimal
    worth: Sum


def deliveries(order_id: int) -> QuerySet[Delivery]:
    """The consignments of an order with their lines, in their order."""
    lines = DeliveryLine.objects.select_related("line").order_by("line__position")
    return (
        Delivery.objects.filter(order_id=order_id)
        .select_related("deliver_to", "replaces", "call")
        .prefetch_related(Prefetch("lines", queryset=lines))
        .order_by("number")
    )


def handovers(order_id: int) -> QuerySet[Handover]:
    """The hand-over papers of an order in their order, refused proposals too."""
    return Handover.objects.filter(order_id=order_id).order_by("number")


def pieces(order: Order) -> dict[tuple[int, int | None], Piece]:
    """What an order wants, by line and call: its lines, or those of its standing calls where it is called off."""
    if order.kind == OrderKind.CALL_OFF:
        called = CallOffLine.objects.filter(call__order=order, call__cancelled_at__isnull=True)
        return {
            (one.line_id, one.call_id): Piece(
                one.line_id, one.line.position, one.call_id, one.quantity, Sum(one.goods, one.freight, one.tax)
            )
            for one in called.select_related("line").order_by("call__number", "line__position")
        }
    return {
        (line.pk, None): Piece(line.pk, line.position, None, line.quantity, Sum(line.goods, line.freight, line.tax))
        for line in order.lines.all()
        if line.quantity
    }


def least_of(order: Order) -> dict[int, Decimal]:
    """By line, below what its quantity cannot go: what is called, and what was accepted or is in a consignment that
    nobody has looked into yet. What was rejected and is in no replacement may be given up."""
    called = CallOffLine.objects.filter(call__order=order, call__cancelled_at__isnull=True)
    bound = dict(called.values("line_id").annotate(sum=Total("quantity")).values_list("line_id", "sum"))
    came = _come(order.pk)
    return {pk: max(bound.get(pk, _ZERO), came.get(pk, _ZERO)) for pk in {*bound, *came}}


def _come(order_id: int) -> dict[int, Decimal]:
    """By line, what was accepted or is in a consignment that nobody has looked into yet."""
    came: dict[int, Decimal] = defaultdict(lambda: _ZERO)
    for line in DeliveryLine.objects.filter(delivery__order=order_id).select_related("delivery"):
        came[line.line_id] += line.accepted if line.delivery.state == DeliveryState.INSPECTED else line.sent
    return came


def still_to_send(order: Order) -> dict[tuple[int, int | None], Decimal]:
    """By line and call, what is in no consignment yet; what was rejected is replaced, not sent again."""
    room = {key: piece.wanted for key, piece in pieces(order).items()}
    lines = DeliveryLine.objects.filter(delivery__order=order, delivery__replaces__isnull=True)
    for line in lines.select_related("delivery"):
        key = (line.line_id, line.delivery.call_id)
        if key in room:
            room[key] -= _taken(line)
    return room


def still_to_replace(delivery: Delivery) -> dict[int, Decimal]:
    """By line, what was rejected of a consignment and is in no replacement yet, without what an addendum gave up."""
    room = {line.line_id: line.rejected for line in delivery.lines.all() if line.rejected}
    if not room:
        return {}
    sent = DeliveryLine.objects.filter(delivery__replaces=delivery).select_related("delivery")
    for line in sent:
        room[line.line_id] = room.get(line.line_id, _ZERO) - _taken(line)
    came = _come(delivery.order_id)
    wanted = dict(OrderLine.objects.filter(pk__in=room).values_list("pk", "quantity"))
    return {pk: min(left, wanted[pk] - came.get(pk, _ZERO)) for pk, left in room.items()}


def _taken(line: DeliveryLine) -> Decimal:
    """What a consignment takes of what is wanted: as sent until it is looked at, then what really came."""
    return line.accepted + line.rejected if line.delivery.state == DeliveryState.INSPECTED else line.sent


def accepted(order: Order) -> dict[tuple[int, int | None], Decimal]:
    """By line and call, what was accepted."""
    found: dict[tuple[int, int | None], Decimal] = defaultdict(lambda: _ZERO)
    for line in DeliveryLine.objects.filter(delivery__order=order, accepted__gt=0).select_related("delivery"):
        found[line.line_id, line.delivery.call_id] += line.accepted
    return dict(found)


@dataclass(frozen=True)
class Taken:
    """What both sides have signed for, of one line or call: how much, and its amount with freight and tax."""

    quantity: Decimal = _ZERO
    amount: Decimal = _ZERO


def handed_over(order: Order) -> dict[tuple[int, int | None], Taken]:
    """By line and call, what both sides have signed for."""
    found: dict[tuple[int, int | None], Taken] = defaultdict(Taken)
    for one in signed_handovers(order.pk):
        for row in one.content:
            before = found[row["line"], row["call"]]
            found[row["line"], row["call"]] = Taken(
                before.quantity + Decimal(row["quantity"]), before.amount + Decimal(row["amount"])
            )
    return dict(found)


def signed_handovers(order_id: int) -> QuerySet[Handover]:
    """The hand-overs that both sides have signed."""
    return Handover.objects.filter(
        order_id=order_id, refused_at__isnull=True, buyer_signed_at__isnull=False, firm_signed_at__isnull=False
    ).order_by("number")


def received_amounts(order: Order, *, within: Decimal | None = None) -> dict[int, Decimal]:
    """By position of the line, what both sides have signed for: its sum is the amount handed over. `within`: only the
    first hand-overs, as long as they do not add up to more."""
    positions = dict(order.lines.values_list("pk", "position"))
    found: dict[int, Decimal] = {}
    reached = _ZERO
    for one in signed_handovers(order.pk):
        reached += one.amount
        if within is not None and reached > within:
            break
        for row in one.content:
            position = positions[row["line"]]
            found[position] = found.get(position, _ZERO) + Decimal(row["amount"])
    return found


def open_handover(order_id: int) -> Handover | None:
    """The proposal that waits for a signature."""
    waiting = Handover.objects.filter(order_id=order_id, refused_at__isnull=True)
    return waiting.exclude(buyer_signed_at__isnull=False, firm_signed_at__isnull=False).first()


def late_parts(order: Order) -> list[LatePart]:
    """What was accepted after its day: its value without tax, and the days."""
    wanted = pieces(order)
    due = _due(order)
    found = []
    lines = DeliveryLine.objects.filter(delivery__order=order, accepted__gt=0, delivery__arrived_on__isnull=False)
    for line in lines.select_related("delivery").order_by("delivery__number", "line__position"):
        key = (line.line_id, line.delivery.call_id)
        assert line.delivery.arrived_on is not None  # as filtered
        days = days_late(line.delivery.arrived_on, due.get(key))
        if days and key in wanted:
            share = part_of(wanted[key].worth, quantity=line.accepted, ordered=wanted[key].wanted)
            found.append(LatePart(share.bare, days))
    return found


def _due(order: Order) -> Mapping[tuple[int, int | None], date | None]:
    """The agreed day of each line, or of the call it came under."""
    if order.kind == OrderKind.CALL_OFF:
        days = dict(CallOff.objects.filter(order=order).values_list("pk", "wanted_on"))
        return {key: days[key[1]] for key in pieces(order) if key[1] is not None}
    return {(line.pk, None): line.due_on or order.term_to for line in order.lines.all()}
