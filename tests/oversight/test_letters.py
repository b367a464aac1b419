"""Letters of a case: issued once, with the number of the agenda, of what was asked and of what was found."""

import io
from datetime import timedelta
from typing import Any

import pytest
from pypdf import PdfReader

from belanja.documents.models import Paper
from belanja.foundation import clock
from belanja.oversight.models import Flag
from belanja.oversight.selectors import papers
from belanja.oversight.services import letters
from belanja.rules.oversight.states import CaseState
from belanja.rules.papers import Kind
from tests.oversight.world import desk
from tests.support.firms import signed
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db


def words_of(paper: Paper) -> str:
    pages = PdfReader(io.BytesIO(bytes(paper.files.get().content))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_question_and_the_findings_have_their_letters_once() -> None:
    of = desk()
    of.flag(evidence={"result": {"figures": {"menit": "12"}}})
    case = of.case(CaseState.CLARIFYING)
    question, today = case.questions.get(), clock.today()
    question.flags.set(Flag.objects.filter(in_case__case=case))
    given: dict[str, Any] = {"question_id": question.pk, "number": "700/12/Insp", "dated": today}
    assert refused(lambda: letters.print_request(**given, actor=of.supervisor)).status == 403
    late = given | {"dated": today + timedelta(days=1)}
    assert refused(lambda: letters.print_request(**late, actor=of.auditor)).code == "letter_wrong"
    asked = letters.print_request(**given, actor=of.auditor)
    assert letters.print_request(**given, actor=of.auditor) == asked
    words = words_of(asked)
    for part in ("Kepala Dinas Contoh", "700/12/Insp", "Mengapa?", "menit 12", question.code, asked.code, asked.number):
        assert part in words, part
    assert case.code not in words, "whoever is asked learns of no case"
    assert of.unit.name not in asked.title

    told: dict[str, Any] = {"case_id": case.pk, "number": "700/13/Insp", "dated": today}
    assert refused(lambda: letters.print_results(**told, actor=of.supervisor)).code == "nothing_issued"
    for state in (CaseState.DEEPENING, CaseState.FINDING, CaseState.RECOMMENDED):
        case = of.onward(case, state)
    assert refused(lambda: letters.print_results(**told, actor=of.auditor)).code == "own_case"
    report = letters.print_results(**told, actor=of.supervisor)
    words = words_of(report)
    for part in ("Kelebihan bayar kursi", "Kondisi", "Kriteria", "Sebab", "Akibat", "Rp1.000.000", "700/13/Insp"):
        assert part in words, part
    assert [one.kind for one in papers.letters(case)] == [Kind.QUESTION, Kind.FINDINGS]

    address = f"/pantau/D43/kasus/{case.code}/surat/{report.pk}/"
    assert signed(of.third).get(address).content.startswith(b"%PDF")
    assert signed(of.pa).get(address).status_code == 404
    register = signed(of.third)
    assert report.title not in register.get("/naskah/D43/").content.decode()
    assert register.get(f"/naskah/D43/{report.pk}/").status_code == 404
