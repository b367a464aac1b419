"""`/beli/<gov>/rencana/`: lines of the announced plan that can be bought by e-Purchasing, with what is left of each."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import clock, text
from belanja.plans.lines import PlanLine
from belanja.plans.selectors import measured_only, plan_lines
from belanja.web.naming import shown
from belanja.web.officer.access import CART_KEEPERS
from belanja.web.officer.lists import Part, whole_number
from belanja.web.pieces import Actions, BigSearch, Cell, Column, EmptyState, Link, Pagination, Row, Table

from .access import BuyerDesk, buyer_page, frame

PER_PAGE = 50
#: Said of a line that was read as works or advice; whoever knows better corrects its class.
NOT_BOUGHT_HERE = "terbaca sebagai konstruksi atau konsultansi: hanya diukur"


@buyer_page(*CART_KEEPERS)
def plans(request: HttpRequest, desk: BuyerDesk) -> HttpResponse:
    """`?q=` searches code and title."""
    asked = request.GET.get("q", "").strip()[:80]
    page = whole_number(request.GET.get("page")) or 1
    units = desk.units()
    found = plan_lines(
        government_id=desk.government.pk,
        unit_ids=None if units is None else sorted(units),
        year=clock.today().year,
        query=asked,
        page=page,
        size=PER_PAGE,
    )
    base = f"?{urlencode({'q': asked})}&" if asked else "?"
    measured = measured_only(line.package for line in found.lines)
    table = Table(
        key="rencana",
        caption="Rencana yang dapat dibeli",
        show_caption=False,
        tight=True,
        stacked=True,
        columns=[
            Column(key="paket", label="Paket"),
            Column(key="unit", label="Satuan kerja"),
            Column(key="pagu", label="Pagu", numeric=True),
            Column(key="sisih", label="Disisihkan", numeric=True, note="pesanan belum ditandatangani"),
            Column(key="terikat", label="Terikat", numeric=True, note="ditandatangani kedua pihak"),
            Column(key="nasional", label="Katalog nasional", numeric=True, note="menurut impor terakhir"),
            Column(key="sisa", label="Sisa", numeric=True),
            Column(key="beli", label="Beli"),
        ],
        rows=[_row(desk, line, measured=line.package.pk in measured) for line in found.lines],
        pagination=Pagination(page=page, per_page=PER_PAGE, total=found.total, base=base)
        if found.total > PER_PAGE
        else None,
        empty=EmptyState(
            title="Tidak ada rencana yang cocok.",
            text="Yang tampil hanya paket penyedia dengan metode e-Purchasing yang sudah diumumkan dan aktif.",
        ),
    )
    context = frame(desk, "buying:plans", title="Rencana")
    context |= {
        "search": BigSearch(
            action=desk.url("buying:plans"), label="Cari menurut kode RUP atau nama paket", value=asked
        ),
        "filters": None,
        "parts": [Part(key="rencana", title="Yang dapat dibeli lewat e-Purchasing", items=[table])],
    }
    return render(request, "buyer/list.html", context)


def _row(desk: BuyerDesk, line: PlanLine, *, measured: bool) -> Row:
    kind = NOT_BOUGHT_HERE if measured else ""
    about = ", ".join(part for part in (line.code, marks(line.package.pdn, line.package.umkk), kind) if part)
    begin = Link(label="Mulai paket", href=f"{desk.url('buying:begin')}?{urlencode({'rup': line.code})}")
    return Row(
        cells=[
            Cell(text=line.title, sub=about),
            shown(line.package.unit.name),
            text.rupiah(line.pagu),
            text.rupiah(line.reserved),
            text.rupiah(line.committed),
            text.rupiah(line.elsewhere),
            text.rupiah(line.remaining),
            Cell(piece=Actions(links=[begin])) if line.remaining > 0 else Cell(text="habis", words=True),
        ]
    )


def marks(pdn: bool | None, umkk: bool | None) -> str:
    """What the plan says of a line: `PDN, usaha kecil`; nothing where it says nothing."""
    return ", ".join(word for word, marked in (("PDN", pdn), ("usaha kecil", umkk)) if marked)
