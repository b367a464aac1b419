"""All Perangkat Daerah of a government: the table with every column and its totals, and the same as CSV."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.affirmation import selectors
from belanja.affirmation.figures import ShareTable, UnitShare
from belanja.documents.sheets import Field, Kind, Sheet, Value, csv_lines
from belanja.foundation import text
from belanja.institutions.models import Government
from belanja.rules.decisions import RuleBroken
from belanja.rules.indicators import DENOMINATORS, NUMERATORS, makes_sense
from belanja.web import indicator_choice, naming, standings
from belanja.web.pieces import (
    Cell,
    Choice,
    Column,
    EmptyState,
    Filter,
    FilterRow,
    Row,
    Table,
    sortable,
)

from . import doors, ranking, words

_SORTABLE = ["nama", "pembilang", "penyebut", "porsi", "kurang"]
_VALUES: dict[str, Callable[[UnitShare], Decimal | None]] = {
    "pembilang": lambda unit: unit.numerator,
    "penyebut": lambda unit: unit.denominator,
    "porsi": lambda unit: words.exact_percent(unit.numerator, unit.denominator) if unit.share.measured else None,
    "kurang": lambda unit: unit.share.gap_high,
}


@doors.open_page
def units(request: HttpRequest, code: str) -> HttpResponse:
    """`/pemda/<code>/perangkat-daerah/`, by `?tahun=`, `?indikator=`, `?pembilang=`, `?penyebut=` and `?urut=`.

    Bands are sorted by their lowest share."""
    government = doors.enter(request, code)
    years = doors.years_of(government)
    year = doors.year_asked(request, government, years)
    here = reverse("public:units", args=[government.code])
    base = {"government": government, "trail": doors.trail(government, ("Perangkat Daerah", here)), "year": year}
    if year is None:
        empty = EmptyState(title=f"Belum ada data {government.name}.")
        return render(request, "public/units.html", base | {"table": empty, "title": "Perangkat Daerah"})
    table = _table_asked(request, government, year)
    return render(
        request,
        "public/units.html",
        base
        | {
            "title": ranking.finding_of(table),
            "years": doors.year_tabs(years, year, _address("", _chosen(request))),
            "filters": _filters(request, table),
            "table": _table(request, table),
            "chart": ranking.every(table),
            "unknown": selectors.unknown_list(table),
            "label": text.capital_first(table.definition.label),
            "definition": words.definition_link(table.definition),
            "cut_off": words.cut_off(table),
            "loaded": words.loaded(table),
        },
    )


@doors.open_page
def units_csv(request: HttpRequest, code: str) -> HttpResponse:
    """The same table at an address of its own, for programs: every Perangkat Daerah, exact amounts with two decimals,
    unknown ones empty with their reason."""
    government = doors.enter(request, code)
    year = doors.year_asked(request, government, doors.years_of(government))
    if year is None:
        raise RuleBroken("no_data", f"Belum ada data {government.name}.", status=404)
    table = _table_asked(request, government, year)
    answer = HttpResponse("".join(csv_lines(_sheet(table))), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="perangkat-daerah-{government.code.lower()}-{year}.csv"'
    return answer


def _sheet(table: ShareTable) -> Sheet:
    definition = table.definition

    def rows() -> Iterator[list[Value]]:
        for unit in table.units:
            yield [
                table.government.code,
                table.year,
                unit.code,
                unit.name,
                unit.numerator,
                unit.denominator,
                unit.share_percent,
                unit.target_percent,
                unit.gap,
                str(words.tag(table, words.standing_of(table, unit)).text),
                words.why(table, unit),
                definition.id,
                definition.version,
                table.cut_off,
                unit.unclassified,
                unit.share_low_percent,
                unit.share_high_percent,
                unit.base_source,
                naming.entered_words(unit),
            ]

    total = table.total
    sums: list[Value] = [total.numerator, total.denominator, total.share_percent, definition.target_percent, total.gap]
    bands: list[Value] = [total.unclassified, total.share_low_percent, total.share_high_percent, None, None]
    return Sheet(
        name="perangkat-daerah",
        title=f"{definition.label} {table.government.name} {table.year}",
        fields=_FIELDS,
        rows=rows,
        total=["", None, "", f"Jumlah {total.units_known} yang diketahui", *sums, "", "", "", None, None, *bands],
        source=[
            ("Definisi", f"{definition.label}: {words.fraction(definition)}"),
            ("Kode definisi", f"{definition.id}, versi {definition.version}"),
            ("Dasar", definition.legal_basis_label),
            ("Posisi", text.long_date(table.cut_off)),
        ],
    )


_FIELDS = [
    Field("pemda", "Kode pemerintah daerah", Kind.CODE, 12),
    Field("tahun", "Tahun", Kind.CODE, 8),
    Field("kode", "Kode", Kind.CODE),
    Field("nama", "Perangkat Daerah", width=48),
    Field("pembilang", "Pembilang", Kind.MONEY),
    Field("penyebut", "Penyebut", Kind.MONEY),
    Field("porsi_persen", "Porsi", Kind.PERCENT),
    Field("target_persen", "Target", Kind.PERCENT),
    Field("kekurangan", "Kekurangan", Kind.MONEY),
    Field("kedudukan", "Kedudukan"),
    Field("alasan", "Alasan", width=60),
    Field("definisi", "Definisi", Kind.CODE),
    Field("versi", "Versi definisi", Kind.COUNT),
    Field("posisi", "Posisi", Kind.DAY),
    Field("belum_terklasifikasi", "Belum terklasifikasi", Kind.MONEY),
    Field("porsi_terendah_persen", "Porsi terendah", Kind.PERCENT),
    Field("porsi_tertinggi_persen", "Porsi tertinggi", Kind.PERCENT),
    Field("sumber_penyebut", "Sumber penyebut"),
    Field("dokumen_penyebut", "Dokumen penyebut", width=40),
]


def _table_asked(request: HttpRequest, government: Government, year: int) -> ShareTable:
    choice = indicator_choice.chosen(request.GET.get("indikator", ""))
    return selectors.share_table(
        government=government,
        year=year,
        indicator=choice.indicator.code,
        evidence=choice.evidence,
        numerator=request.GET.get("pembilang") or None,
        denominator=request.GET.get("penyebut") or None,
    )


def _chosen(request: HttpRequest) -> dict[str, str]:
    """The definition asked for in the address, to be kept by links."""
    return {name: request.GET[name] for name in ("indikator", "pembilang", "penyebut") if request.GET.get(name)}


def _address(path: str, params: dict[str, str]) -> str:
    return f"{path}?{urlencode(params)}&" if params else f"{path}?"


def _filters(request: HttpRequest, table: ShareTable) -> FilterRow:
    definition = table.definition
    asked, below = (bool(request.GET.get(name)) for name in ("pembilang", "penyebut"))
    return FilterRow(
        key="definisi",
        filters=[
            Filter(
                name="indikator",
                label="Indikator",
                choices=[
                    Choice(
                        value=choice.word,
                        label=choice.label,
                        chosen=(choice.indicator, choice.evidence) == (definition.indicator, definition.evidence),
                    )
                    for choice in indicator_choice.CHOICES
                ],
            ),
            Filter(
                name="pembilang",
                label="Yang dihitung",
                choices=[
                    Choice(value="", label="Baku"),
                    *(
                        Choice(value=rule.code, label=rule.label, chosen=asked and rule is definition.numerator)
                        for rule in NUMERATORS.values()
                        if makes_sense(definition.evidence, rule.code)
                    ),
                ],
            ),
            Filter(
                name="penyebut",
                label="Dibandingkan dengan",
                choices=[
                    Choice(value="", label="Baku"),
                    *(
                        Choice(value=rule.code, label=rule.label, chosen=below and rule is definition.denominator)
                        for rule in DENOMINATORS.values()
                    ),
                ],
            ),
        ],
        reset_href=f"?tahun={table.year}" if _chosen(request) else "",
        kept=[Choice(value="tahun", label=str(table.year))],
    )


def _table(request: HttpRequest, table: ShareTable) -> Table:
    definition = table.definition
    target = text.percent_short(definition.target_percent)
    columns = [
        Column(key="nama", label="Perangkat Daerah"),
        Column(key="pembilang", label=definition.numerator.label, numeric=True, note="rupiah"),
        Column(key="penyebut", label=definition.denominator.label, numeric=True, note="rupiah"),
        Column(key="porsi", label="Porsi", numeric=True),
        Column(key="batang", label=f"Terhadap {target}"),
        Column(key="kurang", label=f"Kekurangan ke {target}", numeric=True, note="rupiah"),
        Column(key="kedudukan", label="Kedudukan"),
    ]
    params = _chosen(request) | {"tahun": str(table.year)}
    tight = request.GET.get("rapat") == "1"
    return Table(
        key="perangkat-daerah",
        caption=f"Perangkat Daerah {table.government.name} {table.year}",
        columns=sortable(columns, request.GET, allowed=_SORTABLE, default="nama"),
        rows=[_row(table, unit) for unit in _sorted(table, request.GET.get("urut", "nama"))],
        total=_totals(table),
        whole=lambda: _sheet(table),
        density_href=_address("", params).rstrip("&") + ("" if tight else "&rapat=1"),
        tight=tight,
        level=2,
        tall=True,
        empty=EmptyState(title="Belum ada Perangkat Daerah dalam data tahun ini."),
    )


def _sorted(table: ShareTable, order: str) -> list[UnitShare]:
    """The units in the order of the address; what is not known stays at the end whichever way it runs."""
    value = _VALUES.get(order.removeprefix("-"))
    if value is None:
        return list(reversed(table.units)) if order == "-nama" else list(table.units)
    known = [(number, unit) for unit in table.units if (number := value(unit)) is not None]
    known.sort(key=lambda pair: pair[0], reverse=order.startswith("-"))
    return [unit for _number, unit in known] + [unit for unit in table.units if value(unit) is None]


def _row(table: ShareTable, unit: UnitShare) -> Row:
    name = naming.shown(unit.name)
    standing = words.standing_of(table, unit)
    return Row(
        href=ranking.unit_href(table, unit),
        cells=[
            Cell(text=name, sub=unit.code),
            _amount(unit.numerator),
            replace(_amount(unit.denominator), sub=naming.entered_words(unit)),
            Cell(
                text=text.percent_between(unit.share_low_percent, unit.share_high_percent),
                words=unit.share_low_percent is None,
            ),
            Cell(piece=standings.bar(table, unit, name=name)),
            _gap(unit.share.gap_low, unit.share.gap_high),
            Cell(piece=words.tag(table, standing), sub=words.why(table, unit)),
        ],
    )


def _gap(low: Decimal | None, high: Decimal | None) -> Cell:
    return Cell(text=text.rupiah_between(low, high), words=low is None)


def _amount(value: Decimal | None) -> Cell:
    return Cell(text=words.amount(value), words=value is None)


def _totals(table: ShareTable) -> list[Cell | str]:
    total = table.total
    return [
        Cell(text=f"Jumlah {text.number(total.units_known)} yang diketahui", sub=words.beside_total(total)),
        text.rupiah(total.numerator),
        text.rupiah(total.denominator),
        text.percent_between(total.share_low_percent, total.share_high_percent),
        Cell(),
        _gap(total.gap_low, total.gap_high),
        Cell(text=f"{text.number(total.units_reached)} mencapai"),
    ]
