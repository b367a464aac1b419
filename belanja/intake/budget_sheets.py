"""Reading a sheet of budgets whose columns people have explained: units, their parts of the budget, what is wrong."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from belanja.institutions import selectors as institutions
from belanja.institutions.models import Unit, UnitCode
from belanja.rules import accounts, headings, money
from belanja.rules.accounts import Part
from belanja.rules.budgets import BudgetAmounts
from belanja.rules.headings import Meaning
from belanja.rules.unit_codes import tidy

from . import values
from .learnt_sheets import Columns, Heading, limited, opened
from .models import BudgetSheet, HeadingMeaning
from .readers import Row, Table

#: A sheet by accounts of a whole province has some ten thousand lines; more is something else.
MOST_ROWS = 100_000
#: Words of lines that add up the others.
_SUMS = frozenset({"jumlah", "total", "jumlah total", "total jumlah", "grand total"})
#: A name must be this much alike to be suggested for a unit.
_ALIKE = 0.45
#: What its columns may mean, and where it is remembered.
COLUMNS = Columns(
    HeadingMeaning.objects,
    Meaning,
    Meaning.IGNORED,
    check=headings.check,
    likely=headings.suggested,
)


@dataclass
class SheetRow:
    """What the sheet says of one unit. `by`: how the unit was found (`kode`, `nama` as a mere suggestion, empty)."""

    key: str
    code: str
    name: str
    amounts: BudgetAmounts
    stated: Decimal | None
    unit: Unit | None = None
    by: str = ""
    problems: list[str] = field(default_factory=list)


def columns(sheet: BudgetSheet) -> list[Heading[Meaning]]:
    """The sheet's columns with samples; remembered meanings first, then suggestions by likeness."""
    return COLUMNS.shown(sheet.government_id, bytes(sheet.paper.content), sheet.paper.kind)


def rows(sheet: BudgetSheet) -> list[SheetRow]:
    """One row for each unit of the sheet, in its order, with the unit it most likely is."""
    with opened(bytes(sheet.paper.content), sheet.paper.kind) as table:
        where = COLUMNS.places(sheet.government_id, list(table.columns))
        lines = _lines(table, where, sheet.year)
        found = _by_account(lines, where) if headings.by_account(where) else _by_unit(lines, where)
    _match(sheet, found)
    return found


def _lines(table: Table, where: Mapping[Meaning, str], year: int) -> Iterator[Row]:
    """Lines of the sheet's year that speak of a unit; lines of sums are passed over."""
    for _number, row in limited(table, most=MOST_ROWS, whole="Lembar"):
        code, name = _unit_of(row, where)
        if not (code or name) or headings.tidied(name or code) in _SUMS:
            continue
        if (column := where.get(Meaning.YEAR)) and values.code(row.get(column)) not in (None, str(year)):
            continue
        yield row


def _unit_of(row: Row, where: Mapping[Meaning, str]) -> tuple[str, str]:
    code = values.code(row.get(where[Meaning.UNIT_CODE])) if Meaning.UNIT_CODE in where else None
    name = values.name(row.get(where[Meaning.UNIT_NAME])) if Meaning.UNIT_NAME in where else None
    return tidy(code) if code else "", str(name or "")


def _amount(row: Row, column: str | None, problems: list[str]) -> Decimal:
    if column is None:
        return money.ZERO
    try:
        found = values.amount(row.get(column))
    except values.BadValue as bad:
        problems.append(f"{column}: {bad}")
        return money.ZERO
    return Decimal(found) if found is not None else money.ZERO


def _by_unit(lines: Iterator[Row], where: Mapping[Meaning, str]) -> list[SheetRow]:
    found: dict[str, SheetRow] = {}
    for row in lines:
        code, name = _unit_of(row, where)
        problems: list[str] = []
        amounts = BudgetAmounts(
            *(
                _amount(row, where.get(meaning), problems)
                for meaning in (Meaning.OPERASI, Meaning.MODAL, Meaning.BTT, Meaning.NON_PENGADAAN)
            )
        )
        stated = _amount(row, where[Meaning.PENGADAAN], problems) if Meaning.PENGADAAN in where else None
        if Meaning.TOTAL in where and _amount(row, where[Meaning.TOTAL], problems) != amounts.total:
            problems.append("jumlahnya tidak sama dengan bagian-bagiannya")
        if stated is not None and stated != amounts.pengadaan:
            problems.append("belanja pengadaan tidak sama dengan operasi + modal + tidak terduga")
        key = code or headings.tidied(name)
        if key in found:
            found[key].problems.append("unit ini muncul beberapa kali dalam lembar")
            continue
        found[key] = SheetRow(key, code, name, amounts, stated, problems=problems)
    return list(found.values())


def _by_account(lines: Iterator[Row], where: Mapping[Meaning, str]) -> list[SheetRow]:
    """Lines by account, summed for each unit by the groups of `rules.accounts`."""
    units: dict[str, tuple[str, str]] = {}
    given: dict[str, list[tuple[str, Decimal]]] = defaultdict(list)
    problems: dict[str, list[str]] = defaultdict(list)
    for row in lines:
        code, name = _unit_of(row, where)
        key = code or headings.tidied(name)
        units.setdefault(key, (code, name))
        written = values.code(row.get(where[Meaning.ACCOUNT])) or ""
        account = accounts.account_of(written)
        amount = _amount(row, where[Meaning.AMOUNT], problems[key])
        if account is not None:
            given[key].append((account, amount))
        elif amount and written[:1] not in ("4", "6"):  # income and financing stand in the same sheets
            problems[key].append(f"rekening {written[:40] or 'kosong'} tidak dikenal")
    found = []
    for key, (code, name) in units.items():
        parts, wrong = accounts.summed(given[key])
        amounts = BudgetAmounts(parts[Part.OPERASI], parts[Part.MODAL], parts[Part.BTT], parts[Part.NON_PENGADAAN])
        told = list(dict.fromkeys([*problems[key], *wrong]))
        found.append(SheetRow(key, code, name, amounts, None, problems=told[:5]))
    return found


def _match(sheet: BudgetSheet, found: list[SheetRow]) -> None:
    """By code where the sheet has one that is known; else the unit whose name is most alike, as a suggestion."""
    units = [
        unit for unit in institutions.units(sheet.government_id).filter(replaced_by__isnull=True) if not unit.numbered
    ]
    by_code = {unit.code: unit for unit in units}
    by_id = {unit.pk: unit for unit in units}
    numbers = UnitCode.objects.filter(
        government_id=sheet.government_id, year__in=(sheet.year, 0), unit_id__in=by_id
    ).values_list("value", "unit_id")
    others = {value: by_id[unit_id] for value, unit_id in numbers if unit_id is not None}
    names = [(headings.tidied(unit.name), unit) for unit in units]
    for row in found:
        row.unit = by_code.get(row.code) or others.get(row.code)
        if row.unit is not None:
            row.by = "kode"
            continue
        tidied = headings.tidied(row.name)
        best = max(names, key=lambda pair: headings.likeness(tidied, pair[0]), default=None) if tidied else None
        if best and headings.likeness(tidied, best[0]) >= _ALIKE:
            row.unit, row.by = best[1], "nama"
