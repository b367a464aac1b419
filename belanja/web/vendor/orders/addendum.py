"""`/usaha/<firm>/pesanan/<code>/adendum/`: changes to a signed order; the owner proposes, signs or refuses."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.purchasing.models import Order
from belanja.rules.buying.states import Side
from belanja.web.acts import NOTHING, Outcome, carry_out
from belanja.web.purchases import addenda, words
from belanja.web.vendor.access import FirmDesk, firm_page

from .access import order_frame, order_of


@firm_page(methods=("GET", "HEAD", "POST"))
def addendum(request: HttpRequest, desk: FirmDesk, code: str) -> HttpResponse:
    found = order_of(desk, code)
    if request.method != "POST":
        return _show(request, desk, found, NOTHING)
    acts = addenda.acts(request, _party(desk), found, addenda.versions_of(found))
    outcome = carry_out(request, acts, actor=desk.actor, name="firm.addendum", gone=lambda: words.gone(found))
    if outcome.done:
        messages.success(request, outcome.said)
        return HttpResponseRedirect(desk.url("vendor:addendum", code))
    return _show(request, desk, order_of(desk, code), outcome)


def _party(desk: FirmDesk) -> addenda.Party:
    return addenda.Party(Side.FIRM, desk.actor, desk.is_owner)


def _show(request: HttpRequest, desk: FirmDesk, found: Order, outcome: Outcome) -> HttpResponse:
    trail = (f"Pesanan {found.code}", desk.url("vendor:order", found.code))
    context = order_frame(desk, found, trail, title="Adendum")
    context |= addenda.context(request, _party(desk), found) | {"outcome": outcome}
    return render(request, "firm_orders/addendum.html", context, status=outcome.status)
