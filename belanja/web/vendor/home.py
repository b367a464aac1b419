"""`/usaha/<firm>/`: where a firm stands, and what it can do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import clock
from belanja.vendors import selectors
from belanja.web.pieces import Notice

from .access import FirmDesk, firm_page, frame


@firm_page()
def home(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    why_not = selectors.may_sell(desk.firm.pk, on=clock.today())
    context = frame(desk, "vendor:home", title=desk.firm.name or "Usaha")
    context |= {"notice": Notice(kind="warning", title=why_not) if why_not else None, "parts": []}
    return render(request, "vendor/home.html", context)
