"""The tables of the watching pages, made from frozen figures; nothing is computed but differences and order."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from django.http import QueryDict

from belanja.affirmation.figures import ShareTable, Trend, TrendPoint, UnitShare
from belanja.affirmation.selectors import explanation_of
from belanja.affirmation.selectors.sensitivity import Sensitivity
from belanja.foundation import text
from belanja.rules.indicators import DENOMINATORS, NUMERATORS
from belanja.web import standings
from belanja.web.naming import entered_words, shown
from belanja.web.officer.access import Office
from belanja.web.officer.measure import Measure
from belanja.web.pieces import (
    Cell,
    Column,
    EmptyState,
    Row,
    Standing,
    StatusTag,
    Table,
    sortable,
)

from . import files

SORTS = ("nama", "pembilang", "penyebut", "porsi", "kekurangan")


def amount(value: Decimal | None) -> Cell:
    """Exact rupiah, or the words."""
    return unknown_cell() if value is None else Cell(text=text.rupiah(value))


def base_cell(unit: UnitShare) -> Cell:
    """The denominator, marked where a person entered it."""
    found = amount(unit.denominator)
    return replace(found, sub=entered_words(unit)) if unit.entered else found


def unknown_cell(reason: str = "") -> Cell:
    return Cell(text=text.UNKNOWN, sub=reason, words=True)


def share_cell(low: Decimal | None, high: Decimal | None) -> Cell:
    """A share, or its band from lowest to highest."""
    return Cell(text=text.percent_between(low, high), words=low is None)


def gap_cell(low: Decimal | None, high: Decimal | None) -> Cell:
    return Cell(text=text.rupiah_between(low, high), words=low is None)


def ordered(table: ShareTable, order: str) -> list[UnitShare]:
    """Units in the order of the address; those without the figure stay at the end, whichever way it runs."""
    down, key = order.startswith("-"), order.removeprefix("-")
    units = list(table.units)
    if key not in SORTS or key == "nama":
        return units[::-1] if down and key == "nama" else units
    values: dict[str, Callable[[UnitShare], Decimal | None]] = {
        "pembilang": lambda unit: unit.numerator,
        "penyebut": lambda unit: unit.denominator,
        "porsi": lambda unit: unit.share_low_percent,
        "kekurangan": lambda unit: unit.share.gap_high,
    }
    value = values[key]
    known = [(number, place) for place, unit in enumerate(units) if (number := value(unit)) is not None]
    known.sort(key=lambda pair: -pair[0] if down else pair[0])
    return [units[place] for _number, place in known] + [unit for unit in units if value(unit) is None]


def units_table(office: Office, table: ShareTable, measure: Measure, query: QueryDict) -> Table:
    """Every Perangkat Daerah with exact amounts, sortable, its totals over the known ones."""
    columns = sortable(
        [
            Column(key="nama", label="Perangkat Daerah"),
            Column(key="pembilang", label=table.definition.numerator.label, numeric=True, note="rupiah"),
            Column(key="penyebut", label=table.definition.denominator.label, numeric=True, note="rupiah"),
            Column(key="porsi", label="Porsi", numeric=True),
            Column(key="batang", label=f"Terhadap {text.percent_short(table.definition.target_percent)}"),
            Column(key="kekurangan", label="Kekurangan", numeric=True, note="rupiah sampai target"),
            Column(key="kedudukan", label="Kedudukan"),
        ],
        query,
        allowed=SORTS,
        default="-porsi",
    )
    total = table.total
    tight = query.get("renggang") != "1"
    other = query.copy()
    other.pop("renggang", None)
    if tight:
        other["renggang"] = "1"
    return Table(
        key="satuan",
        caption=f"Perangkat Daerah {table.government.name} {table.year}",
        columns=columns,
        rows=[_unit_row(office, table, unit, measure) for unit in ordered(table, query.get("urut", "-porsi"))],
        total=[
            f"Jumlah {text.number(total.units_known)} yang diketahui",
            text.rupiah(total.numerator),
            text.rupiah(total.denominator),
            share_cell(total.share_low_percent, total.share_high_percent),
            "",
            gap_cell(total.gap_low, total.gap_high),
            f"{text.number(total.units_unknown)} belum diketahui",
        ],
        whole=lambda: files.units(table),
        show_caption=False,
        tight=tight,
        density_href=f"?{other.urlencode()}",
        tall=True,
        empty=EmptyState(
            title=f"Belum ada data tahun {table.year}.",
            text="Angka muncul setelah struktur anggaran dan pesanan tahun itu dimuat.",
        ),
    )


def _unit_row(office: Office, table: ShareTable, unit: UnitShare, measure: Measure) -> Row:
    where = standings.of_unit(table, unit)
    explanation = explanation_of(table, unit)
    reason = explanation.sentence.removeprefix("belum diketahui, ") if explanation else ""
    return Row(
        href=f"{office.url('leader:unit', unit.code)}?{measure.query()}",
        cells=[
            Cell(text=shown(unit.name), sub=unit.code),
            amount(unit.numerator),
            base_cell(unit),
            share_cell(unit.share_low_percent, unit.share_high_percent),
            Cell(piece=standings.bar(table, unit, name=shown(unit.name))),
            gap_cell(unit.share.gap_low, unit.share.gap_high),
            Cell(piece=StatusTag(standing=where), sub=reason),
        ],
    )


def sensitivity_table(office: Office, found: Sensitivity, measure: Measure) -> Table:
    """Numerators down, denominators across: what each definition makes of the same orders."""
    columns = [Column(key="pembilang", label="Pembilang")]
    columns += [Column(key=code.value, label=rule.label, numeric=True) for code, rule in DENOMINATORS.items()]
    rows = []
    for above, rule in NUMERATORS.items():
        cells: list[Cell | str] = [Cell(text=rule.label, sub=rule.meaning)]
        for below in DENOMINATORS:
            if (above, below) not in found:
                cells.append(Cell(text="tidak berlaku", words=True))
                continue
            total = found[above, below].total
            chosen = (above, below) == (measure.numerator, measure.denominator)
            known = f"{text.number(total.units_known)} dari {text.number(total.units_known + total.units_unknown)} unit"
            cells.append(
                Cell(
                    text=text.percent_between(total.share_low_percent, total.share_high_percent),
                    href=f"{office.url('leader:overview')}?{_with(measure, above.value, below.value)}",
                    sub=f"{known}, yang dipilih" if chosen else known,
                    words=total.share_low_percent is None,
                    differs=chosen,
                )
            )
        rows.append(Row(cells=cells))
    return Table(
        key="definisi",
        caption="Porsi menurut setiap definisi",
        columns=columns,
        rows=rows,
    )


def _with(measure: Measure, numerator: str, denominator: str) -> str:
    return measure.query(pembilang=numerator, penyebut=denominator)


def course_table(course: Trend, points: Sequence[TrendPoint], *, key: str, caption: str, label: str) -> Table:
    """Cumulative figures by month or quarter beside the straight path."""
    columns = [
        Column(key="sampai", label=label),
        Column(key="nilai", label=course.definition.numerator.label, numeric=True, note="rupiah, kumulatif"),
        Column(key="tambah", label="Bertambah", numeric=True, note="rupiah"),
        Column(key="porsi", label="Porsi", numeric=True),
        Column(key="lintasan", label="Lintasan", numeric=True),
        Column(key="kedudukan", label="Kedudukan"),
    ]
    rows, before = [], Decimal(0)
    for point in points:
        to_come = course.cut_off < point.first
        # Above the target is reached, whatever the path said on that day.
        where = Standing.UNKNOWN
        if point.on_path is not None:
            where = Standing.ON_WAY if point.on_path else Standing.BEHIND
        words = "belum berjalan" if to_come else text.UNKNOWN
        known = point.numerator is not None
        rows.append(
            Row(
                cells=[
                    Cell(text=point.label, sub="" if to_come else f"sampai {text.long_date(point.last)}"),
                    amount(point.numerator) if known else Cell(text=words, words=True),
                    amount((point.numerator or Decimal(0)) - before) if known else Cell(text=words, words=True),
                    share_cell(point.share_low_percent, point.share_high_percent)
                    if point.share_low_percent is not None
                    else Cell(text=words, words=True),
                    text.percent(text.round_half_up(point.path_percent)),
                    Cell(text=words, words=True)
                    if point.on_path is None
                    else Cell(
                        piece=StatusTag(
                            standing=where, word="di atas lintasan" if point.on_path else "di bawah lintasan"
                        )
                    ),
                ]
            )
        )
        before = point.numerator if point.numerator is not None else before
    return Table(key=key, caption=caption, columns=columns, rows=rows, tight=True)
