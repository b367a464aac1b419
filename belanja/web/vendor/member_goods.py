"""`/usaha/<firm>/koperasi/barang/`: whose goods a co-operative's listings sell."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.catalogue.models import MemberOffer, Offer
from belanja.catalogue.selectors.desk import listings_of
from belanja.catalogue.services.member_goods import list_for
from belanja.foundation import text
from belanja.rules.decisions import RuleBroken
from belanja.rules.listings import ListingState
from belanja.rules.registration import LegalForm
from belanja.vendors import registry
from belanja.web.officer.lists import page_of, whole_number
from belanja.web.pieces import Cell, Column, EmptyState, Row, Table
from belanja.web.pieces.forms import Tick

from .access import FirmDesk, firm_page, frame

_OWN = "sendiri"


class MemberForm(forms.Form):
    member = forms.ChoiceField(label="Barang yang dicentang milik", error_messages={"required": "Pilih pemiliknya."})

    def __init__(self, data: object, *, members: list[tuple[str, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # what the request brought
        field = self.fields["member"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Pilih usaha anggota"), *members, (_OWN, "Koperasi sendiri")]


@firm_page(methods=("GET", "HEAD", "POST"))
def member_goods(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    profile = desk.profile
    if profile is None or profile.legal_form != LegalForm.COOPERATIVE:
        raise Http404
    members = [
        (str(one.member_id), one.member.name) for one in registry.cooperative_members(desk.firm.pk) if one.consented_at
    ]
    form = MemberForm(request.POST if request.method == "POST" else None, members=members)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            chosen = form.cleaned_data["member"]
            ids = [number for one in request.POST.getlist("barang") if (number := whole_number(one)) is not None]
            try:
                changed = list_for(
                    cooperative_id=desk.firm.pk,
                    member_id=None if chosen == _OWN else int(chosen),
                    offer_ids=ids,
                    actor=desk.actor,
                )
            except RuleBroken as refusal:
                if refusal.status == 404:
                    raise
                form.add_error(None, refusal.message)
                status = refusal.status
            else:
                messages.success(request, f"{text.number(changed)} barang dicatat.")
                return HttpResponseRedirect(request.get_full_path())
    context = frame(desk, "vendor:cooperative", title="Barang anggota")
    context |= {
        "lead": "Nyatakan barang mana yang milik usaha anggota. Nama anggota tampil di halaman barang. Bila anggota "
        "mengakhiri persetujuannya, barangnya langsung ditarik.",
        "table": _table(request, desk),
        "form": form if members else None,
        "parts": [],
    }
    return render(request, "vendor/member_goods.html", context, status=status)


def _table(request: HttpRequest, desk: FirmDesk) -> Table:
    found = listings_of(desk.firm.pk).select_related("product")
    page, pagination = page_of(found, found.count(), request)
    owners = dict(
        MemberOffer.objects.filter(offer__in=[one.pk for one in page]).values_list("offer_id", "member__name")
    )
    return Table(
        key="barang-anggota",
        caption="Barang koperasi",
        columns=[
            Column(key="nama", label="Barang"),
            Column(key="milik", label="Milik"),
            Column(key="keadaan", label="Keadaan"),
        ],
        rows=[_row(one, owners.get(one.pk)) for one in page],
        pagination=pagination,
        level=2,
        empty=EmptyState(title="Belum ada barang."),
    )


def _row(offer: Offer, owner: str | None) -> Row:
    tick = Tick(name="barang", value=str(offer.pk), label=offer.product.name or offer.number, form="milik")
    return Row(cells=[Cell(piece=tick), owner or "koperasi sendiri", ListingState(offer.state).label])
