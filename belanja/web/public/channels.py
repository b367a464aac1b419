"""`/pemda/<code>/kanal/`: the channels side by side, what cannot be matched, and the way down to it."""

from collections.abc import Sequence
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.facts import selectors as facts
from belanja.facts.models import PackageEvidence
from belanja.foundation import text
from belanja.institutions.models import Government
from belanja.rules.channels import Channel
from belanja.rules.decisions import RuleBroken
from belanja.web import naming
from belanja.web.pieces import Cell, Column, EmptyState, Pagination, Row, Table

from . import doors
from .governance import Section

_PAGE = 50
_WHY = {
    "no_code": "tidak menyebut kode RUP",
    "unknown_code": "kode RUP-nya tidak ada dalam rencana yang dimuat",
    "retired": "kode RUP-nya sudah tidak berlaku dan tidak berlanjut",
}


@doors.open_page
def page(request: HttpRequest, code: str) -> HttpResponse:
    government = doors.enter(request, code)
    years = doors.years_of(government)
    year = _year(request, government, years)
    rows = facts.channel_table(government_id=government.pk, year=year)
    missing = [channel.label for channel in Channel if channel not in {row.channel for row in rows}]
    missing = [label for label in missing if label != Channel.NATIVE.label]
    return render(
        request,
        "public/sections.html",
        {
            "title": f"Kanal berdampingan {year}",
            "lead": f"{government.name}: apa yang dibeli lewat setiap kanal, berapa yang terbukti PDN dan UMKK, dan "
            "apa yang tidak dapat dipertemukan dengan rencana.",
            "trail": doors.trail(government, ("Kanal berdampingan", "")),
            "years": doors.year_tabs(years, year),
            "parts": [
                Section("nilai", "Nilai menurut tahap", [_values(rows)]),
                Section(
                    "bukti",
                    "PDN dan UMKK menurut bukti",
                    [
                        _marks(rows, "PDN", ("pdn", "not_pdn", "pdn_open")),
                        _marks(rows, "UMKK", ("umkk", "not_umkk", "umkk_open")),
                    ],
                    "Dari nilai kontrak. Yang belum terklasifikasi: tidak ada sumber yang mengatakannya.",
                ),
                Section(
                    "rencana",
                    "Yang tidak dapat dipertemukan",
                    [_matches(government, year, rows)],
                    "Paket dipertemukan dengan rencana melalui kode RUP, sesudah semua revisinya diikuti.",
                ),
            ],
            "loaded": f"Belum dimuat untuk tahun ini: {', '.join(missing)}." if missing else "",
        },
    )


