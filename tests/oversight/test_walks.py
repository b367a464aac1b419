"""Cases walked at random by everybody, with days that pass: nobody forbidden gets through, every case and every finding
has ended or has a term that is to come or that was told to be over, and no money is lost."""

from datetime import timedelta
from itertools import pairwise
from typing import ClassVar

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from belanja.foundation import clock
from belanja.oversight.models import Case, Finding
from belanja.oversight.services import calendar, following, opening
from belanja.rules.decisions import RuleBroken
from belanja.rules.oversight import findings as rules
from belanja.rules.oversight.states import CLOSED, ENDED, CaseState, FindingState, Side
from belanja.rules.oversight.steps import CASES, FINDINGS, FindingStep, Step
from tests.oversight.world import ACTS, OF_FINDINGS, Desk, desk
from tests.support.walking import UndoneWalk

pytestmark = pytest.mark.django_db
_APIP = {one.step for one in CASES.rules if one.side in (Side.AUDITOR, Side.SUPERVISOR)}
_ASKED = {one.step for one in CASES.rules if one.side is Side.UNIT}
_OF_APIP = {one.step for one in FINDINGS.rules if one.side in (Side.AUDITOR, Side.SUPERVISOR)}
_OF_ASKED = {one.step for one in FINDINGS.rules if one.side is Side.UNIT}
#: People of the walk and the steps that each may take at all; who reviews and who supervises the state tells.
MAY: dict[str, set[Step | FindingStep]] = {
    "auditor": {*_APIP, *_OF_APIP},
    "supervisor": {*_APIP, *_OF_APIP},
    "third": {*_APIP, *_OF_APIP},
    "pa": {*_ASKED, *_OF_ASKED},
    "other_pa": set(),
    "seller": {*_ASKED, *_OF_ASKED},
}
#: Seldom taken, so that walks come far.
ENDING = {Step.HAND_OVER, Step.PROPOSE_HAND_OVER, Step.SEND_BACK, Step.ASSIGN, FindingStep.GIVE_UP, FindingStep.DROP}
_BEGIN = [CaseState.DETECTED, CaseState.REVIEWED, CaseState.DEEPENING, CaseState.FINDING, CaseState.RECOMMENDED]
_ONWARD = [one for one in (*ACTS, *OF_FINDINGS) if one not in ENDING]


class Walk(UndoneWalk):
    """Whatever is tried either goes or is refused with everything as it was."""

    world: Desk
    met: ClassVar[set[str]] = set()

    @initialize(to=st.sampled_from(_BEGIN))
    def first(self, to: CaseState) -> None:
        self.world.case(to)

    def attempt(self, who: str, step: Step | FindingStep) -> None:
        case = Case.objects.latest("pk")
        finding = Finding.objects.select_related("case").filter(case=case).order_by("-pk").first()
        actor = getattr(self.world, who)
        try:
            with transaction.atomic():
                if isinstance(step, Step):
                    ACTS[step](self.world, case, actor)
                elif finding is not None:
                    OF_FINDINGS[step](self.world, finding, actor)
                else:
                    return
        except (RuleBroken, ObjectDoesNotExist):
            return  # refused, or there is nothing to try it on: no question was asked, no finding written
        assert step in MAY[who], f"{who} took {step}"

    @rule(turns=st.lists(st.integers(0, 999), min_size=1, max_size=6))
    def onward(self, turns: list[int]) -> None:
        """Some steps that the state knows, one after another, each by one who may."""
        for turn in turns:
            case = Case.objects.latest("pk")
            finding = case.findings.order_by("-pk").first()
            steps: list[Step | FindingStep] = [one.step for one in CASES.rules if case.state in one.sources]
            if finding is not None:
                steps += [one.step for one in FINDINGS.rules if finding.state in one.sources]
            tried = [
                (who, step)
                for step in dict.fromkeys(steps)
                if step in ACTS or step in OF_FINDINGS
                for who in ("auditor", "supervisor", "third", "pa")
                if step in MAY[who] and (step not in ENDING or turn > 900)
            ]
            if tried:
                self.attempt(*tried[turn % len(tried)])

    @rule(step=st.sampled_from(_ONWARD), who=st.sampled_from(sorted(MAY)))
    def anything(self, step: Step | FindingStep, who: str) -> None:
        self.attempt(who, step)

    @rule()
    def another_flag(self) -> None:
        self.world.flag()
        opening.open_cases(government=self.world.government)

    @rule(days=st.integers(1, 30))
    def time_passes(self, days: int) -> None:
        self.clock.__exit__(None, None, None)
        self.clock = clock.frozen(clock.now() + timedelta(days=days))
        self.clock.__enter__()
        calendar.remind()
        assert calendar.remind() == 0

    @invariant()
    def everything_has_ended_or_has_a_term_that_is_told(self) -> None:
        for case in Case.objects.all():
            self.met.add(case.state)
            assert (CaseState(case.state) in CLOSED) is (case.closed_at is not None) is (case.due is None)
        for finding in Finding.objects.all():
            self.met.add(f"temuan {finding.state}")
            assert (FindingState(finding.state) in ENDED) is (finding.closed_at is not None) is (finding.due is None)

    @invariant()
    def the_stories_lead_where_things_stand(self) -> None:
        for made in (*Case.objects.all(), *Finding.objects.all()):
            steps = list(made.steps.order_by("id"))
            assert steps[-1].target == made.state
            assert all(one.target == after.source for one, after in pairwise(steps))
            assert made.version == len(steps)

    @invariant()
    def no_money_is_lost(self) -> None:
        for finding in Finding.objects.prefetch_related("deposits"):
            left = rules.balance(finding.amounts(), following.paid(finding))
            assert min(left.values()) >= 0
            if finding.state == FindingState.SETTLED:
                assert not any(left.values())

    @invariant()
    def nobody_decided_on_his_own(self) -> None:
        for case in Case.objects.prefetch_related("dispositions"):
            assert all(one.decided_by_id != one.proposed_by_id for one in case.dispositions.all())
            if case.state == CaseState.DONE:
                assert not case.findings.filter(closed_at__isnull=True).exists()


def test_whatever_is_tried_in_whatever_order_everything_ends_or_is_overdue() -> None:
    Walk.world = desk()
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=10, stateful_step_count=8, deadline=None, phases=[Phase.generate], derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    assert {"ditelaah", "klarifikasi", "pendalaman", "temuan", "rekomendasi"} <= Walk.met, Walk.met


def test_a_case_that_nobody_touches_is_told_to_be_late() -> None:
    of = desk()
    case = of.case(CaseState.FOLLOW_UP)
    with clock.frozen(clock.now() + timedelta(days=200)):
        assert calendar.remind()
        case.refresh_from_db()
        finding = case.findings.get()
        assert case.due is not None
        assert case.due < clock.today()
        assert (case.reminded, finding.reminded) == (case.due, finding.due)
