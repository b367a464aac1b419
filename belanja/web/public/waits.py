"""`/pemda/<code>/hari-kerja/`: how many working days purchases take, by unit, value, scale of firm and channel; and the
same figures in short on the page of a Perangkat Daerah."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.affirmation.selectors.waits import Group, Wait, Waits, waits
from belanja.foundation import text
from belanja.rules.decisions import RuleBroken
from belanja.rules.waits import BY_CODE, PAYING, STRETCHES, Gap, Stretch, Whose
from belanja.web import naming
from belanja.web.pieces import Cell, Column, EmptyState, Link, Piece, Row, Table, Tabs

from . import doors
from .governance import Section

_WHOLE = [one for one in STRETCHES if one.whose is Whose.ALL]


@doors.open_page
def page(request: HttpRequest, code: str) -> HttpResponse:
    government = doors.enter(request, code)
    years = doors.years_of(government)
    year = doors.year_asked(request, government, years)
    if year is None:
        raise RuleBroken("no_data", f"Belum ada data {government.name}.", status=404)
    chosen = _stretch_asked(request)
    found = waits(government=government, year=year)
    return render(
        request,
        "public/sections.html",
        {
            "title": f"Hari kerja pembelian {year}",
            "lead": f"{government.name}: berapa hari kerja dari rencana sampai tanda tangan, serah terima, dan "
            "pembayaran, dan siapa yang ditunggu. Dihitung dari pesanan e-Purchasing tahun anggaran itu.",
            "trail": doors.trail(government, ("Hari kerja", "")),
            "years": doors.year_tabs(years, year, f"?{urlencode({'tahap': chosen.code})}&"),
            "parts": [
                Section("ringkas", "Setiap tahap", [summary(found.total, key="tahap")], _how(found)),
                Section("banding", chosen.label, [_tabs(year, chosen), *_compared(found, chosen)], chosen.meaning),
                Section("definisi", "Yang dihitung, dengan kata biasa", [_definitions()]),
            ],
            "loaded": f"Dihitung sampai {text.long_date(found.cut_off)}.",
        },
    )


def summary(group: Group, *, key: str, caption: str = "Hari kerja setiap tahap") -> Table:
    """Every stretch of one group, with whose waiting it was."""
    rows = []
    for one in _WHOLE:
        parts = [two for two in STRETCHES if (two.start, two.end) == (one.start, one.end)]
        unit, firm = (
            next((group.waits[two.code] for two in parts if two.whose is whose), None)
            for whose in (Whose.UNIT, Whose.FIRM)
        )
        wait = group.waits[one.code]
        rows.append(Row(cells=[one.label, *_numbers(wait, unit, firm)]))
    return Table(key=key, caption=caption, columns=[Column(key="nama", label="Tahap"), *_COLUMNS], rows=rows,
                 tight=True, stacked=True, show_caption=False)  # fmt: skip


def of_unit(found: Waits) -> Section:
    """What a unit's page shows."""
    address = reverse("public:waits", args=[found.government.code]) + f"?tahun={found.year}"
    return Section(
        "hari-kerja",
        "Hari kerja pembelian",
        [summary(found.total, key="hari-kerja-tahap"), Tabs(label="Lebih rinci", links=[
            Link(label="Bandingkan dengan unit lain dan baca definisinya", href=f"{address}&tahap={PAYING.code}")
        ])],
        _how(found),
    )  # fmt: skip


_COLUMNS = [
    Column(key="pesanan", label="Pesanan", numeric=True, note="dihitung"),
    Column(key="median", label="Separuh", numeric=True, note="hari kerja, median"),
    Column(key="p90", label="9 dari 10", numeric=True, note="hari kerja, persentil 90"),
    Column(key="unit", label="Giliran unit", numeric=True, note="hari kerja, median"),
    Column(key="penyedia", label="Giliran penyedia", numeric=True, note="hari kerja, median"),
    Column(key="belum", label="Belum sampai", numeric=True, note="pesanan"),
    Column(key="tidak", label="Tidak diketahui", note="pesanan, dengan sebabnya"),
]


def _numbers(wait: Wait, unit: Wait | None, firm: Wait | None) -> list[Cell | str]:
    because = "; ".join(
        f"{text.number(count)} {gap.label}" for gap, count in wait.gaps.items() if gap is not Gap.NOT_YET and count
    )
    return [
        text.number(wait.spread.count),
        _days(wait, wait.median),
        _days(wait, wait.ninetieth),
        _days(unit, unit.median if unit else None),
        _days(firm, firm.median if firm else None),
        text.number(wait.gaps.get(Gap.NOT_YET, 0)),
        because or "tidak ada",
    ]


