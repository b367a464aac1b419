"""Coded reasons of buying: each with its article, with what it may be given for, and what follows from it (`cure`).

A reason is asked only where a rule or a step needs one. `needs_note`: a sentence of one's own has to say which and why.
"""

from collections.abc import Iterable

from ..reasons import Reason
from .choice_reasons import CHOICE, PLANNING
from .order_reasons import ADDENDA, CANCELLING, GOODS
from .reason_uses import Use

__all__ = ["REASONS", "Reason", "Use", "answers", "reasons_for"]

REASONS: dict[str, Reason] = {
    one.code: one for group in (CHOICE, PLANNING, CANCELLING, GOODS, ADDENDA) for one in group
}


def reasons_for(use: Use) -> tuple[Reason, ...]:
    """What may be chosen, in the order of this table."""
    return tuple(one for one in REASONS.values() if use in one.uses)


def answers(given: Iterable[str], use: Use) -> tuple[Reason, ...]:
    """Of the codes given, those that are a reason for `use`; unknown codes are none."""
    return tuple(REASONS[code] for code in given if code in REASONS and use in REASONS[code].uses)
