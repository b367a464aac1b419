"""`/kelola/<gov>/hari-libur/`: days on which offices do not work, each with its ground; terms are counted by them."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.institutions import services, working_days
from belanja.institutions.models import Holiday
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web.officer.access import PARAMETER_READERS, Office, frame, officer_page
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, Link, Row, Table

from .parameter_forms import HolidayForm, RejectForm
from .parameters import basis_of, put

_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


@officer_page(*PARAMETER_READERS)
def holidays(request: HttpRequest, office: Office) -> HttpResponse:
    found = working_days.listed(office.government.pk)
    years = sorted({one.day.year for one in found} | {clock.today().year}, reverse=True)
    context = frame(office, "manager:holidays", title="Hari libur")
    may = office.may(Duty.PROPOSE_PARAMETER)
    context |= {
        "lead": "Hari kerja adalah Senin sampai Jumat tanpa hari-hari ini. Tenggat yang sudah disebut tidak berubah.",
        "actions": [Link(label="Catat hari", href=office.url("manager:add_holiday"))] if may else [],
        "parts": [
            Part(key=str(year), title=f"Tahun {year}", items=[_table(office, year, found, may=may)]) for year in years
        ],
    }
    return render(request, "manager/parameters.html", context)


def _table(office: Office, year: int, found: list[Holiday], *, may: bool) -> Table:
    return Table(
        key=f"libur-{year}",
        caption=f"Hari libur {year}",
        show_caption=False,
        columns=[
            Column(key="hari", label="Hari"),
            Column(key="nama", label="Nama"),
            Column(key="dasar", label="Dasar", note="ketentuan"),
            Column(key="milik", label="Ditetapkan untuk"),
        ],
        rows=[_row(office, one, may=may) for one in found if one.day.year == year],
        tight=True,
    )


def _row(office: Office, one: Holiday, *, may: bool) -> Row:
    own = one.government_id is not None
    return Row(
        cells=[
            Cell(
                text=text.long_date(one.day),
                sub=_DAYS[one.day.weekday()],
                href=office.url("manager:holiday", one.pk) if own and may else "",
            ),
            Cell(text=one.name, sub="hari kerja" if one.works else one.get_kind_display()),
            Cell(text=str(one.legal_basis), sub=one.article, href=f"/dasar-hukum/{one.legal_basis.slug}/"),
            "daerah ini" if own else "umum",
        ]
    )


@officer_page(Duty.PROPOSE_PARAMETER, methods=("GET", "HEAD", "POST"))
def add(request: HttpRequest, office: Office) -> HttpResponse:
    form = HolidayForm(
        request.POST if request.method == "POST" else None, bases=list(institutions.legal_bases(office.government.pk))
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            row = services.add_holiday(
                government=office.government,
                day=given["day"],
                name=given["name"],
                kind=Holiday.Kind.LOCAL if given["kind"] == form.WORKS else Holiday.Kind(given["kind"]),
                works=given["kind"] == form.WORKS,
                legal_basis=basis_of(office, given["legal_basis"]),
                article=given["article"],
                actor=office.actor,
            )
        except RuleBroken as refusal:
            put(form, refusal, {"holiday_known": "day", "holiday_name": "name"})
        else:
            messages.success(request, f"Tercatat: {text.long_date(row.day)}, {row.name}.")
            return HttpResponseRedirect(office.url("manager:holidays"))
    lead = "Berlaku untuk daerah ini, bagi tenggat yang dihitung mulai sekarang."
    return _form(request, office, form, "Catat hari libur", lead, "Simpan")


@officer_page(Duty.PROPOSE_PARAMETER, methods=("GET", "HEAD", "POST"))
def holiday(request: HttpRequest, office: Office, holiday_id: int) -> HttpResponse:
    row = next((one for one in working_days.listed(office.government.pk) if one.pk == holiday_id), None)
    if row is None or row.government_id is None:
        raise Http404
    form = RejectForm(request.POST if request.method == "POST" else None)
    form.fields["reason"].label = "Alasan pencabutan"
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw_holiday(
                holiday_id=row.pk,
                government=office.government,
                reason=form.cleaned_data["reason"],
                actor=office.actor,
            )
        except RuleBroken as refusal:
            put(form, refusal, {"reason_missing": "reason"})
        else:
            messages.success(request, f"Dicabut: {text.long_date(row.day)}, {row.name}.")
            return HttpResponseRedirect(office.url("manager:holidays"))
    return _form(request, office, form, "Cabut hari libur", f"{text.long_date(row.day)}, {row.name}.", "Cabut")


def _form(request: HttpRequest, office: Office, form: forms.Form, title: str, lead: str, button: str) -> HttpResponse:
    context = frame(office, "manager:holidays", title=title)
    context |= {"lead": lead, "form": form, "button": button, "parts": []}
    return render(request, "manager/form.html", context, status=422 if form.errors else 200)
