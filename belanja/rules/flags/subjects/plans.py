"""Plans and budgets: a line of the plan, the plan of an order, a unit's plan beside its budget."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ...channels import Channel
from .base import Subject


@dataclass(frozen=True)
class PlanOfOrder:
    """The plan line that an order names, as the plan has it. `found` False: no such line is on record."""

    found: bool = True
    active: bool = True
    announced_on: date | None = None
    epurchasing: bool | None = None
    pdn: bool | None = None
    small_firm: bool | None = None
    ceiling: Decimal | None = None
    units: frozenset[str] = frozenset()
    """The unit it belongs to with those above it; empty: not known."""


@dataclass(frozen=True)
class Record:
    """What one channel says of a package: its key and value."""

    channel: Channel
    key: str
    total: Decimal
    linked: bool = False
    """Whether it is tied to its other record and counts once already."""


@dataclass(frozen=True, kw_only=True)
class PlanLine(Subject):
    """A line of the plan with what all channels have bought of it. `ceiling` None: not known."""

    ceiling: Decimal | None = None
    records: tuple[Record, ...] = ()


@dataclass(frozen=True, kw_only=True)
class UnitPlan(Subject):
    """A unit's announced plan beside its procurement budget of a year. `former_budget`: the budget that the last report
    went by; `change_document`: number of the document that changed it since; empty: none is on record."""

    planned: Decimal | None = None
    budget: Decimal | None = None
    former_budget: Decimal | None = None
    change_document: str = ""
