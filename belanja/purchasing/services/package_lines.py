"""What stands in a package: added by hand, by a pasted or uploaded list, from an earlier order or package; changed,
taken out. The price of each line is that of the moment it was put in: a later rise does not touch it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from belanja.journal.services import Actor

from ..models import Package


@dataclass(frozen=True)
class Refused:
    """A row of a list that was not taken: its number (from 1), what was written, and why."""

    row: int
    written: str
    why: str


@dataclass(frozen=True)
class Added:
    """The package after a list was put in: how many lines are new or grew, and what was not taken."""

    package: Package
    count: int
    refused: Sequence[Refused]


def add_line(
    *,
    package_id: int,
    version: int,
    offer_id: int,
    quantity: Decimal,
    actor: Actor,
    deliver_to_id: int | None = None,
    address: str = "",
    needed_on: date | None = None,
    note: str = "",
) -> Package:
    """Put an offer into a draft; the same offer to the same place adds up. RuleBroken 404, 403, 409 (also for what is
    not for sale or not in stock), 422 for a quantity below the least order, or a region that is not served."""
    raise NotImplementedError


def add_rows(*, package_id: int, version: int, text: str, actor: Actor) -> Added:
    """Put in a pasted list or the text of a sheet: one row an offer, `number;quantity` (also comma or tab), where the
    number is that of the offer's page or the firm's article number. Rows that cannot be taken are told one by one."""
    raise NotImplementedError


def add_order(*, package_id: int, version: int, order_id: int, actor: Actor) -> Added:
    """Put in what an earlier order of the same unit had, at today's prices. RuleBroken 404, 403, 409."""
    raise NotImplementedError


def add_package(*, package_id: int, version: int, template_id: int, actor: Actor) -> Added:
    """Put in what another package of the same unit has (a template), at today's prices. RuleBroken 404, 403, 409."""
    raise NotImplementedError


def change_line(
    *,
    package_id: int,
    version: int,
    line_id: int,
    quantity: Decimal,
    actor: Actor,
    deliver_to_id: int | None = None,
    address: str = "",
    needed_on: date | None = None,
    note: str = "",
) -> Package:
    """Write a line anew; its price stays that of the moment it was put in. RuleBroken as `add_line`."""
    raise NotImplementedError


def remove_line(*, package_id: int, version: int, line_id: int, actor: Actor) -> Package:
    """Take a line out of a draft. RuleBroken 404, 403, 409."""
    raise NotImplementedError
