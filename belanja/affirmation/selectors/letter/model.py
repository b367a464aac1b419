"""The shapes of what the letter asks: an answer for each item of each Perangkat Daerah, in one quarter."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from belanja.affirmation.figures import ShareTable, UnitShare
from belanja.rules import money
from belanja.rules.letter import OF_WHAT_IS_MISSING, Item, Standing
from belanja.rules.periods import Period


@dataclass(frozen=True)
class Missing:
    """What was missing for a unit: needs of it that were open in the quarter, and plan lines outside e-Purchasing whose
    goods no shelf has now, with their rupiah."""

    needs: int = 0
    lines: int = 0
    amount: Decimal = money.ZERO

    def __bool__(self) -> bool:
        return bool(self.needs or self.lines)


@dataclass(frozen=True)
class Answer:
    """`count` of its item, `of` how many where it is a part; `day`, `percent` for items of that kind; `why`: the reason
    of what is not known."""

    item: Item
    standing: Standing
    count: int | None = None
    of: int | None = None
    day: date | None = None
    percent: Decimal | None = None
    why: str = ""


@dataclass(frozen=True)
class UnitLetter:
    """A Perangkat Daerah with the units under it; `id` None: needs that were posted for no unit. `share`: its row in
    the table of shares, None where the year has nothing of it."""

    id: int | None
    code: str
    name: str
    missing: Missing
    answers: Mapping[Item, Answer]
    share: UnitShare | None = None

    @property
    def asked(self) -> bool:
        """Whether anything of what the letter urges where goods are missing applies to it: something was missing, or
        the unit did some of it all the same."""
        return any(self.answers[item].standing is not Standing.NOT_APPLICABLE for item in OF_WHAT_IS_MISSING)


@dataclass(frozen=True)
class Seen:
    """What goes on when a quarter is over, as it stood when a report of it was frozen, by the code of the unit (empty:
    none): what was missing, needs posted (later ones are taken off), imported lines and those of them with reason and
    proof (an order may be cancelled)."""

    missing: Mapping[str, Missing]
    posted: Mapping[str, int]
    imports: Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class ShelfMonth:
    """What became of a government's shelves in a month, by the day of it on record."""

    month: date
    opened: int = 0
    frozen: int = 0
    ended: int = 0


@dataclass(frozen=True)
class Shelves:
    """Shelves of a government: by state now, by month, and those without a sale in the last `months` months."""

    by_state: Mapping[str, int]
    months: tuple[ShelfMonth, ...]
    without_sale: tuple[str, ...]
    not_known: int
    young: int
    since: date


@dataclass(frozen=True)
class ImportLine:
    """A line of an order that is imported. `reasons`: labels of the coded reasons for it; `proof`: what was looked for
    before, for officers alone."""

    order_code: str
    unit_id: int
    signed_at: datetime
    name: str
    firm_name: str
    amount: Decimal
    reasons: tuple[str, ...]
    proof: str

    @property
    def reasoned(self) -> bool:
        return bool(self.reasons and self.proof)


@dataclass(frozen=True)
class Circular:
    """The letter that the target rests on, where it is this government's own or the nation's."""

    slug: str
    label: str


@dataclass(frozen=True)
class Letter:
    """One government and quarter. `planned`: contracts against what the RUP has as e-Purchasing; `cut_off`: the last
    day that is counted; `total`: sums over `units`, which end with the row of no unit where there is one."""

    table: ShareTable
    planned: ShareTable
    quarter: int
    period: Period
    cut_off: date
    circular: Circular | None
    units: tuple[UnitLetter, ...]
    total: Mapping[Item, int]
    imports: tuple[ImportLine, ...]
    shelves: Shelves
    pd_of: Mapping[int, int] = field(default_factory=dict)

    @property
    def asked(self) -> tuple[UnitLetter, ...]:
        """Units for which something was missing or which did something, with the row of no unit."""
        return tuple(one for one in self.units if one.asked)

    @property
    def spared(self) -> tuple[UnitLetter, ...]:
        """Units for which nothing was missing, and which did nothing of it."""
        return tuple(one for one in self.units if not one.asked)

    def unit(self, code: str) -> UnitLetter | None:
        return next((one for one in self.units if one.id is not None and one.code == code), None)

    def imports_of(self, unit_id: int | None) -> tuple[ImportLine, ...]:
        return tuple(line for line in self.imports if self.pd_of.get(line.unit_id, line.unit_id) == unit_id)
