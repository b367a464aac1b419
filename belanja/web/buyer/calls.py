"""`/beli/<gov>/pesanan/<code>/panggilan/`: calls under one agreed price list, its cap and its months."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.purchasing.models import Order
from belanja.rules.buying.states import Side
from belanja.rules.duties import Duty
from belanja.web.acts import Act, Outcome, answer
from belanja.web.purchases import calls as told
from belanja.web.purchases import tables, words

from .access import BuyerDesk, buyer_page, frame


@buyer_page(Duty.SEE_PURCHASES, methods=("GET", "HEAD", "POST"))
def calls(request: HttpRequest, desk: BuyerDesk, code: str) -> HttpResponse:
    return answer(
        request,
        desk,
        read=lambda: told.called(desk.order(code)),
        acts=_acts,
        show=_show,
        gone=words.gone,
        name="buying.calls",
        to=desk.url("buying:calls", code),
        open_to=_takes_part,
    )


def _takes_part(desk: BuyerDesk, found: Order) -> bool:
    return desk.may(Duty.APPROVE_PURCHASE, found.unit_id)


def _acts(request: HttpRequest, desk: BuyerDesk, found: Order) -> list[Act]:
    part = _takes_part(desk, found)
    return told.acts(request, found, told.calls_of(found), side=Side.BUYER, actor=desk.actor, takes_part=part)


def _show(request: HttpRequest, desk: BuyerDesk, found: Order, outcome: Outcome) -> HttpResponse:
    here = desk.url("buying:order", found.code)
    part = _takes_part(desk, found)
    context = frame(desk, "buying:orders", (f"Pesanan {found.code}", here), title="Panggilan")
    context |= told.context(request, found, side=Side.BUYER, actor=desk.actor, takes_part=part)
    context |= {
        "lead": f"{found.title} · {found.firm_name}",
        "outcome": outcome,
        "lines": tables.lines_table(found, list(found.lines.select_related("deliver_to"))),
    }
    return render(request, "buyer/calls.html", context, status=outcome.status)
