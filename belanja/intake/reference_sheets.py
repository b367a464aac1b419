"""Reading a list of standard prices (SSH, SBU, HSPK, ASB, HET) whose columns people have explained."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from belanja.catalogue.models import ReferenceHeading, ReferenceList
from belanja.rules import headings, measures
from belanja.rules.reference_prices import HEADINGS, Kind, Meaning, check_headings, kbki_of, kind_of

from . import values
from .learnt_sheets import Columns, Heading, other_year

#: A region's SSH has some tens of thousands of rows.
MOST_ROWS = 200_000
#: What its columns may mean, and where it is remembered.
COLUMNS = Columns(
    ReferenceHeading.objects,
    Meaning,
    Meaning.IGNORED,
    check=check_headings,
    likely=lambda names: headings.best_fit(names, HEADINGS),
)


@dataclass
class PriceLine:
    """One row of the list; `problems` in words keep it out, `doubts` do not."""

    row: int
    kind: Kind
    code: str = ""
    kbki: str = ""
    name: str = ""
    specification: str = ""
    unit: str = ""
    unit_written: str = ""
    amount: Decimal | None = None
    problems: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def columns(found: ReferenceList) -> list[Heading[Meaning]]:
    """The columns with samples; remembered meanings first, then suggestions by likeness."""
    return COLUMNS.shown(found.government_id, bytes(found.content), found.file_kind)


def lines(found: ReferenceList) -> list[PriceLine]:
    """Every row that speaks of something. Raises RuleBroken for columns that make no list, and for too long a one."""
    rows = COLUMNS.rows(found.government_id, bytes(found.content), found.file_kind, most=MOST_ROWS, whole="Daftar")
    made = [line for number, row in rows if (line := _line(number, row, found)) is not None]
    _mark_twice(made)
    return made


def _line(number: int, row: Mapping[Meaning, object], found: ReferenceList) -> PriceLine | None:
    name, unit = values.text(row.get(Meaning.NAME)) or "", values.text(row.get(Meaning.UNIT)) or ""
    written = row.get(Meaning.AMOUNT)
    if not name and written in (None, ""):
        return None
    line = PriceLine(
        number,
        Kind(found.kind),
        code=(values.code(row.get(Meaning.CODE)) or "")[:80],
        kbki=kbki_of(values.code(row.get(Meaning.KBKI))),
        name=name[:300],
        specification=(values.text(row.get(Meaning.SPEC)) or "")[:500],
        unit=measures.code_of(unit),
        unit_written=unit[:60],
    )
    if wrong := other_year(row.get(Meaning.YEAR), found.year, word="Tahun"):
        line.problems.append(wrong)
    _kind(line, values.word(row.get(Meaning.KIND)), found)
    try:
        told = values.amount(written)
        line.amount = Decimal(told) if told is not None else None
    except values.BadValue as bad:
        line.problems.append(f"Harga: {bad}")
    else:
        if line.amount is None or line.amount <= 0:
            # Headings of groups stand between the rows; they carry no price and are none.
            line.problems.append("Harga kosong atau nol")
    if not name:
        line.problems.append("Nama kosong")
    if not unit:
        line.problems.append("Satuan kosong")
    elif not line.unit:
        line.doubts.append(f"Satuan “{unit[:40]}” belum dikenal: harganya tidak dapat dibandingkan")
    return line


def _kind(line: PriceLine, written: str | None, found: ReferenceList) -> None:
    if written is None:
        return
    kind = kind_of(written)
    if kind is None:
        line.problems.append(f"Tipe “{written[:30]}” tidak dikenal")
    elif kind != found.kind:
        line.problems.append(f"Tipe {kind.short}, bukan {Kind(found.kind).short}: unggah sebagai daftar tersendiri")


def _mark_twice(made: list[PriceLine]) -> None:
    """The same code with another price twice: nobody can know which holds."""
    seen: dict[str, PriceLine] = {}
    for line in made:
        if not line.code or line.problems:
            continue
        former = seen.setdefault(line.code, line)
        if former is not line:
            same = (former.amount, former.unit_written) == (line.amount, line.unit_written)
            line.problems.append(
                f"Kode ini sudah ada di baris {former.row}" + ("" if same else " dengan harga atau satuan lain")
            )
