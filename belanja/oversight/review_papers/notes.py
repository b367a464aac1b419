"""CHR: what a review noted about a unit, put to it with a term; what it says to that stands in the LHR."""

from collections.abc import Sequence

from belanja.documents.pdf import content
from belanja.foundation import text
from belanja.rules.oversight.findings import PARTS
from belanja.rules.papers import KINDS, Kind

from ..headed import POST, Headed
from .facts import Assignment, Note


def notes_to(unit: str, notes: Sequence[Note], review: Assignment, *, about: str, due: str) -> Headed:
    """The letter to the head of a unit. `about`: what stands below its title, `due`: the last day of its term."""
    kind, count = KINDS[Kind.REVIEW_NOTES], text.count_words(len(notes))
    opening = (
        f"Dari {review.title} menurut surat tugas {review.letter}, periode {review.period}, disampaikan {count} "
        "catatan. Catatan ini hasil reviu terbatas, bukan simpulan akhir: tanggapan unit dimuat dalam laporannya."
    )
    answer = (
        f"Tanggapan disampaikan paling lambat {due} lewat Belanja, halaman Pertanyaan APIP, dengan kode tiap catatan. "
        "Tanpa tanggapan sampai tenggat, laporan menyebut bahwa unit tidak menanggapi."
    )
    blocks: list[content.Block] = [content.Paragraph(opening)]
    for one in notes:
        blocks += noted(one)
    return Headed(
        kind.label,
        about,
        f"{kind.label} {about}",
        [*blocks, content.Heading("Tanggapan"), content.Paragraph(answer)],
        head=[("Yth.", f"Kepala {unit}"), ("Dari", POST), ("Sifat", "Terbatas"), ("Hal", "Catatan hasil reviu")],
    )


def noted(one: Note, *, level: int = 1) -> list[content.Block]:
    """One note in the auditors' form, with what the unit said to it where it did."""
    parts = {**PARTS, "advice": "Saran"}
    rows = [
        ("Kode", one.code),
        *([("Unit", one.unit)] if one.unit else []),
        *((label, getattr(one.form, name)) for name, label in parts.items()),
        *([("Kertas kerja", one.paper)] if one.paper else []),
        *one.response,
    ]
    return [content.Heading(f"{one.number}. {one.form.title}", level), content.Terms(rows)]
