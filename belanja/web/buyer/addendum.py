"""`/beli/<gov>/pesanan/<code>/adendum/`: changes to a signed order, old beside new; proposed, signed or refused."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.purchasing.models import Order
from belanja.rules.buying.states import Side
from belanja.rules.duties import Duty
from belanja.web.acts import Outcome, answer
from belanja.web.purchases import addenda, words

from .access import BuyerDesk, buyer_page, frame


@buyer_page(Duty.SEE_PURCHASES, methods=("GET", "HEAD", "POST"))
def addendum(request: HttpRequest, desk: BuyerDesk, code: str) -> HttpResponse:
    return answer(
        request,
        desk,
        read=lambda: desk.order(code),
        acts=lambda request, desk, found: addenda.acts(request, _party(desk, found), found, addenda.versions_of(found)),
        show=_show,
        gone=words.gone,
        name="buying.addendum",
        to=desk.url("buying:addendum", code),
        open_to=lambda desk, found: _party(desk, found).signs,
    )


def _party(desk: BuyerDesk, found: Order) -> addenda.Party:
    return addenda.Party(Side.BUYER, desk.actor, desk.may(Duty.APPROVE_PURCHASE, found.unit_id))


def _show(request: HttpRequest, desk: BuyerDesk, found: Order, outcome: Outcome) -> HttpResponse:
    here = desk.url("buying:order", found.code)
    context = frame(desk, "buying:orders", (f"Pesanan {found.code}", here), title="Adendum")
    context |= addenda.context(request, _party(desk, found), found)
    context |= {"lead": f"{found.title} · {found.firm_name}", "outcome": outcome}
    return render(request, "buyer/addendum.html", context, status=outcome.status)
