"""LHR: the report of a review in the headings of the auditors (standards 7.2), with the sample and how to draw it again
as its annex."""

from collections.abc import Sequence

from belanja.documents.pdf import content
from belanja.rules.papers import KINDS, Kind

from ..headed import Headed
from .facts import Assignment, Drawing, Note, Outcome, Row
from .notes import noted

_LIMITS = (
    "Reviu memberi keyakinan terbatas atas hal yang diuji dalam sampel menurut daftar uji. Reviu bukan audit, dan "
    "tidak menyimpulkan adanya penyimpangan. Kebenaran data dan dokumen menjadi tanggung jawab unit yang bersangkutan."
)

_AGAIN = "Dengan kerangka, cara, ukuran dan benih yang sama, sampel yang sama dapat ditarik ulang oleh siapa pun."


def report(review: Assignment, drawings: Sequence[Drawing], result: Outcome) -> Headed:
    """The whole report."""
    kind = KINDS[Kind.REVIEW_REPORT]
    return Headed(
        kind.label,
        review.title,
        f"{kind.label} {review.code}",
        [
            content.Heading("A. Dasar"),
            content.Points([*review.basis, f"Surat tugas {review.letter}"]),
            content.Heading("B. Tujuan"),
            content.Paragraph(review.goal),
            content.Heading("C. Ruang lingkup dan tim"),
            content.Terms([("Jenis", review.kind), ("Objek", review.objects), ("Periode", review.period),
                           ("Kanal", review.channels)]),
            _team(review),
            content.Heading("D. Metodologi"),
            *(block for one in drawings for block in _method(one)),
            content.Paragraph(_AGAIN),
            content.Heading("E. Batasan tanggung jawab"),
            content.Paragraph(_LIMITS),
            content.Heading("F. Hasil"),
            content.Boxes([content.Box(label=label, value=value) for label, value in result.counts], per_row=4),
            _tested(result.answers),
            content.Heading("G. Catatan dan tanggapan"),
            *_notes(result.notes),
        ],
        facts=[("Penugasan", review.code), ("Tahun anggaran", str(review.year))],
        annexes=[content.Turned([content.Heading("Lampiran: sampel dan kertas kerja"), _sample(result.rows)])],
    )  # fmt: skip


def _team(review: Assignment) -> content.Table:
    return content.Table(
        title="Susunan tim",
        columns=[content.Column(label="Peran", weight=40), content.Column(label="Pernyataan independensi", weight=60)],
        rows=[[one.post, one.declared] for one in review.team],
    )


def _method(drawing: Drawing) -> list[content.Block]:
    return [
        content.Heading(f"Sampel {drawing.number}", 2),
        content.Paragraph(drawing.explained),
        content.Terms(
            [
                ("Cara penarikan", drawing.method),
                ("Benih", drawing.seed),
                ("Ukuran", drawing.size),
                ("Kerangka", f"{drawing.frame}, {drawing.amount}"),
                ("Sidik kerangka", drawing.digest),
                ("Ditarik", drawing.drawn),
            ]
        ),
    ]


def _tested(answers: Sequence[tuple[str, str, str, str, str]]) -> content.Table:
    return content.Table(
        title="Jawaban menurut pertanyaan daftar uji",
        columns=[
            content.Column(label="Pertanyaan", weight=48),
            *(
                content.Column(label=label, align="right", weight=13)
                for label in ("Ya", "Tidak", "Tidak dapat dinilai", "Tidak berlaku")
            ),
        ],
        rows=[list(one) for one in answers],
        size=8.5,
    )


def _notes(notes: Sequence[Note]) -> list[content.Block]:
    if not notes:
        return [content.Paragraph("Tidak ada catatan: seluruh sampel sesuai menurut daftar uji.")]
    return [block for one in notes for block in noted(one, level=2)]


def _sample(rows: Sequence[Row]) -> content.Table:
    return content.Table(
        title="Sampel",
        columns=[
            content.Column(label="No.", fit=True),
            content.Column(label="Butir", weight=34),
            content.Column(label="Lapisan", weight=24),
            content.Column(label="Nilai", align="right", weight=18, help="rupiah"),
            content.Column(label="Masuk", weight=14),
            content.Column(label="Kertas kerja", weight=16),
            content.Column(label="Simpulan", weight=18),
        ],
        rows=[[one.number, one.item, one.stratum, one.amount, one.certain, one.paper, one.conclusion] for one in rows],
        wide=True,
        size=8,
    )