@doors.open_page
def unmatched(request: HttpRequest, code: str, channel: str) -> HttpResponse:
    """`/pemda/<code>/kanal/<channel>/tanpa-rencana/`: packages of a channel that lead to no plan line."""
    if channel not in set(Channel):
        raise Http404
    government = doors.enter(request, code)
    years = doors.years_of(government)
    year = _year(request, government, years)
    found = [
        one
        for one in facts.orders_without_plan(government_id=government.pk, year=year)
        if one.document.channel == channel
    ]
    found.sort(key=lambda one: (-one.document.amount, one.document.key))
    pages = max(1, -(-len(found) // _PAGE))
    asked = request.GET.get("page", "1")
    number = min(pages, max(1, int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1))
    label = Channel(channel).label
    rows = [
        Row(
            href=f"{reverse('public:order', args=[government.code, one.document.channel, one.document.key])}",
            cells=[
                Cell(text=one.document.title or one.document.number or one.document.key, sub=one.document.number),
                Cell(text=naming.shown(one.document.unit.name)),
                Cell(text=text.rupiah(one.document.amount)),
                Cell(text=_WHY[one.why], sub=", ".join(one.document.plan_codes)),
            ],
        )
        for one in found[(number - 1) * _PAGE : number * _PAGE]
    ]
    table = Table(
        key="tanpa-rencana",
        caption=f"{text.number(len(found))} paket, yang terbesar dahulu",
        columns=[
            Column(key="paket", label="Paket"),
            Column(key="unit", label="Unit"),
            Column(key="nilai", label="Nilai", numeric=True, note="rupiah"),
            Column(key="sebab", label="Sebab"),
        ],
        rows=rows,
        pagination=Pagination(page=number, per_page=_PAGE, total=len(found), base=f"?tahun={year}&")
        if pages > 1
        else None,
        tight=True,
        empty=EmptyState(title="Semua paket kanal ini dapat dipertemukan dengan rencana."),
    )
    alone = [
        one for one in facts.evidence_without_document(government_id=government.pk, year=year) if one.channel == channel
    ]
    parts = [Section("paket", "Paket tanpa rencana", [table])]
    if alone:
        parts.append(_alone(alone))
    kanal = f"{reverse('public:channels', args=[government.code])}?tahun={year}"
    return render(
        request,
        "public/sections.html",
        {
            "title": f"{label} {year}: tidak dapat dipertemukan",
            "lead": "",
            "trail": doors.trail(government, ("Kanal berdampingan", kanal), (label, "")),
            "years": doors.year_tabs(years, year),
            "parts": parts,
            "loaded": "",
        },
    )


def _year(request: HttpRequest, government: Government, years: list[int]) -> int:
    year = doors.year_asked(request, government, years)
    if year is None:
        raise RuleBroken("no_data", f"Belum ada data {government.name}.", status=404)
    return year


def _values(rows: list[facts.ChannelRow]) -> Table:
    return Table(
        key="kanal",
        caption="Kanal menurut tahap",
        show_caption=False,
        columns=[
            Column(key="kanal", label="Kanal"),
            Column(key="paket", label="Paket", numeric=True),
            Column(key="pesanan", label="Pesanan", numeric=True, note="rupiah"),
            Column(key="kontrak", label="Kontrak", numeric=True, note="rupiah"),
            Column(key="terima", label="Serah terima", numeric=True, note="rupiah"),
            Column(key="selesai", label="Selesai", numeric=True, note="rupiah"),
        ],
        rows=[
            Row(
                cells=[
                    row.channel.label,
                    Cell(
                        text=text.number(row.packages),
                        sub=f"{text.number(row.cancelled)} dibatalkan" if row.cancelled else "",
                    ),
                    text.rupiah(row.ordered),
                    text.rupiah(row.contracted),
                    text.rupiah(row.received),
                    text.rupiah(row.completed),
                ]
            )
            for row in rows
        ],
        total=[
            "Jumlah",
            text.number(sum(row.packages for row in rows)),
            *_sums(rows, ("ordered", "contracted", "received", "completed")),
        ],
        tight=True,
        empty=EmptyState(title="Belum ada paket dalam data tahun ini."),
    )


def _marks(rows: list[facts.ChannelRow], mark: str, names: tuple[str, str, str]) -> Table:
    """Contracted value of each channel, parted by one mark: `names` of what is yes, no and open."""
    labels = (mark, f"Bukan {mark}", "Belum terklasifikasi")
    return Table(
        key=f"bukti-{mark.lower()}",
        caption=f"{mark} menurut bukti",
        columns=[
            Column(key="kanal", label="Kanal"),
            Column(key="kontrak", label="Kontrak", numeric=True, note="rupiah"),
            *(
                Column(key=name, label=label, numeric=True, note="rupiah")
                for name, label in zip(names, labels, strict=True)
            ),
        ],
        rows=[Row(cells=[row.channel.label, *_rupiah(row, ("contracted", *names))]) for row in rows],
        total=["Jumlah", *_sums(rows, ("contracted", *names))],
        tight=True,
        empty=EmptyState(title="Belum ada nilai kontrak dalam data tahun ini."),
    )


def _rupiah(row: facts.ChannelRow, names: Sequence[str]) -> list[str]:
    return [text.rupiah(getattr(row, name)) for name in names]


def _sums(rows: list[facts.ChannelRow], names: Sequence[str]) -> list[str]:
    return [text.rupiah(sum((getattr(row, name) for row in rows), Decimal(0))) for name in names]


def _matches(government: Government, year: int, rows: list[facts.ChannelRow]) -> Table:
    return Table(
        key="rencana-kanal",
        caption="Paket dan rencana",
        show_caption=False,
        columns=[
            Column(key="kanal", label="Kanal", note="ketuk untuk daftarnya"),
            Column(key="cocok", label="Bertemu rencana", numeric=True),
            Column(key="tidak", label="Tanpa rencana", numeric=True),
            Column(key="bukti", label="Hanya di data.inaproc.id", numeric=True),
        ],
        rows=[
            Row(
                href=f"{reverse('public:channel_unmatched', args=[government.code, row.channel])}?tahun={year}",
                cells=[
                    row.channel.label,
                    Cell(text=text.rupiah(row.matched_amount), sub=f"{text.number(row.matched)} paket"),
                    Cell(text=text.rupiah(row.unmatched_amount), sub=f"{text.number(row.unmatched)} paket"),
                    Cell(text=text.rupiah(row.evidence_only_amount), sub=f"{text.number(row.evidence_only)} paket"),
                ],
            )
            for row in rows
        ],
        tight=True,
        empty=EmptyState(title="Belum ada paket dalam data tahun ini."),
    )


def _alone(rows: list[PackageEvidence]) -> Section:
    table = Table(
        key="hanya-inaproc",
        caption=f"{text.number(len(rows))} paket",
        columns=[
            Column(key="paket", label="Paket"),
            Column(key="kode", label="Kode"),
            Column(key="nilai", label="Nilai", numeric=True, note="rupiah"),
        ],
        rows=[
            Row(
                cells=[
                    Cell(text=one.title or one.key, sub=one.status),
                    one.key,
                    Cell(
                        text=text.rupiah(one.amount) if one.amount is not None else text.UNKNOWN,
                        words=one.amount is None,
                    ),
                ]
            )
            for one in rows[:200]
        ],
        tight=True,
    )
    about = "Disebut data.inaproc.id, tetapi tidak ada dalam tarikan sumbernya. Tidak masuk hitungan mana pun."
    return Section("hanya-inaproc", "Hanya di data.inaproc.id", [table], about)
