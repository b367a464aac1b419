"""`/usaha/<firm>/nama-arsip/`: what the national archive shows under the firm's name, and claiming it."""

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.catalogue.models import Seller, StorefrontClaim
from belanja.catalogue.services.storefront_claims import claim_storefront
from belanja.foundation import text
from belanja.rules.decisions import RuleBroken
from belanja.vendors.bars import plain_name
from belanja.web.officer.lists import whole_number
from belanja.web.pieces import BigSearch, Cell, Column, EmptyState, Row, Table

from .access import FirmDesk, firm_page, frame

_MOST = 20


class ClaimForm(forms.Form):
    seller = forms.ChoiceField(
        label="Nama di arsip", widget=forms.RadioSelect, error_messages={"required": "Pilih satu nama di arsip."}
    )
    words = forms.CharField(
        label="Bagaimana petugas dapat melihat bahwa ini usaha Anda?",
        help_text="Misalnya nomor SIKaP, alamat yang sama, atau nomor pesanan yang pernah Anda kirim.",
        max_length=300,
        error_messages={"required": "Tulis bagaimana petugas dapat melihat bahwa ini usaha Anda."},
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@firm_page(methods=("GET", "HEAD", "POST"))
def archive(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    profile = desk.profile
    asked = request.GET.get("q", "").strip()[:80]
    found = _found(asked or (plain_name(profile.name) if profile else ""))
    form = ClaimForm(request.POST if request.method == "POST" else None)
    field = form.fields["seller"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [(str(one.pk), f"{one.name} ({text.number(count)} barang)") for one, count in found]
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                claim_storefront(
                    firm_id=desk.firm.pk,
                    seller_id=whole_number(form.cleaned_data["seller"]) or 0,
                    words=form.cleaned_data["words"],
                    actor=desk.actor,
                )
            except RuleBroken as refusal:
                if refusal.status == 404:
                    raise
                form.add_error("words" if refusal.code == "words_missing" else None, refusal.message)
                status = refusal.status
            else:
                messages.success(request, "Klaim arsip diajukan. Petugas memeriksanya.")
                return HttpResponseRedirect(desk.url("vendor:archive_names"))
    context = frame(desk, "vendor:archive_names", title="Arsip katalog nasional")
    context |= {
        "lead": "Barang yang dahulu tayang di katalog nasional tidak perlu diketik ulang. Klaim nama di arsip; setelah "
        "diluluskan, barangnya menjadi draf yang tinggal Anda nyatakan masih berlaku.",
        "search": BigSearch(
            action=desk.url("vendor:archive_names"),
            label="Cari nama di arsip",
            value=asked,
            hint="Nama seperti dahulu tampil.",
        ),
        "form": form if desk.is_owner and found else None,
        "none_found": not found,
        "mine": _mine(desk),
        "parts": [],
    }
    return render(request, "vendor/archive_names.html", context, status=status)


def _found(name: str) -> list[tuple[Seller, int]]:
    """Storefronts of the archive without a firm whose names have all the words; with the number of their goods."""
    words = name.split()
    if not words or len(name) < 3:
        return []
    rows = Seller.objects.filter(government=None, firm=None)
    for word in words[:6]:
        rows = rows.filter(name__icontains=word)
    return [(one, one.goods) for one in rows.annotate(goods=Count("offers")).order_by("sort_key", "pk")[:_MOST]]


def _mine(desk: FirmDesk) -> Table:
    claims = StorefrontClaim.objects.filter(firm=desk.firm).select_related("seller").order_by("-at")
    tied = Seller.objects.filter(government=None, firm=desk.firm).exclude(claims__in=claims)
    rows = [
        Row(
            cells=[
                one.seller.name,
                StorefrontClaim.State(one.state).label,
                Cell(text=one.reason or text.date_time(one.at)),
            ]
        )
        for one in claims
    ]
    rows += [Row(cells=[one.name, "Milik usaha ini", "menurut nomor yang sama"]) for one in tied]
    return Table(
        key="arsip",
        caption="Arsip usaha ini",
        columns=[
            Column(key="nama", label="Nama di arsip"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="keterangan", label="Keterangan"),
        ],
        rows=rows,
        empty=EmptyState(title="Belum ada arsip yang diklaim."),
        level=2,
    )
