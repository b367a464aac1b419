"""`/kelola/<gov>/unggah/`: files of the national systems, and the account of what became of them."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belanja.foundation import text
from belanja.intake import feeds, services
from belanja.intake import selectors as intake
from belanja.intake.models import Pull
from belanja.intake.services.upload import LARGEST_UPLOAD
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.web.officer.access import Office, frame, officer_page
from belanja.web.officer.lists import Part
from belanja.web.pieces import Column, Notice, Piece, Row, Table

from .pull import notes_of, reconciliation, title_of
from .pulls import pull_row

_PASSED_OVER = "belanja_passed_over"


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """One or more files."""

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        given = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(file, initial) for file in given or [None]]


class UploadForm(forms.Form):
    chosen = ManyFilesField(
        label="Berkas",
        help_text="JSON, CSV, XLSX, atau Parquet dari SiRUP, Katalog Elektronik, dan Toko Daring; boleh beberapa. "
        f"Paling besar {LARGEST_UPLOAD // 1024**2} MB per berkas. Jenisnya dikenali dari kolomnya, bukan dari namanya.",
        widget=ManyFiles(attrs={"multiple": True, "accept": ".json,.csv,.xlsx,.parquet"}),
        error_messages={
            "required": "Pilih paling sedikit satu berkas.",
            "empty": "Berkas ini kosong. Unduh ulang dari sumbernya.",
        },
    )


@officer_page(Duty.IMPORT, methods=("GET", "HEAD", "POST"))
def upload(request: HttpRequest, office: Office) -> HttpResponse:
    if request.method == "POST":
        return _import(request, office)
    return _show(request, office, UploadForm())


def _import(request: HttpRequest, office: Office) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            outcome = services.import_upload(
                files=form.cleaned_data["chosen"], government=office.government, actor=office.actor
            )
        except RuleBroken as refusal:
            if refusal.status in (403, 404):
                raise
            form.add_error("chosen", f"{refusal.message} Tidak ada yang berubah.")
        else:
            request.session[_PASSED_OVER] = [list(pair) for pair in outcome.passed_over]
            if not outcome.pulls:
                form.add_error("chosen", "Tidak satu pun berkas dikenali, sehingga tidak ada yang dimuat.")
                return _show(request, office, form)
            rows = sum(pull.rows_loaded for pull in outcome.pulls)
            messages.success(
                request, f"{text.number(rows)} baris dimuat dari {text.number(len(outcome.pulls))} tarikan."
            )
            return HttpResponseRedirect(f"{office.url('manager:upload')}?jalan={outcome.run}")
    return _show(request, office, form)


def _show(request: HttpRequest, office: Office, form: UploadForm) -> HttpResponse:
    context = frame(office, "manager:upload", title="Unggah")
    context |= {
        "lead": "Muat berkas dari sistem nasional. Semuanya dimuat, atau tidak ada yang berubah.",
        "form": form,
        "passed_over": _passed_over(request),
        "parts": [*_account(request, office), Part(key="dikenal", title="Yang dikenali", items=[_known()])],
    }
    return render(request, "manager/upload.html", context, status=422 if form.errors else 200)


def _passed_over(request: HttpRequest) -> Piece | None:
    pairs = request.session.pop(_PASSED_OVER, [])
    if not pairs:
        return None
    told = "; ".join(f"{name} ({why})" for name, why in pairs)
    return Notice(kind="warning", title=f"{text.number(len(pairs))} berkas dilewati.", text=f"{told}.")


def _account(request: HttpRequest, office: Office) -> list[Part]:
    """The same account as on the page of each pull, for the upload just made."""
    try:
        run = uuid.UUID(request.GET.get("jalan", ""))
    except ValueError:
        return []
    found = list(intake.pulls_of_run(government_id=office.government.pk, run=run))
    if not found:
        return []
    return [
        Part(key="hasil", title="Hasil unggahan", items=[_summary(office, found)]),
        *(
            Part(
                key=f"tarikan-{pull.pk}",
                title=title_of(pull),
                items=[reconciliation(office, pull, key=f"rekonsiliasi-{pull.pk}", of=title_of(pull)), *notes_of(pull)],
            )
            for pull in found
        ),
    ]


def _summary(office: Office, found: list[Pull]) -> Table:
    return Table(
        key="hasil-tabel",
        caption="Tarikan dari unggahan ini",
        columns=[
            Column(key="sumber", label="Sumber"),
            Column(key="waktu", label="Dimuat"),
            Column(key="masuk", label="Masuk", numeric=True, note="baris"),
            Column(key="nilai", label="Masuk", numeric=True, note="rupiah"),
            Column(key="baru", label="Baru", numeric=True),
            Column(key="berubah", label="Berubah", numeric=True),
            Column(key="hilang", label="Hilang", numeric=True),
            Column(key="karantina", label="Karantina", numeric=True),
            Column(key="keadaan", label="Keadaan"),
        ],
        rows=[pull_row(office, pull) for pull in found],
        tight=True,
    )


def _known() -> Table:
    return Table(
        key="dikenal-tabel",
        caption="Sumber yang dikenali dari kolomnya",
        show_caption=False,
        columns=[Column(key="sumber", label="Sumber"), Column(key="kolom", label="Harus memuat kolom")],
        rows=[Row(cells=[feed.label, ", ".join(_spelt(feed))]) for feed in feeds.ALL],
        tight=True,
    )


def _spelt(feed: feeds.Feed) -> list[str]:
    by_name = {column.name: column for column in feed.columns}
    return [" atau ".join(dict.fromkeys(by_name[name].all_spellings)) for name in feed.identity]
