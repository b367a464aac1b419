"""`/usaha/<firm>/barang/arsip/`: what the national archive knows under the firm's name, to be taken over as drafts."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.catalogue import listings as cards
from belanja.catalogue.selectors import desk as records
from belanja.catalogue.services import claiming as services
from belanja.foundation import text
from belanja.rules.decisions import RuleBroken
from belanja.web.officer.lists import page_of, whole_number
from belanja.web.pieces import Cell, Column, EmptyState, Row, Table
from belanja.web.pieces.forms import Tick

from ..access import FirmDesk, firm_page, frame, refused

FORM = "ambil"
#: Listings that one press takes over; what is left waits for the next press.
_AT_ONCE = 200


@firm_page(methods=("GET", "HEAD", "POST"))
def archive(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    profile = desk.profile
    if profile is None:
        raise Http404
    if request.method == "POST":
        return _claim(request, desk, profile.government_id)
    words = " ".join(request.GET.get("q", "").split())[:80]
    found = records.claimable(desk.firm.pk, words=words)
    total = found.count()
    offers, pagination = page_of(found, total, request)
    told = {one.offer_id: one for one in cards.listings([one.pk for one in offers])}
    rows = []
    for offer in offers:
        listing = told.get(offer.pk)
        price = text.rupiah(listing.price) if listing and listing.price is not None else "tidak disebut"
        rows.append(
            Row(
                cells=[
                    Cell(text=offer.product.name, sub=offer.product.etalase.name),
                    price,
                    text.long_date(offer.archive_day) if offer.archive_day else text.UNKNOWN,
                    Cell(
                        piece=Tick(
                            name="barang", value=str(offer.pk), label="ambil", more=f" {offer.product.name}", form=FORM
                        )
                    ),
                ]
            )
        )
    context = frame(desk, "vendor:listings", title="Arsip nasional")
    context |= {
        "lead": "Barang atas nama usaha Anda di katalog nasional. Yang Anda ambil menjadi draf: periksa harga dan "
        "isinya, lalu ajukan. Tidak ada yang perlu diketik ulang.",
        "words": words,
        "all_label": f"Ambil semuanya ({text.number(total)})"
        if total <= _AT_ONCE
        else f"Ambil {_AT_ONCE} barang pertama",
        "table": Table(
            key="arsip",
            caption="Barang di arsip",
            columns=[
                Column(key="nama", label="Barang"),
                Column(key="harga", label="Harga waktu itu", numeric=True),
                Column(key="hari", label="Keadaan pada"),
                Column(key="pilih", label="Ambil"),
            ],
            rows=rows,
            level=2,
            stacked=True,
            pagination=pagination,
            empty=EmptyState(
                title="Tidak ada barang di arsip atas nama usaha ini.",
                text="Arsip terhubung setelah verifikator memeriksa klaim usaha Anda atas nama di katalog nasional.",
            ),
        ),
        "parts": [],
    }
    return render(request, "vendor/archive.html", context)


def _claim(request: HttpRequest, desk: FirmDesk, government_id: int) -> HttpResponse:
    if request.POST.get("semua"):
        ids = list(records.claimable(desk.firm.pk).values_list("pk", flat=True)[:_AT_ONCE])
    else:
        ids = [number for given in request.POST.getlist("barang") if (number := whole_number(given)) is not None]
    try:
        made = services.claim_archive(
            firm_id=desk.firm.pk, offer_ids=ids, government_id=government_id, actor=desk.actor
        )
    except RuleBroken as refusal:
        refused(request, refusal)
        return HttpResponseRedirect(desk.url("vendor:archive"))
    if not made:
        messages.error(
            request, "Belum ada barang yang dipilih, atau sudah diambil. Centang barangnya, lalu tekan lagi."
        )
        return HttpResponseRedirect(desk.url("vendor:archive"))
    left = records.claimable(desk.firm.pk).count()
    more = f" {text.number(left)} lagi menunggu di arsip." if left else ""
    messages.success(request, f"{text.number(len(made))} barang menjadi draf. Periksa, lalu ajukan.{more}")
    return HttpResponseRedirect(desk.url("vendor:listings"))
