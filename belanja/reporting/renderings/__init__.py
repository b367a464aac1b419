"""The files of a report. All render the same canonical document; JSON is that document, byte for byte."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.utils.http import quote_etag
from django.views.decorators.http import condition

from belanja.documents import selectors as documents
from belanja.documents import stationery, xlsx
from belanja.documents.models import Paper, Signatory
from belanja.documents.pdf import content
from belanja.foundation import clock, text
from belanja.reporting import canonical, chapters
from belanja.reporting.models import Snapshot

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
    """One of the three files of a frozen report: as it was issued, else made now. KeyError for another name."""
    if name != JSON and snapshot.issued_at is not None:
        paper = documents.paper_of_subject(f"snapshot:{snapshot.pk}")
        kept = paper.files.filter(name=name).first() if paper else None
        if kept is not None:
            return File(name, bytes(kept.content), kept.media_type)
    return File(name, _render(snapshot.data, name, snapshot), _TYPES[name])


def for_paper(snapshot: Snapshot, paper: Paper, signatory: Signatory | None) -> list[File]:
    """The files of a report as they are issued: with the number, the code, the letterhead and room to sign."""
    layout = chapters.layout(canonical.read(snapshot.data))
    day = clock.today()
    standing = replace(
        envelope(layout, snapshot, sha256=snapshot.sha256, day=day),
        number=paper.number,
        official=f"Nomor: {paper.official_number or '……………………………'}",
        verification=stationery.check_block(paper),
        draft=False,
    )
    if signatory is not None:
        kop = documents.letterhead(snapshot.government)
        room = stationery.room_for(signatory, place=kop.place if kop else "", day=None)
        standing = replace(standing, signatures=(room,))
    return [
        File(PDF, pdf.compile_report(layout, standing), _TYPES[PDF]),
        File(XLSX, workbook.write_workbook(layout, sha256=snapshot.sha256, at=clock.now()), _TYPES[XLSX]),
        File(JSON, snapshot.data, _TYPES[JSON]),
    ]


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


def of_draft(data: bytes, name: str) -> bytes:
    """One file of the bytes of a draft."""
    return _render(data, name, None)


def _render(data: bytes, name: str, snapshot: Snapshot | None) -> bytes:
    if name == JSON:
        return data
    layout = chapters.layout(canonical.read(data))
    sha256 = canonical.digest(data) if snapshot is not None else ""
    at = _moment(snapshot)
    if name == XLSX:
        return workbook.write_workbook(layout, sha256=sha256, at=at)
    return pdf.compile_report(layout, envelope(layout, snapshot, sha256=sha256, day=text.local_day(at)))


def envelope(layout: chapters.Layout, snapshot: Snapshot | None, *, sha256: str, day: date) -> pdf.Envelope:
    """What stands around the figures of a paper that was not issued: no number, no code, KONSEP on every page."""
    return pdf.Envelope(
        day=day,
        letterhead=_letterhead(layout, snapshot),
        status=_status(layout, snapshot),
        sha256=sha256,
        signatures=(content.Signature(post=["Inspektur Daerah,"], name="………………………………", place="……………", date="………………"),),
        draft=snapshot is None or snapshot.issued_at is None,
    )


def _letterhead(layout: chapters.Layout, snapshot: Snapshot | None) -> content.Letterhead:
    """The kop on record, else plain lines."""
    known = stationery.on_paper(documents.letterhead(snapshot.government)) if snapshot is not None else None
    return known or content.Letterhead(lines=[layout.government.upper(), "INSPEKTORAT DAERAH"])


def _status(layout: chapters.Layout, snapshot: Snapshot | None) -> str:
    parts = ["data contoh, bukan data resmi"] if layout.is_example else []
    if snapshot is None:
        parts.append("draf, angka belum dibekukan")
    elif snapshot.issued_at is None:
        parts.append("konsep, belum diterbitkan dan belum ditandatangani")
    return text.capital_first("; ".join(parts))


def _moment(snapshot: Snapshot | None) -> datetime:
    return snapshot.frozen_at if snapshot is not None and snapshot.frozen_at is not None else clock.now()
