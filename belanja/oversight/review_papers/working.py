"""KKR: one working paper with its checklist, conclusion and supervision. It stays with APIP and has no number of the
agenda; until both who supervise it are done it is a draft."""

from collections.abc import Sequence

from belanja.documents.pdf import content
from belanja.institutions.models import Government

from ..headed import OFFICE, example, letterhead
from .facts import Answer, Assignment, Drawing, Supervision, WorkingPaper

_NAME = "Kertas Kerja Reviu"


def working_paper(of: WorkingPaper, review: Assignment, drawing: Drawing, government: Government) -> content.Content:
    """The paper as it stands now: the same records give the same bytes."""
    facts = [
        ("Penugasan", f"{review.title} ({review.code})"),
        ("Surat tugas", review.letter),
        ("Periode", review.period),
        ("Yang direviu", of.item),
        ("Nilai", of.amount),
        ("Masuk sampel", of.why),
        ("Sampel", f"{drawing.method}, {drawing.size}, benih {drawing.seed}"),
    ]
    return content.Content(
        title=_NAME,
        subtitle=f"KKR {of.number}",
        day=of.day,
        author=government.name,
        description=f"{_NAME} {of.number}",
        number=of.number,
        letterhead=letterhead(government),
        facts=facts,
        body=[
            content.Heading("Langkah kerja dan hasilnya"),
            _checklist(of.answers),
            content.Heading("Simpulan"),
            content.Terms(
                [
                    ("Simpulan", of.conclusion),
                    ("Yang dilihat", of.reason or "belum diisi"),
                    *([("Kasus", of.case)] if of.case else []),
                ]
            ),
            content.Heading("Reviu berjenjang"),
            content.Terms(list(of.steps), width=50),
            *_supervised(of.supervision),
            *example(government),
        ],
        foot=f"{OFFICE} · KKR {of.number}",
        draft=not of.finished,
    )


def _checklist(answers: Sequence[Answer]) -> content.Table:
    return content.Table(
        title="Daftar uji",
        columns=[
            content.Column(label="No.", fit=True),
            content.Column(label="Pertanyaan", weight=46, help="kriteria"),
            content.Column(label="Jawaban", weight=14),
            content.Column(label="Catatan", weight=28, help="bukti"),
        ],
        rows=[
            [
                str(number),
                f"{one.question}\n{one.criterion}",
                one.answer,
                "\n".join(filter(None, (one.note, one.file))),
            ]
            for number, one in enumerate(answers, start=1)
        ],
        size=8.5,
    )


def _supervised(notes: Sequence[Supervision]) -> list[content.Block]:
    if not notes:
        return [content.Paragraph("Tidak ada catatan reviu.")]
    columns = [
        content.Column(label="Catatan", weight=34, help="oleh"),
        content.Column(label="Jawaban penyusun", weight=30),
        content.Column(label="Keadaan", weight=16),
    ]
    rows = [[f"{one.note}\n{one.post}, {one.day}", one.reply or "belum dijawab", one.state] for one in notes]
    return [content.Table(title="Catatan reviu", columns=columns, rows=rows, size=8.5)]
