"""`/usaha/<firm>/pesanan/`: what waits for an answer, what is under way, what is over."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.purchasing.models import Order
from belanja.web.naming import shown
from belanja.web.officer.lists import Part, page_of
from belanja.web.pieces import Cell, Column, EmptyState, Pagination, Row, Table
from belanja.web.purchases import words
from belanja.web.vendor.access import FirmDesk, firm_page, frame

from .access import orders_of


@firm_page()
def orders(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    found = orders_of(desk).order_by("-pk")
    rows, pages = page_of(found, found.count(), request)
    context = frame(desk, "vendor:orders", title="Pesanan")
    context["parts"] = [Part(key="pesanan", title="", items=[orders_table(desk, rows, pages)])]
    return render(request, "firm_orders/list.html", context)


def orders_table(desk: FirmDesk, rows: Sequence[Order], pages: Pagination | None = None) -> Table:
    return Table(
        key="pesanan",
        caption="Pesanan",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="pesanan", label="Pesanan"),
            Column(key="pembeli", label="Pembeli"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="tenggat", label="Tenggat"),
            Column(key="nilai", label="Nilai", numeric=True),
        ],
        rows=[
            Row(
                href=desk.url("vendor:order", order.code),
                cells=[
                    Cell(text=order.title, sub=order.code),
                    Cell(text=shown(order.unit.name), sub=order.government.name),
                    Cell(piece=words.order_tag(order), sub=words.shipment_word(order) if order.signed_at else ""),
                    words.until(order.due_at) or Cell(text="tidak ada", words=True),
                    text.rupiah(order.total),
                ],
            )
            for order in rows
        ],
        pagination=pages,
        empty=EmptyState(
            title="Belum ada pesanan.", text="Pesanan datang di sini begitu pembeli mengirim paket ke usaha Anda."
        ),
    )
