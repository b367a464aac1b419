"""`/kelola/<gov>/karantina/usulan/<id>/`: a proposal about rows in quarantine, for the second person; and sheets."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.foundation import text
from belanja.intake import quarantine as records
from belanja.intake import quarantine_sheet, services
from belanja.intake import selectors as intake
from belanja.intake.models import Correction, CorrectionRow, QuarantineRow
from belanja.intake.readers import BrokenFile
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part, page_of
from belanja.web.officer.words import field_label, field_value
from belanja.web.pieces import Cell, Column, DefinitionList, Notice, Row, Table, Term

from .quarantine_forms import ConfirmSheetForm, SheetForm
from .second_person import answer

_SALT = "belanja.karantina"
_LARGEST_SHEET = 16 * 1024 * 1024


@officer_page(Duty.SEE_IMPORTS, methods=("GET", "HEAD", "POST"))
def correction(request: HttpRequest, office: Office, correction_id: int) -> HttpResponse:
    wish = records.correction(government_id=office.government.pk, correction_id=correction_id)
    given = answer(
        request,
        office,
        approve=lambda: services.approve_correction(correction_id=wish.pk, actor=office.actor),
        decline=lambda why: services.decline_correction(correction_id=wish.pk, reason=why, actor=office.actor),
        approved="Usulan disetujui dan berlaku.",
        declined="Usulan ditolak; barisnya menunggu lagi.",
    )
    if given.said:
        messages.success(request, given.said)
        return HttpResponseRedirect(office.url("manager:quarantine"))
    if given.refusal:
        wish.refresh_from_db()
    own = wish.proposed_by_id == office.actor.user_id
    open_ = wish.state == Correction.State.PROPOSED
    context = frame(office, "manager:quarantine", title=f"Usulan: {wish.get_action_display()}")
    context |= {
        "lead": f"{text.number(wish.rows.count())} baris, diusulkan {wish.proposed_by_label}.",
        "refusal": Notice(kind="error", title=given.refusal.message) if given.refusal else None,
        "top": _terms(wish, own=own),
        "own": Notice(title="Ini usulan Anda.", text="Rekan yang berwenang menyetujuinya; Anda dapat menariknya.")
        if own and open_
        else None,
        "form": given.form if open_ and office.may(Duty.CONFIRM_CORRECTION) else None,
        "approves": not own,
        "what": "Barisnya dimuat dan masuk angka, dengan nilai dari sumber tersimpan di sampingnya."
        if wish.action != Correction.Action.REJECT
        else "Barisnya tetap di luar angka, dan tidak ditanyakan lagi pada tarikan berikutnya.",
        "decline": "Tarik usulan" if own else "Tolak usulan",
        "parts": [Part(key="baris", title="Baris", items=[_rows(request, wish)])],
    }
    return render(request, "manager/second_person.html", context, status=given.status)


@officer_page(Duty.CORRECT_IMPORT, methods=("GET", "HEAD", "POST"))
def sheet(request: HttpRequest, office: Office) -> HttpResponse:
    """A filled sheet comes back: first what it would change, then the proposal."""
    if request.method == "POST" and "wanted" in request.POST:
        return _confirm_sheet(request, office)
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    found = None
    if request.method == "POST" and form.is_valid():
        try:
            found = _read(form.cleaned_data["sheet"], office)
        except (RuleBroken, BrokenFile) as refusal:
            form.add_error("sheet", refusal.message)
    return _show_sheet(request, office, form, found)


def _read(file: "UploadedFile[Any]", office: Office) -> quarantine_sheet.Returned:
    if (file.size or 0) > _LARGEST_SHEET:
        raise RuleBroken("sheet_too_large", "Lembar ini lebih dari 16 MB. Bagi lembarnya.")
    with tempfile.TemporaryDirectory(prefix="belanja-lembar-") as folder:
        path = Path(folder) / (Path(file.name or "lembar.csv").name or "lembar.csv")
        with path.open("wb") as target:
            for chunk in file.chunks():
                target.write(chunk)
        return quarantine_sheet.read(path, government=office.government)


def _confirm_sheet(request: HttpRequest, office: Office) -> HttpResponse:
    form = ConfirmSheetForm(request.POST)
    try:
        wanted = signing.loads(request.POST.get("wanted", ""), salt=_SALT, max_age=86_400)
    except signing.BadSignature:
        messages.error(request, "Lembar ini sudah terlalu lama. Kirim sekali lagi.")
        return HttpResponseRedirect(office.url("manager:quarantine_sheet"))
    found = quarantine_sheet.Returned(
        wanted={action: {int(pk): cells for pk, cells in rows.items()} for action, rows in wanted.items()}
    )
    if form.is_valid():
        try:
            services.propose_corrections(
                government=office.government,
                wanted=found.wanted,
                reason=form.cleaned_data["reason"],
                actor=office.actor,
            )
        except RuleBroken as refusal:
            if refusal.status in (403, 404):
                raise
            form.add_error(None, refusal.message)
        else:
            messages.success(
                request, f"Usulan untuk {text.number(found.rows)} baris disimpan. Orang kedua perlu menyetujuinya."
            )
            return HttpResponseRedirect(office.url("manager:quarantine"))
    return _show_sheet(request, office, SheetForm(), found, confirm=form)


def _show_sheet(
    request: HttpRequest,
    office: Office,
    form: SheetForm,
    found: quarantine_sheet.Returned | None,
    *,
    confirm: ConfirmSheetForm | None = None,
) -> HttpResponse:
    context = frame(office, "manager:quarantine", title="Lembar koreksi")
    if found is not None and found.rows and not found.errors and confirm is None:
        confirm = ConfirmSheetForm(initial={"wanted": signing.dumps(found.wanted, salt=_SALT, compress=True)})
    context |= {
        "lead": "Yang akan diusulkan diperlihatkan dahulu; belum ada yang berubah.",
        "form": form,
        "confirm": confirm if found is not None and found.rows and not found.errors else None,
        "told": _told(found) if found is not None else None,
        "parts": [*_errors(found), *_preview(found)] if found is not None else [],
    }
    wrong = form.errors or (confirm is not None and confirm.errors) or (found is not None and found.errors)
    return render(request, "manager/quarantine_sheet.html", context, status=422 if wrong else 200)


def _told(found: quarantine_sheet.Returned) -> Notice:
    if found.errors:
        return Notice(
            kind="error",
            title=f"{text.number(len(found.errors))} baris lembar belum benar.",
            text="Perbaiki di lembar yang sama, lalu kirim lagi. Tidak ada yang diusulkan.",
        )
    if not found.rows:
        return Notice(title="Lembar ini tidak mengubah apa-apa.", text=f"{text.number(found.unchanged)} baris dibaca.")
    return Notice(
        title=f"{text.number(found.rows)} baris akan diusulkan.",
        text=f"{text.number(found.unchanged)} baris lain di lembar ini tidak diubah.",
    )


def _errors(found: quarantine_sheet.Returned) -> list[Part]:
    if not found.errors:
        return []
    table = Table(
        key="salah",
        caption="Yang perlu diperbaiki",
        show_caption=False,
        columns=[Column(key="baris", label="Baris lembar"), Column(key="mengapa", label="Mengapa")],
        rows=[Row(cells=[where, why]) for where, why in found.errors],
    )
    return [Part(key="salah", title="Yang perlu diperbaiki", items=[table])]


def _preview(found: quarantine_sheet.Returned) -> list[Part]:
    if not found.rows or found.errors:
        return []
    actions = dict(Correction.Action.choices)
    rows = [
        Row(
            cells=[
                Cell(text=f"Baris {text.number(row.row_number)}", sub=row.file),
                text.capital_first(actions[action]),
                field_label(name) if name else "",
                before if name else "",
                Cell(text=after, differs=bool(name)),
            ]
        )
        for row, action, name, before, after in quarantine_sheet.preview(found)
    ]
    table = Table(
        key="usulan", caption="Yang akan diusulkan", show_caption=False, columns=_columns(), rows=rows, tight=True
    )
    return [Part(key="usulan", title="Yang akan diusulkan", items=[table])]


def _columns() -> list[Column]:
    return [
        Column(key="baris", label="Baris"),
        Column(key="usulan", label="Usulan"),
        Column(key="kolom", label="Kolom"),
        Column(key="sumber", label="Menurut sumber"),
        Column(key="baru", label="Menjadi"),
    ]


def _rows(request: HttpRequest, wish: Correction) -> Table:
    parts = wish.rows.select_related("quarantine__pull").order_by("id")
    shown, pagination = page_of(parts, wish.rows.count(), request)
    return Table(
        key="usulan",
        caption="Baris yang diusulkan",
        show_caption=False,
        columns=_columns(),
        rows=[row for part in shown for row in _part_rows(part)],
        pagination=pagination,
        tight=True,
    )


def _part_rows(part: CorrectionRow) -> Sequence[Row]:
    row: QuarantineRow = part.quarantine
    name = Cell(text=f"Baris {text.number(row.row_number)}", sub=f"{intake.feed_label(part.feed)}, {row.file}")
    word = text.capital_first(part.correction.get_action_display())
    if not part.cells:
        return [Row(cells=[name, word, "", Cell(text=row.message), ""])]
    return [
        Row(
            cells=[
                name,
                word,
                field_label(column),
                field_value(column, part.former.get(column)),
                Cell(text=field_value(column, value), differs=True),
            ]
        )
        for column, value in part.cells.items()
    ]


def _terms(wish: Correction, *, own: bool) -> DefinitionList:
    terms = [
        Term(term="Usulan", text=text.capital_first(wish.get_action_display())),
        Term(term="Alasan", text=wish.reason),
        Term(term="Diusulkan", text=f"{text.date_time(wish.proposed_at)}" + (", oleh Anda" if own else "")),
        Term(term="Keadaan", text=wish.get_state_display()),
    ]
    if wish.decided_at:
        terms.append(Term(term="Diputuskan", text=f"{text.date_time(wish.decided_at)}, {wish.decided_by_label}"))
    if wish.decided_reason:
        terms.append(Term(term="Alasan penolakan", text=wish.decided_reason))
    return DefinitionList(terms=terms)
