"""`/beli/<gov>/`: what waits for me, by when, and what blocks it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.rules.duties import Duty
from belanja.web.officer.lists import Part

from . import lists
from .access import BuyerDesk, buyer_page, frame


@buyer_page(Duty.SEE_PURCHASES)
def desk(request: HttpRequest, desk: BuyerDesk) -> HttpResponse:
    context = frame(desk, "buying:desk", title="Meja pembelian")
    running = desk.orders.filter(ended_at__isnull=True).order_by("due_at", "pk")[:20]
    context["parts"] = [
        Part(key="berjalan", title="Pesanan berjalan", items=[lists.orders_table(desk, list(running))]),
    ]
    return render(request, "buyer/page.html", context)
