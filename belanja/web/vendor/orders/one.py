"""`/usaha/<firm>/pesanan/<code>/`: one order, and what the firm may do with it now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.web.buyer.access import mode_words
from belanja.web.pieces import DefinitionList
from belanja.web.purchases import tables, words
from belanja.web.purchases.story import story
from belanja.web.vendor.access import FirmDesk, firm_page, frame

from .access import order_of


@firm_page()
def order(request: HttpRequest, desk: FirmDesk, code: str) -> HttpResponse:
    found = order_of(desk, code)
    context = frame(desk, "vendor:orders", title=f"Pesanan {found.code}")
    context |= {
        "lead": found.title,
        "mode": mode_words(found.government),
        "state": words.order_tag(found),
        "terms": DefinitionList(terms=tables.order_terms(found)),
        "lines": tables.lines_table(found, list(found.lines.select_related("deliver_to"))),
        "story": story(found, list(found.steps.all()), labels={}),
    }
    return render(request, "firm_orders/order.html", context)
