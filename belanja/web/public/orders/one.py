"""`/pesanan/<code>/`: one order from plan to payment, for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from belanja.web import context
from belanja.web.pieces import DefinitionList
from belanja.web.public import doors
from belanja.web.purchases import tables, words

from .signed import signed_orders


@doors.open_page
def order(request: HttpRequest, code: str) -> HttpResponse:
    found = signed_orders().filter(code=code).first()
    if found is None:
        raise Http404
    context.at(request, found.government)
    return render(
        request,
        "pesanan/order.html",
        {
            "title": found.title,
            "code": found.code,
            "trail": doors.trail(found.government, ("Pesanan", reverse("public:signed_orders")), (found.code, "")),
            "state": words.order_tag(found),
            "terms": DefinitionList(terms=tables.order_terms(found)),
            "lines": tables.lines_table(found, list(found.lines.select_related("deliver_to"))),
        },
    )
