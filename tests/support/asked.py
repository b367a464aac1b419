"""A question and a finding of APIP for a firm, as rows."""

from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.oversight.models import Case, Finding, Question
from belanja.rules.oversight.findings import Form
from belanja.rules.oversight.states import CaseState, FindingState
from belanja.vendors.models import Firm


def asked_of(firm: Firm, government: Government) -> tuple[Question, Finding]:
    """Both of one case that is followed up."""
    now, today = clock.now(), clock.today()
    case = Case.objects.create(
        code="CASE-CASE-0001", government=government, key=f"penyedia:{firm.pk}:2026", year=2026, firm=firm, amount=1,
        priority=1, state=CaseState.FOLLOW_UP.value, since=now, due=today, opened_at=now,
    )  # fmt: skip
    question = Question.objects.create(
        case=case, code="QUES-QUES-0001", firm=firm, text="Mengapa?", asked_at=now, by_id=1, by_label="uji", due=today
    )
    finding = Finding.objects.create(
        code="FIND-FIND-0001", government=government, case=case, firm=firm, year=2026, title="Temuan", category="denda",
        content=Form("Temuan", "denda", "", "", "", "").as_json(), state=FindingState.ISSUED.value, since=now,
        due=today, written_by_id=1, written_at=now, issued_by_id=2, issued_at=now,
    )  # fmt: skip
    return question, finding
