"""`/beli/<gov>/paket/<id>/`: a package, its lines and its orders."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.rules.duties import Duty
from belanja.web.officer.lists import Part
from belanja.web.purchases import words

from . import lists
from .access import BuyerDesk, buyer_page, frame


@buyer_page(Duty.SEE_PURCHASES)
def package(request: HttpRequest, desk: BuyerDesk, package_id: int) -> HttpResponse:
    found = desk.package(package_id)
    context = frame(desk, "buying:packages", title=found.title)
    orders = list(desk.orders.filter(package=found).order_by("pk"))
    context["state"] = words.package_tag(found)
    context["parts"] = [
        Part(key="pesanan", title="Pesanan paket ini", items=[lists.orders_table(desk, orders)]),
    ]
    return render(request, "buyer/package.html", context)
