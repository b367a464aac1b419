"""`/usaha/<firm>/pesanan/<code>/`: one order, what the firm will receive, and what it may do now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.purchasing.models import Order
from belanja.rules.buying.states import OrderState, Side
from belanja.web.acts import Outcome, answer
from belanja.web.pieces import DefinitionList, Link, Notice
from belanja.web.purchases import papers, tables, words
from belanja.web.purchases.cancelling import asked_by, why_asked
from belanja.web.purchases.story import story
from belanja.web.vendor.access import FirmDesk, firm_page

from .access import order_frame, order_of
from .acts import acts as acts_of
from .received import card


@firm_page(methods=("GET", "HEAD", "POST"))
def order(request: HttpRequest, desk: FirmDesk, code: str) -> HttpResponse:
    return answer(
        request,
        desk,
        read=lambda: order_of(desk, code),
        acts=lambda request, desk, found: acts_of(request, desk, found, asked=asked_by(found)),
        show=_show,
        gone=words.gone,
        name="firm.order",
        to=desk.url("vendor:order", code),
    )


def _show(request: HttpRequest, desk: FirmDesk, found: Order, outcome: Outcome) -> HttpResponse:
    asked = asked_by(found)
    context = order_frame(desk, found, title=f"Pesanan {found.code}")
    context |= {
        "outcome": outcome,
        "state": words.order_tag(found),
        "shipment": words.shipment_word(found) if found.signed_at else "",
        "due": words.term(found),
        "notices": _notices(desk, found, asked),
        "links": _links(desk, found),
        "terms": DefinitionList(terms=tables.order_terms(found)),
        "received": card(found),
        "lines": tables.lines_table(found, list(found.lines.select_related("deliver_to"))),
        "papers": papers.cards(found, desk.url("vendor:order_paper", found.code, 0)),
        "story": story(found, list(found.steps.all()), for_firm=True),
        "acts": acts_of(request, desk, found, asked=asked),
        "open_act": request.POST.get("do", ""),
        "version": found.version,
    }
    return render(request, "firm_orders/order.html", context, status=outcome.status)


def _notices(desk: FirmDesk, found: Order, asked: Side | None) -> list[Notice]:
    told = []
    if found.state == OrderState.NEGOTIATION:
        told.append(
            Notice(
                title="Pesanan ini sedang dinegosiasikan.",
                action=Link(label="Buka negosiasi", href=desk.url("vendor:negotiation", found.code)),
            )
        )
    if found.state == OrderState.CONFIRMATION and not desk.is_owner:
        told.append(Notice(kind="warning", title="Pemilik usaha yang menerima dan menandatangani pesanan."))
    if found.state == OrderState.ADDENDUM:
        told.append(
            Notice(
                kind="warning",
                title="Ada adendum yang menunggu tanda tangan.",
                action=Link(label="Buka adendum", href=desk.url("vendor:addendum", found.code)),
            )
        )
    if asked is Side.BUYER:
        told.append(Notice(kind="warning", title="Pembeli meminta pesanan ini dibatalkan.", text=why_asked(found)))
    if asked is Side.FIRM:
        told.append(
            Notice(title="Pembatalan sudah Anda minta.", text="Pesanan berjalan terus sampai pembeli menjawab.")
        )
    return told


def _links(desk: FirmDesk, found: Order) -> list[Link]:
    links = []
    if found.method == "negosiasi":
        links.append(Link(label="Negosiasi", href=desk.url("vendor:negotiation", found.code)))
    if found.state == OrderState.CONFIRMATION:
        links.append(Link(label="Konsep Surat Pesanan (PDF)", href=desk.url("vendor:order_draft", found.code)))
    if found.signed_at is not None:
        links.insert(0, Link(label="Pengiriman dan tagihan", href=desk.url("vendor:receipt", found.code)))
        links.append(Link(label="Adendum", href=desk.url("vendor:addendum", found.code)))
        links.append(Link(label="Jaminan", href=desk.url("vendor:guarantees", found.code)))
        if found.kind == "bertahap":
            links.append(Link(label="Panggilan", href=desk.url("vendor:calls", found.code)))
    return links


@firm_page()
def paper(request: HttpRequest, desk: FirmDesk, code: str, paper_id: int) -> HttpResponse:
    """`naskah/<id>/`: one paper of an order as a file."""
    return papers.file_of(order_of(desk, code), paper_id)


@firm_page()
def draft(request: HttpRequest, desk: FirmDesk, code: str) -> HttpResponse:
    """`konsep.pdf`: what the firm is asked to sign, without a number."""
    return papers.draft(order_of(desk, code))
