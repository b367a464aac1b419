"""`/beli/<gov>/pesanan/<code>/`: one order, its story, and what this officer may do with it now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.rules.duties import Duty
from belanja.web.pieces import DefinitionList
from belanja.web.purchases import tables, words
from belanja.web.purchases.story import story

from .access import BuyerDesk, buyer_page, frame


@buyer_page(Duty.SEE_PURCHASES)
def order(request: HttpRequest, desk: BuyerDesk, code: str) -> HttpResponse:
    found = desk.order(code)
    context = frame(desk, "buying:orders", title=f"Pesanan {found.code}")
    context |= {
        "lead": found.title,
        "state": words.order_tag(found),
        "shipment": words.shipment_word(found) if found.signed_at else "",
        "terms": DefinitionList(terms=tables.order_terms(found)),
        "lines": tables.lines_table(found, list(found.lines.select_related("deliver_to"))),
        "story": story(found, list(found.steps.all()), labels={}),
    }
    return render(request, "buyer/order.html", context)
