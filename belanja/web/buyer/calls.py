"""`/beli/<gov>/pesanan/<code>/panggilan/`: calls under one agreed price list, its cap and its months."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.purchasing.models import Order
from belanja.rules.buying.states import OrderKind, Side
from belanja.rules.duties import Duty
from belanja.web.acts import NOTHING, Outcome, carry_out
from belanja.web.purchases import calls as told
from belanja.web.purchases import tables, words

from .access import BuyerDesk, buyer_page, frame


@buyer_page(Duty.SEE_PURCHASES, methods=("GET", "HEAD", "POST"))
def calls(request: HttpRequest, desk: BuyerDesk, code: str) -> HttpResponse:
    found = desk.order(code)
    if found.kind != OrderKind.CALL_OFF:
        raise Http404
    if request.method != "POST":
        return _show(request, desk, found, NOTHING)
    part = desk.may(Duty.APPROVE_PURCHASE, found.unit_id)
    outcome = carry_out(
        request,
        told.acts(request, found, told.calls_of(found), side=Side.BUYER, actor=desk.actor, takes_part=part),
        actor=desk.actor,
        name="buying.calls",
        gone=lambda: words.gone(found),
        open_to=part,
    )
    if outcome.done:
        messages.success(request, outcome.said)
        return HttpResponseRedirect(desk.url("buying:calls", code))
    return _show(request, desk, desk.order(code), outcome)


def _show(request: HttpRequest, desk: BuyerDesk, found: Order, outcome: Outcome) -> HttpResponse:
    here = desk.url("buying:order", found.code)
    part = desk.may(Duty.APPROVE_PURCHASE, found.unit_id)
    context = frame(desk, "buying:orders", (f"Pesanan {found.code}", here), title="Panggilan")
    context |= told.context(request, found, side=Side.BUYER, actor=desk.actor, takes_part=part)
    context |= {
        "lead": f"{found.title} · {found.firm_name}",
        "outcome": outcome,
        "lines": tables.lines_table(found, list(found.lines.select_related("deliver_to"))),
    }
    return render(request, "buyer/calls.html", context, status=outcome.status)
