"""The account of an order: what is handed over, claimed and paid. Moved only under the lock of its order."""

from belanja.rules.buying.receipt import Position
from belanja.rules.buying.states import OrderKind

from ..models import Order, Settlement


def settlement(order: Order) -> Settlement:
    """The account of an order that the caller holds; begun with the advance that was agreed."""
    made, _new = Settlement.objects.get_or_create(order=order, defaults={"advance_agreed": order.advance})
    if made.advance_agreed != order.advance and made.advanced <= order.advance:
        made.advance_agreed = order.advance  # an addendum changed it
    return made


def position(order: Order, account: Settlement) -> Position:
    """Where the order stands in money, as the rules ask. The whole of a call-off is its cap until it has ended."""
    total = order.total
    if order.kind == OrderKind.CALL_OFF:
        total = account.handed_over if order.handed_over_at else (order.cap or order.total)
    return Position(
        total=total,
        handed_over=account.handed_over,
        claimed=account.claimed,
        advance_agreed=account.advance_agreed,
        advanced=account.advanced,
        recovered=account.recovered,
        penalty=order.penalty,
        penalised=account.penalised,
        retained=account.retained,
        released=account.released,
        settled=account.settled,
    )
