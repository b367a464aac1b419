"""`/usaha/<firm>/koperasi/`: a co-operative lists for firms that have agreed; both sides see it and may end it."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.foundation import text
from belanja.rules.decisions import RuleBroken
from belanja.rules.firm_checks import nib_number
from belanja.rules.registration import LegalForm
from belanja.vendors import registry
from belanja.vendors.models import CooperativeMember, Firm
from belanja.vendors.services import cooperatives
from belanja.web.officer.lists import whole_number

from .access import FirmDesk, firm_page, frame, refused


class InviteForm(forms.Form):
    nib = forms.CharField(
        label="NIB usaha anggota",
        help_text="Usaha anggota mendaftar dahulu di Belanja; petugas dapat membantu mencatatkannya.",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "Isi NIB usaha anggota."},
    )


@firm_page(methods=("GET", "HEAD", "POST"))
def cooperative(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    profile = desk.profile
    is_one = profile is not None and profile.legal_form == LegalForm.COOPERATIVE
    form = InviteForm(request.POST if request.POST.get("do") == "invite" else None)
    status = 200
    if request.method == "POST":
        if request.POST.get("do") != "invite":
            return _act(request, desk)
        status = 422
        if form.is_valid():
            try:
                nib = nib_number(form.cleaned_data["nib"]) or form.cleaned_data["nib"]
                cooperatives.invite(cooperative_id=desk.firm.pk, nib=nib, actor=desk.actor)
            except RuleBroken as refusal:
                if refusal.status == 404:
                    raise
                form.add_error("nib", refusal.message)
                status = refusal.status
            else:
                messages.success(request, "Permintaan persetujuan dikirim.")
                return HttpResponseRedirect(desk.url("vendor:cooperative"))
    context = frame(desk, "vendor:cooperative", title="Koperasi")
    context |= {
        "lead": "Koperasi boleh mencantumkan barang anggotanya setelah pemilik usaha anggota setuju. Persetujuan dapat "
        "diakhiri kapan saja oleh kedua pihak.",
        "form": form if is_one and desk.is_owner else None,
        "members": [_line(one, one.member, desk) for one in registry.cooperative_members(desk.firm.pk)],
        "above": [_line(one, one.cooperative, desk) for one in registry.cooperatives_of(desk.firm.pk)],
        "is_owner": desk.is_owner,
        "goods_href": desk.url("vendor:member_goods") if is_one else "",
        "parts": [],
    }
    return render(request, "vendor/cooperative.html", context, status=status)


def _line(row: CooperativeMember, other: Firm, desk: FirmDesk) -> dict[str, object]:
    agreed = row.consented_at is not None
    return {
        "id": row.pk,
        "name": other.name,
        "told": f"setuju sejak {text.long_date(row.consented_at)}" if row.consented_at else "menunggu persetujuan",
        "may_agree": not agreed and desk.is_owner and row.member_id == desk.firm.pk,
    }


def _act(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    number = whole_number(request.POST.get("id")) or 0
    try:
        if request.POST.get("do") == "agree":
            cooperatives.consent(row_id=number, actor=desk.actor)
            messages.success(request, "Anda setuju. Koperasi kini boleh mencantumkan barang usaha Anda.")
        elif request.POST.get("do") == "end":
            cooperatives.end(row_id=number, actor=desk.actor)
            messages.success(request, "Persetujuan diakhiri.")
    except RuleBroken as refusal:
        refused(request, refusal)
    return HttpResponseRedirect(desk.url("vendor:cooperative"))
