"""`/usaha/<firm>/pesanan/<code>/jaminan/`: guarantees that the firm brought, and until when they hold."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.purchasing.selectors import guarantees as selectors
from belanja.rules.buying.posts import short_post_of_ppk
from belanja.rules.duties import Role
from belanja.web.purchases import guarantees as shown
from belanja.web.vendor.access import FirmDesk, firm_page

from .access import order_frame, order_of


@firm_page()
def page(request: HttpRequest, desk: FirmDesk, code: str) -> HttpResponse:
    found = order_of(desk, code)
    trail = (f"Pesanan {found.code}", desk.url("vendor:order", found.code))
    context = order_frame(desk, found, trail, title="Jaminan")
    context["guarantees"] = shown.pieces(
        found,
        list(selectors.guarantees(found.pk)),
        lambda one: desk.url("vendor:guarantee_scan", found.code, one.pk),
    )
    context["ppk"] = short_post_of_ppk(Role(found.ppk_role))
    return render(request, "firm_orders/guarantees.html", context)


@firm_page()
def scan(request: HttpRequest, desk: FirmDesk, code: str, guarantee_id: int) -> HttpResponse:
    """`jaminan/<id>/berkas`: the scan as the PPK sent it."""
    return shown.scan_of(order_of(desk, code), guarantee_id)
