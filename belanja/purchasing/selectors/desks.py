"""Lists and single rows for a desk: what an officer of a unit, or somebody who acts for a firm, may see."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.buying.states import OrderState, PackageState, Side

from ..models import Order, Package

PAGE = 50


@dataclass(frozen=True)
class Page:
    """Some orders, newest first, and how many there are by state."""

    orders: Sequence[Order]
    counts: dict[OrderState, int]
    total: int
    number: int
    pages: int


def package_for(actor: Actor, government: Government, package_id: int) -> Package:
    """A package with its lines, offers and products; RuleBroken 404 unless the actor may see its unit's purchases."""
    raise NotImplementedError


def order_for_officer(actor: Actor, government: Government, code: str) -> Order:
    """An order by its code, with its lines; RuleBroken 404 unless the actor may see its unit's purchases."""
    raise NotImplementedError


def order_for_firm(actor: Actor, firm_id: int, code: str) -> Order:
    """An order by its code, with its lines; RuleBroken 404 unless the actor acts for its firm, and before the firm has
    anything to do with it (a direct order that the PPK has not signed)."""
    raise NotImplementedError


def packages_of(
    actor: Actor, government: Government, *, states: Collection[PackageState] = (), unit_id: int | None = None
) -> list[Package]:
    """Packages of the units whose purchases the actor may see, newest first, with lines counted (`line_count`)."""
    raise NotImplementedError


def orders_of_unit(
    actor: Actor,
    government: Government,
    *,
    states: Collection[OrderState] = (),
    unit_id: int | None = None,
    text: str = "",
    page: int = 1,
) -> Page:
    """Orders of the units whose purchases the actor may see. Three queries whatever their number."""
    raise NotImplementedError


def orders_of_firm(
    actor: Actor, firm_id: int, *, states: Collection[OrderState] = (), text: str = "", page: int = 1
) -> Page:
    """Orders of a firm that it has to do with. RuleBroken 404 for strangers."""
    raise NotImplementedError


@dataclass(frozen=True)
class Waiting:
    """Something that waits for somebody: what to do, by when (None: no term runs), and what it is about."""

    what: str
    due_at: datetime | None
    order: Order | None = None
    package: Package | None = None
    side: Side = Side.BUYER


def waits_for_officer(actor: Actor, government: Government) -> list[Waiting]:
    """What waits for an officer in his duties, the nearest term first."""
    raise NotImplementedError


def waits_for_firm(actor: Actor, firm_id: int) -> list[Waiting]:
    """What waits for a firm, the nearest term first. RuleBroken 404 for strangers."""
    raise NotImplementedError
