"""`/beli/<gov>/pesanan/<code>/negosiasi/`: what both sides have said, and the buyer's next word."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.purchasing.models import Order
from belanja.purchasing.selectors import whose
from belanja.rules.buying.states import Side
from belanja.rules.duties import Duty
from belanja.web.acts import Act, Outcome, answer
from belanja.web.purchases import bargaining, words
from belanja.web.purchases.bargaining_acts import Seat, answers, bid

from .access import BuyerDesk, buyer_page, frame
from .order_acts import acts as order_acts

#: Steps of the order that belong to its negotiation: handing over, more time, giving up.
_HERE = frozenset({"serahkan", "perpanjang", "nyatakan_lewat", "batalkan"})


@buyer_page(Duty.SEE_PURCHASES, methods=("GET", "HEAD", "POST"))
def negotiation(request: HttpRequest, desk: BuyerDesk, code: str) -> HttpResponse:
    return answer(
        request,
        desk,
        read=lambda: desk.order(code),
        acts=_acts,
        show=_show,
        gone=words.gone,
        name="buying.negotiation",
        to=desk.url("buying:negotiation", code),
        open_to=lambda desk, found: desk.may(Duty.BUY, found.unit_id),
    )


def _seat(desk: BuyerDesk, found: Order) -> Seat:
    return Seat(Side.BUYER, desk.actor, desk.may(Duty.BUY, found.unit_id) and desk.actor.user_id in whose.buyers(found))


def _acts(request: HttpRequest, desk: BuyerDesk, found: Order) -> list[Act]:
    lines, rounds, seat = list(found.lines.all()), bargaining.rounds_of(found), _seat(desk, found)
    offer = bid(request, seat, found, lines, rounds)
    others = [act for act in order_acts(request, desk, found, asked=None) if act.key in _HERE]
    return [*([offer] if offer else []), *answers(request, seat, found, rounds), *others]


def _show(request: HttpRequest, desk: BuyerDesk, found: Order, outcome: Outcome) -> HttpResponse:
    here = desk.url("buying:order", found.code)
    context = frame(desk, "buying:orders", (f"Pesanan {found.code}", here), title="Negosiasi")
    context |= bargaining.context(request, found, _acts(request, desk, found))
    context |= {
        "lead": f"{found.title} · {found.firm_name}",
        "outcome": outcome,
        "print_href": desk.url("buying:minutes", found.code) if context["rounds"] else "",
    }
    return render(request, "buyer/negotiation.html", context, status=outcome.status)


@buyer_page(Duty.SEE_PURCHASES)
def minutes(request: HttpRequest, desk: BuyerDesk, code: str) -> HttpResponse:
    """The course of a negotiation, to be printed (Riwayat/Berita Acara Negosiasi)."""
    found = desk.order(code)
    here = desk.url("buying:negotiation", found.code)
    context = frame(desk, "buying:orders", ("Negosiasi", here), title="Riwayat negosiasi")
    context |= bargaining.minutes_context(found)
    return render(request, "purchases/minutes.html", context)
