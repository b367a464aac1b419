"""`/pemda/<code>/tata-kelola/`: ITKP components that data can tell, weighted TKDN, completeness of the RUP."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.affirmation.selectors.governance import Governance, governance
from belanja.foundation import text
from belanja.rules.decisions import RuleBroken
from belanja.rules.measured import Measure, Part
from belanja.web import naming
from belanja.web.pieces import Cell, Column, Figure, Link, Piece, Row, Table

from . import doors


@dataclass(frozen=True)
class Section:
    """A heading with what stands under it."""

    key: str
    title: str
    items: list[Piece] = field(default_factory=list)
    about: str = ""


@doors.open_page
def page(request: HttpRequest, code: str) -> HttpResponse:
    government = doors.enter(request, code)
    years = doors.years_of(government)
    year = doors.year_asked(request, government, years)
    if year is None:
        raise RuleBroken("no_data", f"Belum ada data {government.name}.", status=404)
    found = governance(government=government, year=year)
    loaded = max((pull.at for pull in found.pulls), default=None)
    computed = text.number(found.computed_weight)
    return render(
        request,
        "public/sections.html",
        {
            "title": f"ITKP, TKDN, dan kelengkapan RUP {year}",
            "lead": f"{government.name}: {computed} dari 100 poin Indeks Tata Kelola Pengadaan dapat dihitung dari "
            "data pengadaan. Sisanya dinilai dari dokumen dan tidak dihitung di sini.",
            "trail": doors.trail(government, ("Tata kelola", "")),
            "years": doors.year_tabs(years, year),
            "parts": [
                Section("itkp", "Komponen ITKP", [_total(found), _components(found), _notes(found.components)]),
                Section("tidak-dihitung", "Yang tidak dihitung", [_not_computed(found)]),
                Section("tkdn", "TKDN tertimbang", [_figure(found.tkdn), _parts_table(found.tkdn)]),
                Section(
                    "kelengkapan-rup",
                    "Kelengkapan RUP",
                    [_figure(found.completeness), _parts_table(found.completeness), _units(found)],
                ),
            ],
            "loaded": f"Data dimuat {text.date_time(loaded)}." if loaded else "",
        },
    )


def _total(found: Governance) -> Figure:
    computed = text.number(found.computed_weight)
    known = sum(component.value is not None for component in found.components)
    return Figure(
        label="Jumlah komponen yang dihitung",
        value=None if found.points is None else text.number(found.points, 2),
        unit=f"dari {computed} poin",
        reason=""
        if found.points is not None
        else f"Baru {known} dari {len(found.components)} komponen diketahui, bersama "
        f"{text.number(found.known_points, 2)} poin; alasan yang lain tertulis di tabel.",
        remark="Bukan nilai ITKP: kualifikasi SDM dan kematangan UKPBJ tidak termasuk.",
        big=True,
    )


def _components(found: Governance) -> Table:
    rows = [
        Row(
            cells=[
                component.label,
                Cell(text=_value(component), words=component.value is None),
                text.number(component.most or 0),
                *_halves(component),
                Cell(
                    text=f"{text.capital_first(component.because)}. Yang melengkapi: {component.owner}."
                    if component.because
                    else ""
                ),
            ]
        )
        for component in found.components
    ]
    return Table(
        key="komponen",
        caption="Komponen ITKP",
        show_caption=False,
        columns=[
            Column(key="komponen", label="Komponen"),
            Column(key="poin", label="Poin", numeric=True),
            Column(key="bobot", label="Paling banyak", numeric=True),
            Column(key="atas", label="Yang dihitung", numeric=True),
            Column(key="bawah", label="Dibandingkan dengan", numeric=True),
            Column(key="alasan", label="Bila belum diketahui"),
        ],
        rows=rows,
        total=[
            "Jumlah",
            Cell(
                text=text.number(found.points, 2) if found.points is not None else text.UNKNOWN,
                words=found.points is None,
            ),
            text.number(found.computed_weight),
            "",
            "",
            "",
        ],
        tight=True,
    )


def _halves(component: Measure) -> list[Cell]:
    """What is put above what."""
    counted = [part for part in component.parts if not part.aside]
    told = [Cell(text=_told(part), sub=part.label, words=part.value is None) for part in counted]
    return told if len(told) > 1 else [*told, Cell(text="paling sedikit 1 paket")]


def _notes(components: tuple[Measure, ...]) -> Table:
    return Table(
        key="cara",
        caption="Cara menghitung setiap komponen",
        columns=[
            Column(key="komponen", label="Komponen"),
            Column(key="cara", label="Cara menghitung"),
            Column(key="rincian", label="Rincian"),
        ],
        rows=[
            Row(
                href=reverse("public:legal_basis", args=[component.legal_basis]),
                cells=[
                    component.label,
                    component.definition,
                    Cell(text="; ".join(f"{part.label}: {_told(part)}" for part in component.parts)),
                ],
            )
            for component in components
        ],
        tight=True,
    )


def _not_computed(found: Governance) -> Table:
    return Table(
        key="tidak",
        caption="Yang tidak dihitung",
        show_caption=False,
        columns=[
            Column(key="bagian", label="Bagian"),
            Column(key="bobot", label="Bobot", numeric=True),
            Column(key="sebab", label="Sebab"),
        ],
        rows=[
            Row(cells=[one.label, text.number(one.weight), text.capital_first(one.because)])
            for one in found.not_computed
        ],
        tight=True,
    )


def _figure(measure: Measure) -> Figure:
    return Figure(
        label=measure.label,
        value=None if measure.value is None else text.percent(measure.value),
        reason=f"{text.capital_first(measure.because)}." if measure.because else "",
        owner=measure.owner,
        definition=Link(label="Dasarnya", href=reverse("public:legal_basis", args=[measure.legal_basis])),
        remark=measure.definition,
    )


def _parts_table(measure: Measure) -> Table:
    return Table(
        key=f"bagian-{measure.code}",
        caption=f"{measure.label}: bagian-bagiannya",
        columns=[Column(key="bagian", label="Bagian"), Column(key="nilai", label="Nilai", numeric=True)],
        rows=[Row(cells=[part.label, Cell(text=_told(part), words=part.value is None)]) for part in measure.parts],
        tight=True,
    )


def _units(found: Governance) -> Table:
    return Table(
        key="unit",
        caption="Kelengkapan RUP setiap Perangkat Daerah",
        columns=[
            Column(key="nama", label="Perangkat Daerah"),
            Column(key="rup", label="RUP diumumkan", numeric=True, note="rupiah"),
            Column(key="anggaran", label="Belanja pengadaan", numeric=True, note="rupiah"),
            Column(key="persen", label="Kelengkapan", numeric=True),
            Column(key="alasan", label="Bila belum diketahui"),
        ],
        rows=[
            Row(
                cells=[
                    Cell(text=naming.shown(unit.name), sub=unit.code),
                    _amount(unit.announced),
                    _amount(unit.budget),
                    Cell(text=text.percent(unit.percent), words=unit.percent is None),
                    text.capital_first(unit.because) if unit.because else "",
                ]
            )
            for unit in found.units
        ],
        tight=True,
        tall=True,
    )


def _value(measure: Measure) -> str:
    return text.UNKNOWN if measure.value is None else text.number(measure.value, 2)


def _amount(value: Decimal | None) -> Cell:
    return Cell(text=text.UNKNOWN if value is None else text.rupiah(value), words=value is None)


def _told(part: Part) -> str:
    if part.value is None:
        return text.UNKNOWN
    return text.rupiah(part.value) if part.unit == "rupiah" else f"{text.number(part.value)} {part.unit}"
