"""What letters of proposals share: letterhead, the profile and schema of an etalase, room for a signature."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from belanja.documents import selectors as documents
from belanja.documents import stationery
from belanja.documents.models import Paper
from belanja.documents.pdf import content
from belanja.foundation import clock, text
from belanja.institutions.models import Unit
from belanja.institutions.unit_names import shown
from belanja.rules.attributes import Attribute
from belanja.rules.licences import titles
from belanja.rules.listings import PriceClass, SellerRole
from belanja.rules.papers import KINDS, Kind
from belanja.rules.schemas import contents
from belanja.rules.shelves import Terms

from ..models import Proposal

BUREAU = "Kepala Biro Pengadaan Barang/Jasa"
_NONE = "tidak ada"


@dataclass(frozen=True)
class Letter:
    """A letter to be issued: its kind, the unit on whose paper it stands (None: the government's), and its parts.
    `headed`, `about`: how the paper is headed where not by its kind and title; `day`: its date, where its office wrote
    one."""

    kind: Kind
    proposal: Proposal
    title: str
    body: Sequence[content.Block]
    post: str
    unit: Unit | None = None
    head: Sequence[tuple[str, str]] = ()
    facts: Sequence[tuple[str, str]] = ()
    annexes: Sequence[content.Block] = ()
    headed: str = ""
    about: str = ""
    day: date | None = None

    def content(self, paper: Paper) -> content.Content:
        """The letter with number and code."""
        government = self.proposal.government
        kop = documents.letterhead(government, self.unit)
        office = shown(self.unit.name) if self.unit else "Biro Pengadaan Barang/Jasa"
        lines = [government.name.upper(), office.upper()]
        return content.Content(
            title=self.headed or KINDS[self.kind].label,
            subtitle=self.about or self.title,
            day=clock.wib(paper.issued_at or clock.now()).date(),
            author=government.name,
            description=f"{KINDS[self.kind].label}: {self.title}",
            official="Nomor: ……………………………",
            number=paper.number,
            letterhead=stationery.on_paper(kop) or content.Letterhead(lines=lines),
            letter=self.head,
            facts=self.facts,
            body=[*self.body, *_example(self.proposal)],
            signatures=(
                content.Signature(
                    post=[f"{self.post},"], name="………………………………", place=(kop.place if kop else "") or "……………",
                    date=text.long_date(self.day) if self.day else "………………",
                ),
            ),
            verification=stationery.check_block(paper),
            annexes=self.annexes,
            foot=f"{office} · {paper.number}",
        )  # fmt: skip


def said(words: str) -> str:
    """Words of a form, or that there are none."""
    return words.strip() or _NONE


def profile(terms: Terms) -> content.Terms:
    """Profil Etalase Produk (Kepka LKPP 122/2022)."""
    return content.Terms(
        [
            ("Nama etalase", terms.name),
            ("Yang dicantumkan", said(terms.description)),
            ("Jenis usaha", ", ".join(SellerRole(one).label for one in terms.allowed_roles) or _NONE),
            ("Izin yang diminta", ", ".join(titles(terms.licences)) or _NONE),
            ("Kelas harga", PriceClass(terms.price_class).label if terms.price_class else _NONE),
            ("Kategori nasional", " › ".join(terms.category) or _NONE),
            ("KBKI", ", ".join(terms.kbki) or _NONE),
        ]
    )


def schema(attributes: Sequence[Attribute]) -> list[content.Block]:
    """The attributes as a table; a sentence where there are none."""
    if not attributes:
        return [content.Paragraph("Skema atribut belum disusun.")]
    return [
        content.Table(
            title="Skema atribut",
            columns=[
                content.Column(label="Atribut", weight=20),
                content.Column(label="Isi", weight=40),
                content.Column(label="Wajib", weight=8),
                content.Column(label="Pembanding", weight=12),
            ],
            rows=[[one.label, contents(one), _yes(one.required), _yes(one.comparable)] for one in attributes],
        )
    ]


def consent(by: str, moment: str, digest: str) -> content.Paragraph:
    """How it was agreed to in Belanja: no certified signature."""
    return content.Paragraph(
        f"Disetujui di layar Belanja oleh {by} pada {moment}, disegel atas sidik isi {digest[:16]}. Itu bukan "
        "tanda tangan elektronik tersertifikasi; naskah yang ditandatangani dengan cara lain dikembalikan sebagai "
        "berkas."
    )


def closing(words: str = "Demikian disampaikan, atas perhatian Saudara diucapkan terima kasih.") -> content.Paragraph:
    """How a letter ends."""
    return content.Paragraph(words)


def addressed(found: Proposal, about: str) -> list[tuple[str, str]]:
    """The head of a letter from the bureau to the unit."""
    return [
        ("Yth.", f"Kepala {shown(found.unit.name)}"),
        ("Dari", BUREAU),
        ("Nomor", "……………………………"),
        ("Sifat", "Biasa"),
        ("Hal", about),
    ]


def _example(found: Proposal) -> list[content.Block]:
    return [content.Paragraph("Contoh: para pihak, barang dan angkanya rekaan.")] if found.government.is_example else []


def _yes(value: Any) -> str:
    return "ya" if value else "tidak"
