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
from belanja.reporting.selectors import rounds
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web.officer.access import Office, officer_page

from .framing import framed

_BOTH = ("GET", "HEAD", "POST")


class FreezeForm(forms.Form):
    """The word that one has looked, and reasons where units were not asked or a version takes another's place."""

    without_round = forms.CharField(
        label="Mengapa unit tidak ditanya lebih dahulu",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Hanya bila tidak ada putaran konfirmasi; alasan ini masuk lampiran laporan.",
    )
    change_reason = forms.CharField(
        label="Mengapa ditulis versi baru",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Hanya bila triwulan ini sudah pernah dibekukan; laporan menyebut apa yang berubah dan alasan ini.",
    )
    sure = forms.BooleanField(label="Saya sudah memeriksa draf ini dan meminta angkanya dibekukan.")

    def __init__(self, item: Snapshot, data: Any = None) -> None:
        super().__init__(data)
        asked = rounds.for_report(item.government, item.year, item.quarter) is not None
        former = selectors.in_force(item.government, item.year, item.quarter) is not None
        for name, idle in (("without_round", asked), ("change_reason", not former)):
            if idle:
                self.fields[name].widget = forms.HiddenInput()


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Alasan", widget=forms.Textarea(attrs={"rows": 3}), help_text="Alasan ini tampil di samping laporan."
    )


class PlainForm(forms.Form):
    """A button alone."""


@officer_page(Duty.FREEZE_REPORT, methods=_BOTH)
def freeze(request: HttpRequest, office: Office, snapshot_id: int) -> HttpResponse:
    def act(item: Snapshot, form: forms.Form) -> HttpResponse:
        services.freeze(
            snapshot_id=item.pk,
            government=office.government,
            actor=office.actor,
            without_round=form.cleaned_data["without_round"],
            change_reason=form.cleaned_data["change_reason"],
        )
        messages.success(request, "Angka dibekukan. Berkasnya tidak berubah lagi.")
        return HttpResponseRedirect(office.url("reports:snapshot", item.pk))

    lead = (
        "Angka dihitung sekali lagi, dihitung ulang dari baris sumber, lalu disimpan sebagai berkas yang tidak dapat "
        "diubah. Baris yang dua hitungannya berbeda ditahan dan menyebutnya; baris lain tetap disajikan."
    )
    return _step(request, office, snapshot_id, FreezeForm, act, title="Bekukan angka", lead=lead)


@officer_page(Duty.DRAFT_REPORT, methods=_BOTH)
def discard(request: HttpRequest, office: Office, snapshot_id: int) -> HttpResponse:
    def act(item: Snapshot, form: forms.Form) -> HttpResponse:
        services.discard(snapshot_id=item.pk, government=office.government, actor=office.actor)
        messages.success(request, f"Draf {text.quarter(item.year, item.quarter)} dibuang.")
        return HttpResponseRedirect(office.url("reports:desk"))

    lead = "Draf tidak menyimpan angka; membuangnya tidak menghapus data apa pun."
    return _step(request, office, snapshot_id, lambda _item, data: PlainForm(data), act, title="Buang draf", lead=lead)


@officer_page(Duty.FREEZE_REPORT, methods=_BOTH)
def withdraw(request: HttpRequest, office: Office, snapshot_id: int) -> HttpResponse:
    def act(item: Snapshot, form: forms.Form) -> HttpResponse:
        services.withdraw(
            snapshot_id=item.pk, government=office.government, reason=form.cleaned_data["reason"], actor=office.actor
        )
        messages.success(request, "Laporan ditarik. Berkasnya tetap disimpan beserta alasannya.")
        return HttpResponseRedirect(office.url("reports:snapshot", item.pk))

    lead = "Laporan tidak dihapus: berkasnya tetap dapat dibaca, dengan keterangan bahwa ia ditarik."
    return _step(
        request, office, snapshot_id, lambda _item, data: ReasonForm(data), act, title="Tarik laporan", lead=lead
    )


def _step(
    request: HttpRequest,
    office: Office,
    snapshot_id: int,
    make: Callable[[Snapshot, Any], forms.Form],
    act: Callable[[Snapshot, Any], HttpResponse],
    *,
    title: str,
    lead: str,
) -> HttpResponse:
    """Show the form, or do what it asks; a refusal is told above the form."""
    item = selectors.snapshot(government=office.government, snapshot_id=snapshot_id)
    form = make(item, request.POST if request.method == "POST" else None)
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