def _days(wait: Wait | None, days: int | None) -> Cell:
    """A number of days, or why there is none: nothing counted, or too few orders to say."""
    if wait is None:
        return Cell(text="tidak dibagi", words=True)
    if days is not None:
        return Cell(text=text.number(days))
    if not wait.spread.count:
        return Cell(text=text.UNKNOWN, words=True)
    return Cell(text="terlalu sedikit", words=True)


def _compared(found: Waits, chosen: Stretch) -> list[Piece]:
    kinds = (
        ("perangkat-daerah", "Menurut Perangkat Daerah", "Perangkat Daerah", found.units),
        ("pita-nilai", "Menurut nilai pesanan", "Nilai pesanan", found.bands),
        ("skala-usaha", "Menurut skala penyedia", "Skala usaha", found.scales),
        ("kanal", "Menurut kanal", "Kanal", found.channels),
    )
    return [_table(found, chosen, *kind) for kind in kinds]


def _table(found: Waits, chosen: Stretch, key: str, caption: str, head: str, groups: Sequence[Group]) -> Table:
    rows = []
    for group in groups:
        unit, firm = _sides(group, chosen)
        href = ""
        if key == "perangkat-daerah":
            href = reverse("public:unit", args=[found.government.code, group.key]) + f"?tahun={found.year}#hari-kerja"
        label = naming.shown(group.label) if href else group.label
        rows.append(Row(href=href, cells=[label, *_numbers(group.waits[chosen.code], unit, firm)]))
    return Table(
        key=key, caption=caption, columns=[Column(key="nama", label=head), *_COLUMNS], rows=rows, tight=True,
        stacked=True,
        empty=EmptyState(title="Belum ada pesanan yang dihitung",
                         text="Pesanan e-Purchasing tahun ini belum dimuat atau belum dibuat."),
    )  # fmt: skip


def _sides(group: Group, chosen: Stretch) -> tuple[Wait | None, Wait | None]:
    own = [one for one in STRETCHES if (one.start, one.end) == (chosen.start, chosen.end)]
    by_side = {one.whose: group.waits[one.code] for one in own}
    return by_side.get(Whose.UNIT), by_side.get(Whose.FIRM)


def _how(found: Waits) -> str:
    return (
        "Hari kerja: Senin sampai Jumat tanpa hari libur dan cuti bersama; hari mulainya tidak dihitung. Angka disebut "
        f"mulai dari {text.number(found.least)} pesanan; di bawahnya tertulis “terlalu sedikit”. Pesanan batal, "
        "latihan, dan SPSE tidak termasuk. Giliran unit dan penyedia hanya diketahui dari pesanan Belanja sendiri; "
        "setiap hari kerja masuk ke salah satunya."
    )


def _tabs(year: int, chosen: Stretch) -> Tabs:
    links = [
        Link(
            label=one.label,
            href=f"?{urlencode({'tahun': year, 'tahap': one.code})}#banding",
            current=one is chosen,
        )
        for one in _WHOLE
    ]
    return Tabs(label="Tahap yang dibandingkan", links=links)


def _definitions() -> Table:
    return Table(
        key="definisi-tahap",
        caption="Definisi setiap tahap",
        show_caption=False,
        columns=[
            Column(key="tahap", label="Tahap"),
            Column(key="dari", label="Dari"),
            Column(key="sampai", label="Sampai"),
            Column(key="arti", label="Artinya"),
            Column(key="versi", label="Versi", numeric=True),
        ],
        rows=[
            Row(
                href=reverse("public:legal_basis", args=[one.legal_basis]),
                cells=[one.label, one.start.label, one.end.label, one.meaning, text.number(one.version)],
            )
            for one in STRETCHES
        ],
        tight=True,
        stacked=True,
    )


def _stretch_asked(request: HttpRequest) -> Stretch:
    asked = request.GET.get("tahap", "").strip() or PAYING.code
    found = BY_CODE.get(asked)
    if found is None or found not in _WHOLE:
        raise RuleBroken("unknown_stretch", f"Tahap “{asked[:40]}” tidak dikenal.", status=404)
    return found
