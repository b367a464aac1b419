"""`/laporan/<gov>/lembar/`: sheets that others ask for, made as data, tried on a report, and filled as XLSX."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from belanja.documents import xlsx
from belanja.foundation import clock, text
from belanja.reporting import chapters, selectors, services, sheets
from belanja.reporting.models import SheetForm, Snapshot
from belanja.reporting.sheets import Head
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web.acts import Act, Outcome, answer, kept
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, EmptyState, Notice, Piece, Prose, Row, Table
from belanja.web.purchases.forms import PlainForm, words_field

from . import shown
from .framing import acts_page

_BETWEEN = "="


class SheetDefinition(forms.Form):
    """Title, who asks, the table, and its columns in their order."""

    title = forms.CharField(label="Judul lembar", max_length=160, error_messages={"required": "Isi judulnya."})
    asked_by = forms.CharField(
        label="Diminta oleh", max_length=160, help_text="Instansi dan surat atau pedomannya.",
        error_messages={"required": "Isi siapa yang meminta."},
    )  # fmt: skip
    table = forms.ChoiceField(label="Tabel laporan", error_messages={"required": "Pilih tabelnya."})
    columns = words_field(
        "Kolom, satu tiap baris",
        'Judul = kolom laporan, misalnya: Nama OPD = nama. Kata tetap diapit kutip: Wilayah = "Banten". Nama kolom '
        "setiap tabel ada di bawah.",
        rows=8,
    )

    def __init__(self, data: Any = None, *, tables: dict[str, Any]) -> None:
        super().__init__(data, prefix="lembar")
        choices = [("", "Pilih tabel"), *((key, table.title) for key, table in tables.items())]
        self.fields["table"].choices = choices  # type: ignore[attr-defined]
        self._tables = tables

    def clean(self) -> dict[str, Any]:
        """Columns that the table has not are named at once."""
        said = super().clean() or {}
        table = self._tables.get(said.get("table", ""))
        known = {column.key for column in table.columns} if table is not None else set()
        gone = [head.column for head in said.get("columns", []) if head.column and head.column not in known]
        if table is not None and gone:
            self.add_error("columns", f"Tabel itu tidak mempunyai kolom: {', '.join(gone)}.")
        return said

    def clean_columns(self) -> list[Head]:
        """Each line as a column."""
        heads = []
        for line in self.cleaned_data["columns"].splitlines():
            if not line.strip():
                continue
            head, between, what = (part.strip() for part in line.partition(_BETWEEN))
            if not between or not head or not what:
                raise forms.ValidationError(f"Tulis “judul = kolom” pada baris: {line.strip()[:60]}")
            fixed = what.startswith('"') and what.endswith('"') and len(what) > 2
            heads.append(Head(head, "" if fixed else what, what[1:-1] if fixed else ""))
        return heads


@officer_page(Duty.SEE_REPORTS, methods=("GET", "HEAD", "POST"))
def several(request: HttpRequest, office: Office) -> HttpResponse:
    return answer(
        request,
        office,
        read=lambda: _latest(office),
        acts=_acts,
        show=_show,
        gone=lambda _found: "Lembar tidak dapat dibuat sebelum ada laporan beku.",
        name="reporting.sheet_form",
        to=office.url("reports:sheets"),
        open_to=lambda desk, _found: desk.may(Duty.MANAGE_REPORT_FORMS),
    )


@officer_page(Duty.SEE_REPORTS, methods=("GET", "HEAD", "POST"))
def one(request: HttpRequest, office: Office, form_id: int) -> HttpResponse:
    """A sheet tried on the latest frozen report."""
    return answer(
        request,
        office,
        read=lambda: _form(office, form_id),
        acts=_one_acts,
        show=_show_one,
        gone=lambda _found: "Lembar ini sudah tidak ditawarkan.",
        name="reporting.sheet_form",
        to=office.url("reports:sheets"),
        open_to=lambda desk, _found: desk.may(Duty.MANAGE_REPORT_FORMS),
    )


@officer_page(Duty.SEE_REPORTS)
def file(_request: HttpRequest, office: Office, form_id: int, snapshot_id: int) -> HttpResponse:
    """The sheet filled from one frozen report, as XLSX."""
    form = _form(office, form_id)
    item = selectors.snapshot(government=office.government, snapshot_id=snapshot_id)
    if item.frozen_at is None:
        raise RuleBroken("not_frozen", "Draf belum mempunyai berkas.", status=404)
    layout = chapters.layout(selectors.document_of(item))
    try:
        data = sheets.written(form, layout, sha256=item.sha256, at=item.frozen_at)
    except RuleBroken as refusal:
        raise RuleBroken(refusal.code, refusal.message, status=404) from refusal
    made = HttpResponse(data, content_type=xlsx.MEDIA_TYPE)
    stem = f"{form.code}-{office.code}-{item.year}-tw{item.quarter}-v{item.number}"
    made["Content-Disposition"] = f'attachment; filename="{stem}.xlsx"'
    return made


def _form(office: Office, form_id: int) -> SheetForm:
    found = SheetForm.objects.filter(government=office.government, pk=form_id).select_related("government").first()
    if found is None:
        raise RuleBroken("not_found", "Bentuk lembar ini tidak ditemukan.", status=404)
    return found


def _latest(office: Office) -> Snapshot | None:
    return (
        Snapshot.objects.filter(government=office.government, state__in=selectors.IN_FORCE)
        .order_by("-year", "-quarter", "-number")
        .first()
    )


def _tables(item: Snapshot | None) -> dict[str, Any]:
    return {} if item is None else sheets.tables_of(chapters.layout(selectors.document_of(item)))


def _acts(request: HttpRequest, office: Office, found: Snapshot | None) -> list[Act]:
    if found is None or not office.may(Duty.MANAGE_REPORT_FORMS):
        return []

    def run(form: SheetDefinition, _version: int) -> str:
        said = form.cleaned_data
        made = services.keep_form(
            government=office.government,
            title=said["title"],
            asked_by=said["asked_by"],
            table=said["table"],
            heads=said["columns"],
            actor=office.actor,
        )
        return office.url("reports:sheet", made.pk)

    return [
        Act(
            key="lembar",
            title="Lembar baru, atau versi baru dengan judul yang sama",
            button="Simpan dan coba",
            form=SheetDefinition(kept(request, "lembar"), tables=_tables(found)),
            run=run,
            said="Lembar disimpan; di bawah ini isinya dari laporan terakhir.",
            quiet=True,
        )
    ]


def _show(request: HttpRequest, office: Office, found: Snapshot | None, outcome: Outcome) -> HttpResponse:
    context = frame(office, "reports:sheets", title="Lembar isian")
    rows = SheetForm.objects.filter(government=office.government, retired_at=None).order_by("title", "-version")
    context |= {
        "lead": "Lampiran dan lembar yang diminta instansi lain: kolom, urutan, dan judulnya diatur di sini, isinya "
        "dari laporan beku.",
        "acts": _acts(request, office, found),
        "open_act": "lembar" if outcome.wrong or outcome.refusal else "",
        "parts": [
            Part(key="lembar-daftar", title="Lembar", items=[_table(office, list(rows), found)]),
            Part(
                key="kolom",
                title="Tabel dan kolom laporan",
                about="Nama kolom di kiri dipakai dalam lembar.",
                items=[_columns(_tables(found))] if found is not None else [],
            ),
        ],
    }
    context["parts"] = [part for part in context["parts"] if part.items]
    return acts_page(request, outcome, context)


def _table(office: Office, found: list[SheetForm], item: Snapshot | None) -> Table:
    return Table(
        key="lembar-tabel",
        caption="Lembar yang ditawarkan",
        show_caption=False,
        columns=[
            Column(key="judul", label="Lembar"),
            Column(key="diminta", label="Diminta oleh"),
            Column(key="versi", label="Versi", numeric=True),
            Column(key="kolom", label="Kolom", numeric=True),
            Column(key="berkas", label="Dari laporan terakhir"),
        ],
        rows=[
            Row(
                cells=[
                    Cell(text=one.title, href=office.url("reports:sheet", one.pk)),
                    one.asked_by,
                    text.number(one.version),
                    text.number(len(one.columns)),
                    Cell(text="XLSX", href=office.url("reports:sheet_file", one.pk, item.pk)) if item else "",
                ]
            )
            for one in found
        ],
        empty=EmptyState(
            title="Belum ada lembar.",
            text="Buat satu di atas, misalnya lembar reviu P3DN triwulanan."
            if item
            else "Lembar diisi dari laporan beku; bekukan satu laporan dahulu.",
        ),
    )


def _columns(tables: dict[str, Any]) -> Table:
    return Table(
        key="kolom-tabel",
        caption="Kolom setiap tabel laporan",
        show_caption=False,
        columns=[Column(key="tabel", label="Tabel"), Column(key="kolom", label="Kolom", note="nama: judul")],
        rows=[
            Row(
                cells=[
                    table.title,
                    "; ".join(f"{column.key}: {column.label}" for column in table.columns),
                ]
            )
            for table in tables.values()
        ],
        tight=True,
    )


def _one_acts(request: HttpRequest, office: Office, found: SheetForm) -> list[Act]:
    if found.retired_at is not None or not office.may(Duty.MANAGE_REPORT_FORMS):
        return []
    return [
        Act(
            key="henti",
            title="Hentikan lembar ini",
            button="Tidak ditawarkan lagi",
            form=PlainForm(kept(request, "henti")),
            run=lambda _form, _version: (
                services.retire_form(form_id=found.pk, government=office.government, actor=office.actor) and None
            ),
            said="Lembar dihentikan; versinya tetap tercatat.",
            quiet=True,
        )
    ]


def _show_one(request: HttpRequest, office: Office, found: SheetForm, outcome: Outcome) -> HttpResponse:
    context = frame(office, "reports:sheets", title=found.title)
    context |= {
        "lead": f"Diminta oleh {found.asked_by}; versi {found.version}, disimpan {text.long_date(found.at)}.",
        "acts": _one_acts(request, office, found),
        "parts": [Part(key="isi", title="Isinya dari laporan terakhir", items=_tried(office, found))],
    }
    return acts_page(request, outcome, context)


def _tried(office: Office, found: SheetForm) -> list[Piece | None]:
    item = _latest(office)
    if item is None:
        return [Notice(title="Belum ada laporan beku.", text=f"Per {text.long_date(clock.today())}.")]
    try:
        table = sheets.filled(found, chapters.layout(selectors.document_of(item)))
    except RuleBroken as refusal:
        return [Notice(kind="warning", title=refusal.message)]
    return [shown.table(table), Prose(paragraphs=(table.note,))]
