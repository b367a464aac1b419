"""What firms are asked, as rows: a question and a finding of APIP, an etalase that calls for firms."""

from typing import Any

from belanja.documents import services as documents
from belanja.documents.services import NewFile
from belanja.foundation import clock
from belanja.institutions.models import Government, Unit
from belanja.journal.services import CONSOLE
from belanja.oversight.models import Answer, Case, CaseFile, Deposit, Finding, Question
from belanja.oversight.selectors.papers import subject_of
from belanja.proposals.models import Proposal, Record
from belanja.rules.oversight.findings import Form
from belanja.rules.oversight.states import CaseState, FindingState
from belanja.rules.papers import Kind
from belanja.rules.proposals.dossier import Dossier
from belanja.rules.proposals.states import ProposalState
from belanja.vendors.models import Firm


def asked_of(firm: Firm, government: Government) -> tuple[Question, Finding]:
    """Both of one case that is followed up, each with a file that the firm attached; the question has its letter."""
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
    answer = Answer.objects.create(question=question, text="Rutin.", late=False, at=now, by_id=1, by_label="uji")
    deposit = Deposit.objects.create(
        finding=finding, kind="lain", amount=1, sts_number="1", paid_on=today, recorded_by_id=1,
        recorded_by_label="uji", recorded_at=now,
    )  # fmt: skip
    kept: dict[str, Any] = {
        "case": case,
        "file_name": "a.pdf",
        "media_type": "application/pdf",
        "sha256": "0" * 64,
        "content": b"x",
    }
    CaseFile.objects.create(answer=answer, at=now, **kept)
    CaseFile.objects.create(deposit=deposit, at=now, **kept)
    documents.issue(
        kind=Kind.QUESTION, government=government, title="Permintaan klarifikasi", subject=subject_of(question),
        files=lambda _paper: [NewFile(name="klarifikasi.pdf", media_type="application/pdf", content=b"%PDF-1.7")],
        actor=CONSOLE,
    )  # fmt: skip
    return question, finding


def calling(government: Government) -> Proposal:
    """A proposed etalase that calls for firms today."""
    now, today = clock.now(), clock.today()
    unit, _new = Unit.objects.get_or_create(
        government=government, code="9.09.0.00.0.00.09.0000",
        defaults={"name": "Dinas Etalase Contoh", "sort_key": "dinas etalase contoh", "kind": Unit.Kind.PD},
    )  # fmt: skip
    known = Proposal.objects.filter(unit=unit).first()
    if known is not None:
        return known
    made = Proposal.objects.create(
        code="SHEL-SHEL-0001", government=government, unit=unit, name="Tas Contoh", sort_key="tas contoh",
        content=Dossier(name="Tas Contoh").as_json(), state=ProposalState.REGISTRATION.value, since=now, at=now,
        by_id=1, request="x", registration_from=today, registration_to=today,
    )  # fmt: skip
    Record.objects.create(proposal=made, kind=Record.Kind.DOSSIER, number=1, content=b"{}", sha256="0" * 64, at=now)
    return made
