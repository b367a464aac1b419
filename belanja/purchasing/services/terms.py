"""The term that runs while an order waits: its end is the last moment of a working day in WIB."""

from datetime import date, datetime, time

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions import working_days
from belanja.rules.buying.states import OrderState
from belanja.rules.buying.steps import RETURNED, TERMS

from ..models import Order


def begin(order: Order) -> None:
    """Set the term of the state that the order has now; none where none runs. A negotiation's runs while an offer
    waits (`begin_offer`); where none does, only what was sent back has one. The caller saves the order."""
    order.due_at, order.reminded_at = None, None
    if order.state != OrderState.NEGOTIATION:
        order.returned_at = None
        term = TERMS.get(OrderState(order.state))
    else:
        term = RETURNED if order.returned_at else None
    if term is not None:
        order.due_at = end_of(order, term.key)


def begin_offer(order: Order) -> datetime:
    """The term in which the other side answers an offer begins; the one extension may be given anew."""
    order.due_at = end_of(order, TERMS[OrderState.NEGOTIATION].key)
    order.reminded_at, order.extended = None, False
    return order.due_at


def end_of(order: Order, key: str, *, since: date | None = None) -> datetime:
    """The end of the dated number of working days after a day (default today)."""
    today = clock.today()
    days = int(institutions.parameter(key, government_id=order.government_id, on=today))
    day = working_days.after(max(since or today, today), days, government_id=order.government_id)
    return datetime.combine(day, time(23, 59, 59), tzinfo=clock.WIB)
