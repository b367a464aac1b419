"""Fiscal years, months, quarters and the straight path to a target. A fiscal year is 1 January to 31 December."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

QUARTERS = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Period:
    """Days `first` to `last`, both included."""

    first: date
    last: date
    label: str


def month(year: int, number: int) -> Period:
    """Month 1 to 12 of a fiscal year; the label is its Indonesian name and the year."""
    return Period(
        date(year, number, 1), date(year, number, monthrange(year, number)[1]), f"{MONTHS[number - 1]} {year}"
    )


def quarter(year: int, number: int) -> Period:
    """Triwulan 1 to 4 of a fiscal year."""
    return Period(
        month(year, 3 * number - 2).first,
        month(year, 3 * number).last,
        f"Triwulan {QUARTERS[number - 1]} {year}",
    )


def fiscal_year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31), str(year))


def path_percent(target: Decimal, year: int, day: date) -> Decimal:
    """Where the straight path to `target` percent at the end of `year` stands on the evening of `day` (exact
    fraction; 0 before the year, `target` after it)."""
    if day < date(year, 1, 1):
        return Decimal(0)
    days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    passed = min(days, (day - date(year, 1, 1)).days + 1)
    return target * passed / days


def months_before(day: date, months: int) -> date:
    """The same day some months earlier; the last of the month where it is shorter."""
    year, month_ = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month_ + 1, min(day.day, monthrange(year, month_ + 1)[1]))


def day_before(day: date) -> date:
    return day - timedelta(days=1)


MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
