"""`/kelola/<gov>/katalog/harga-acuan/`: the lists in force, and the way to bring another."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.catalogue.models import ReferenceList
from belanja.foundation import clock, text
from belanja.intake import services
from belanja.intake.services.reference_lists import LARGEST
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.listings import TaxBasis
from belanja.rules.reference_prices import Delivery, Kind
from belanja.web.officer.access import REFERENCE_READERS, Office, frame, officer_page
from belanja.web.officer.lists import Part
from belanja.web.pieces import Actions, Cell, Column, EmptyState, Link, Row, Table

from .forms import ListForm

_MOST = 60


@officer_page(*REFERENCE_READERS, methods=("GET", "HEAD", "POST"))
def lists(request: HttpRequest, office: Office) -> HttpResponse:
    posted = request.method == "POST"
    if posted and not office.may(Duty.IMPORT_REFERENCE_PRICES):
        raise Http404
    form = ListForm(request.POST if posted else None, request.FILES if posted else None, year=clock.today().year)
    if posted and form.is_valid():
        try:
            made = _receive(office, form.cleaned_data)
        except RuleBroken as refusal:
            if refusal.status in (403, 404):
                raise
            form.add_error(ListForm.REFUSED.get(refusal.code, "document"), refusal.message)
        else:
            return HttpResponseRedirect(office.url("references:list", made.pk))
    context = frame(office, "references:lists", title="Harga acuan")
    ways = [Link(label="Cocokkan dengan barang katalog", href=office.url("references:prices"))]
    context |= {
        "lead": "SSH, SBU, HSPK, ASB, dan HET per tahun, dengan basis pajak dan pengirimannya. Setelah dicocokkan "
        "dengan barang, harganya berdampingan dengan harga katalog dan tidak pernah dihitung bersamanya.",
        "actions": Actions(links=ways) if office.may(Duty.CURATE_CATALOGUE) else None,
        "parts": [Part(key="daftar", title="Daftar", items=[_table(office)])],
        "form": form if office.may(Duty.IMPORT_REFERENCE_PRICES) else None,
    }
    return render(request, "references/lists.html", context, status=422 if form.errors else 200)


def _receive(office: Office, given: dict[str, Any]) -> ReferenceList:
    document = given["document"]
    if document.size > LARGEST:
        raise RuleBroken("sheet_size", f"Berkas lebih dari {LARGEST // 1024**2} MB.")
    return services.receive_list(
        government=office.government,
        year=given["year"],
        kind=given["kind"],
        decree=given["decree"],
        dated=given["dated"],
        tax_basis=given["tax_basis"],
        tax_percent=given["tax_percent"],
        delivery=given["delivery"],
        file_name=document.name or "",
        content=document.read(),
        actor=office.actor,
    )


def _table(office: Office) -> Table:
    found = (
        ReferenceList.objects.filter(government=office.government)
        .exclude(state=ReferenceList.State.DISCARDED)
        .defer("content")
        .order_by("-year", "kind", "-id")[:_MOST]
    )
    return Table(
        key="daftar-tabel",
        stacked=True,
        caption="Daftar harga acuan",
        show_caption=False,
        columns=[
            Column(key="daftar", label="Daftar"),
            Column(key="tahun", label="Tahun"),
            Column(key="basis", label="Basis harga"),
            Column(key="jumlah", label="Harga", numeric=True),
            Column(key="keadaan", label="Keadaan"),
        ],
        rows=[
            Row(
                href=office.url("references:list", one.pk),
                cells=[
                    Cell(text=Kind(one.kind).label, sub=f"{one.decree}, {text.long_date(one.dated)}"),
                    str(one.year),
                    basis_words(one),
                    text.number(one.prices.count()) if one.applied_at else Cell(text="belum diberlakukan", words=True),
                    one.get_state_display(),
                ],
            )
            for one in found
        ],
        empty=EmptyState(title="Belum ada daftar.", text="Unggah SSH tahun ini dari SIPD di bawah."),
    )


def basis_words(one: ReferenceList) -> str:
    """On which basis the prices of a list stand."""
    return f"{TaxBasis(one.tax_basis).label}, {Delivery(one.delivery).label}"
