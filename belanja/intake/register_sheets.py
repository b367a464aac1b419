"""Reading a register of payment orders (SP2D) whose columns people have explained. Accounts are read, never kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from belanja.institutions import selectors as institutions
from belanja.institutions.models import Unit
from belanja.purchasing.models import Register, RegisterHeading
from belanja.purchasing.services.sp2d import RegisterRow
from belanja.rules import headings
from belanja.rules.buying.sp2d import HEADINGS, Meaning, check_headings, row_kind
from belanja.rules.unit_codes import tidy

from . import values
from .learnt_sheets import Columns, Heading, other_year

#: A province pays some ten thousand times a year; more is something else.
MOST_ROWS = 100_000
#: A unit's name must be this much alike to be taken for it.
_ALIKE = 0.8
#: What its columns may mean, and where it is remembered.
COLUMNS = Columns(
    RegisterHeading.objects,
    Meaning,
    Meaning.IGNORED,
    check=check_headings,
    likely=lambda names: headings.best_fit(names, HEADINGS),
)


@dataclass
class RegisterLine:
    """One row of the sheet; `problems` in words keep it out."""

    row: int
    read: RegisterRow | None = None
    unit: Unit | None = None
    written: str = ""
    problems: list[str] = field(default_factory=list)


def columns(found: Register) -> list[Heading[Meaning]]:
    """The columns with samples, but for those of accounts, whose samples are not shown; remembered meanings first."""
    told = COLUMNS.shown(found.government_id, bytes(found.content or b""), found.file_kind)
    return [
        Heading(one.name, ("disembunyikan",), one.meaning, one.remembered) if one.meaning is Meaning.ACCOUNT else one
        for one in told
    ]


def lines(found: Register) -> list[RegisterLine]:
    """Every row that states a number or an amount. Raises RuleBroken for columns that make no register, and for too
    long a one."""
    units = _Units(found)
    rows = COLUMNS.rows(
        found.government_id, bytes(found.content or b""), found.file_kind, most=MOST_ROWS, whole="Register"
    )
    return [line for number, row in rows if (line := _line(number, row, found, units)) is not None]


class _Units:
    """Which unit a row names: by code, else by a name that hardly differs; without either the register's own."""

    def __init__(self, found: Register) -> None:
        known = institutions.units(found.government_id).filter(replaced_by__isnull=True)
        self._own = found.unit
        self._by_code = {unit.code: unit for unit in known}
        self._names = [(headings.tidied(unit.name), unit) for unit in known]
        self._seen: dict[str, Unit | None] = {}

    def of(self, code: str, name: str) -> Unit | None:
        if not code and not name:
            return self._own
        if found := self._by_code.get(tidy(code)) if code else None:
            return found
        if name not in self._seen:
            key = headings.tidied(name)
            best = max(self._names, key=lambda pair: headings.likeness(key, pair[0]), default=None)
            near = best is not None and bool(key) and headings.likeness(key, best[0]) >= _ALIKE
            self._seen[name] = best[1] if best is not None and near else None
        return self._seen[name]


def _line(number: int, row: Mapping[Meaning, object], found: Register, units: _Units) -> RegisterLine | None:
    written = values.text(row.get(Meaning.NUMBER)) or ""
    if not written and row.get(Meaning.AMOUNT) in (None, ""):
        return None
    code, name = values.code(row.get(Meaning.UNIT_CODE)) or "", values.text(row.get(Meaning.UNIT_NAME)) or ""
    line = RegisterLine(number, unit=units.of(code, name), written=written or "tanpa nomor")
    amount, day = _amount(line, row.get(Meaning.AMOUNT)), _day(line, row.get(Meaning.DAY))
    if wrong := other_year(row.get(Meaning.YEAR), found.year, word="tahun"):
        line.problems.append(wrong)
    if not written:
        line.problems.append("nomor kosong")
    if line.unit is None and (code or name):
        line.problems.append(f"unit “{(name or code)[:60]}” tidak dikenal")
    if line.problems or amount is None:
        return line
    line.read = RegisterRow(
        number=" ".join(written.split())[:80],
        amount=amount,
        day=day,
        firm=values.text(row.get(Meaning.FIRM)) or "",
        account=values.code(row.get(Meaning.ACCOUNT)) or "",
        unit_id=line.unit.pk if line.unit else None,
        words=values.text(row.get(Meaning.WORDS)) or "",
        kind=row_kind(values.text(row.get(Meaning.KIND)) or "", written),
    )
    return line


def _amount(line: RegisterLine, cell: object) -> Decimal | None:
    try:
        told = values.amount(cell)
    except values.BadValue as bad:
        line.problems.append(f"nilai: {bad}")
        return None
    amount = Decimal(told) if told is not None else None
    if amount is None or amount <= 0:
        line.problems.append("nilai kosong atau nol")
        return None
    return amount


def _day(line: RegisterLine, cell: object) -> date | None:
    try:
        told = values.day(cell)
    except values.BadValue as bad:
        line.problems.append(f"tanggal: {bad}")
        return None
    return date.fromisoformat(told) if told else None
