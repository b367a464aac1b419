"""A case from its flags to each of its ends; four eyes, terms, money, and what nobody may know."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from belanja.accounts.models import User
from belanja.foundation import clock
from belanja.institutions.models import Government, RoleAssignment
from belanja.journal.services import Actor
from belanja.notices.models import Notice
from belanja.oversight.models import Case, CaseFlag, CaseStep, Disposition, Finding, FindingStep, Question, Sight
from belanja.oversight.selectors import cases as selectors
from belanja.oversight.selectors import linked, tallies, turns
from belanja.oversight.services import asking, calendar, findings, following, opening, reviewing, sights
from belanja.rules.duties import Role
from belanja.rules.flags.catalogue import BY_CODE
from belanja.rules.oversight.findings import Form
from belanja.rules.oversight.states import CaseState, FindingState, Resolution, Verdict
from belanja.rules.oversight.steps import Step
from tests.oversight.world import ACTS, SCAN, WAYS, Desk, desk, paid
from tests.support.people import hired
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db
Freeze = Callable[[date | datetime], datetime]


@pytest.fixture
def of(freeze: Freeze) -> Desk:
    freeze(datetime(2026, 3, 2, 3, tzinfo=clock.WIB))
    return desk()


@pytest.mark.parametrize("state", WAYS)
def test_every_state_is_reached_by_those_whose_steps_lead_there(of: Desk, state: CaseState) -> None:
    case = of.case(state)
    assert (case.due is None) is (case.closed_at is not None)
    steps = list(case.steps.order_by("pk"))
    assert steps[-1].target == state
    assert case.version == len(steps)


def test_flags_of_one_key_are_one_case_and_later_ones_join_it(of: Desk) -> None:
    case = of.case(CaseState.REVIEWED)
    of.flag("waktu.terlalu_cepat", amount=Decimal(200_000_000))
    assert opening.open_cases(government=of.government) == opening.Opened(0, 1, 0)
    case.refresh_from_db()
    assert (case.flags.count(), case.amount, case.unit, case.firm) == (2, Decimal(200_000_000), of.unit, of.firm)
    assert opening.open_cases(government=of.government) == opening.Opened(0, 0, 0)


def test_a_week_takes_so_many_cases_and_the_rest_waits_in_its_order(of: Desk) -> None:
    for number in range(40):
        of.flag(key=f"unit:{number}:2026", amount=Decimal(number))
    first = opening.open_cases(government=of.government)
    assert first.opened + first.waiting == 40
    assert first.opened % 3 == 0, "a ceiling for each of three auditors"
    assert min(Case.objects.values_list("amount", flat=True)) == 40 - first.opened
    assert opening.open_cases(government=of.government) == opening.Opened(0, 0, first.waiting)
    with clock.frozen(clock.now() + timedelta(days=7)):
        assert opening.open_cases(government=of.government).opened == min(first.opened, first.waiting)


@pytest.mark.parametrize("change", [{"shown": False}, {"answered_by": "need:7"}, {"gone_at": "now"}])
def test_what_is_silent_answered_in_advance_or_gone_opens_nothing(of: Desk, change: dict[str, object]) -> None:
    of.flag(**{name: clock.now() if value == "now" else value for name, value in change.items()})
    assert opening.open_cases(government=of.government) == opening.Opened(0, 0, 0)


def test_the_same_accepted_reason_is_not_asked_again_within_its_days(of: Desk) -> None:
    of.case(CaseState.ACCEPTED)
    of.flag()
    assert opening.open_cases(government=of.government).opened == 0
    of.flag("waktu.terlalu_cepat")
    assert opening.open_cases(government=of.government).opened == 1
    assert CaseFlag.objects.filter(case=Case.objects.latest("pk")).get().indicator == "waktu.terlalu_cepat"


def test_what_was_held_back_comes_up_unchanged_when_the_days_of_the_accepted_reason_are_over(
    of: Desk, freeze: Freeze
) -> None:
    of.case(CaseState.ACCEPTED)
    held = of.flag()
    for days, opened in ((0, 0), (180, 0), (181, 1), (182, 0)):
        freeze(datetime(2026, 3, 2, 3, tzinfo=clock.WIB) + timedelta(days=days))
        assert opening.open_cases(government=of.government).opened == opened, days
    assert held.in_case.get().case == Case.objects.latest("pk")


@pytest.mark.parametrize(
    "state", [CaseState.ACCEPTED, CaseState.DISMISSED, CaseState.DONE, CaseState.ESCALATED, CaseState.FINDING]
)
def test_a_flag_of_a_closed_case_is_asked_again_unchanged_only_when_an_accepted_reason_is_over(
    of: Desk, freeze: Freeze, state: CaseState
) -> None:
    first = of.case(state)
    flag = first.flags.get().flag
    again = state in (CaseState.ACCEPTED, CaseState.DISMISSED)
    for days, opened in ((0, 0), (180, 0), (181, int(again)), (182, 0)):
        freeze(datetime(2026, 3, 2, 3, tzinfo=clock.WIB) + timedelta(days=days))
        assert opening.open_cases(government=of.government) == opening.Opened(opened, 0, 0), days
    assert linked.case_of(flag, of.auditor) == Case.objects.latest("pk")
    assert flag.in_case.count() == 1 + again

    if again:
        of.led(Case.objects.latest("pk"), state)
        assert opening.open_cases(government=of.government) == opening.Opened(0, 0, 0)
        told, _silent = tallies.standing_of(BY_CODE[flag.indicator], government_id=of.government.pk)
        assert told.reviewed == 1, "settled twice, one flag"


def test_what_an_accepted_reason_answers_does_not_wait_behind_another_case(of: Desk, freeze: Freeze) -> None:
    accepted = of.case(CaseState.ACCEPTED).flags.get().flag
    of.flag("waktu.terlalu_cepat")
    opening.open_cases(government=of.government)
    other = of.led(Case.objects.latest("pk"), CaseState.FINDING)
    assert list(linked.flags_behind(other)) == []
    freeze(datetime(2026, 3, 2, 3, tzinfo=clock.WIB) + timedelta(days=181))
    assert list(linked.flags_behind(other)) == [accepted]
    assert opening.open_cases(government=of.government) == opening.Opened(0, 0, 0), "it waits until that one has ended"


def test_whoever_was_given_a_case_declares_independence_before_anything_else(of: Desk) -> None:
    case = of.case()
    reviewing.assign_case(case_id=case.pk, version=None, auditor=_user(of.auditor), note="Beban.", actor=of.supervisor)
    told = refused(lambda: of.question(case))
    assert (told.code, told.status) == ("declaration_missing", 403)
    case.refresh_from_db()
    assert [one.step for one in selectors.steps_for(case, of.auditor)] == [Step.DECLARE]
    assert [one.what for one in turns.waiting(of.government, of.auditor)] == ["Nyatakan independen"]  # type: ignore[attr-defined]
    act: dict[str, Any] = {"case_id": case.pk, "version": None, "actor": of.auditor}
    assert refused(lambda: reviewing.declare(**act, independent=False)).code == "declaration_missing"
    assert refused(lambda: ACTS[Step.DECLARE](of, case, of.third)).code == "not_your_case"
    told_at = reviewing.declare(**act, independent=True).declared_at
    assert reviewing.declare(**act, independent=True).declared_at == told_at
    assert of.question(case).case_id == case.pk


def test_whose_turn_it_is_is_one_query_and_the_first_thing_that_fits(
    of: Desk, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    def of_them(who: Actor) -> list[str]:
        return [one.what for one in turns.waiting(of.government, who)]  # type: ignore[attr-defined]

    case = of.case()
    assert (of_them(of.auditor), of_them(of.supervisor), of_them(of.pa)) == (["Telaah kasus baru"],) * 2 + ([],)
    case = of.led(case, CaseState.CLARIFYING)
    assert (of_them(of.auditor), of_them(of.supervisor)) == (["Baca jawaban, lalu simpulkan"], [])
    ACTS[Step.PROPOSE](of, case, of.auditor)
    assert (of_them(of.auditor), of_them(of.supervisor)) == ([], ["Tetapkan simpulan"])
    found = turns.waiting(of.government, of.supervisor)
    with django_assert_num_queries(1):
        assert len(found[:5]) == 1
    with django_assert_num_queries(1):
        assert found.count() == 1


def test_nobody_settles_what_he_proposed_nor_supervises_his_own_case(of: Desk) -> None:
    case = of.case(CaseState.REVIEWED)
    told = refused(lambda: reviewing.send_back(case_id=case.pk, version=None, note="x", actor=of.auditor))
    assert (told.code, told.status) == ("own_case", 403)
    reviewing.propose_disposition(
        case_id=case.pk, version=None, verdict=Verdict.DISMISS, reason_code="kecil", note="Kecil.", actor=of.auditor
    )
    reviewing.assign_case(
        case_id=case.pk, version=None, auditor=_user(of.third), note="Beban dibagi.", actor=of.supervisor
    )
    told = refused(lambda: reviewing.settle_disposition(case_id=case.pk, version=None, note="", actor=of.auditor))
    assert (told.code, told.status) == ("own_proposal", 403)
    reviewing.settle_disposition(case_id=case.pk, version=None, note="", actor=of.supervisor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Disposition.objects.update(decided_by_id=of.auditor.user_id)


def test_whoever_the_case_is_about_does_not_review_it(of: Desk) -> None:
    case = of.case()
    for who in (of.pa, of.seller):
        RoleAssignment.objects.create(
            user_id=who.user_id, role=Role.APIP, government=of.government, valid_from=clock.today(),
            valid_to=clock.today() + timedelta(days=30),
        )  # fmt: skip
        act = {"case_id": case.pk, "version": None, "independent": True, "actor": who}
        assert refused(lambda act=act: reviewing.take_case(**act)).code == "not_independent"  # type: ignore[misc]
    told = refused(lambda: reviewing.take_case(case_id=case.pk, version=None, independent=False, actor=of.auditor))
    assert told.code == "declaration_missing"


def test_the_asked_sees_only_his_own_and_answers_late_with_a_mark(of: Desk, freeze: Freeze) -> None:
    case = of.case(CaseState.CLARIFYING)
    mine, firms = case.questions.get(), of.question(case, firm=True)
    assert refused(lambda: asking.answer(question_id=mine.pk, words="Saya", actor=of.seller)).status == 404
    assert refused(lambda: asking.answer(question_id=firms.pk, words="Saya", actor=of.pa)).status == 404
    assert refused(lambda: asking.answer(question_id=mine.pk, words="Saya", actor=of.other_pa)).status == 404
    assert mine.due == date(2026, 3, 9), "five working days"
    said = asking.answer(question_id=mine.pk, words="Rutin.", actor=of.pa, scans=[SCAN])
    assert asking.answer(question_id=mine.pk, words="Rutin.", actor=of.pa) == said
    assert (said.late, said.files.count()) == (False, 1)
    freeze(datetime(2026, 3, 10, 3, tzinfo=clock.WIB))
    assert asking.answer(question_id=firms.pk, words="Terlambat.", actor=of.seller).late


def test_the_asked_sees_the_flags_that_name_him_alone(of: Desk) -> None:
    case = of.case(CaseState.REVIEWED)
    of.flag("waktu.terlalu_cepat", firm=of.other_firm, key=case.key)
    opening.open_cases(government=of.government)
    flags = list(case.flags.values_list("flag_id", flat=True))
    asked = asking.ask(case_id=case.pk, version=None, words="Mengapa?", firm=of.firm, flag_ids=flags, actor=of.auditor)
    assert [one.firm_id for one in asked.flags.all()] == [of.firm.pk]


def test_more_time_is_given_once(of: Desk) -> None:
    case = of.case(CaseState.CLARIFYING)
    question = case.questions.get()
    assert refused(lambda: asking.extend(question_id=question.pk, version=None, actor=of.auditor)).status == 409
    asking.ask_more_time(question_id=question.pk, why="Arsip.", actor=of.pa)
    asking.extend(question_id=question.pk, version=None, actor=of.auditor)
    assert Question.objects.get().due > question.due
    assert refused(lambda: asking.extend(question_id=question.pk, version=None, actor=of.auditor)).status == 409
    assert refused(lambda: asking.ask_more_time(question_id=question.pk, why="Lagi.", actor=of.pa)).status == 409


def test_terms_are_reminded_of_once_before_and_once_after(of: Desk, freeze: Freeze) -> None:
    case = of.case(CaseState.CLARIFYING)
    due = case.questions.get().due
    to_unit = Notice.objects.filter(to_user_id=of.pa.user_id)
    before = to_unit.count()
    told = []
    for days in range(12):
        freeze(datetime(2026, 3, 3, 3, tzinfo=clock.WIB) + timedelta(days=days))
        calendar.remind()
        assert calendar.remind() == 0, "twice a day does no harm"
        told.append(to_unit.count() - before)
    assert told[-1] == 2
    assert told[(due - date(2026, 3, 3)).days] == 1


def test_money_is_owed_until_checked_deposits_bring_it_to_zero(of: Desk) -> None:
    case = of.case(CaseState.FOLLOW_UP)
    finding = case.findings.get()
    for number, amount in (("A", 400_000), ("B", 600_000)):
        paid(of, finding, of.pa, number=number, amount=amount)
    assert refused(lambda: paid(of, finding, of.pa, number="C", amount=1)).code == "deposit_too_much"
    first, second = finding.deposits.all()
    following.check_deposit(deposit_id=first.pk, accept=True, note="", actor=of.auditor)
    resolved = {"finding_id": finding.pk, "version": None, "number": 1, "note": "Disetor.", "actor": of.auditor}
    following.resolve(resolution=Resolution.DONE, **resolved)  # type: ignore[arg-type]
    assert Finding.objects.get().state == FindingState.FOLLOW_UP, "half of it is still owed"
    told = refused(lambda: reviewing.close_case(case_id=case.pk, version=None, note="", actor=of.supervisor))
    assert told.code == "finding_open"
    following.check_deposit(deposit_id=second.pk, accept=True, note="", actor=of.auditor)
    following.resolve(resolution=Resolution.DONE, **resolved)  # type: ignore[arg-type]
    assert Finding.objects.get().state == FindingState.SETTLED
    assert reviewing.close_case(case_id=case.pk, version=None, note="", actor=of.supervisor).state == CaseState.DONE


def test_an_objection_is_decided_by_a_third_person(of: Desk) -> None:
    case = of.case(CaseState.RECOMMENDED)
    finding = case.findings.get()
    findings.object_to(finding_id=finding.pk, note="Dua kursi menyusul, ini BAST-nya.", actor=of.pa)
    given = {"finding_id": finding.pk, "version": None, "upheld": True, "note": "BAST sah."}
    for who in (of.auditor, of.supervisor):
        assert refused(lambda who=who: findings.decide_objection(**given, actor=who)).status == 403  # type: ignore[misc]
    assert findings.decide_objection(**given, actor=of.third).state == FindingState.WITHDRAWN  # type: ignore[arg-type]


def test_a_draft_is_not_there_for_whom_it_concerns(of: Desk) -> None:
    case = of.case(CaseState.FINDING)
    finding = of.finding(case)
    assert refused(lambda: findings.object_to(finding_id=finding.pk, note="Tidak.", actor=of.pa)).status == 404
    half = findings.amend_finding(
        finding_id=finding.pk, version=None, form=Form("Judul", "denda", "", "", "", ""), actor=of.auditor
    )
    told = refused(lambda: findings.issue_findings(case_id=case.pk, version=None, actor=of.supervisor))
    assert isinstance(told, findings.FormWrong)
    assert "condition" in told.fields
    assert half.steps.filter(content__isnull=False).count() == 2, "each form that was written stays"


def test_a_hand_over_is_a_record_of_a_letter_by_two(of: Desk) -> None:
    case = of.case(CaseState.DEEPENING)
    assert refused(lambda: ACTS[Step.HAND_OVER](of, case, of.supervisor)).code == "nothing_proposed"
    before = Notice.objects.filter(to_user_id=of.pa.user_id).count()
    ACTS[Step.PROPOSE_HAND_OVER](of, case, of.auditor)
    assert refused(lambda: ACTS[Step.HAND_OVER](of, case, of.auditor)).code == "own_case"
    ACTS[Step.HAND_OVER](of, case, of.supervisor)
    assert Case.objects.get().state == CaseState.ESCALATED
    assert Notice.objects.filter(to_user_id=of.pa.user_id).count() == before, "whom it is about is not told"


@pytest.mark.parametrize(
    "change",
    [
        lambda: CaseStep.objects.update(note="lain"),
        lambda: CaseStep.objects.filter(pk__gt=0)._raw_delete("default"),
        lambda: Sight.objects.filter(pk__gt=0)._raw_delete("default"),
        lambda: FindingStep.objects.update(content={}),
        lambda: Finding.objects.filter(pk__gt=0)._raw_delete("default"),
        lambda: Question.objects.filter(pk__gt=0)._raw_delete("default"),
    ],
)
def test_nothing_that_happened_is_changed_or_deleted(of: Desk, change: Callable[[], object]) -> None:
    case = of.case(CaseState.RECOMMENDED)
    sights.saw(of=case, what="kasus", actor=of.third)
    sights.saw(of=case, what="kasus", actor=of.third)
    assert Sight.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        change()


def _user(actor: Actor) -> User:
    return User.objects.get(pk=actor.user_id)


def test_a_case_of_another_government_is_not_there(of: Desk) -> None:
    stranger = hired(Government.objects.get(code="D50"), Role.APIP)
    case = of.case()
    for step in (Step.TAKE, Step.ASSIGN):
        assert refused(lambda step=step: ACTS[step](of, case, stranger)).status == 404  # type: ignore[misc]
