"""Ending an order: which side has asked and waits for the other, and for what a reason is given."""

from belanja.purchasing.models import Order
from belanja.rules.buying.reasons import REASONS, Use
from belanja.rules.buying.states import OrderState, Side


def asked_by(order: Order) -> Side | None:
    """The side that asks to end a signed order and waits for an answer; None where nobody does."""
    return Side(order.cancel_side) if order.cancel_side else None


def why_asked(order: Order) -> str:
    """Why the other side asks to end it, for whoever has to answer."""
    reason = REASONS.get(order.cancel_code)
    told = [reason.label if reason else "", order.cancel_note.rstrip("."), "Jawab di bawah."]
    return ". ".join(part for part in told if part)


def cancel_uses(state: OrderState) -> tuple[Use, ...]:
    """For what a reason is given when a buyer or a PPK calls an order off in this state."""
    if state is OrderState.NEGOTIATION:
        return (Use.CANCEL_NEGOTIATION,)
    if state.signed:
        return (Use.CANCEL_SIGNED,)
    return (Use.CANCEL_REVIEW,)
