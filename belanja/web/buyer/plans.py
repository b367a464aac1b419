"""`/beli/<gov>/rencana/`: lines of the announced plan that can be bought by e-Purchasing."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import clock, text
from belanja.plans.models import RupPackage
from belanja.web.naming import shown
from belanja.web.officer.access import CART_KEEPERS
from belanja.web.officer.lists import Part, page_of
from belanja.web.pieces import BigSearch, Column, EmptyState, Row, Table

from .access import BuyerDesk, buyer_page, frame


@buyer_page(*CART_KEEPERS)
def plans(request: HttpRequest, desk: BuyerDesk) -> HttpResponse:
    """`?q=` searches code and title."""
    asked = request.GET.get("q", "").strip()[:80]
    found = RupPackage.objects.filter(
        government=desk.government, year=clock.today().year, counts=True, epurchasing=True
    ).select_related("unit")
    units = desk.units()
    found = found if units is None else found.filter(unit_id__in=units)
    found = found.filter(Q(code=asked) | Q(title__icontains=asked)) if asked else found
    rows, pages = page_of(found.order_by("title", "pk"), found.count(), request)
    table = Table(
        key="rencana",
        caption="Rencana yang dapat dibeli",
        show_caption=False,
        tight=True,
        columns=[
            Column(key="paket", label="Paket"),
            Column(key="kode", label="Kode RUP"),
            Column(key="unit", label="Satuan kerja"),
            Column(key="pagu", label="Pagu", numeric=True),
        ],
        rows=[Row(cells=[one.title, one.code, shown(one.unit.name), text.rupiah(one.pagu)]) for one in rows],
        pagination=pages,
        empty=EmptyState(title="Tidak ada rencana yang cocok."),
    )
    context = frame(desk, "buying:plans", title="Rencana")
    context |= {
        "search": BigSearch(
            action=desk.url("buying:plans"), label="Cari menurut kode RUP atau nama paket", value=asked
        ),
        "filters": None,
        "parts": [Part(key="rencana", title="", items=[table])],
    }
    return render(request, "buyer/list.html", context)
