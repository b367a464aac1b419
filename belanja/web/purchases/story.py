"""The way of an order on one line: what was done, what is due now."""

from collections.abc import Sequence

from belanja.foundation import text
from belanja.purchasing.models import Order, OrderStep
from belanja.rules.buying.states import OrderState
from belanja.web.pieces import Event, Timeline

from . import words


def story(order: Order, steps: Sequence[OrderStep], *, labels: dict[str, str]) -> Timeline:
    """Every step with its day and the post that took it, then what is waited for. `labels`: step -> its words."""
    events = [
        Event(
            title=labels.get(step.step, step.step),
            when=text.date_time(step.at),
            who=step.by_label,
            text=step.note,
        )
        for step in steps
    ]
    state = OrderState(order.state)
    if order.ended_at is None and not state.cancelled:
        events.append(Event(title=state.label, text=_due(order), state="now"))
    return Timeline(events=events)


def _due(order: Order) -> str:
    told = words.until(order.due_at)
    return f"Tenggat {told}." if told else ""
