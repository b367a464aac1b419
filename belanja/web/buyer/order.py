"""`/beli/<gov>/pesanan/<code>/`: one order, its story, what PPK and PA/KPA look at, and what may be done now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.purchasing.models import Order
from belanja.purchasing.selectors import whose
from belanja.rules.buying.states import OrderState, Side
from belanja.rules.duties import Duty
from belanja.web.acts import Act, Outcome, answer
from belanja.web.pieces import DefinitionList, Link, Notice
from belanja.web.purchases import evidence, papers, tables, words
from belanja.web.purchases.cancelling import asked_by, why_asked
from belanja.web.purchases.rules import kept_answers, rules_piece
from belanja.web.purchases.story import story

from . import national
from .access import BuyerDesk, buyer_page, frame
from .buyers import missing_notice
from .order_acts import acts as acts_of


@buyer_page(Duty.SEE_PURCHASES, methods=("GET", "HEAD", "POST"))
def order(request: HttpRequest, desk: BuyerDesk, code: str) -> HttpResponse:
    return answer(
        request,
        desk,
        read=lambda: desk.order(code),
        acts=_acts,
        show=_show,
        gone=words.gone,
        name="buying.order",
        to=desk.url("buying:order", code),
        open_to=_duties,
    )


def _duties(desk: BuyerDesk, found: Order) -> bool:
    """Whether this officer has any part in orders of this unit: whoever only reads gets 404 for what he sends."""
    parts = (Duty.BUY, Duty.APPROVE_PURCHASE, Duty.DETERMINE_PURCHASE, Duty.ACCEPT_GOODS)
    return any(desk.may(duty, found.unit_id) for duty in parts)


def _acts(request: HttpRequest, desk: BuyerDesk, found: Order) -> list[Act]:
    return acts_of(request, desk, found, asked=asked_by(found))


def _show(request: HttpRequest, desk: BuyerDesk, found: Order, outcome: Outcome) -> HttpResponse:
    acts = _acts(request, desk, found)
    lines = list(found.lines.select_related("deliver_to", "product"))
    context = frame(desk, "buying:orders", title=f"Pesanan {found.code}")
    context |= {
        "lead": found.title,
        "outcome": outcome,
        "state": words.order_tag(found),
        "shipment": words.shipment_word(found) if found.signed_at else "",
        "due": words.term(found),
        "notices": _notices(desk, found),
        "links": _links(desk, found),
        "terms": DefinitionList(terms=tables.order_terms(found)),
        "lines": tables.lines_table(found, lines),
        "reasons": tables.reasons(found.package),
        "rules": rules_piece(kept_answers(found.answers.all())),
        "prices": evidence.paid_before(found, lines),
        "evidence": evidence.beside(found),
        "papers": papers.cards(
            found,
            desk.url("buying:paper", found.code, 0),
            register=reverse("papers:paper", args=[desk.government.code, 0]),
        ),
        "story": story(found, list(found.steps.all())),
        "national": national.ready(desk, found),
        "acts": acts,
        "open_act": request.POST.get("do", ""),
        "version": found.version,
    }
    return render(request, "buyer/order.html", context, status=outcome.status)


def _notices(desk: BuyerDesk, found: Order) -> list[Notice]:
    told = []
    asked = asked_by(found)
    if asked is Side.FIRM:
        told.append(Notice(kind="warning", title="Penyedia meminta pesanan ini dibatalkan.", text=why_asked(found)))
    if whose.buyer_missing(found):
        told.append(missing_notice(desk, found))
    if found.state == OrderState.NEGOTIATION:
        told.append(
            Notice(
                title="Pesanan ini sedang dinegosiasikan.",
                action=Link(label="Buka negosiasi", href=desk.url("buying:negotiation", found.code)),
            )
        )
    if asked is Side.BUYER:
        told.append(Notice(title="Pembatalan sudah diminta.", text="Pesanan berjalan terus sampai penyedia menjawab."))
    if found.state == OrderState.ADDENDUM:
        told.append(
            Notice(
                kind="warning",
                title="Ada adendum yang menunggu tanda tangan.",
                action=Link(label="Buka adendum", href=desk.url("buying:addendum", found.code)),
            )
        )
    own = found.state == OrderState.REVIEW and desk.actor.user_id == found.buyer_id
    if own and desk.may(Duty.APPROVE_PURCHASE, found.unit_id):
        told.append(Notice(title="Anda yang membeli.", text="Pejabat lain yang memeriksa pesanan ini."))
    return told


def _links(desk: BuyerDesk, found: Order) -> list[Link]:
    """The pages that hang on an order, those of its present state first."""
    links = [Link(label="Paket", href=desk.url("buying:package", found.package_id))]
    if found.method == "negosiasi":
        links.insert(0, Link(label="Negosiasi", href=desk.url("buying:negotiation", found.code)))
    links.append(Link(label="Bukti harga", href=desk.url("buying:price_pack", found.code)))
    if found.signed_at is None and found.ended_at is None:
        links.append(Link(label="Konsep Surat Pesanan (PDF)", href=desk.url("buying:draft", found.code)))
    if found.signed_at is not None:
        links.insert(0, Link(label="Penerimaan dan pembayaran", href=desk.url("buying:receipt", found.code)))
        links.append(Link(label="Adendum", href=desk.url("buying:addendum", found.code)))
        links.append(Link(label="Jaminan", href=desk.url("buying:guarantees", found.code)))
        if found.found_later is not None:
            links.append(Link(label="Status pajak penyedia", href=desk.url("buying:tax_status", found.code)))
        if found.kind == "bertahap":
            links.append(Link(label="Panggilan", href=desk.url("buying:calls", found.code)))
    return links


@buyer_page(Duty.SEE_PURCHASES)
def paper(request: HttpRequest, desk: BuyerDesk, code: str, paper_id: int) -> HttpResponse:
    """`naskah/<id>/`: one paper of an order as a file."""
    return papers.file_of(desk.order(code), paper_id)


@buyer_page(Duty.SEE_PURCHASES)
def draft(request: HttpRequest, desk: BuyerDesk, code: str) -> HttpResponse:
    """`konsep.pdf`: the order as it would be signed now, without a number."""
    return papers.draft(desk.order(code))
