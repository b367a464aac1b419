"""`/usaha/<firm>/pesanan/<code>/panggilan/`: what the buyer has called, to be answered and delivered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.purchasing.models import Order
from belanja.rules.buying.states import Side
from belanja.web.acts import Act, Outcome, answer
from belanja.web.purchases import calls as told
from belanja.web.purchases import tables, words
from belanja.web.vendor.access import FirmDesk, firm_page

from .access import order_frame, order_of


@firm_page(methods=("GET", "HEAD", "POST"))
def calls(request: HttpRequest, desk: FirmDesk, code: str) -> HttpResponse:
    return answer(
        request,
        desk,
        read=lambda: told.called(order_of(desk, code)),
        acts=_acts,
        show=_show,
        gone=words.gone,
        name="firm.calls",
        to=desk.url("vendor:calls", code),
    )


def _acts(request: HttpRequest, desk: FirmDesk, found: Order) -> list[Act]:
    return told.acts(request, found, told.calls_of(found), side=Side.FIRM, actor=desk.actor, takes_part=True)


def _show(request: HttpRequest, desk: FirmDesk, found: Order, outcome: Outcome) -> HttpResponse:
    trail = (f"Pesanan {found.code}", desk.url("vendor:order", found.code))
    context = order_frame(desk, found, trail, title="Panggilan")
    context |= told.context(request, found, side=Side.FIRM, actor=desk.actor, takes_part=True)
    context |= {
        "outcome": outcome,
        "lines": tables.lines_table(found, list(found.lines.select_related("deliver_to"))),
    }
    return render(request, "firm_orders/calls.html", context, status=outcome.status)
