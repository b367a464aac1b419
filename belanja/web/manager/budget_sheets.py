"""`/kelola/<gov>/anggaran/lembar/`: a sheet of budgets from DPA, SIPD or SiRUP, on its way to entries."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.intake import budget_sheets as reading
from belanja.intake import selectors as intake
from belanja.intake import services
from belanja.intake.models import BudgetSheet
from belanja.plans import budgets as records
from belanja.plans import services as plans
from belanja.rules import accounts, money
from belanja.rules.budgets import BudgetKind, BudgetState
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web.naming import shown
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, EmptyState, Notice, Piece, Row, Stepper, Table

from .budget_sheet_forms import HeadingForm, RowsForm, SheetForm
from .budgets import state_tag

State = BudgetSheet.State
_STEPS = ("Unggah", "Arti kolom", "Unit", "Pengesahan")
_PLACE = {State.HEADINGS: 2, State.ROWS: 3, State.PROPOSED: 4, State.DISCARDED: 4}


def _may_upload(office: Office) -> bool:
    return (
        office.may(Duty.ENTER_BUDGET)
        and institutions.units_allowed(office.actor, Duty.ENTER_BUDGET, office.government) is None
    )


@officer_page(Duty.SEE_SOURCE_ROWS, methods=("GET", "HEAD", "POST"))
def sheets(request: HttpRequest, office: Office) -> HttpResponse:
    if not (_may_upload(office) or office.may(Duty.CONFIRM_BUDGET)):
        raise Http404
    years = sorted({*intake.years(office.government.pk), clock.today().year}, reverse=True)
    posted = request.method == "POST"
    form = SheetForm(request.POST if posted else None, request.FILES if posted else None, year=years[0])
    if posted and form.is_valid():
        try:
            sheet = _receive(office, form.cleaned_data)
        except RuleBroken as refusal:
            if refusal.status in (403, 404):
                raise
            form.add_error(SheetForm.REFUSED.get(refusal.code, "document"), refusal.message)
        else:
            return HttpResponseRedirect(office.url("manager:budget_sheet", sheet.pk))
    context = frame(office, "manager:budgets", title="Lembar anggaran")
    context |= {
        "lead": "Banyak unit sekaligus, dari DPA, SIPD, atau SiRUP. Kolomnya ditanyakan sekali, lalu diingat.",
        "steps": Stepper(steps=_STEPS, current=1),
        "form": form if _may_upload(office) else None,
        "button": "Unggah lembar",
        "do": "",
        **dict.fromkeys(("refusal", "table", "warning", "entries", "discards")),
        "parts": [Part(key="lembar", title="Lembar terdahulu", items=[_list(office)])],
    }
    return render(request, "manager/budget_sheet.html", context, status=422 if form.errors else 200)


def _receive(office: Office, given: dict[str, Any]) -> BudgetSheet:
    document = given["document"]
    if document.size > plans.LARGEST_PAPER:
        raise RuleBroken("paper_too_large", "Lembar terlalu besar.")
    return services.receive_sheet(
        government=office.government,
        year=given["tahun"],
        kind=given["kind"],
        number=given["number"],
        dated=given["dated"],
        valid_from=given["valid_from"],
        file_name=document.name or "",
        content=document.read(),
        actor=office.actor,
    )


def _list(office: Office) -> Table:
    return Table(
        key="lembar-tabel",
        caption="Lembar anggaran, terbaru dahulu",
        show_caption=False,
        columns=[
            Column(key="berkas", label="Berkas"),
            Column(key="dokumen", label="Dokumen"),
            Column(key="diunggah", label="Diunggah"),
            Column(key="keadaan", label="Keadaan"),
        ],
        rows=[
            Row(
                href=office.url("manager:budget_sheet", sheet.pk),
                cells=[
                    Cell(text=sheet.paper.name, sub=f"tahun {sheet.year}"),
                    f"{BudgetKind(sheet.kind).label} {sheet.number}",
                    Cell(text=sheet.uploaded_by_label, sub=text.date_time(sheet.uploaded_at)),
                    sheet.get_state_display(),
                ],
            )
            for sheet in intake.budget_sheets(office.government.pk)[:50]
        ],
        tight=True,
        empty=EmptyState(title="Belum ada lembar yang diunggah."),
    )


@officer_page(Duty.SEE_SOURCE_ROWS, methods=("GET", "HEAD", "POST"))
def sheet(request: HttpRequest, office: Office, sheet_id: int) -> HttpResponse:
    if not (_may_upload(office) or office.may(Duty.CONFIRM_BUDGET)):
        raise Http404
    found = intake.budget_sheet(government_id=office.government.pk, sheet_id=sheet_id)
    if request.method != "POST":
        return _show(request, office, found)
    act = request.POST.get("do", "")
    acts = {"map": _map, "propose": _propose, "confirm": _confirm, "discard": _discard}
    if act not in acts or (act == "confirm" and not office.may(Duty.CONFIRM_BUDGET)):
        raise Http404
    try:
        said = acts[act](request, office, found)
    except RuleBroken as refusal:
        if refusal.status in (403, 404) and refusal.code != "four_eyes":
            raise
        found = intake.budget_sheet(government_id=office.government.pk, sheet_id=sheet_id)
        return _show(request, office, found, refusal=refusal, data=request.POST)
    messages.success(request, said)
    return HttpResponseRedirect(office.url("manager:budget_sheet", sheet_id))


def _map(request: HttpRequest, office: Office, found: BudgetSheet) -> str:
    columns = reading.columns(found)
    form = HeadingForm(request.POST, columns=columns)
    if not form.is_valid():
        raise RuleBroken("heading_meaning", "Pilih arti setiap kolom.")
    services.explain_headings(sheet_id=found.pk, meanings=form.meanings(), actor=office.actor)
    return "Arti kolom disimpan; lembar dengan judul yang sama tidak ditanyakan lagi."


def _propose(request: HttpRequest, office: Office, found: BudgetSheet) -> str:
    form = RowsForm(request.POST, rows=reading.rows(found), units=_units(office))
    if not form.is_valid():
        raise RuleBroken("row_unit", "Pilih unit setiap baris, atau lewati barisnya.")
    made = services.propose_sheet(
        sheet_id=found.pk, units=form.units(), note=form.cleaned_data["note"], actor=office.actor
    )
    return f"{text.number(len(made))} entri menunggu pengesahan orang kedua."


def _confirm(request: HttpRequest, office: Office, found: BudgetSheet) -> str:
    waiting = set(_entries(office, found).filter(state=BudgetState.PROPOSED).values_list("pk", flat=True))
    chosen = [int(one) for one in request.POST.getlist("entry") if one.isdigit() and int(one) in waiting]
    made = plans.confirm_budgets(version_ids=chosen, actor=office.actor)
    return f"{text.number(len(made))} anggaran disahkan dan dipakai dalam angka."


def _discard(request: HttpRequest, office: Office, found: BudgetSheet) -> str:
    services.discard_sheet(sheet_id=found.pk, actor=office.actor)
    return "Lembar dibatalkan; tidak ada yang diusulkan."


def _entries(office: Office, found: BudgetSheet) -> Any:
    return records.versions(government_id=office.government.pk).filter(batch=found.batch).order_by("unit__sort_key")


def _units(office: Office) -> list[tuple[str, str]]:
    return [
        (unit.code, f"{shown(unit.name)} ({unit.code})")
        for unit in institutions.units(office.government.pk).filter(replaced_by__isnull=True)
        if not unit.numbered
    ]


def _show(
    request: HttpRequest,
    office: Office,
    found: BudgetSheet,
    *,
    refusal: RuleBroken | None = None,
    data: Any = None,
) -> HttpResponse:
    context = frame(
        office,
        "manager:budgets",
        ("Lembar anggaran", office.url("manager:budget_sheets")),
        title=found.paper.name,
    )
    context |= {
        "lead": f"{BudgetKind(found.kind).label} {found.number}, tahun {found.year}, berlaku mulai "
        f"{text.long_date(found.valid_from)}.",
        "steps": Stepper(steps=_STEPS, current=_PLACE[State(found.state)]),
        "refusal": Notice(kind="error", title=refusal.message, text=refusal.citation) if refusal else None,
        "discards": found.state in (State.HEADINGS, State.ROWS) and _may_upload(office),
        "parts": [],
    }
    context |= dict.fromkeys(("form", "table", "warning", "entries"))
    try:
        context |= _step(office, found, data if data and data.get("do") in ("map", "propose") else None)
    except RuleBroken as broken:
        context["refusal"] = Notice(kind="error", title=broken.message)
    return render(request, "manager/budget_sheet.html", context, status=refusal.status if refusal else 200)


def _step(office: Office, found: BudgetSheet, data: Any) -> dict[str, Any]:
    """What the sheet's state asks for: meanings of columns, units of rows, a second person."""
    if found.state == State.HEADINGS and _may_upload(office):
        columns = HeadingForm(data if data and data["do"] == "map" else None, columns=reading.columns(found))
        return {"form": columns, "do": "map", "button": "Simpan arti kolom", "about": accounts.CITATION}
    if found.state == State.ROWS and _may_upload(office):
        rows = reading.rows(found)
        form = RowsForm(data if data and data["do"] == "propose" else None, rows=rows, units=_units(office))
        return {"form": form, "do": "propose", "button": "Usulkan entri", "table": _rows(rows)}
    if found.state != State.PROPOSED:
        return {"table": Notice(title=f"Lembar ini {found.get_state_display()}.")}
    return _batch(office, found)


