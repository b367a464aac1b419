"""Addenda: the next version of a signed order, proposed by one side, signed or refused by the other.

What was signed never changes; an addendum holds once both have signed it. Its total stays within the dated percentage
of what was first signed (Perpres 16/2018 Pasal 54) and within the plan.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from belanja.journal.services import Actor
from belanja.rules.buying.states import Side

from ..models import Order, OrderVersion


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What an addendum changes; by line id. None or empty: stays. Its kinds follow from what is told."""

    quantities: Mapping[int, Decimal] = field(default_factory=dict)
    freights: Mapping[int, Decimal] = field(default_factory=dict)
    tax_percents: Mapping[int, Decimal] = field(default_factory=dict)
    due_on: date | None = None
    terms: str | None = None
    signatory: str | None = None


def propose(*, order_id: int, version: int, side: Side, changes: Changes, reason: str, actor: Actor) -> OrderVersion:
    """Propose and sign an addendum for one's own side. RuleBroken 404, 403, 409; 422 where nothing changes, beyond the
    dated percentage, below what was delivered, beyond plan, cap or stock."""
    raise NotImplementedError


def sign(*, order_id: int, version: int, side: Side, actor: Actor) -> Order:
    """The other side signs: lines, sums, commitment, stock and facts follow. RuleBroken 404, 403, 409."""
    raise NotImplementedError


def refuse(*, order_id: int, version: int, side: Side, note: str, actor: Actor) -> Order:
    """The other side does not sign: the order goes on as it was. RuleBroken 404, 403, 409, 422."""
    raise NotImplementedError


def withdraw(*, order_id: int, version: int, side: Side, actor: Actor) -> Order:
    """The proposer takes it back before it was signed. RuleBroken 404, 403, 409."""
    raise NotImplementedError
