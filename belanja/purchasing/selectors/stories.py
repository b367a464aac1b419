"""The story of an order: its steps, rounds, versions with signatures, and the rules that spoke, in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from belanja.rules.buying.reasons import REASONS
from belanja.rules.buying.states import Side
from belanja.rules.buying.steps import Axis, told_of

from ..models import Order, OrderVersion, PolicyAnswer, Round


@dataclass(frozen=True)
class Told:
    """One step as it is told: officials by post, never by name."""

    at: datetime
    what: str
    side: Side
    who: str
    reason: str
    note: str
    state: str


@dataclass(frozen=True)
class Story:
    """Everything that happened to an order, oldest first; rounds, versions, answers with what they point to."""

    steps: Sequence[Told]
    rounds: Sequence[Round]
    versions: Sequence[OrderVersion]
    answers: Sequence[PolicyAnswer]


def story_of(order: Order) -> Story:
    """The story of an order; who may read it was asked before (`desks`). Six queries whatever its length."""
    steps = [
        Told(
            at=step.at,
            what=_told(step.step, step.side),
            side=Side(step.side),
            who=step.by_label,
            reason=REASONS[step.reason_code].label if step.reason_code in REASONS else "",
            note=step.note,
            state=step.target,
        )
        for step in order.steps.all()
    ]
    return Story(
        steps,
        list(order.rounds.prefetch_related("lines__line")),
        list(order.versions.prefetch_related("signatures")),
        list(order.answers.all()),
    )


def _told(step: str, side: str) -> str:
    """A step of an order's own course, else of its shipment."""
    told = told_of(Axis.ORDER, step, side)
    return told if told != step else told_of(Axis.SHIPMENT, step, side)
