"""`/laporan/<gov>/`: every report of a government by quarter and state, and the door to a new one."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.foundation import clock, text
from belanja.intake import selectors as intake
from belanja.reporting import selectors, services
from belanja.reporting.models import Snapshot
from belanja.rules import reports as rules
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, EmptyState, Row, Table

from .review import term_of


class PeriodForm(forms.Form):
    """Which quarter to draft a report for: those that have begun and have data, newest first."""

    period = forms.ChoiceField(label="Triwulan", help_text="Angka kumulatif sejak 1 Januari sampai akhir triwulan.")

    def __init__(self, office: Office, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["period"].choices = _periods(office)  # type: ignore[attr-defined]


def periods_over(office: Office) -> list[tuple[str, str]]:
    """Quarters with data that have ended, newest first: value and words."""
    today = clock.today()
    return [
        (f"{year}-{quarter}", text.quarter(year, quarter))
        for year in intake.years(office.government.pk)
        for quarter in (4, 3, 2, 1)
        if rules.is_over(year, quarter, today)
    ]


def _periods(office: Office) -> list[tuple[str, str]]:
    today = clock.today()
    return [
        (
            f"{year}-{quarter}",
            text.quarter(year, quarter) + ("" if rules.is_over(year, quarter, today) else " (berjalan)"),
        )
        for year in intake.years(office.government.pk)
        for quarter in (4, 3, 2, 1)
        if rules.has_begun(year, quarter, today)
    ]


@officer_page(Duty.SEE_REPORTS, methods=("GET", "HEAD", "POST"))
def desk(request: HttpRequest, office: Office) -> HttpResponse:
    if request.method == "POST":
        return _open(request, office)
    return _show(request, office, PeriodForm(office))


def _open(request: HttpRequest, office: Office) -> HttpResponse:
    if not office.may(Duty.DRAFT_REPORT):
        raise Http404
    form = PeriodForm(office, request.POST)
    if not form.is_valid():
        return _show(request, office, form, status=422)
    year, quarter = (int(part) for part in form.cleaned_data["period"].split("-"))
    try:
        draft = services.open_draft(government=office.government, year=year, quarter=quarter, actor=office.actor)
    except RuleBroken as refusal:
        if refusal.status in (403, 404):
            raise
        form.add_error("period", refusal.message)
        return _show(request, office, form, status=refusal.status)
    messages.success(request, f"Draf {text.quarter(year, quarter)} dibuka.")
    return HttpResponseRedirect(office.url("reports:snapshot", draft.pk))


def _show(request: HttpRequest, office: Office, form: PeriodForm, *, status: int = 200) -> HttpResponse:
    found = list(selectors.snapshots(office.government))
    context = frame(office, "reports:desk", title="Laporan")
    context |= {
        "lead": "Laporan triwulan: draf dihitung dari data sekarang; sesudah dibekukan angkanya tidak berubah lagi.",
        "form": form if office.may(Duty.DRAFT_REPORT) and form.fields["period"].choices else None,  # type: ignore[attr-defined]
        "button": "Buka draf",
        "parts": [Part(key="daftar", title="Semua laporan", items=[_table(office, found)])],
    }
    return render(request, "reports/desk.html", context, status=status)


def _table(office: Office, found: list[Snapshot]) -> Table:
    return Table(
        key="laporan",
        caption="Laporan menurut triwulan dan keadaan",
        show_caption=False,
        columns=[
            Column(key="triwulan", label="Triwulan"),
            Column(key="versi", label="Versi", numeric=True),
            Column(key="keadaan", label="Keadaan"),
            Column(key="dibuka", label="Dibuka"),
            Column(key="dibekukan", label="Dibekukan"),
            Column(key="hash", label="SHA-256", note="12 huruf pertama"),
        ],
        rows=[_row(office, item) for item in found],
        empty=EmptyState(
            title="Belum ada laporan.",
            text="Buka draf untuk triwulan yang datanya sudah dimuat, lalu bekukan angkanya.",
        ),
    )


def _row(office: Office, item: Snapshot) -> Row:
    waits = f"telaah: {term_of(item)}" if item.status is rules.State.FROZEN else item.end_reason
    state = Cell(text=text.capital_first(item.status.label), sub=waits)
    return Row(
        href=office.url("reports:snapshot", item.pk),
        cells=[
            text.quarter(item.year, item.quarter),
            str(item.number),
            state,
            Cell(text=text.long_date(item.opened_at), sub=item.opened_by_label),
            Cell(text=text.date_time(item.frozen_at), sub=item.frozen_by_label) if item.frozen_at else "belum",
            item.sha256[:12],
        ],
    )
