"""Who may take which step of a case and of a finding: every role of the unit, of another unit, of another government,
the firm asked and another firm, and a stranger are tried at each; a refusal changes nothing."""

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction

from belanja.institutions.models import Government
from belanja.journal.models import Event
from belanja.journal.services import Actor
from belanja.oversight.models import Case, CaseStep, Finding, FindingStep
from belanja.oversight.services import findings
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.oversight import steps as rules
from belanja.rules.oversight.states import CaseState as C
from belanja.rules.oversight.states import FindingState as F
from belanja.rules.oversight.states import Side
from belanja.rules.oversight.steps import Step
from tests.oversight.world import ACTS, OF_FINDINGS, Desk, desk, paid
from tests.support.firms import member
from tests.support.people import hired

pytestmark = pytest.mark.django_db
_UNIT = {"pa", "kpa", "ppk"}
_OTHERS = {"pengendali", "apip"}
_AUDITOR = {"auditor"}
Before = Callable[[Desk, Case], object]


def _proposed(of: Desk, case: Case) -> None:
    ACTS[Step.PROPOSE](of, case, of.auditor)


def _more(of: Desk, case: Case) -> None:
    ACTS[Step.ASK_TIME](of, case, of.pa)


def _nothing(of: Desk, case: Case) -> None:
    """The state alone is enough."""


#: From which state each step is tried, what is done before, and by whom it goes.
MATRIX: dict[Step, tuple[C, Before, set[str]]] = {
    Step.TAKE: (C.DETECTED, _nothing, {"auditor", *_OTHERS}),
    Step.ASSIGN: (C.REVIEWED, _nothing, _OTHERS),
    Step.DECLARE: (C.REVIEWED, lambda of, case: Case.objects.filter(pk=case.pk).update(declared_at=None), _AUDITOR),
    Step.ASK: (C.REVIEWED, _nothing, _AUDITOR),
    Step.ANSWER: (C.CLARIFYING, _nothing, _UNIT),
    Step.ASK_TIME: (C.CLARIFYING, _nothing, _UNIT),
    Step.EXTEND: (C.CLARIFYING, _more, _AUDITOR),
    Step.PROPOSE: (C.CLARIFYING, _nothing, _AUDITOR),
    Step.SETTLE: (C.CLARIFYING, _proposed, _OTHERS),
    Step.SEND_BACK: (C.CLARIFYING, _proposed, _OTHERS),
    Step.REOPEN: (C.ACCEPTED, _nothing, _OTHERS),
    Step.WRITE: (C.FINDING, _nothing, _AUDITOR),
    Step.ISSUE: (C.FINDING, lambda of, case: of.finding(case), _OTHERS),
    Step.PLAN: (C.RECOMMENDED, _nothing, _UNIT),
    Step.CLOSE: (C.RECOMMENDED, lambda of, case: _withdrawn(of, case), _OTHERS),
    Step.PROPOSE_HAND_OVER: (C.DEEPENING, _nothing, _AUDITOR),
    Step.HAND_OVER: (C.DEEPENING, lambda of, case: ACTS[Step.PROPOSE_HAND_OVER](of, case, of.auditor), _OTHERS),
}  # fmt: skip


def _withdrawn(of: Desk, case: Case) -> None:
    _objected(of, case)
    findings.decide_objection(
        finding_id=case.findings.latest("pk").pk, version=None, upheld=True, note="Sah.", actor=of.third
    )


def _on(step: rules.FindingStep, of: Desk, case: Case, who: Actor) -> None:
    OF_FINDINGS[step](of, Finding.objects.select_related("case").filter(case=case).latest("pk"), who)


def _objected(of: Desk, case: Case) -> None:
    _on(rules.FindingStep.OBJECT, of, case, of.pa)


def _paid(of: Desk, case: Case) -> None:
    paid(of, case.findings.latest("pk"), of.pa)


