"""CHR: what a review noted about a unit, put to it with a term; what it says to that stands in the LHR."""

from collections.abc import Sequence

from belanja.documents.pdf import content
from belanja.foundation import text
from belanja.rules.papers import KINDS, Kind

from ..headed import POST, Headed
from .facts import Assignment, Note


def notes_to(unit: str, notes: Sequence[Note], review: Assignment, *, code: str, due: str) -> Headed:
    """The letter to the head of a unit. `code`: of the notes, `due`: the last day of its term in words."""
    kind = KINDS[Kind.REVIEW_NOTES]
    count = text.count_words(len(notes))
    opening = (
        f"Dari {review.title} menurut surat tugas {review.letter}, periode {review.period}, disampaikan {count} "
        "catatan. Catatan ini hasil reviu terbatas, bukan simpulan akhir: tanggapan unit dimuat dalam laporannya."
    )
    answer = (
        f"Tanggapan disampaikan paling lambat {due} lewat Belanja, halaman Pertanyaan APIP, dengan kode {code}. Tanpa "
        "tanggapan sampai tenggat, laporan menyebut bahwa unit tidak menanggapi."
    )
    blocks: list[content.Block] = [content.Paragraph(opening)]
    for one in notes:
        blocks += noted(one)
    return Headed(
        kind.label,
        code,
        f"{kind.label} {code}",
        [*blocks, content.Heading("Tanggapan"), content.Paragraph(answer)],
        head=[("Yth.", f"Kepala {unit}"), ("Dari", POST), ("Sifat", "Terbatas"), ("Hal", "Catatan hasil reviu")],
    )


def noted(one: Note, *, level: int = 1) -> list[content.Block]:
    """One note in the auditors' form, with what the unit said to it where it did."""
    rows = [
        *([("Unit", one.unit)] if one.unit else []),
        ("Kondisi", one.condition),
        ("Kriteria", one.criterion),
        ("Saran", one.advice),
        *([("Nilai", one.amount)] if one.amount else []),
        *([("Kertas kerja", one.papers)] if one.papers else []),
        *([("Tanggapan unit", one.response), ("Diterima", one.responded)] if one.response else []),
    ]
    return [content.Heading(f"{one.number}. {one.title}", level), content.Terms(rows)]
