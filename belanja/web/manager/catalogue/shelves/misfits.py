"""`…/etalase/<id>/tidak-cocok/`: goods that do not fit the schema in force or the terms, with the reason each."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify

from belanja.catalogue.selectors import shelves as goods
from belanja.etalase import selectors
from belanja.foundation import text
from belanja.web.officer.access import SHELF_READERS, Office, officer_page
from belanja.web.officer.lists import Part, page_of
from belanja.web.pieces import Cell, Column, EmptyState, Pagination, Row, Table

from .page import desk


@officer_page(*SHELF_READERS)
def misfits(request: HttpRequest, office: Office, etalase_id: int) -> HttpResponse:
    etalase = selectors.one(etalase_id, office.government.pk)
    found = goods.misfits(etalase)
    shown, pagination = page_of(found.misfits, len(found.misfits), request)
    context = desk(office, (etalase.name, office.url("shelves:shelf", etalase.pk)), title="Yang tidak cocok")
    context |= {
        "lead": f"{text.number(len(found.misfits))} dari {text.number(found.products)} barang di {etalase.name} tidak "
        "cocok dengan skema yang berlaku atau jenis usaha yang diterima. Barang itu tetap tayang seperti keadaannya; "
        "penyedianya menyesuaikan.",
        "parts": [
            *([Part(key="alasan", title="Menurut alasan", items=[reasons_table(found)])] if found.misfits else []),
            Part(key="daftar", title="Barang", items=[misfit_table(found, shown, pagination)]),
        ],
    }
    return render(request, "manager/shelves/list.html", context)


def reasons_table(found: goods.Preview) -> Table:
    """Each reason with how many goods it concerns."""
    return Table(
        key="alasan-tabel",
        caption="Alasan",
        show_caption=False,
        columns=[Column(key="alasan", label="Alasan"), Column(key="barang", label="Barang", numeric=True)],
        rows=[Row(cells=[reason, text.number(count)]) for reason, count in found.reasons],
        tight=True,
    )


def misfit_table(found: goods.Preview, shown: Sequence[goods.Misfit], pagination: Pagination | None = None) -> Table:
    """Goods with their reasons; some of them where they are many."""
    rows = [
        Row(
            href=reverse("katalog:product", args=[one.product_id, slugify(one.name)[:60] or "produk"]),
            cells=[
                Cell(text=one.name, sub=f"versi skema {one.version}" if one.version else "tanpa versi skema ini"),
                " ".join(one.reasons),
                Cell(text=", ".join(one.sellers[:3]) + (" dan lainnya" if len(one.sellers) > 3 else "")),
                text.number(one.offers),
            ],
        )
        for one in shown
    ]
    part = "" if pagination or len(rows) == len(found.misfits) else f", {text.number(len(rows))} yang pertama"
    return Table(
        key="tidak-cocok",
        stacked=True,
        caption=f"{text.number(len(found.misfits))} barang{part}",
        columns=[
            Column(key="barang", label="Barang"),
            Column(key="mengapa", label="Mengapa"),
            Column(key="penyedia", label="Penyedia"),
            Column(key="penawaran", label="Penawaran", numeric=True),
        ],
        rows=rows,
        pagination=pagination,
        tight=True,
        empty=EmptyState(title="Semua barang cocok."),
    )