#: The same for steps of a finding, by the state of its case.
FINDINGS: dict[rules.FindingStep, tuple[C, Before, set[str]]] = {
    rules.FindingStep.AMEND: (C.FINDING, lambda of, case: of.finding(case), _AUDITOR),
    rules.FindingStep.DROP: (C.FINDING, lambda of, case: of.finding(case), _AUDITOR),
    rules.FindingStep.OBJECT: (C.RECOMMENDED, _nothing, _UNIT),
    rules.FindingStep.DECIDE: (C.RECOMMENDED, _objected, {"apip"}),
    rules.FindingStep.PLAN: (C.RECOMMENDED, _nothing, _UNIT),
    rules.FindingStep.REPORT: (C.FOLLOW_UP, _nothing, _UNIT),
    rules.FindingStep.DEPOSIT: (C.FOLLOW_UP, _nothing, _UNIT),
    rules.FindingStep.CHECK: (C.FOLLOW_UP, _paid, _AUDITOR),
    rules.FindingStep.RESOLVE: (C.FOLLOW_UP, _nothing, _AUDITOR),
    rules.FindingStep.GIVE_UP: (C.FOLLOW_UP, _nothing, _OTHERS),
}  # fmt: skip


def _cast(of: Desk) -> Iterator[tuple[str, Actor]]:
    yield "auditor", of.auditor
    yield "pengendali", of.supervisor
    for role in Role:
        of_unit = role in (Role.PA, Role.KPA, Role.PPK, Role.PEJABAT_PENGADAAN, Role.PPTK, Role.BENDAHARA)
        yield role.value, hired(of.government, role, unit=of.unit if of_unit else None)
    yield "pa_lain", of.other_pa
    yield "apip_lain", hired(Government.objects.get(code="D50"), Role.APIP)
    yield "penyedia", of.seller
    yield "penyedia_lain", member(of.other_firm)
    yield "asing", hired(of.government)


def _seen() -> tuple[object, ...]:
    return (
        list(Case.objects.order_by("pk").values()), list(Finding.objects.order_by("pk").values()),
        CaseStep.objects.count(), FindingStep.objects.count(), Event.objects.count(),
    )  # fmt: skip


def test_the_matrix_has_every_step_that_a_person_takes() -> None:
    people = {one.step for one in rules.CASES.rules if one.side is not Side.TIME}
    assert set(MATRIX) == people == set(ACTS)
    alone = {rules.FindingStep.WRITE, rules.FindingStep.ISSUE}
    assert set(FINDINGS) == {one.step for one in rules.FINDINGS.rules} - alone == set(OF_FINDINGS)


@pytest.mark.parametrize("step", MATRIX)
def test_only_those_whose_step_it_is_take_it_of_a_case(step: Step) -> None:
    state, before, allowed = MATRIX[step]
    _tried(state, before, allowed, lambda of, case, who: ACTS[step](of, case, who))


@pytest.mark.parametrize("step", FINDINGS)
def test_only_those_whose_step_it_is_take_it_of_a_finding(step: rules.FindingStep) -> None:
    state, before, allowed = FINDINGS[step]
    _tried(state, before, allowed, lambda of, case, who: _on(step, of, case, who))


def _tried(state: C, before: Before, allowed: set[str], act: Callable[[Desk, Case, Actor], object]) -> None:
    of = desk()
    case = of.case(state)
    before(of, case)
    for name, actor in _cast(of):
        was, refusal = _seen(), None
        try:
            with transaction.atomic():
                act(of, Case.objects.get(pk=case.pk), actor)
                assert _seen() != was
                transaction.set_rollback(True)
        except RuleBroken as found:
            refusal = found
        assert (refusal is None) is (name in allowed), f"{name}: {refusal}"
        assert refusal is None or refusal.status in (403, 404)
        assert _seen() == was


def test_a_finding_of_a_firm_is_answered_by_the_firm_alone() -> None:
    of = desk()
    case = of.case(C.FINDING)
    of.finding(case, firm=True)
    ACTS[Step.ISSUE](of, case, of.supervisor)
    finding = Finding.objects.get()
    assert finding.state == F.ISSUED
    for who in (of.pa, member(of.other_firm)):
        with pytest.raises(RuleBroken) as told, transaction.atomic():
            ACTS[Step.PLAN](of, case, who)
        assert told.value.status == 404
    ACTS[Step.PLAN](of, case, of.seller)
    assert Finding.objects.get().state == F.FOLLOW_UP
