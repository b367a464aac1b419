"""`/usaha/<firm>/pesanan/<code>/adendum/`: changes to a signed order; the owner proposes, signs or refuses."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.purchasing.models import Order
from belanja.rules.buying.states import Side
from belanja.web.acts import Outcome, answer
from belanja.web.purchases import addenda, words
from belanja.web.vendor.access import FirmDesk, firm_page

from .access import order_frame, order_of


@firm_page(methods=("GET", "HEAD", "POST"))
def addendum(request: HttpRequest, desk: FirmDesk, code: str) -> HttpResponse:
    return answer(
        request,
        desk,
        read=lambda: order_of(desk, code),
        acts=lambda request, desk, found: addenda.acts(request, _party(desk), found, addenda.versions_of(found)),
        show=_show,
        gone=words.gone,
        name="firm.addendum",
        to=desk.url("vendor:addendum", code),
    )


def _party(desk: FirmDesk) -> addenda.Party:
    return addenda.Party(Side.FIRM, desk.actor, desk.is_owner)


def _show(request: HttpRequest, desk: FirmDesk, found: Order, outcome: Outcome) -> HttpResponse:
    trail = (f"Pesanan {found.code}", desk.url("vendor:order", found.code))
    context = order_frame(desk, found, trail, title="Adendum")
    context |= addenda.context(request, _party(desk), found) | {"outcome": outcome}
    return render(request, "firm_orders/addendum.html", context, status=outcome.status)
