"""`/beli/<gov>/pembayaran/`: bills that wait for the treasurer, and what units owe firms, the longest first."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import clock, text
from belanja.purchasing.models import Payment
from belanja.purchasing.selectors import paying, registers
from belanja.purchasing.selectors.paying import Aged, Unpaid
from belanja.rules.buying.states import PaymentPart
from belanja.rules.duties import Duty
from belanja.rules.money import ZERO
from belanja.web.naming import shown
from belanja.web.officer.lists import Part, page_of
from belanja.web.pieces import (
    Cell,
    Column,
    EmptyState,
    Link,
    Notice,
    Pagination,
    Piece,
    Row,
    Standing,
    StatusTag,
    Table,
)

from ..access import BuyerDesk, buyer_page, frame


@buyer_page(Duty.SEE_PURCHASES)
def desk(request: HttpRequest, desk: BuyerDesk) -> HttpResponse:
    context = frame(desk, "buying:payments", title="Pembayaran")
    units = desk.units()
    owed = paying.unpaid(desk.government.pk, units)
    old_after = paying.old_after(desk.government.pk)
    total = sum((one.owed for one in owed), ZERO)
    context["lead"] = (
        f"{text.rupiah(total)} untuk {text.number(len(owed))} pesanan sudah diserahterimakan dan belum dibayar."
        if owed
        else "Semua yang sudah diserahterimakan sudah dibayar."
    )
    parts = [_waiting(request, desk)] if desk.office.may(Duty.PAY_PURCHASE) else []
    parts.append(
        Part(
            key="umur",
            title="Belum dibayar menurut unit dan penyedia",
            about=f"Dihitung sejak BAST yang belum tertutup pembayaran; lebih dari {old_after} hari ditandai lama.",
            items=[aged_table(paying.aged(owed, old_after=old_after))],
        )
    )
    shown_rows, pages = page_of(owed, len(owed), request)
    parts.append(Part(key="pesanan", title="Belum dibayar menurut pesanan", items=[_orders(desk, shown_rows, pages)]))
    context["parts"] = parts
    return render(request, "buyer/page.html", context)


def _waiting(request: HttpRequest, desk: BuyerDesk) -> Part:
    found = list(paying.waiting_payments(desk.government.pk, desk.units(Duty.PAY_PURCHASE))[:200])
    alone = registers.rows_alone(desk.government.pk, desk.units(Duty.PAY_PURCHASE), year=clock.today().year).count()
    items: list[Piece | None] = [bills_table(desk, found)]
    if alone:
        items.append(
            Notice(
                title=f"{text.number(alone)} baris SP2D belum dicocokkan dengan pembayaran.",
                action=Link(label="Cocokkan", href=desk.url("buying:registers")),
            )
        )
    return Part(key="menunggu", title="Menunggu bendahara", items=items)


def bills_table(desk: BuyerDesk, rows: Sequence[Payment], *, key: str = "tagihan") -> Table:
    """Payments that wait, each with what the treasurer does next; he alone opens them."""
    opens = desk.office.may(Duty.PAY_PURCHASE)
    return Table(
        key=key,
        caption="Tagihan yang menunggu",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="tagihan", label="Tagihan"),
            Column(key="penyedia", label="Penyedia"),
            Column(key="berikut", label="Langkah berikut"),
            Column(key="diterima", label="Diterima"),
            Column(key="nilai", label="Ditagih", numeric=True),
            Column(key="bersih", label="Diterima penyedia", numeric=True),
        ],
        rows=[
            Row(
                href=desk.url("buying:payment", one.pk) if opens else "",
                cells=[
                    Cell(
                        text=bill_name(one),
                        sub=f"pesanan {one.order.code}, {shown(one.order.unit.name)}",
                    ),
                    one.order.firm_name,
                    paying.next_step(one),
                    Cell(text=text.long_date(one.at), sub=days_ago((clock.today() - text.local_day(one.at)).days)),
                    text.rupiah(one.gross),
                    Cell(
                        text=text.rupiah(one.net),
                        sub="perkiraan" if one.taxes_confirmed_at is None else "pajak disahkan",
                    ),
                ],
            )
            for one in rows
        ],
        empty=EmptyState(title="Tidak ada tagihan yang menunggu."),
    )


def bill_name(payment: Payment) -> str:
    """What a payment pays, with the firm's number."""
    return f"{PaymentPart(payment.part).label} {payment.invoice.number if payment.invoice else ''}".strip()


def days_ago(days: int) -> str:
    if days <= 0:
        return "hari ini"
    return f"{text.count_words(days)} hari lalu"


def aged_table(groups: Sequence[Aged]) -> Table:
    return Table(
        key="umur",
        caption="Unit, penyedia, dan umurnya",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="unit", label="Unit"),
            Column(key="penyedia", label="Penyedia"),
            Column(key="pesanan", label="Pesanan", numeric=True),
            Column(key="hari", label="Hari sejak BAST", numeric=True, note="yang terlama"),
            Column(key="umur", label="Umur"),
            Column(key="nilai", label="Belum dibayar", numeric=True, note="dengan pajak, dikurangi denda"),
        ],
        rows=[
            Row(
                cells=[
                    shown(one.unit),
                    one.firm,
                    text.number(one.orders),
                    text.number(one.days),
                    Cell(piece=_age(one.old)),
                    text.rupiah(one.owed),
                ]
            )
            for one in groups
        ],
        empty=EmptyState(title="Tidak ada yang belum dibayar."),
    )


def _age(old: bool) -> StatusTag:
    return StatusTag(standing=Standing.BEHIND if old else Standing.ON_WAY, word="Lama" if old else "Baru")


def _orders(desk: BuyerDesk, rows: Sequence[Unpaid], pages: Pagination | None) -> Table:
    return Table(
        key="belum-dibayar",
        caption="Pesanan, penyedia, dan umurnya",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="pesanan", label="Pesanan"),
            Column(key="penyedia", label="Penyedia"),
            Column(key="tagihan", label="Tagihan"),
            Column(key="sejak", label="Sejak BAST"),
            Column(key="nilai", label="Belum dibayar", numeric=True),
        ],
        rows=[
            Row(
                href=desk.url("buying:order", one.order.code),
                cells=[
                    Cell(text=one.order.title, sub=f"{one.order.code}, {shown(one.order.unit.name)}"),
                    one.order.firm_name,
                    "sudah masuk" if one.billed else "belum ada dari penyedia",
                    Cell(text=text.long_date(one.since), sub=days_ago(one.days)),
                    text.rupiah(one.owed),
                ],
            )
            for one in rows
        ],
        pagination=pages,
        empty=EmptyState(title="Tidak ada yang belum dibayar."),
    )
