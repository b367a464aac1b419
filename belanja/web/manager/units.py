"""`/kelola/<gov>/unit/`: the tree of Perangkat Daerah, their codes by year, and the posts on record."""

from collections import defaultdict
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Official, Unit, UnitCode
from belanja.web.naming import shown
from belanja.web.officer.access import UNIT_READERS, Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of, select
from belanja.web.pieces import Cell, Column, EmptyState, FilterRow, Row, Table


@officer_page(*UNIT_READERS)
def units(request: HttpRequest, office: Office) -> HttpResponse:
    gov = office.government.pk
    every = list(institutions.units(gov))
    roll_up = institutions.pd_map(gov, clock.today())
    by_id = {unit.pk: unit for unit in every}
    tops = [unit for unit in every if roll_up.get(unit.pk, unit.pk) == unit.pk]
    below: dict[int, list[Unit]] = defaultdict(list)
    for unit in every:
        top = roll_up.get(unit.pk, unit.pk)
        if top != unit.pk:
            below[top].append(unit)
    code = request.GET.get("unit", "")
    chosen = [unit for unit in tops if unit.code == code]
    listed = [unit for top in (chosen or tops) for unit in (top, *below[top.pk])]
    page, pagination = page_of(listed, len(listed), request)
    context = frame(office, "manager:units", title="Perangkat Daerah")
    context |= {
        "lead": f"{text.number(len(tops))} Perangkat Daerah dan {text.number(len(every) - len(tops))} unit yang "
        "angkanya dihitung di bawahnya. Dicocokkan dengan kode, tidak pernah dengan nama.",
        "filters": FilterRow(
            key="saring",
            filters=[
                select(
                    "unit",
                    "Perangkat Daerah",
                    "Semua",
                    [(unit.code, shown(unit.name)) for unit in tops],
                    code if chosen else "",
                )
            ],
            reset_href="?" if chosen else "",
        ),
        "kinds": None,
        "parts": [
            Part(
                key="pohon",
                title="Unit",
                items=[_table(office, page, roll_up, by_id, pagination)],
            ),
            Part(key="pejabat", title="Pejabat", items=[_officials(office)]),
        ],
    }
    return render(request, "inspector/missing.html", context)


def _table(
    office: Office, page: list[Unit], roll_up: Mapping[int, int], by_id: dict[int, Unit], pagination: object
) -> Table:
    ids = [unit.pk for unit in page]
    codes: dict[int, list[UnitCode]] = defaultdict(list)
    for code in UnitCode.objects.filter(unit_id__in=ids).order_by("-year", "scheme", "value"):
        if code.unit_id is not None:
            codes[code.unit_id].append(code)
    rows = []
    for unit in page:
        top = roll_up.get(unit.pk, unit.pk)
        place = "Perangkat Daerah" if top == unit.pk else f"di bawah {shown(by_id[top].name)}"
        rows.append(
            Row(
                cells=[
                    Cell(text=("" if top == unit.pk else "— ") + shown(unit.name), sub=unit.code),
                    Cell(text=place, sub=_state(unit, by_id)),
                    _numbers(codes[unit.pk], UnitCode.Scheme.NUMBER),
                    _numbers(codes[unit.pk], UnitCode.Scheme.CODE),
                ]
            )
        )
    return Table(
        key="unit-tabel",
        caption="Unit dengan kodenya per tahun",
        columns=[
            Column(key="nama", label="Unit", note="kode sekarang"),
            Column(key="letak", label="Letak"),
            Column(key="nomor", label="Nomor satuan kerja", note="kd_satker, berganti tiap tahun"),
            Column(key="kode", label="Kode dalam tarikan", note="kd_satker_str"),
        ],
        rows=rows,
        pagination=pagination,  # type: ignore[arg-type]  # what page_of made
        tight=True,
        empty=EmptyState(title="Belum ada unit.", text="Unit dikenal dari tarikan pertama."),
    )


def _numbers(codes: list[UnitCode], scheme: str) -> Cell:
    of_scheme = [code for code in codes if code.scheme == scheme]
    dated = {code.value for code in of_scheme if code.year}
    found = [f"{code.year}: {code.value}" for code in of_scheme if code.year]
    # A feed without a year says nothing new about a code that some year has.
    found += [f"tanpa tahun: {code.value}" for code in of_scheme if not code.year and code.value not in dated]
    return Cell(text=", ".join(found)) if found else Cell(text="tidak ada", words=True)


def _state(unit: Unit, by_id: dict[int, Unit]) -> str:
    told = []
    if unit.provisional:
        told.append("kode sementara")
    if unit.replaced_by_id and unit.replaced_by_id in by_id:
        told.append(f"diganti {shown(by_id[unit.replaced_by_id].name)}")
    if unit.valid_to:
        told.append(f"sampai {text.long_date(unit.valid_to)}")
    return ", ".join(told)


def _officials(office: Office) -> Table:
    rows = [
        Row(
            cells=[
                Cell(text=official.post, sub=official.decree),
                shown(official.unit.name) if official.unit else office.government.name,
                Official.Quality(official.quality).label,
                text.long_date(official.valid_from),
                text.long_date(official.valid_to) if official.valid_to else "belum ditentukan",
            ]
        )
        for official in institutions.officials_of(office.government.pk)
    ]
    return Table(
        key="pejabat-tabel",
        caption="Jabatan yang terisi hari ini",
        show_caption=False,
        columns=[
            Column(key="jabatan", label="Jabatan", note="nomor keputusan"),
            Column(key="unit", label="Unit"),
            Column(key="status", label="Status"),
            Column(key="mulai", label="Mulai"),
            Column(key="sampai", label="Sampai"),
        ],
        rows=rows,
        tight=True,
        empty=EmptyState(
            title="Belum ada pejabat yang dicatat.",
            text="Halaman publik menyebut jabatan dan unitnya, tidak pernah nama orangnya.",
        ),
    )
