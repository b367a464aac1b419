"""The steps of a report's life, each on a page that says what will happen before it does."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.foundation import text
from belanja.reporting import selectors, services
from belanja.reporting.models import Snapshot
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web.officer.access import Office, officer_page

from .framing import framed

_BOTH = ("GET", "HEAD", "POST")


class ConfirmForm(forms.Form):
    """Nothing to fill in but the word that one has looked."""

    sure = forms.BooleanField(label="Saya sudah memeriksa draf ini dan meminta angkanya dibekukan.")


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Alasan", widget=forms.Textarea(attrs={"rows": 3}), help_text="Alasan ini tampil di samping laporan."
    )


class PlainForm(forms.Form):
    """A button alone."""


@officer_page(Duty.FREEZE_REPORT, methods=_BOTH)
def freeze(request: HttpRequest, office: Office, snapshot_id: int) -> HttpResponse:
    def act(item: Snapshot, form: forms.Form) -> HttpResponse:
        services.freeze(snapshot_id=item.pk, government=office.government, actor=office.actor)
        messages.success(request, "Angka dibekukan. Berkasnya tidak berubah lagi.")
        return HttpResponseRedirect(office.url("reports:snapshot", item.pk))

    lead = (
        "Angka dihitung sekali lagi, dihitung ulang dari baris sumber, lalu disimpan sebagai berkas yang tidak dapat "
        "diubah. Angka yang dua hitungannya berbeda tidak akan dibekukan."
    )
    return _step(request, office, snapshot_id, ConfirmForm, act, title="Bekukan angka", lead=lead)


@officer_page(Duty.DRAFT_REPORT, methods=_BOTH)
def discard(request: HttpRequest, office: Office, snapshot_id: int) -> HttpResponse:
    def act(item: Snapshot, form: forms.Form) -> HttpResponse:
        services.discard(snapshot_id=item.pk, government=office.government, actor=office.actor)
        messages.success(request, f"Draf {text.quarter(item.year, item.quarter)} dibuang.")
        return HttpResponseRedirect(office.url("reports:desk"))

    lead = "Draf tidak menyimpan angka; membuangnya tidak menghapus data apa pun."
    return _step(request, office, snapshot_id, PlainForm, act, title="Buang draf", lead=lead)


@officer_page(Duty.FREEZE_REPORT, methods=_BOTH)
def withdraw(request: HttpRequest, office: Office, snapshot_id: int) -> HttpResponse:
    def act(item: Snapshot, form: forms.Form) -> HttpResponse:
        services.withdraw(
            snapshot_id=item.pk, government=office.government, reason=form.cleaned_data["reason"], actor=office.actor
        )
        messages.success(request, "Laporan ditarik. Berkasnya tetap disimpan beserta alasannya.")
        return HttpResponseRedirect(office.url("reports:snapshot", item.pk))

    lead = "Laporan tidak dihapus: berkasnya tetap dapat dibaca, dengan keterangan bahwa ia ditarik."
    return _step(request, office, snapshot_id, ReasonForm, act, title="Tarik laporan", lead=lead)


def _step(
    request: HttpRequest,
    office: Office,
    snapshot_id: int,
    form_class: type[forms.Form],
    act: Callable[[Snapshot, Any], HttpResponse],
    *,
    title: str,
    lead: str,
) -> HttpResponse:
    """Show the form, or do what it asks; a refusal is told above the form."""
    item = selectors.snapshot(government=office.government, snapshot_id=snapshot_id)
    form = form_class(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return act(item, form)
            except RuleBroken as refusal:
                if refusal.status in (403, 404):
                    raise
                form.add_error(None, refusal.message)
                status = refusal.status
    context = framed(office, item, title=title) | {"lead": lead, "form": form, "button": title, "parts": []}
    return render(request, "reports/form.html", context, status=status)
