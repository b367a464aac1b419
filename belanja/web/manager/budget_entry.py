"""`/kelola/<gov>/anggaran/isi/`: choose a unit, then enter its budget from the document."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Unit
from belanja.intake import selectors as intake
from belanja.plans import budgets as records
from belanja.plans import services
from belanja.plans.models import BudgetVersion
from belanja.rules import periods
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web.naming import shown
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import whole_number
from belanja.web.pieces import Cell, Column, Notice, Piece, Row, Table

from .budget_forms import REFUSED, EntryForm


class UnitForm(forms.Form):
    """Which unit, for which year; sent by GET."""

    unit = forms.ChoiceField(label="Perangkat Daerah atau unit")
    tahun = forms.ChoiceField(label="Tahun anggaran")

    def __init__(self, units: list[Unit], years: list[int], year: int) -> None:
        super().__init__(initial={"tahun": str(year)})
        for name, choices in (
            ("unit", [(unit.code, f"{shown(unit.name)} ({unit.code})") for unit in units]),
            ("tahun", [(str(one), str(one)) for one in years]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


@officer_page(Duty.SEE_SOURCE_ROWS, methods=("GET", "HEAD", "POST"))
def enter(request: HttpRequest, office: Office) -> HttpResponse:
    if not office.may(Duty.ENTER_BUDGET):
        raise Http404
    years = sorted({*intake.years(office.government.pk), clock.today().year}, reverse=True)
    asked = whole_number(request.GET.get("tahun"))
    year = asked if asked in years else years[0]
    allowed = institutions.units_allowed(office.actor, Duty.ENTER_BUDGET, office.government)
    units = [
        unit
        for unit in institutions.units(office.government.pk).filter(replaced_by__isnull=True)
        if not unit.numbered and (allowed is None or unit.pk in allowed)
    ]
    code = request.GET.get("unit", "") or (units[0].code if len(units) == 1 else "")
    if not code:
        return _choose(request, office, UnitForm(units, years, year))
    unit = next((unit for unit in units if unit.code == code), None)
    if unit is None:
        raise Http404
    return _enter(request, office, unit, year)


def _choose(request: HttpRequest, office: Office, form: UnitForm) -> HttpResponse:
    context = frame(office, "manager:budgets", title="Isi anggaran")
    context |= {"lead": "Pilih unit yang anggarannya Anda isi.", "form": form, "method": "get", "button": "Lanjut"}
    return render(request, "manager/budget_form.html", context | {"around": [], "parts": []})


def _enter(request: HttpRequest, office: Office, unit: Unit, year: int) -> HttpResponse:
    roll_up = institutions.pd_map(office.government.pk, min(clock.today(), periods.fiscal_year(year).last))
    below = [pk for pk, top in roll_up.items() if top == unit.pk and pk != unit.pk]
    posted = request.method == "POST"
    form = EntryForm(
        request.POST if posted else None, request.FILES if posted else None, year=year, has_below=bool(below)
    )
    if posted and form.is_valid():
        try:
            version = _propose(office, unit, form)
        except RuleBroken as refusal:
            if refusal.status in (403, 404):
                raise
            field = REFUSED.get(refusal.code)
            form.add_error(field if field in form.fields else None, _told(refusal, form))
        else:
            messages.success(request, "Anggaran tersimpan dan menunggu pengesahan BPKAD atau Biro PBJ.")
            return HttpResponseRedirect(office.url("manager:budget", version.pk))
    context = frame(
        office,
        "manager:budgets",
        title=f"Isi anggaran {shown(unit.name)}",
    )
    context |= {
        "lead": f"Kode {unit.code}. Salin dari dokumennya; orang kedua di BPKAD atau Biro PBJ mencocokkan.",
        "form": form,
        "method": "post",
        "button": "Simpan untuk disahkan",
        "around": [*_waiting(office, unit, year), _record(office, unit, year, below)],
        "parts": [],
    }
    return render(request, "manager/budget_form.html", context, status=422 if form.errors else 200)


def _propose(office: Office, unit: Unit, form: EntryForm) -> BudgetVersion:
    given: dict[str, Any] = form.cleaned_data
    document = given["document"]
    if document.size > services.LARGEST_PAPER:
        raise RuleBroken("paper_too_large", "Dokumen terlalu besar. Perkecil pindaiannya.")
    return services.propose_budget(
        unit=unit,
        year=given["tahun"],
        kind=given["kind"],
        number=given["number"],
        dated=given["dated"],
        valid_from=given["valid_from"],
        amounts=form.amounts(),
        stated=given["pengadaan"],
        covers_below=given.get("covers_below", True),
        note=given["note"],
        file_name=document.name or "",
        file_content=document.read(),
        actor=office.actor,
    )


def _told(refusal: RuleBroken, form: EntryForm) -> str:
    if refusal.code == "budget_sum":
        return f"Jumlah bagiannya {text.rupiah(form.amounts().pengadaan)}; periksa kembali angka di dokumen."
    return refusal.message


def _waiting(office: Office, unit: Unit, year: int) -> list[Piece]:
    waiting = records.versions(government_id=office.government.pk, year=year, state="diusulkan").filter(unit=unit)
    if not waiting:
        return []
    return [Notice(kind="warning", title="Sudah ada entri unit ini yang menunggu pengesahan.", text="Lihat di bawah.")]


def _record(office: Office, unit: Unit, year: int, below: list[int]) -> Piece | None:
    """What is on record already: rows of the feed of the unit and of those below it, and former entries."""
    feed = records.feed_amounts(government_id=office.government.pk, year=year, unit_ids=[unit.pk, *below])
    rows = [
        Row(cells=[shown(one.name), "Struktur Anggaran PD (SiRUP)", text.rupiah(amount)])
        for one in institutions.units(office.government.pk).filter(pk__in=feed)
        for amount in feed[one.pk]
    ]
    rows += [
        Row(
            href=office.url("manager:budget", version.pk),
            cells=[
                shown(version.unit.name),
                Cell(text=f"entri {version.number}", sub=version.get_state_display()),
                text.rupiah(version.pengadaan),
            ],
        )
        for version in records.versions(government_id=office.government.pk, year=year).filter(
            unit_id__in=[unit.pk, *below]
        )
    ]
    if not rows:
        return Notice(title=f"Belum ada anggaran tercatat untuk unit ini pada tahun {year}.")
    return Table(
        key="tercatat",
        caption=f"Yang tercatat untuk tahun {year}",
        columns=[
            Column(key="unit", label="Unit"),
            Column(key="dari", label="Dari"),
            Column(key="nilai", label="Belanja pengadaan", numeric=True, note="rupiah"),
        ],
        rows=rows,
        level=2,
        tight=True,
    )
