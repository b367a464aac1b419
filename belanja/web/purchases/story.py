"""The way of an order on one line: what was done, what is due now."""

from collections.abc import Sequence

from belanja.foundation import text
from belanja.purchasing.models import Order, OrderStep
from belanja.rules.buying.posts import of_ppk, role_in_post
from belanja.rules.buying.reasons import REASONS
from belanja.rules.buying.states import OrderState, Side
from belanja.rules.buying.steps import Axis, Step, told_of
from belanja.rules.duties import Role
from belanja.web.pieces import Event, Timeline

from . import words

#: What officers write to one another on the way to the signature.
_AMONG_OFFICERS = frozenset({Step.SUBMIT, Step.APPROVE, Step.RETURN, Step.DETERMINE})


def story(order: Order, steps: Sequence[OrderStep], *, for_firm: bool = False) -> Timeline:
    """Every step with its day and the post that took it, then what is waited for. `for_firm`: without the words that
    officers write to one another."""
    events = [
        Event(
            title=_told(order, step),
            when=text.date_time(step.at),
            who=step.by_label,
            text="" if for_firm and step.step in _AMONG_OFFICERS else _why(step),
        )
        for step in steps
    ]
    state = OrderState(order.state)
    if order.ended_at is None and not state.cancelled:
        events.append(Event(title=words.state_word(order), text=_due(order), state="now"))
    return Timeline(events=events)


def _told(order: Order, step: OrderStep) -> str:
    """What was done. Where it says PPK it names who did it; of a term that ran out, whom it ran for."""
    role = Role(order.ppk_role) if step.side == Side.TIME else role_in_post(step.by_label)
    return of_ppk(_plainly(step), role)


def _plainly(step: OrderStep) -> str:
    for axis in (Axis.ORDER, Axis.SHIPMENT):
        told = told_of(axis, step.step, step.side)
        if told != step.step:
            return told
    return step.step


def _why(step: OrderStep) -> str:
    reason = REASONS.get(step.reason_code)
    return ". ".join(part for part in (reason.label if reason else "", step.note) if part)


def _due(order: Order) -> str:
    told = words.term(order)
    return f"{told}." if told else ""
