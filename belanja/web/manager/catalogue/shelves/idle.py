"""`…/etalase/tanpa-penjualan/`: shelves of which nothing was ordered for months, to look whether they should merge."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date

from belanja.affirmation.selectors.shelves import ShelfSale, ShelfSales, shelf_sales
from belanja.catalogue.selectors import shelves as goods
from belanja.etalase import selectors
from belanja.etalase.models import Etalase
from belanja.foundation import clock, text
from belanja.rules.duties import Duty
from belanja.rules.listings import OPEN_SHELVES, EtalaseState
from belanja.rules.shelves import Step
from belanja.web.officer.access import SHELF_READERS, Office, officer_page
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, EmptyState, Link, Notice, Row, Table

from .page import desk


@officer_page(*SHELF_READERS)
def idle(request: HttpRequest, office: Office) -> HttpResponse:
    today = clock.today()
    on = min(_day(request.GET.get("per", "")) or today, today)
    found = shelf_sales(government_id=office.government.pk, on=on)
    own = [one for one in selectors.governed(office.government.pk) if EtalaseState(one.state) in OPEN_SHELVES]
    context = desk(office, title="Etalase tanpa penjualan", section="shelves:idle")
    context |= {
        "lead": f"Tidak ada pesanan dari {text.long_date(found.since)} sampai {text.long_date(on)} "
        f"({text.number(found.months)} bulan). {_told_until(found)}",
        "around": _earlier(found),
        "parts": [
            Part(
                key="tinjau",
                title="Tinjau: digabung atau tetap",
                about="Calon tujuan diduga dari nama, KBKI, dan kategori; manusia yang memutuskan.",
                items=[_idle(office, found, own)],
            ),
            Part(
                key="tidak-diketahui",
                title="Belum diketahui",
                about="Tidak dapat dikatakan apakah terjual: jangan digabung atas dasar daftar ini.",
                items=[_unknown(office, found.unknown)],
            ),
            Part(key="terjual", title="Ada pesanan", items=[_sold(office, found.sold)]),
        ],
    }
    return render(request, "manager/shelves/list.html", context)


def _day(written: str) -> date | None:
    try:
        return parse_date(written)
    except ValueError:
        return None


def _told_until(found: ShelfSales) -> str:
    if found.own:
        return "Belanja adalah katalog lokal sepanjang masa ini, jadi setiap pesanan dari etalasenya dibuat di sini."
    if found.told_until is None:
        return "Belum ada pesanan termuat yang menyebut etalasenya."
    return f"Pesanan terakhir yang menyebut etalasenya: {text.long_date(found.told_until)}."


def _earlier(found: ShelfSales) -> Notice | None:
    """Where no order of these months names its etalase, the way to the last months of which something is known."""
    if found.told_until is None or found.told_until >= found.since:
        return None
    return Notice(
        title="Untuk masa ini tidak ada yang dapat dikatakan.",
        text="Katalog v6 tidak menyebut etalase dalam pesanannya.",
        action=Link(
            label=f"Lihat {text.number(found.months)} bulan sampai {text.long_date(found.told_until)}",
            href=f"?per={found.told_until.isoformat()}",
        ),
    )


def _idle(office: Office, found: ShelfSales, own: list[Etalase]) -> Table:
    idle = found.idle
    counts = goods.counts([one.etalase.pk for one in idle])
    rows = []
    for one in idle:
        count = counts.get(one.etalase.pk)
        active = [other for other in own if other.state == EtalaseState.ACTIVE]
        near = next(iter(selectors.similar(one.etalase, active)), None)
        merge = office.url("shelves:step", one.etalase.pk, Step.MERGE.value)
        rows.append(
            Row(
                href=office.url("shelves:shelf", one.etalase.pk),
                cells=[
                    Cell(text=one.etalase.name, sub=EtalaseState(one.etalase.state).label),
                    text.long_date(one.last_on) if one.last_on else "belum pernah",
                    text.number(count.offers if count else 0),
                    text.number(count.firms if count else 0),
                    Cell(
                        text=f"Gabung ke {near.etalase.name}",
                        href=f"{merge}?ke={near.etalase.pk}",
                        sub="; ".join(near.reasons),
                    )
                    if near and office.may(Duty.DECIDE_ETALASE)
                    else Cell(text=near.etalase.name, sub="; ".join(near.reasons))
                    if near
                    else "tidak ada yang mirip",
                ],
            )
        )
    return Table(
        key="tanpa-penjualan",
        stacked=True,
        caption=f"{text.number(len(rows))} etalase tanpa penjualan",
        columns=[
            Column(key="etalase", label="Etalase"),
            Column(key="terakhir", label="Pesanan terakhir"),
            Column(key="penawaran", label="Penawaran", numeric=True),
            Column(key="penyedia", label="Penyedia", numeric=True),
            Column(key="calon", label="Calon tujuan"),
        ],
        rows=rows,
        tight=True,
        empty=EmptyState(
            title="Setiap etalase yang dapat dinilai terjual dalam masa ini."
            if found.sold
            else "Tidak ada etalase yang dapat dinilai untuk masa ini."
        ),
    )


def _unknown(office: Office, unknown: Sequence[ShelfSale]) -> Table:
    rows = [
        Row(href=office.url("shelves:shelf", one.etalase.pk), cells=[one.etalase.name, one.why_unknown])
        for one in unknown
    ]
    return Table(
        key="belum-diketahui",
        caption=f"{text.number(len(rows))} etalase",
        columns=[Column(key="etalase", label="Etalase"), Column(key="mengapa", label="Mengapa belum diketahui")],
        rows=rows,
        tight=True,
        empty=EmptyState(title="Semua etalase dapat dinilai."),
    )


def _sold(office: Office, sold: Sequence[ShelfSale]) -> Table:
    rows = [
        Row(
            href=office.url("shelves:shelf", one.etalase.pk),
            cells=[one.etalase.name, text.long_date(one.last_on) if one.last_on else "", text.number(one.orders)],
        )
        for one in sold
    ]
    return Table(
        key="terjual-tabel",
        caption=f"{text.number(len(rows))} etalase",
        columns=[
            Column(key="etalase", label="Etalase"),
            Column(key="terakhir", label="Pesanan terakhir"),
            Column(key="pesanan", label="Pesanan", numeric=True, note="dalam masa ini"),
        ],
        rows=rows,
        tight=True,
        empty=EmptyState(title="Tidak ada."),
    )
