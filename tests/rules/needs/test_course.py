"""The tables of steps of needs, proposals and entrants leave no state stuck, and their pages are made of them."""

from itertools import product
from pathlib import Path

import pytest

from belanja.rules.course import Course
from belanja.rules.decisions import RuleBroken
from belanja.rules.needs import states as needs
from belanja.rules.needs.steps import NEEDS
from belanja.rules.needs.steps import Step as NeedStep
from belanja.rules.proposals import entrants
from belanja.rules.proposals import states as proposals
from belanja.rules.proposals.steps import PROPOSALS
from belanja.rules.proposals.steps import Step as ProposalStep
from belanja.rules.reporting import hearings, reviews
from belanja.rules.reporting.hearings import HEARINGS, HearingStep
from belanja.rules.reporting.reviews import REVIEWS, ReviewStep

PAGE = (Path(__file__).parents[3] / "docs" / "states.md").read_text(encoding="utf-8")
COURSES = [
    pytest.param(NEEDS, NeedStep, needs.Side, "needs.steps", id="needs"),
    pytest.param(PROPOSALS, ProposalStep, proposals.Side, "proposals.steps", id="proposals"),
    pytest.param(entrants.ENTRANTS, entrants.EntrantStep, entrants.EntrantSide, "proposals.entrants", id="entrants"),
    pytest.param(HEARINGS, HearingStep, hearings.Side, "reporting.steps", id="reporting"),
    pytest.param(REVIEWS, ReviewStep, reviews.Side, "reporting.reviews", id="reviews"),
]


@pytest.mark.parametrize(("course", "steps", "sides", "name"), COURSES)
def test_every_state_is_reached_and_none_is_stuck(course: Course, steps: type, sides: type, name: str) -> None:
    assert course.faults() == []
    assert {one.step for one in course.rules} == set(steps)


@pytest.mark.parametrize(("course", "steps", "sides", "name"), COURSES)
def test_a_missing_way_is_found(course: Course, steps: type, sides: type, name: str) -> None:
    found = Course(course.name, course.states, course.final, course.rules[1:]).faults()
    assert any("never reached" in one for one in found)
    dead = Course(course.name, course.states, course.final | {next(iter(course.rules[1].sources))}, course.rules)
    assert any("has ended" in one for one in dead.faults())


@pytest.mark.parametrize(("course", "steps", "sides", "name"), COURSES)
def test_nobody_takes_a_step_that_the_table_does_not_have(course: Course, steps: type, sides: type, name: str) -> None:
    for step, side, state in product(steps, sides, ["", *(one.value for one in course.states)]):
        fitting = [one for one in course.rules if one.step is step and one.side is side and state in one.sources]
        if fitting:
            assert course.rule_for(step, state, side) is fitting[0]
            assert fitting[0] in course.steps_from(state, side)
            continue
        with pytest.raises(RuleBroken) as refusal:
            course.rule_for(step, state, side)
        assert refusal.value.status == 409


@pytest.mark.parametrize(("course", "steps", "sides", "name"), COURSES)
def test_the_page_of_states_is_made_from_the_table(course: Course, steps: type, sides: type, name: str) -> None:
    begin, end = f"<!-- made from rules.{name} -->\n", f"<!-- end of rules.{name} -->"
    assert PAGE[PAGE.index(begin) + len(begin) : PAGE.index(end)] == course.written()
