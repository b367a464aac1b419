"""The story of an order: its steps, rounds, versions with signatures, and the rules that spoke, in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from belanja.rules.buying.states import Side

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
    raise NotImplementedError