def _rows(rows: list[reading.SheetRow]) -> Table:
    return Table(
        key="baris",
        caption=f"{text.number(len(rows))} unit dalam lembar",
        columns=[
            Column(key="unit", label="Unit menurut lembar"),
            Column(key="operasi", label="Operasi", numeric=True, note="rupiah"),
            Column(key="modal", label="Modal", numeric=True, note="rupiah"),
            Column(key="btt", label="Tidak terduga", numeric=True, note="rupiah"),
            Column(key="pengadaan", label="Belanja pengadaan", numeric=True, note="rupiah"),
            Column(key="non", label="Non-pengadaan", numeric=True, note="rupiah"),
            Column(key="catatan", label="Catatan"),
        ],
        rows=[
            Row(
                cells=[
                    Cell(text=shown(row.name) or row.code, sub=row.code),
                    text.rupiah(row.amounts.operasi),
                    text.rupiah(row.amounts.modal),
                    text.rupiah(row.amounts.btt),
                    text.rupiah(row.amounts.pengadaan),
                    text.rupiah(row.amounts.non_pengadaan),
                    Cell(text="; ".join(row.problems), words=True) if row.problems else _match(row),
                ]
            )
            for row in rows
        ],
        level=2,
        tight=True,
        tall=True,
    )


def _match(row: reading.SheetRow) -> str:
    if row.unit is None:
        return "unitnya belum ditemukan"
    return "cocok menurut kode" if row.by == "kode" else f"menurut nama mungkin {shown(row.unit.name)}; pastikan"


