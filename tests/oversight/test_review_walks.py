"""Reviews walked at random by everybody, with days that pass: nobody forbidden gets through, every review has ended or
has a term that is to come or that was told to be over, and nobody looks over what is his own."""

from datetime import timedelta
from itertools import pairwise
from typing import ClassVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from belanja.foundation import clock
from belanja.oversight.models import ResultNote, Review, ReviewNote, WorkingPaper
from belanja.oversight.services.reviews import calendar
from belanja.rules.decisions import RuleBroken
from belanja.rules.oversight.review_steps import REVIEWS, ReviewStep
from belanja.rules.oversight.reviews import REVIEW_ENDED, Conclusion, ReviewSide, ReviewState
from tests.oversight.review_world import ACTS, Table, table
from tests.support.walking import UndoneWalk

pytestmark = pytest.mark.django_db


def _of(*sides: ReviewSide) -> set[ReviewStep]:
    return {one.step for one in REVIEWS.rules if one.side in sides}


#: People of the walk and the steps that each may take at all; a change of team leaves out the second member.
MAY: dict[str, set[ReviewStep]] = {
    "supervisor": _of(ReviewSide.SUPERVISOR, ReviewSide.PLANNER),
    "leader": _of(ReviewSide.LEADER, ReviewSide.PLANNER),
    "member": _of(ReviewSide.MEMBER, ReviewSide.PLANNER),
    "second": _of(ReviewSide.MEMBER, ReviewSide.PLANNER),
    "outsider": _of(ReviewSide.PLANNER),
    "pa": {ReviewStep.RESPOND},
    "other_pa": set(),
}
#: Not on the way: taken apart, so that walks come far.
ASIDE = {ReviewStep.CHANGE_TEAM, ReviewStep.SEND_BACK, ReviewStep.DROP_RESULT, ReviewStep.NOTE}
#: Where walks begin, and what some walk from there does at least.
BEGIN = {
    ReviewState.WORKING: {ReviewStep.SAMPLE, ReviewStep.WRITE_PAPER},
    ReviewState.SUPERVISED: {ReviewStep.APPROVE_PAPER},
    ReviewState.NOTES_SENT: {ReviewStep.RESPOND},
}
TURNS = st.lists(st.integers(0, 999), min_size=3, max_size=8)


class Walk(UndoneWalk):
    """Whatever is tried either goes or is refused with everything as it was."""

    world: Table
    begin: ReviewState
    taken: ClassVar[set[ReviewStep]]

    @initialize(turns=TURNS)
    def first(self, turns: list[int]) -> None:
        self.world.review(self.begin, conclusion=Conclusion.DEEPEN)
        self.led(turns)

    def attempt(self, who: str, step: ReviewStep) -> bool:
        """Whether it went."""
        review = Review.objects.latest("pk")
        try:
            with transaction.atomic():
                ACTS[step](self.world, review, getattr(self.world, who))
        except RuleBroken:
            return False
        assert step in MAY[who], f"{who} took {step}"
        went = Review.objects.get(pk=review.pk).version != review.version
        self.taken.update({step} if went else ())
        return went

    @rule(turns=TURNS)
    def onward(self, turns: list[int]) -> None:
        self.led(turns)

    def led(self, turns: list[int]) -> None:
        """Some steps that the state knows, one after another, each by one whose turn it is."""
        for turn in turns:
            state = Review.objects.latest("pk").state
            tried = [
                (who, step)
                for step in dict.fromkeys(one.step for one in REVIEWS.rules if state in one.sources)
                if step in ACTS
                for who in ("supervisor", "leader", "member", "pa")
                if step in MAY[who] and step not in {*ASIDE, ReviewStep.CANCEL}
            ]
            at = turn % max(len(tried), 1)
            any(self.attempt(who, step) for who, step in (*tried[at:], *tried[:at]))

    @rule(step=st.sampled_from(list(ACTS)), who=st.sampled_from(sorted(MAY)))
    def anything(self, step: ReviewStep, who: str) -> None:
        self.attempt(who, step)

    @rule(step=st.sampled_from(sorted(ASIDE)))
    def now_and_then(self, step: ReviewStep) -> None:
        """What leads back or aside, by whoever may."""
        any(self.attempt(who, step) for who in MAY if step in MAY[who])

    @rule(days=st.integers(1, 20))
    def time_passes(self, days: int) -> None:
        self.clock.__exit__(None, None, None)
        self.clock = clock.frozen(clock.now() + timedelta(days=days))
        self.clock.__enter__()
        calendar.remind()
        assert calendar.remind() == 0
        for review in Review.objects.filter(due__lt=clock.today()):
            assert review.reminded == review.due, "it is overdue, and that was told"

    @invariant()
    def everything_has_ended_or_has_a_term(self) -> None:
        for review in Review.objects.all():
            assert (ReviewState(review.state) in REVIEW_ENDED) is (review.closed_at is not None) is (review.due is None)

    @invariant()
    def the_story_leads_where_it_stands(self) -> None:
        for review in Review.objects.all():
            steps = list(review.steps.order_by("id"))
            assert steps[-1].target == review.state
            assert all(one.target == after.source for one, after in pairwise(steps))
            assert review.version == len(steps)

    @invariant()
    def nobody_looks_over_his_own_or_twice(self) -> None:
        for paper in WorkingPaper.objects.all():
            looked = [one for one in (paper.leader_by_id, paper.supervisor_by_id) if one is not None]
            assert len({paper.prepared_by_id, *looked}) == 1 + len(looked)
            assert paper.supervisor_at is None or paper.conclusion != Conclusion.DEEPEN or paper.case_id is not None
        for note in ReviewNote.objects.filter(cleared_at__isnull=False):
            assert note.cleared_by_id != note.answered_by_id is not None

    @invariant()
    def nothing_goes_to_a_unit_before_both_looks(self) -> None:
        sent = Review.objects.filter(state__in=[ReviewState.NOTES_SENT.value, ReviewState.REPORTED.value])
        assert not WorkingPaper.objects.filter(review__in=sent, supervisor_at=None).exists()
        assert not ReviewNote.objects.filter(paper__review__in=sent, cleared_at=None).exists()

    @invariant()
    def what_was_reported_was_answered_or_silent(self) -> None:
        reported = ResultNote.objects.filter(review__state=ReviewState.REPORTED.value, sent_at__isnull=False)
        assert not reported.filter(answered_at=None, silent_at=None).exists()


@pytest.mark.parametrize("begin", BEGIN)
def test_whatever_is_tried_in_whatever_order_every_review_ends_or_is_overdue(begin: ReviewState) -> None:
    Walk.world, Walk.begin, Walk.taken = table(), begin, set()
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=3, stateful_step_count=6, deadline=None, phases=[Phase.generate], derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    assert BEGIN[begin] <= Walk.taken, Walk.taken
