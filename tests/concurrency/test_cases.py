"""People and the calendar at one case of APIP at the same moment: one effect, a clear sentence for the others, nothing
twice."""

from decimal import Decimal

import pytest

from belanja.foundation import clock
from belanja.journal.models import Event
from belanja.notices.models import Notice
from belanja.oversight.models import Answer, Case, CaseStep, Deposit, Disposition, Finding, Question, Sight
from belanja.oversight.services import asking, calendar, findings, following, opening, reviewing, sights
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.oversight.findings import balance
from belanja.rules.oversight.states import Amount, CaseState, Verdict
from belanja.rules.oversight.steps import FindingStep, Step
from tests.oversight.world import Desk, desk, paid
from tests.support.people import hired, tomorrow
from tests.support.together import at_once, outcomes

pytestmark = pytest.mark.django_db(transaction=True)


def steps(case: Case, step: Step) -> int:
    return CaseStep.objects.filter(case=case, step=step.value).count()


def told(of: Desk, case: Case, step: Step) -> int:
    """How often the journal tells of a step of a case."""
    return Event.objects.filter(name=f"oversight.{step.value}", subject=f"case:{case.pk}").count()


def test_one_of_two_auditors_takes_a_case() -> None:
    of = desk()
    case = of.case()
    said = outcomes(
        [
            lambda actor=actor: reviewing.take_case(
                case_id=case.pk, version=case.version, independent=True, actor=actor
            )
            for actor in (of.auditor, of.third)
        ]
    )
    refused = [one for one in said if isinstance(one, RuleBroken)]
    assert [(one.status, one.code) for one in refused] == [(409, "changed_meanwhile")]
    assert "Kasus" in refused[0].message
    assert (steps(case, Step.TAKE), told(of, case, Step.TAKE)) == (1, 1)
    case.refresh_from_db()
    assert case.reviewer_id in (of.auditor.user_id, of.third.user_id)


def test_the_same_answer_twice_is_one_and_two_answers_are_two() -> None:
    of = desk()
    case = of.case(CaseState.CLARIFYING)
    question = Question.objects.get()
    again = [lambda: asking.answer(question_id=question.pk, words="Kontrak tahunan.", actor=of.pa)] * 3
    assert at_once(*again) == ["", "", ""]
    assert (Answer.objects.count(), steps(case, Step.ANSWER), told(of, case, Step.ANSWER)) == (1, 1, 1)
    other = hired(of.government, Role.PA, unit=of.unit)
    both = [
        lambda actor=actor, words=words: asking.answer(question_id=question.pk, words=words, actor=actor)
        for actor, words in ((of.pa, "Ditambah."), (other, "Ditambah juga."))
    ]
    assert at_once(*both) == ["", ""]
    assert Answer.objects.count() == steps(case, Step.ANSWER) == 3


def test_a_conclusion_and_an_answer_meet_and_the_answer_comes_before_it_or_is_refused() -> None:
    of = desk()
    case = of.case(CaseState.CLARIFYING)
    question = Question.objects.get()
    reviewing.propose_disposition(
        case_id=case.pk, version=None, verdict=Verdict.ACCEPT, reason_code="rutin", note="Rutin.", actor=of.auditor
    )
    said = at_once(
        lambda: reviewing.settle_disposition(case_id=case.pk, version=None, note="", actor=of.supervisor),
        lambda: asking.answer(question_id=question.pk, words="Kontrak tahunan.", actor=of.pa),
    )
    assert said in (["", ""], ["", "409 step_not_allowed"])
    case.refresh_from_db()
    assert case.state == CaseState.ACCEPTED
    order = list(CaseStep.objects.filter(case=case).order_by("pk").values_list("step", flat=True))
    assert order[-1] == Step.SETTLE
    assert Answer.objects.count() == order.count(Step.ANSWER) == said.count("") - 1


def test_one_of_two_supervisors_settles_what_was_proposed() -> None:
    of = desk()
    case = of.case(CaseState.CLARIFYING)
    reviewing.propose_disposition(
        case_id=case.pk, version=None, verdict=Verdict.DEEPEN, reason_code="jawaban_kurang", note="X.", actor=of.auditor
    )
    case.refresh_from_db()
    said = at_once(
        lambda: reviewing.settle_disposition(case_id=case.pk, version=case.version, note="", actor=of.supervisor),
        lambda: reviewing.send_back(case_id=case.pk, version=case.version, note="Lengkapi.", actor=of.third),
    )
    assert said == ["", "409 changed_meanwhile"]
    assert Disposition.objects.exclude(state=Disposition.State.PROPOSED).count() == 1
    assert steps(case, Step.SETTLE) + steps(case, Step.SEND_BACK) == 1


