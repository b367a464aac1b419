"""`/beli/<gov>/pesanan/<code>/adendum/`: changes to a signed order, old beside new; proposed, signed or refused."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.purchasing.models import Order
from belanja.rules.buying.states import Side
from belanja.rules.duties import Duty
from belanja.web.acts import NOTHING, Outcome, carry_out
from belanja.web.purchases import addenda, words

from .access import BuyerDesk, buyer_page, frame


@buyer_page(Duty.SEE_PURCHASES, methods=("GET", "HEAD", "POST"))
def addendum(request: HttpRequest, desk: BuyerDesk, code: str) -> HttpResponse:
    found = desk.order(code)
    if request.method != "POST":
        return _show(request, desk, found, NOTHING)
    party = _party(desk, found)
    outcome = carry_out(
        request,
        addenda.acts(request, party, found, addenda.versions_of(found)),
        actor=desk.actor,
        name="buying.addendum",
        gone=lambda: words.gone(found),
        open_to=party.signs,
    )
    if outcome.done:
        messages.success(request, outcome.said)
        return HttpResponseRedirect(desk.url("buying:addendum", code))
    return _show(request, desk, desk.order(code), outcome)


def _party(desk: BuyerDesk, found: Order) -> addenda.Party:
    return addenda.Party(Side.BUYER, desk.actor, desk.may(Duty.APPROVE_PURCHASE, found.unit_id))


def _show(request: HttpRequest, desk: BuyerDesk, found: Order, outcome: Outcome) -> HttpResponse:
    here = desk.url("buying:order", found.code)
    context = frame(desk, "buying:orders", (f"Pesanan {found.code}", here), title="Adendum")
    context |= addenda.context(request, _party(desk, found), found)
    context |= {"lead": f"{found.title} · {found.firm_name}", "outcome": outcome}
    return render(request, "buyer/addendum.html", context, status=outcome.status)
