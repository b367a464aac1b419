"""A table as data on its way out: fields with kinds, rows that stream, and where the figures come from.

The same `Sheet` is written as CSV (`csv_lines`), as XLSX (`documents.xlsx`), on paper (`documents.pdf.tables`) and on a
page (`web.sheet_tables`), so they cannot differ.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from belanja.foundation import text

Value = str | int | Decimal | date | datetime | None
#: What a spreadsheet program takes for the beginning of a formula when it opens a CSV.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


class Kind(StrEnum):
    """What a column holds. A text may stand in any column, where a value is not known."""

    TEXT = "text"
    CODE = "code"  # looks like a number and is none: RUP codes, unit codes
    COUNT = "count"
    NUMBER = "number"
    MONEY = "money"  # rupiah with sen
    PERCENT = "percent"  # percent points: 25.88 is 25,88%
    DAY = "day"
    MOMENT = "moment"

    @property
    def numeric(self) -> bool:
        """Whether it is a figure, which stands right-aligned."""
        return self in (Kind.COUNT, Kind.NUMBER, Kind.MONEY, Kind.PERCENT)


@dataclass(frozen=True)
class Field:
    """A column: `key` heads it in CSV, `label` in XLSX; `width` in letters, by kind when 0."""

    key: str
    label: str
    kind: Kind = Kind.TEXT
    width: int = 0


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A whole table. `rows` is called once for each writing and may stream; `total` is as wide as `fields`.

    `source` are pairs of term and words for the sheet "Sumber": definition, cut-off, pulls.
    """

    name: str
    title: str
    fields: Sequence[Field]
    rows: Callable[[], Iterable[Sequence[Value]]]
    total: Sequence[Value] = ()
    source: Sequence[tuple[str, str]] = field(default=())


def plain(value: Value) -> str:
    """A value in a CSV: exact with its sen, days as ISO, moments as ISO in WIB; text that a spreadsheet would run as
    a formula gets an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return value.astimezone(text.WIB).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    return f"'{value}" if value.startswith(FORMULA) else value


def written(value: Value, kind: Kind) -> str:
    """A value as readers see it on a page or on paper: `Rp1.234.567`, `25,88%`, `31 Maret 2023`, *belum diketahui*."""
    if value is None:
        return text.UNKNOWN
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return text.date_time(value)
    if isinstance(value, date):
        return text.long_date(value)
    if kind is Kind.MONEY:
        return text.rupiah(value)
    if kind is Kind.PERCENT:
        return text.percent(value)
    return text.number(value, 2 if kind is Kind.NUMBER else 0)


class _Echo:
    def write(self, value: str) -> str:
        return value


def csv_lines(sheet: Sheet) -> Iterator[str]:
    """The file line by line. The mark at the beginning tells spreadsheets that it is UTF-8; totals stay out,
    because a reader of CSV adds for himself."""
    writer = csv.writer(_Echo())
    yield "\ufeff"
    yield writer.writerow([column.key for column in sheet.fields])
    for row in sheet.rows():
        yield writer.writerow([plain(value) for value in row])