def deposits(of: Desk, *numbers: str, amount: int) -> list[str]:
    finding = Finding.objects.get()
    works = [lambda number=number: paid(of, finding, of.pa, number=number, amount=amount) for number in numbers]
    return at_once(*works)


def test_deposits_at_once_never_come_to_more_than_is_owed() -> None:
    of = desk()
    of.case(CaseState.FOLLOW_UP)
    assert deposits(of, "STS-1", "STS-2", amount=600_000) == ["", "422 deposit_too_much"]
    assert [one.amount for one in Deposit.objects.all()] == [Decimal(600_000)]
    finding = Finding.objects.get()
    left = balance(finding.amounts(), following.paid(finding))
    assert left[Amount.OVERPAID] == Decimal(1_000_000), "a deposit counts once it was checked"
    assert finding.steps.filter(step=FindingStep.DEPOSIT.value).count() == 1


def test_one_deposit_recorded_twice_at_once_is_one_and_is_checked_once() -> None:
    of = desk()
    of.case(CaseState.FOLLOW_UP)
    assert deposits(of, "STS-1", "STS-1", amount=1_000_000) == ["", ""]
    found = Deposit.objects.get()
    said = at_once(
        *(
            lambda accept=accept: following.check_deposit(
                deposit_id=found.pk, accept=accept, note="Tidak terbaca.", actor=of.auditor
            )
            for accept in (True, False)
        )
    )
    assert said == ["", "409 deposit_checked"]
    assert Finding.objects.get().steps.filter(step=FindingStep.CHECK.value).count() == 1


def test_an_objection_and_a_plan_meet_and_one_waits_for_the_other() -> None:
    of = desk()
    case = of.case(CaseState.RECOMMENDED)
    finding = Finding.objects.get()
    said = at_once(
        lambda: findings.object_to(finding_id=finding.pk, note="Sudah dikirim.", actor=of.pa),
        lambda: following.plan_actions(
            finding_id=finding.pk, plans={1: following.Plan("Setor.", tomorrow(5))}, actor=of.pa
        ),
    )
    finding.refresh_from_db()
    assert said in (["", ""], ["", "409 step_not_allowed"])
    assert finding.steps.count() == 2 + said.count("")
    assert case.findings.count() == 1


def test_the_calendar_beside_a_person_tells_once_and_nothing_of_what_was_answered() -> None:
    of = desk()
    case = of.case(CaseState.CLARIFYING)
    question = Question.objects.get()
    Question.objects.update(due=tomorrow(-1))
    before = Notice.objects.count()
    works = [calendar.remind, calendar.remind, calendar.remind]
    said = outcomes([*works, lambda: asking.answer(question_id=question.pk, words="Rutin.", actor=of.pa)])
    told_of = said[:3]
    assert sorted(told_of) in ([0, 0, 0], [0, 0, 1]), told_of
    late = Notice.objects.filter(text__contains="sudah lewat", to_user_id=of.pa.user_id)
    assert late.count() == sum(told_of)
    assert Answer.objects.get().late
    assert calendar.remind() == 0
    assert Notice.objects.count() > before
    assert steps(case, Step.ANSWER) == 1


def test_flags_gathered_twice_at_once_open_one_case() -> None:
    of = desk()
    of.flag()
    of.flag("waktu.terlalu_cepat")
    at_once(*[lambda: opening.open_cases(government=of.government)] * 3)
    case = Case.objects.get()
    assert case.flags.count() == 2
    assert steps(case, Step.OPEN) == 1


def test_a_page_opened_twice_at_once_is_seen_by_the_same_person() -> None:
    of = desk()
    case = of.case(CaseState.REVIEWED)
    with clock.frozen(clock.now()):
        at_once(*[lambda: sights.saw(of=case, what="kasus", actor=of.third)] * 3)
    assert set(Sight.objects.values_list("by_id", flat=True)) == {of.third.user_id}
