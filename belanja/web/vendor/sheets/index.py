"""`/usaha/<firm>/lembar/`: take the sheet of an etalase along, bring it back, send photos in an archive."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.exchange import downloads, jobs, reading, selectors, services
from belanja.exchange.models import Upload
from belanja.exchange.selectors import Shelf
from belanja.exchange.services.photo_archives import LARGEST
from belanja.foundation import text
from belanja.rules.decisions import RuleBroken
from belanja.web.officer.lists import Part, page_of
from belanja.web.pieces import Cell, Column, EmptyState, Row, Table

from ..access import FirmDesk, firm_page, frame, refused
from .forms import ArchiveForm, SheetForm

#: Etalase shown without a search.
_SHOWN = 12


@firm_page(methods=("GET", "HEAD", "POST"))
def sheets(request: HttpRequest, desk: FirmDesk) -> HttpResponse:
    words = " ".join(request.GET.get("q", "").split())[:80]
    every = selectors.shelves(desk.firm.pk)
    doing = request.POST.get("do", "") if request.method == "POST" else ""
    sheet_form = SheetForm(
        request.POST if doing == "lembar" else None, request.FILES if doing == "lembar" else None, shelves=every,
        initial=request.GET.get("etalase", ""),
    )  # fmt: skip
    archive_form = ArchiveForm(request.POST if doing == "foto" else None, request.FILES if doing == "foto" else None)
    if doing and (made := _received(desk, sheet_form if doing == "lembar" else archive_form)):
        return HttpResponseRedirect(desk.url("vendor:upload", made.pk))
    wrong = next((form for form in (sheet_form, archive_form) if form.errors), None)
    context = frame(desk, "vendor:sheets", title="Lembar dan foto")
    context |= {
        "lead": "Banyak barang sekaligus: unduh lembar, isi tanpa sambungan internet, lalu unggah kembali.",
        "words": words,
        "shelves": _shelves(desk, selectors.shelves(desk.firm.pk, words=words) if words else every, words),
        "sheet_form": sheet_form,
        "archive_form": archive_form,
        "wrong": wrong,
        "parts": [Part(key="terdahulu", title="Unggahan terdahulu", items=[_uploads(request, desk)])],
    }
    return render(request, "vendor/sheets.html", context, status=422 if wrong else 200)


def _received(desk: FirmDesk, form: SheetForm | ArchiveForm) -> Upload | None:
    """Keep what was sent; small sheets are read at once. None where the form says what is wrong."""
    if not form.is_valid():
        return None
    try:
        made = _kept(desk, form.cleaned_data)
    except RuleBroken as refusal:
        if refusal.status == 404:
            raise
        form.add_error("document" if isinstance(form, SheetForm) else "archive", refusal.message)
        return None
    if made.kind == Upload.Kind.SHEET and made.size <= jobs.READ_AT_ONCE:
        jobs.work_now(made.pk)
    return made


def _kept(desk: FirmDesk, given: dict[str, Any]) -> Upload:
    if "archive" in given:
        profile = desk.profile
        if profile is None:
            raise RuleBroken("firm_not_registered", "Usaha ini belum terdaftar.", status=409)
        return services.receive_photos(
            firm_id=desk.firm.pk,
            government_id=profile.government_id,
            file_name=given["archive"].name or "foto.zip",
            content=_bytes(given["archive"], LARGEST),
            actor=desk.actor,
        )
    shelf = selectors.shelf(desk.firm.pk, int(given["etalase"]))
    return services.receive_sheet(
        firm_id=desk.firm.pk,
        government_id=shelf.government_id,
        etalase_id=shelf.etalase.pk,
        file_name=given["document"].name or "lembar.xlsx",
        content=_bytes(given["document"], reading.LARGEST),
        actor=desk.actor,
    )


def _bytes(file: "UploadedFile[Any]", largest: int) -> bytes:
    """The file; of one that is too large only enough for its refusal."""
    return bytes(file.read(largest + 1))


def _shelves(desk: FirmDesk, found: "list[Shelf] | Any", words: str) -> Table:
    shown = found if words else [one for one in found if one.goods or one.wanted] or found
    rows = [
        Row(
            cells=[
                Cell(text=one.etalase.name, sub=f"{text.number(one.goods)} barang Anda" if one.goods else ""),
                Cell(text="Unduh lembar", href=desk.url("vendor:sheet_template", one.etalase.pk)),
                Cell(text="Unggah", href=f"{desk.url('vendor:sheets')}?etalase={one.etalase.pk}#unggah"),
            ]
        )
        for one in shown[:_SHOWN]
    ]
    return Table(
        key="etalase",
        caption="Etalase",
        show_caption=False,
        columns=[
            Column(key="etalase", label="Etalase"),
            Column(key="unduh", label="Lembar"),
            Column(key="unggah", label="Sudah diisi"),
        ],
        rows=rows,
        tight=True,
        empty=EmptyState(title="Tidak ada etalase dengan kata itu.", text="Coba kata lain, misalnya kertas."),
    )


def _uploads(request: HttpRequest, desk: FirmDesk) -> Table:
    found = selectors.uploads(desk.firm.pk)
    shown, pagination = page_of(found, found.count(), request, per_page=20)
    return Table(
        key="unggahan",
        stacked=True,
        caption="Unggahan",
        show_caption=False,
        columns=[
            Column(key="berkas", label="Berkas"),
            Column(key="untuk", label="Untuk"),
            Column(key="kapan", label="Diunggah"),
            Column(key="keadaan", label="Keadaan"),
        ],
        rows=[
            Row(
                href=desk.url("vendor:upload", one.pk),
                cells=[
                    one.name,
                    one.etalase.name if one.etalase else one.get_kind_display(),
                    Cell(text=text.date_time(one.created_at), sub=one.by_label),
                    one.get_state_display(),
                ],
            )
            for one in shown
        ],
        tight=True,
        pagination=pagination,
        empty=EmptyState(title="Belum ada yang diunggah."),
    )


@firm_page()
def template(request: HttpRequest, desk: FirmDesk, etalase_id: int) -> HttpResponse:
    """The sheet of an etalase with the firm's goods filled in."""
    try:
        shelf = selectors.shelf(desk.firm.pk, etalase_id)
        made = downloads.template(
            firm_id=desk.firm.pk, government_id=shelf.government_id, etalase_id=etalase_id, actor=desk.actor
        )
    except RuleBroken as refusal:
        refused(request, refusal)
        return HttpResponseRedirect(desk.url("vendor:sheets"))
    return as_file(made)


@firm_page()
def coloured(request: HttpRequest, desk: FirmDesk, upload_id: int) -> HttpResponse:
    """The firm's own sheet back, every cell that is to be mended coloured."""
    selectors.upload(desk.firm.pk, upload_id)
    try:
        return as_file(downloads.coloured(upload_id=upload_id, actor=desk.actor))
    except RuleBroken as refusal:
        refused(request, refusal)
        return HttpResponseRedirect(desk.url("vendor:upload", upload_id))


def as_file(made: downloads.Download, media_type: str = downloads.MEDIA_TYPE) -> HttpResponse:
    answer = HttpResponse(made.content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return answer
