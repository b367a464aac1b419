"""`/usaha/<firm>/pesanan/`: what waits for an answer, what is under way, what is over."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.purchasing.models import Order
from belanja.purchasing.selectors import desks, lists
from belanja.purchasing.selectors.desks import Waiting
from belanja.web.naming import shown
from belanja.web.officer.lists import Part, page_of
from belanja.web.pieces import Cell, Column, EmptyState, Link, Notice, Pagination, Row, Table
from belanja.web.purchases import calendar, words
from belanja.web.vendor.access import FirmDesk, firm_page, frame


@firm_page()
def orders(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    waiting = desks.waits_for_firm(desk.actor, desk.firm.pk)
    found = lists.orders_of_firm(desk.firm.pk).order_by("-pk")
    rows, pages = page_of(found, found.count(), request)
    context = frame(desk, "vendor:orders", title="Pesanan")
    context |= {
        "lead": "Yang menunggu Anda lebih dahulu. Tenggat berjalan sejak pesan masuk ke kotak pesan Anda.",
        "parts": [
            Part(key="menunggu", title="Menunggu Anda", items=[_waiting(desk, waiting), _calendar(desk, waiting)]),
            Part(key="semua", title="Semua pesanan", items=[orders_table(desk, rows, pages)]),
        ],
    }
    return render(request, "firm_orders/list.html", context)


@firm_page()
def terms(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    """`tenggat.ics`: the terms of what waits for this firm."""
    dues = [
        calendar.Due(
            one.key,
            f"{one.what}: {one.order.title}",
            one.due_at,
            request.build_absolute_uri(_address(desk, one)),
        )
        for one in desks.waits_for_firm(desk.actor, desk.firm.pk)
        if one.order is not None and one.due_at is not None
    ]
    return calendar.answer(dues, name=f"Tenggat pesanan {desk.firm.name}")


def _address(desk: FirmDesk, one: Waiting) -> str:
    if one.order is None:
        return desk.url("vendor:orders")
    return desk.url(f"vendor:{one.page}", one.order.code)


def _waiting(desk: FirmDesk, waiting: Sequence[Waiting]) -> Table:
    return Table(
        key="menunggu-saya",
        caption="Pekerjaan yang menunggu",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="apa", label="Pekerjaan"),
            Column(key="pesanan", label="Pesanan"),
            Column(key="pembeli", label="Pembeli"),
            Column(key="tenggat", label="Tenggat"),
            Column(key="nilai", label="Nilai", numeric=True),
        ],
        rows=[
            Row(
                href=_address(desk, one),
                cells=[
                    one.what,
                    Cell(text=one.order.title, sub=one.order.code),
                    shown(one.order.unit.name),
                    words.until(one.due_at) or Cell(text="tidak ada", words=True),
                    text.rupiah(one.order.total),
                ],
            )
            for one in waiting
            if one.order is not None
        ],
        empty=EmptyState(title="Tidak ada yang menunggu Anda."),
    )


def _calendar(desk: FirmDesk, waiting: Sequence[Waiting]) -> Notice | None:
    if not any(one.due_at for one in waiting):
        return None
    return Notice(
        title="Tenggat di kalender Anda", action=Link(label="Unduh tenggat.ics", href=desk.url("vendor:terms"))
    )


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