def _batch(office: Office, found: BudgetSheet) -> dict[str, Any]:
    entries = list(_entries(office, found))
    waiting = [entry for entry in entries if entry.state == BudgetState.PROPOSED]
    own = any(entry.proposed_by_id == office.actor.user_id for entry in waiting)
    confirms = bool(waiting) and not own and office.may(Duty.CONFIRM_BUDGET)
    warning: Piece | None = None
    if waiting and own:
        warning = Notice(title="Ini lembar Anda.", text="Orang lain di BPKAD atau Biro PBJ yang mengesahkannya.")
    table = Table(
        key="entri",
        caption=f"{text.number(len(entries))} entri dari lembar ini",
        columns=[
            Column(key="unit", label="Perangkat Daerah"),
            Column(key="nilai", label="Belanja pengadaan", numeric=True, note="rupiah"),
            Column(key="keadaan", label="Keadaan"),
        ],
        rows=[
            Row(
                href=office.url("manager:budget", entry.pk),
                cells=[
                    Cell(text=shown(entry.unit.name), sub=entry.unit.code),
                    text.rupiah(entry.pengadaan),
                    Cell(piece=state_tag(entry)),
                ],
            )
            for entry in entries
        ],
        total=["Jumlah", text.rupiah(sum((one.pengadaan for one in entries), money.ZERO)), ""] if entries else [],
        level=2,
        tight=True,
    )
    return {"warning": warning, "table": table, "entries": waiting if confirms else []}
