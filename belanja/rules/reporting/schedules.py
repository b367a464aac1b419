"""When a periodic report falls due: kinds, the period that ended last, and the day on which its round opens."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .. import periods


class Kind(StrEnum):
    MONTH = "bulan"
    QUARTER = "triwulan"
    SEMESTER = "semester"
    YEAR = "tahun"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def has_round(self) -> bool:
        """Whether units are asked before it: the dashboard of a month is only looked at."""
        return self is not Kind.MONTH


_LABELS = {
    Kind.MONTH: "dasbor bulanan",
    Kind.QUARTER: "surat triwulan",
    Kind.SEMESTER: "laporan semester",
    Kind.YEAR: "laporan tahunan",
}


@dataclass(frozen=True)
class Due:
    """A period that has ended: the fiscal year, its last quarter (figures are cumulative), its cut-off and its name."""

    kind: Kind
    year: int
    quarter: int
    cut_off: date
    label: str


def latest_ended(kind: Kind, today: date) -> Due:
    """The period of a kind that ended last before `today`."""
    if kind is Kind.MONTH:
        last = periods.day_before(date(today.year, today.month, 1))
        return Due(kind, last.year, (last.month + 2) // 3, last, periods.month(last.year, last.month).label)
    step = {Kind.QUARTER: 1, Kind.SEMESTER: 2, Kind.YEAR: 4}[kind]
    year, quarter = today.year, 4
    while quarter % step or periods.quarter(year, quarter).last >= today:
        quarter -= 1
        if quarter == 0:
            year, quarter = year - 1, 4
    return Due(kind, year, quarter, periods.quarter(year, quarter).last, _label(kind, year, quarter))


def _label(kind: Kind, year: int, quarter: int) -> str:
    if kind is Kind.YEAR:
        return f"Tahun {year}"
    if kind is Kind.SEMESTER:
        return f"Semester {'I' if quarter == 2 else 'II'} {year}"
    return periods.quarter(year, quarter).label


def kinds_of(quarter: int) -> tuple[Kind, ...]:
    """Which reports the figures of a quarter serve: they are cumulative, so the second is the semester, the fourth
    semester and year."""
    extra = {2: (Kind.SEMESTER,), 4: (Kind.SEMESTER, Kind.YEAR)}.get(quarter, ())
    return (Kind.QUARTER, *extra)
