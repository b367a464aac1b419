"""The tables of APIP's cases and findings leave nothing stuck, whatever is done; and no step waits without a term."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belanja.rules.course import NOTHING, Course
from belanja.rules.duties import Duty
from belanja.rules.oversight import states
from belanja.rules.oversight.parameters import (
    CASE_TERMS,
    FINDING_TERMS,
    OVERSIGHT_ROWS,
    RESPONSE_DAYS,
    REVIEW_TERMS,
)
from belanja.rules.oversight.reasons import IMPOSSIBLE, REASONS, reasons_for
from belanja.rules.oversight.review_steps import REVIEWS, ReviewStep
from belanja.rules.oversight.reviews import REVIEW_ENDED, ReviewSide, ReviewState
from belanja.rules.oversight.steps import CASES, FINDINGS, FindingStep, Step

PAGE = (Path(__file__).parents[3] / "docs" / "states.md").read_text(encoding="utf-8")
COURSES = [
    pytest.param(CASES, Step, id="cases"),
    pytest.param(FINDINGS, FindingStep, id="findings"),
    pytest.param(REVIEWS, ReviewStep, id="reviews"),
]


@pytest.mark.parametrize(("course", "steps"), COURSES)
def test_every_state_is_reached_and_none_is_stuck(course: Course, steps: type) -> None:
    assert course.faults() == []
    assert {one.step for one in course.rules} == set(steps)


def test_the_page_of_states_is_made_from_the_tables() -> None:
    begin, end = "<!-- made from rules.oversight.steps -->\n", "<!-- end of rules.oversight.steps -->"
    made = f"### Cases\n\n{CASES.written()}\n### Findings\n\n{FINDINGS.written()}\n### Reviews\n\n{REVIEWS.written()}"
    assert PAGE[PAGE.index(begin) + len(begin) : PAGE.index(end)] == made


def test_whatever_is_not_at_its_end_has_a_dated_term() -> None:
    assert set(CASE_TERMS) == set(states.CaseState) - states.CLOSED
    assert set(FINDING_TERMS) == set(states.FindingState) - states.ENDED
    assert set(REVIEW_TERMS) == set(ReviewState) - REVIEW_ENDED
    terms = {*CASE_TERMS.values(), *FINDING_TERMS.values(), *REVIEW_TERMS.values(), RESPONSE_DAYS}
    assert terms <= {row.key for row in OVERSIGHT_ROWS}


def test_nobody_settles_with_the_duty_with_which_he_proposes() -> None:
    deciding = {Step.SETTLE, Step.SEND_BACK, Step.REOPEN, Step.ISSUE, Step.CLOSE}
    assert {one.duty for one in CASES.rules if one.step in deciding} == {Duty.SUPERVISE_CASE}
    assert {one.duty for one in CASES.rules if one.step is Step.HAND_OVER} == {Duty.APPROVE_HANDOVER}


def test_whom_is_asked_never_moves_a_case_to_an_end() -> None:
    assert not any(one.targets for one in REVIEWS.rules if one.side is ReviewSide.UNIT)
    for course, ends in ((CASES, states.CLOSED), (FINDINGS, states.ENDED)):
        asked = [one for one in course.rules if one.side in (states.Side.UNIT, states.Side.FIRM)]
        assert not {target for one in asked for target in one.targets} & {end.value for end in ends}


def test_each_verdict_has_its_reasons_and_an_end_of_the_table() -> None:
    settled = {target for one in CASES.rules if one.step is Step.SETTLE for target in one.targets}
    assert {verdict.value for verdict in states.Verdict} == settled
    assert all(reasons_for(verdict) for verdict in states.Verdict)
    assert not set(REASONS) & set(IMPOSSIBLE)


@given(st.data())
def test_any_walk_of_a_finding_can_still_come_to_its_end(data: st.DataObject) -> None:
    state = NOTHING
    for _turn in range(12):
        rules = [one for one in FINDINGS.rules if state in one.sources and one.targets]
        if not rules:
            break
        rule = data.draw(st.sampled_from(rules))
        state = data.draw(st.sampled_from(rule.targets))
    ahead, seen = {state}, {state}
    while ahead:
        ahead = {to for one in FINDINGS.rules if ahead & one.sources for to in one.targets} - seen
        seen |= ahead
    assert seen & {end.value for end in states.ENDED}
