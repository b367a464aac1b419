"""Papers of a review say what they were given, by post and never by person; a working paper is a draft until both
reviews of it are done."""

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from belanja.documents.models import Paper
from belanja.documents.pdf import setting
from belanja.documents.pdf.content import Content
from belanja.institutions.models import Government
from belanja.oversight import headed
from belanja.oversight.review_papers import facts, notes, report, working
from belanja.rules.papers import Kind
from tests.oversight.review_world import RESULT

pytestmark = pytest.mark.django_db

REVIEW = facts.Assignment(
    code="RVW-7K3M", title="Reviu P3DN triwulan III", kind="Reviu P3DN", year=2026,
    letter="700/118 tanggal 1 Oktober 2026", objects="semua Perangkat Daerah",
    period="Juli sampai September 2026", channels="katalog elektronik",
    goal="Meyakinkan bahwa pencatatan sesuai bukti.", basis=["PP 60/2008"],
    team=[facts.Member(post="ketua tim", declared="2 Oktober 2026")],
)  # fmt: skip
DRAWING = facts.Drawing(
    number=1, method="acak sederhana", explained="Setiap butir berpeluang sama.", seed="benih-3", size="2 dari 9 butir",
    frame="9 butir", amount="Rp9.000.000", digest="ab12", drawn="5 Oktober 2026, ketua tim",
)  # fmt: skip
PAPER = facts.WorkingPaper(
    number="RVW-7K3M/01", item="Pesanan EP-01", amount="Rp1.000.000", why="terpilih acak", day=date(2026, 10, 9),
    conclusion="ada catatan", reason="Sertifikat tidak ada.",
    answers=[facts.Answer(question="Apakah sesuai?", criterion="Perpres 16/2018", answer="tidak", note="Kosong.")],
    supervision=[
        facts.Supervision(post="ketua tim", day="8 Oktober 2026", note="Lampirkan.", reply="", state="terbuka")
    ],
)  # fmt: skip
NOTE = facts.Note(number="1", code="CTT-1", form=RESULT)


def words(made: Content) -> str:
    pages = PdfReader(io.BytesIO(setting.pdf(made))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_working_paper_is_a_draft_until_it_was_reviewed() -> None:
    banten = Government.objects.get(code="D43")
    draft = working.working_paper(PAPER, REVIEW, DRAWING, banten)
    said = words(draft)
    for part in (
        "RVW-7K3M/01",
        "benih-3",
        "Apakah sesuai?",
        "Perpres 16/2018",
        "Lampirkan.",
        "belum dijawab",
        "KONSEP",
    ):
        assert part in said, part
    assert not working.working_paper(replace(PAPER, finished=True), REVIEW, DRAWING, banten).draft


def test_notes_go_to_one_unit_and_the_report_has_what_was_said_to_them() -> None:
    banten = Government.objects.get(code="D43")
    issued = Paper(
        kind=Kind.REVIEW_NOTES, government=banten, year=2026, sequence=3, official_number="700/120",
        official_date=date(2026, 10, 10), code="7K3M-9QXF-2D4T",
    )  # fmt: skip
    letter = notes.notes_to("Dinas Contoh", [NOTE], REVIEW, about="CTT-1", due="26 Oktober 2026")
    assert "Dinas Contoh" not in letter.title, "whoever checks the code learns of no unit"
    said = words(headed.sheet(letter, banten, issued))
    for part in ("Kepala Dinas Contoh", "700/120", "26 Oktober 2026", "CTT-1", "Kondisi", "Saran"):
        assert part in said, part
    answered = replace(NOTE, unit="Dinas Contoh", response=[("Tanggapan unit", "setuju: Sudah dilengkapi.")])
    row = facts.Row(
        number="1", item="Pesanan EP-01", stratum="Dinas Contoh", amount="Rp1.000.000", certain="terpilih",
        paper="01", conclusion="ada catatan",
    )  # fmt: skip
    result = facts.Outcome(
        counts=[("Kertas kerja", "2"), ("Ada catatan", "1")], answers=[("Apakah sesuai?", "1", "1", "0", "0")],
        rows=[row], notes=[answered],
    )  # fmt: skip
    said = words(headed.sheet(report.report(REVIEW, [DRAWING], result), banten, issued))
    for part in ("A. Dasar", "D. Metodologi", "ab12", "benih-3", "Sudah dilengkapi.", "Lampiran", "Pesanan EP-01"):
        assert part in said, part
