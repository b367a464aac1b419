"""`/usaha/<firm>/pesanan/<code>/panggilan/`: what the buyer has called, to be answered and delivered."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.purchasing.models import Order
from belanja.rules.buying.states import OrderKind, Side
from belanja.web.acts import NOTHING, Outcome, carry_out
from belanja.web.purchases import calls as told
from belanja.web.purchases import tables, words
from belanja.web.vendor.access import FirmDesk, firm_page

from .access import order_frame, order_of


@firm_page(methods=("GET", "HEAD", "POST"))
def calls(request: HttpRequest, desk: FirmDesk, code: str) -> HttpResponse:
    found = order_of(desk, code)
    if found.kind != OrderKind.CALL_OFF:
        raise Http404
    if request.method != "POST":
        return _show(request, desk, found, NOTHING)
    acts = told.acts(request, found, told.calls_of(found), side=Side.FIRM, actor=desk.actor, takes_part=True)
    outcome = carry_out(request, acts, actor=desk.actor, name="firm.calls", gone=lambda: words.gone(found))
    if outcome.done:
        messages.success(request, outcome.said)
        return HttpResponseRedirect(desk.url("vendor:calls", code))
    return _show(request, desk, order_of(desk, code), outcome)


def _show(request: HttpRequest, desk: FirmDesk, found: Order, outcome: Outcome) -> HttpResponse:
    trail = (f"Pesanan {found.code}", desk.url("vendor:order", found.code))
    context = order_frame(desk, found, trail, title="Panggilan")
    context |= told.context(request, found, side=Side.FIRM, actor=desk.actor, takes_part=True)
    context |= {
        "outcome": outcome,
        "lines": tables.lines_table(found, list(found.lines.select_related("deliver_to"))),
    }
    return render(request, "firm_orders/calls.html", context, status=outcome.status)
