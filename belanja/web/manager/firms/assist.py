"""Entering a firm on its behalf, mending it, and the sheet that its owner signs."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.documents import qr
from belanja.foundation import clock, text
from belanja.notices.forms import absolute
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.registration import FirmState
from belanja.vendors import services
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.vendor.profile import facts_of
from belanja.web.vendor.profile_forms import ProfileForm, initial_of

from .one import profile_here


@officer_page(Duty.ASSIST_FIRM, methods=("GET", "HEAD", "POST"))
def enter(request: HttpRequest, office: Office) -> HttpResponse:
    form = ProfileForm(request.POST if request.method == "POST" else None, initial={"legal_form": "perorangan"})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = services.assist(government=office.government, statement=form.statement(), actor=office.actor)
            except RuleBroken as refusal:
                if refusal.status == 404 or refusal.code == "duty_missing":
                    raise
                form.refuse(refusal)
                status = refusal.status
            else:
                messages.success(request, "Data dicatat. Kini mintalah konfirmasi pemiliknya.")
                return HttpResponseRedirect(office.url("firms:one", made.firm_id))
    context = frame(office, "firms:queue", title="Catatkan usaha")
    context |= _context(form, "Catat", "")
    context["lead"] = (
        "Untuk usaha yang dibantu petugas. Tidak ada yang tampil atau dihitung sebelum pemiliknya mengonfirmasi, di "
        "layar atau di lembar bertanda tangan. Kartu identitas tidak disalin."
    )
    return render(request, "manager/firm_entry.html", context, status=status)


@officer_page(Duty.ASSIST_FIRM, methods=("GET", "HEAD", "POST"))
def amend(request: HttpRequest, office: Office, firm_id: int) -> HttpResponse:
    found = profile_here(office, firm_id)
    form = ProfileForm(request.POST if request.method == "POST" else None, initial=initial_of(found))
    status, conflict = 200, False
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.amend(
                    firm_id=firm_id,
                    version=form.cleaned_data["version"] or 0,
                    statement=form.statement(),
                    actor=office.actor,
                )
            except RuleBroken as refusal:
                if refusal.status == 404 or refusal.code == "duty_missing":
                    raise
                form.refuse(refusal)
                status, conflict = refusal.status, refusal.code == "changed_meanwhile"
            else:
                messages.success(request, "Data diperbaiki. Kode dan lembar yang lama tidak berlaku lagi.")
                return HttpResponseRedirect(office.url("firms:one", firm_id))
    context = frame(
        office, "firms:queue", (found.name, office.url("firms:one", firm_id)), title="Perbaiki data"
    )  # fmt: skip
    version = found.version if conflict or request.method != "POST" else request.POST.get("version", "")
    context |= _context(form, "Simpan", version)
    context["latest"] = facts_of(found) if conflict else None
    return render(request, "manager/firm_entry.html", context, status=status)


def _context(form: ProfileForm, button: str, version: object) -> dict[str, Any]:
    return {
        "form": form,
        "button": button,
        "fresh_version": version,
        "latest": None,
        "npwp_known": False,
        "lead": "",
        "parts": [],
    }


@officer_page(Duty.ASSIST_FIRM)
def sheet(request: HttpRequest, office: Office, firm_id: int) -> HttpResponse:
    """The printable sheet: what was entered, consent, room for the signature, and the code as a QR for those who would
    rather confirm on screen."""
    found = profile_here(office, firm_id)
    code = services.code_of(found) if found.state == FirmState.AWAITING_OWNER else ""
    link = absolute(f"/usaha/konfirmasi/{code}/") if code and services.by_code(code) else ""
    context = frame(
        office, "firms:queue", (found.name, office.url("firms:one", firm_id)), title="Lembar konfirmasi pemilik"
    )
    context |= {
        "found": found,
        "facts": facts_of(found),
        "link": link,
        "qr": qr.svg(link) if link else "",
        "printed_on": text.long_date(clock.today()),
        "number": f"{found.pk}/{found.version}",
        "parts": [],
    }
    return render(request, "manager/firm_sheet.html", context)
