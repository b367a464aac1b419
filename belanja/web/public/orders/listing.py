"""`/pesanan/`: signed orders of a government, the newest first, by unit."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.foundation import text
from belanja.institutions.models import Government
from belanja.purchasing.models import Order
from belanja.web.naming import shown
from belanja.web.officer.lists import page_of, select, whole_number
from belanja.web.pieces import Cell, Choice, Column, EmptyState, FilterRow, Pagination, Row, Table
from belanja.web.public import doors
from belanja.web.public.catalogue.cards import scale_word
from belanja.web.purchases import words

from .signed import signed_orders

PER_PAGE = 50


@doors.open_page
def orders(request: HttpRequest) -> HttpResponse:
    """`?pemda=` names the government, `?unit=` (its id) narrows to one unit."""
    asked = request.GET.get("pemda", "").strip()
    government = doors.enter(request, asked) if asked else _first(request)
    base: dict[str, Any] = {"trail": doors.trail(government, ("Pesanan", reverse("public:signed_orders")))}
    if government is None:
        base |= {"filters": None, "units_href": "", "table": _table([], None)}
        return render(request, "pesanan/list.html", base)
    found = signed_orders().filter(government=government).order_by("-signed_at", "-pk")
    units = sorted(
        {(unit_id, shown(name)) for unit_id, name in found.order_by().values_list("unit_id", "unit__name").distinct()},
        key=lambda one: text.name_key(one[1]),
    )
    unit = whole_number(request.GET.get("unit"))
    found = found.filter(unit_id=unit) if unit else found
    rows, pages = page_of(found, found.count(), request, per_page=PER_PAGE)
    filters = FilterRow(
        key="saring",
        filters=[
            select(
                "unit", "Satuan kerja", "Semua satuan kerja", [(str(pk), name) for pk, name in units], str(unit or "")
            )
        ],
        kept=[Choice(value="pemda", label=government.code)],
        reset_href=f"{reverse('public:signed_orders')}?pemda={government.code}" if unit else "",
    )
    base |= {"filters": filters, "units_href": reverse("public:units", args=[government.code])}
    return render(request, "pesanan/list.html", base | {"table": _table(rows, pages)})


def _first(request: HttpRequest) -> Government | None:
    government = doors.default_government()
    if government is not None:
        doors.enter(request, government.code)
    return government


def _table(rows: list[Order], pages: Pagination | None) -> Table:
    return Table(
        key="pesanan",
        caption="Pesanan yang telah ditandatangani kedua pihak",
        level=2,
        tight=True,
        columns=[
            Column(key="pesanan", label="Pesanan"),
            Column(key="unit", label="Satuan kerja"),
            Column(key="penyedia", label="Penyedia"),
            Column(key="tanggal", label="Ditandatangani"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="nilai", label="Nilai", numeric=True, note="dengan ongkos kirim dan pajak"),
        ],
        rows=[_row(order) for order in rows],
        pagination=pages,
        empty=EmptyState(
            title="Belum ada pesanan yang ditandatangani kedua pihak.",
            text="Pesanan tampil di sini begitu pembeli dan penyedia sama-sama menandatangani.",
        ),
    )


def _row(order: Order) -> Row:
    return Row(
        href=reverse("public:signed_order", args=[order.code]),
        cells=[
            Cell(text=order.title, sub=order.code),
            shown(order.unit.name),
            Cell(text=order.firm_name, sub=scale_word(order.scale)),
            text.long_date(order.signed_at) if order.signed_at else "",
            Cell(piece=words.order_tag(order)),
            text.rupiah(order.total),
        ],
    )
