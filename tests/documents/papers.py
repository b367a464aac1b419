"""A small office that issues papers: an officer of the Inspektorat, a second one, and a stranger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from belanja.documents import services
from belanja.documents.models import Paper
from belanja.documents.pdf.content import Content, Heading, Paragraph
from belanja.documents.pdf.setting import pdf
from belanja.documents.services import NewFile
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.duties import Role
from belanja.rules.papers import Kind
from tests.support.people import hired

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Office:
    government: Government
    apip: Actor
    second: Actor
    stranger: Actor


def office(code: str = "D43") -> Office:
    government = Government.objects.get(code=code)
    return Office(
        government,
        hired(government, Role.APIP),
        hired(government, Role.KEPALA_BIRO_PBJ),
        hired(government),
    )


def words(*paragraphs: str, title: str = "Laporan Contoh") -> bytes:
    """A small real PDF."""
    return pdf(
        Content(title=title, day=date(2025, 10, 10), body=[Heading("Isi"), *(Paragraph(words) for words in paragraphs)])
    )


def plain(paper: Paper) -> Sequence[NewFile]:
    """Two files without typst: what matters is that bytes are kept."""
    return [
        NewFile(name="laporan.pdf", media_type="application/pdf", content=f"%PDF-1.7 {paper.code}".encode()),
        NewFile(name="laporan.xlsx", media_type=XLSX, content=b"PK\x03\x04"),
    ]


def issued(office: Office, *, content: bytes | None = None, title: str = "Laporan Contoh", **more: object) -> Paper:
    def files(paper: Paper) -> Sequence[NewFile]:
        if content is None:
            return plain(paper)
        return [NewFile(name="laporan.pdf", media_type="application/pdf", content=content)]

    return services.issue(
        kind=Kind.REPORT,
        government=office.government,
        title=title,
        files=files,
        actor=office.apip,
        **more,  # type: ignore[arg-type]  # further keywords of issue
    )
