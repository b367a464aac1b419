"""`/usaha/<firm>/pesanan/<code>/negosiasi/`: the same history as the buyer's, and the firm's next word."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.purchasing.models import Order
from belanja.rules.buying.states import Side
from belanja.web.acts import Act, Outcome, answer
from belanja.web.purchases import bargaining, words
from belanja.web.purchases.bargaining_acts import Seat, answers, bid
from belanja.web.vendor.access import FirmDesk, firm_page

from .access import order_frame, order_of


@firm_page(methods=("GET", "HEAD", "POST"))
def negotiation(request: HttpRequest, desk: FirmDesk, code: str) -> HttpResponse:
    return answer(
        request,
        desk,
        read=lambda: order_of(desk, code),
        acts=_acts,
        show=_show,
        gone=words.gone,
        name="firm.negotiation",
        to=desk.url("vendor:negotiation", code),
    )


def _acts(request: HttpRequest, desk: FirmDesk, found: Order) -> list[Act]:
    seat = Seat(Side.FIRM, desk.actor, takes_part=True)
    lines, rounds = list(found.lines.all()), bargaining.rounds_of(found)
    offer = bid(request, seat, found, lines, rounds)
    return [*([offer] if offer else []), *answers(request, seat, found, rounds)]


def _show(request: HttpRequest, desk: FirmDesk, found: Order, outcome: Outcome) -> HttpResponse:
    trail = (f"Pesanan {found.code}", desk.url("vendor:order", found.code))
    context = order_frame(desk, found, trail, title="Negosiasi")
    context |= bargaining.context(request, found, _acts(request, desk, found))
    context |= {"outcome": outcome, "print_href": ""}
    return render(request, "firm_orders/negotiation.html", context, status=outcome.status)
