"""The files of a report. All render the same canonical document; JSON is that document, byte for byte."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.http import quote_etag
from django.views.decorators.http import condition

from belanja.documents import xlsx
from belanja.foundation import clock, text
from belanja.reporting import canonical, chapters
from belanja.reporting.models import Snapshot
from belanja.rules.reports import State

from . import pdf, workbook

JSON, PDF, XLSX = "report.json", "report.pdf", "report.xlsx"
NAMES = (PDF, XLSX, JSON)
_TYPES = {JSON: "application/json", PDF: "application/pdf", XLSX: xlsx.MEDIA_TYPE}


@dataclass(frozen=True)
class File:
    name: str
    data: bytes
    media_type: str


def file_of(snapshot: Snapshot, name: str) -> File:
    """One of the three files of a frozen report. KeyError for another name."""
    return File(name, _render(snapshot.data, name, snapshot), _TYPES[name])


def respond(request: HttpRequest, snapshot: Snapshot, name: str) -> HttpResponse:
    """One file as an answer. Its ETag is the hash of the frozen bytes (for the paper forms, with their name), so
    whoever has it gets 304. KeyError for another name."""
    etag = quote_etag(snapshot.sha256 if name == JSON else f"{snapshot.sha256}-{snapshot.state}-{name}")

    @condition(etag_func=lambda _request: etag)
    def send(_request: HttpRequest) -> HttpResponse:
        made = file_of(snapshot, name)
        response = HttpResponse(made.data, content_type=made.media_type)
        stem = f"laporan-{snapshot.government.code}-{snapshot.year}-tw{snapshot.quarter}-v{snapshot.number}"
        response["Content-Disposition"] = f'attachment; filename="{stem}.{name.rpartition(".")[2]}"'
        return response

    return send(request)


def files_of(data: bytes, snapshot: Snapshot | None) -> list[File]:
    """All three, of a frozen report or (without `snapshot`) of the bytes of a draft."""
    return [File(name, _render(data, name, snapshot), media_type) for name, media_type in _TYPES.items()]


def _render(data: bytes, name: str, snapshot: Snapshot | None) -> bytes:
    if name == JSON:
        return data
    layout = chapters.layout(canonical.read(data))
    at = _moment(layout, snapshot)
    sha256 = canonical.digest(data) if snapshot is not None else ""
    if name == XLSX:
        return workbook.write_workbook(layout, sha256=sha256, at=at)
    return pdf.compile_report(layout, envelope(layout, snapshot, sha256), at=at)


def envelope(layout: chapters.Layout, snapshot: Snapshot | None, sha256: str) -> pdf.Envelope:
    """What stands around the figures on paper; it never says that anybody has signed."""
    return pdf.Envelope(
        letterhead=pdf.Letterhead(government=layout.government, office="Inspektorat Daerah"),
        mark=_mark(layout, snapshot),
        sha256=sha256,
        frozen=text.date_time(snapshot.frozen_at) if snapshot and snapshot.frozen_at else "",
    )


def _mark(layout: chapters.Layout, snapshot: Snapshot | None) -> str:
    parts = ["Data contoh, bukan data resmi"] if layout.is_example else []
    if snapshot is None:
        parts.append("DRAF: angka belum dibekukan")
    elif snapshot.status is State.WITHDRAWN:
        parts.append("DITARIK: laporan ini tidak berlaku lagi")
    elif snapshot.issued_at is None:
        parts.append("KONSEP: belum diterbitkan dan belum ditandatangani")
    return " · ".join(parts)


def _moment(layout: chapters.Layout, snapshot: Snapshot | None) -> datetime:
    if snapshot is not None and snapshot.frozen_at is not None:
        return snapshot.frozen_at
    return clock.now()
