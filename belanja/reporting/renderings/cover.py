"""The nota dinas with which a report goes to the head of the region through Sekretaris Daerah: the five figures of the
report as it writes them, and what is asked to be decided. It is made from the frozen document alone."""

from dataclasses import dataclass
from datetime import date

from belanja.documents import selectors as documents
from belanja.documents import stationery
from belanja.documents.models import Letterhead, Paper, Signatory
from belanja.documents.pdf import content, setting
from belanja.foundation import clock, text
from belanja.reporting import canonical
from belanja.reporting.canonical import Plain
from belanja.reporting.chapters import decision, read, summary
from belanja.reporting.models import Snapshot
from belanja.rules import papers, periods, reports
from belanja.rules.reporting.posts import head_of

NAME = "nota-dinas.pdf"
_FROM, _OFFICE = "Inspektur Daerah", "INSPEKTORAT DAERAH"
_COPIES = ("Kepala Biro Pengadaan Barang dan Jasa",)


@dataclass(frozen=True)
class Cover:
    """What a nota dinas goes with: the report, its paper, who signs, and what was done before (`reviewed`)."""

    snapshot: Snapshot
    report: Paper
    signatory: Signatory | None
    reviewed: str

    @property
    def title(self) -> str:
        """As the register and whoever checks its code read it."""
        return f"Nota dinas {reports.title_of(self.snapshot.year, self.snapshot.quarter)}"

    def pdf(self, paper: Paper) -> bytes:
        """The letter as PDF/A and PDF/UA. Raises PaperNotSetError where it cannot be set."""
        return setting.pdf(self.content(paper))

    def content(self, paper: Paper) -> content.Content:
        """What stands in it."""
        document = read.named(canonical.read(self.snapshot.data))
        government, kop = self.snapshot.government, documents.letterhead(self.snapshot.government)
        head = head_of(government.kind, government.name)
        return content.Content(
            title=papers.Kind.COVER.label,
            day=paper.official_date or clock.today(),
            author=government.name,
            description=f"{self.title}, {government.name}",
            number=paper.number,
            letterhead=stationery.on_paper(kop) or content.Letterhead(lines=[government.name.upper(), _OFFICE]),
            letter=_head(head, paper, self.snapshot),
            body=_body(document, self, head),
            signatures=(_room(self.signatory, kop, paper.official_date),),
            verification=stationery.check_block(paper),
            foot=f"{read.government_words(document)} · {paper.number} · SHA-256 angka beku "
            f"{self.snapshot.sha256[:16]}…",
        )


def _head(head: str, paper: Paper, snapshot: Snapshot) -> list[tuple[str, str]]:
    dated = text.long_date(paper.official_date) if paper.official_date else "………………"
    return [
        ("Yth.", f"{head} melalui Sekretaris Daerah"),
        ("Dari", _FROM),
        ("Tembusan", "; ".join(_COPIES)),
        ("Tanggal", dated),
        ("Nomor", paper.official_number or "……………………………"),
        ("Sifat", "Segera"),
        ("Lampiran", "1 (satu) berkas"),
        (
            "Hal",
            f"Laporan Pemantauan e-Purchasing Triwulan {periods.QUARTERS[snapshot.quarter - 1]} TA {snapshot.year}",
        ),
    ]


def _body(document: Plain, of: Cover, head: str) -> list[content.Block]:
    report, told = document["report"], document.get("confirmation") or {}
    opening = (
        f"Bersama ini disampaikan {report['title']} {read.government_words(document)}, kumulatif sejak 1 Januari "
        f"sampai {read.date_words(report['cut_off'])}, nomor register {of.report.number}. {of.reviewed}"
    )
    example = ["Contoh: seluruh angkanya rekaan, bukan data resmi."] if report["government"]["is_example"] else []
    return [
        *(content.Paragraph(words) for words in example),
        content.Paragraph(opening),
        content.Paragraph(_asked_units(told)),
        figures(document),
        content.Heading("Yang dimohon untuk diputuskan"),
        content.Paragraph(decision.asked(document)),
        content.Paragraph(
            f"Disposisi {head} kepada kepala Perangkat Daerah, penerimaan, dan jawabannya tercatat dalam Belanja. "
            "Demikian disampaikan, mohon arahan lebih lanjut."
        ),
    ]


def figures(document: Plain) -> content.Table:
    """The five figures, as the report writes them on its first page."""
    return content.Table(
        title="Lima angka dari laporan",
        columns=[
            content.Column(label="Ukuran", weight=38),
            content.Column(label="Angka", align="right", fit=True),
            content.Column(label="Keadaan", weight=16),
            content.Column(label="Dasarnya", weight=44),
        ],
        rows=[
            [box.label, box.value, text.capital_first(box.standing_word), text.capital_first(box.detail)]
            for box in summary.boxes(document)
        ],
        size=7.6,
    )


def _asked_units(told: Plain) -> str:
    of = told.get("round")
    if not of:
        return f"Unit tidak ditanya sebelum angka dibekukan: {told.get('reason') or 'alasannya tidak tercatat'}."
    silent = of["states"]["diam"]
    answered = len(told["units"]) - silent
    return (
        f"Sebelum dibekukan angka disampaikan kepada {text.number(len(told['units']))} Perangkat Daerah; "
        f"{text.number(answered)} menjawab dan {text.number(silent)} tidak menjawab sampai tenggat."
    )


def _room(signatory: Signatory | None, kop: Letterhead | None, day: date | None) -> content.Signature:
    place = kop.place if kop else ""
    if signatory is not None:
        return stationery.room_for(signatory, place=place, day=day)
    dated = text.long_date(day) if day else "………………"
    return content.Signature(post=[f"{_FROM},"], name="………………………………", place=place or "……………", date=dated)
