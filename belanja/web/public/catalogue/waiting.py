"""`/katalog/lama-pemeriksaan/`: how long verifiers take with firms and with listings, open to everybody."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.catalogue.selectors import queue
from belanja.foundation import text
from belanja.institutions import selectors as institutions
from belanja.vendors import registry
from belanja.vendors.registry import Waiting
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, EmptyState, Row, Table
from belanja.web.public import doors

from .places import enter

_COLUMNS = (
    Column(key="daerah", label="Pemerintah daerah"),
    Column(key="putusan", label="Putusan", numeric=True),
    Column(key="median", label="Median", numeric=True, note="jam"),
    Column(key="sembilan", label="Sembilan dari sepuluh", numeric=True, note="dalam jam"),
    Column(key="menunggu", label="Menunggu sekarang", numeric=True),
)


@doors.open_page
def waiting(request: HttpRequest) -> HttpResponse:
    """Hours from submission to answer, per government that looks at firms and listings."""
    enter(request)
    return render(
        request,
        "public/sections.html",
        {
            "trail": doors.trail(None, ("Katalog", reverse("katalog:home")), ("Lama pemeriksaan", "")),
            "title": "Lama pemeriksaan",
            "lead": "Berapa lama usaha dan barangnya menunggu jawaban verifikator, dihitung dari setiap pengajuan "
            "sampai putusannya. Setiap langkah tercatat dan tidak dapat diubah siapa pun.",
            "years": None,
            "parts": [
                Part(
                    key="usaha",
                    title="Pendaftaran usaha",
                    about="Dari hari terakhir yang disebut di bawah nama daerah. Median: separuh pengajuan dijawab "
                    "lebih cepat dari ini.",
                    items=[_table()],
                ),
                Part(
                    key="barang",
                    title="Kurasi barang",
                    about="Dari hari terakhir yang disebut, sampai disetujui, dikembalikan, atau dihapus. Barang sudah "
                    "tampil selama menunggu; ia dapat dibeli sesudah disetujui.",
                    items=[_listings()],
                ),
            ],
            "loaded": "",
        },
    )


def _table() -> Table:
    told = [(one, registry.waiting(one.pk)) for one in institutions.governments()]
    return Table(
        key="lama-usaha",
        stacked=True,
        caption="Jam sampai pendaftaran usaha dijawab",
        show_caption=False,
        columns=[*_COLUMNS, Column(key="terlama", label="Terlama menunggu", numeric=True, note="jam")],
        rows=[_row(one.name, each) for one, each in told if each.decided or each.waiting],
        empty=EmptyState(
            title="Belum diketahui.", text="Belum ada pendaftaran yang diputus belakangan ini atau menunggu."
        ),
    )


def _listings() -> Table:
    told = [(one.name, queue.pace(government_id=one.pk)) for one in institutions.governments()]
    return Table(
        key="lama-barang",
        stacked=True,
        caption="Jam sampai barang dikurasi",
        show_caption=False,
        columns=_COLUMNS,
        rows=[
            Row(
                cells=[
                    _place(name, pace.days),
                    text.number(pace.decisions),
                    _hours(pace.median_hours),
                    _hours(pace.slow_hours),
                    text.number(pace.waiting),
                ]
            )
            for name, pace in told
            if pace.decisions or pace.waiting
        ],
        empty=EmptyState(title="Belum diketahui.", text="Belum ada barang yang dikurasi belakangan ini atau menunggu."),
    )


def _hours(hours: Decimal | None) -> Cell | str:
    unknown = Cell(text=text.UNKNOWN, words=True, sub="belum ada putusan")
    return unknown if hours is None else text.number(hours, 1)


def _place(name: str, days: int) -> Cell:
    return Cell(text=name, sub=f"{days} hari terakhir")


def _row(name: str, told: Waiting) -> Row:
    unknown = Cell(text=text.UNKNOWN, words=True, sub="belum ada putusan")
    return Row(
        cells=[
            _place(name, told.days),
            text.number(told.decided),
            unknown if told.median is None else text.number(told.median, 1),
            unknown if told.ninetieth is None else text.number(told.ninetieth, 1),
            text.number(told.waiting),
            Cell(text="tidak ada", words=True) if told.longest is None else text.number(told.longest, 1),
        ]
    )
