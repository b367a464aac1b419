"""The shape in which a frozen report is laid out: chapters of paragraphs, tables, pictures and boxes.

Page, PDF and XLSX render these objects and write every value by `written`; none of them computes anything.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from belanja.foundation import text

Value = str | int | Decimal | date | None


class Kind(StrEnum):
    """What a column holds. A text in a column of numbers is a statement in place of one."""

    TEXT = "text"
    RUPIAH = "rupiah"
    PERCENT = "percent"
    POINTS = "points"
    NUMBER = "number"
    COUNT = "count"
    DAY = "day"
    MOMENT = "moment"

    @property
    def numeric(self) -> bool:
        return self in (Kind.RUPIAH, Kind.PERCENT, Kind.POINTS, Kind.NUMBER, Kind.COUNT)


@dataclass(frozen=True)
class Column:
    """`weight` is its part of the width on paper; `help` stands below the label."""

    key: str
    label: str
    kind: Kind = Kind.TEXT
    weight: int = 10
    help: str = ""


@dataclass(frozen=True)
class Table:
    """`rows` and `total` have a value for each column; None is unknown, an empty text does not apply."""

    key: str
    title: str
    sheet: str
    """Name of its sheet in the workbook, at most 31 letters."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: tuple[Value, ...] = ()
    note: str = ""
    wide: bool = False
    """Needs a page turned sideways."""


@dataclass(frozen=True)
class Picture:
    """A chart: the finding as title, what it shows in words, and how to draw it (`narrow` for phones, `standalone`
    with its style inside, for paper)."""

    key: str
    title: str
    alt: str
    draw: Callable[..., str]


@dataclass(frozen=True)
class Box:
    """One headline figure; `detail` says what it rests on."""

    key: str
    label: str
    value: str
    detail: str
    standing: str = ""
    """reached, onway, behind or unknown; the word beside it is `standing_word`."""
    standing_word: str = ""


@dataclass(frozen=True)
class Boxes:
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Points:
    """A list of short sentences."""

    items: tuple[str, ...]
    numbered: bool = False


Block = Paragraph | Points | Table | Picture | Boxes


@dataclass(frozen=True)
class Chapter:
    """`level` 1 stands by itself, 2 and 3 under the chapter before it; `mark` is that of its heading (`F3`), where it
    has one; `annex` chapters follow the signature."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    level: int = 1
    annex: bool = False
    mark: str = ""

    @property
    def heading(self) -> str:
        """`F3. PDN dan TKDN`."""
        return f"{self.mark}. {self.title}" if self.mark else self.title

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Table))


@dataclass(frozen=True)
class Layout:
    """A report ready to be shown. `facts` are the lines of its cover: label and words."""

    title: str
    government: str
    period: str
    cut_off: str
    facts: tuple[tuple[str, str], ...]
    chapters: tuple[Chapter, ...]
    is_example: bool = False
    sources: tuple[tuple[str, str], ...] = field(default=())

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(table for chapter in self.chapters for table in chapter.tables)


def written(value: Value, kind: Kind) -> str:
    """A value as a reader sees it: `Rp1.234.567`, `25,88%`, `31 Maret 2023`, *belum diketahui*."""
    if value is None:
        return text.UNKNOWN
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return text.date_time(value)
    if isinstance(value, date):
        return text.long_date(value)
    if kind is Kind.RUPIAH:
        return text.rupiah(value)
    if kind is Kind.PERCENT:
        return text.percent(Decimal(value))
    if kind is Kind.POINTS:
        return ("+" if value > 0 else "") + text.number(value, 2)
    if kind is Kind.NUMBER:
        return text.number(value, 2)
    return text.number(value)
