"""Proposals walked at random by everybody who may and may not, with days that pass: no forbidden person gets through,
nothing is stuck, and what hangs on a proposal always fits its state."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import ClassVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from belanja.etalase.models import Etalase
from belanja.foundation import clock
from belanja.journal.services import Actor
from belanja.needs.models import Need
from belanja.proposals import selectors
from belanja.proposals.models import Proposal, Record
from belanja.proposals.services.registration import pass_days
from belanja.rules.decisions import RuleBroken
from belanja.rules.listings import EtalaseState
from belanja.rules.needs.states import WANTED, NeedState
from belanja.rules.proposals.states import ENDED, FOUNDED, ProposalState, Side
from belanja.rules.proposals.steps import PROPOSALS, Step
from tests.proposals.acts import ACTS
from tests.proposals.world import WHOLE, Office, office
from tests.support.walking import UndoneWalk

pytestmark = pytest.mark.django_db
_P = ProposalState
#: People of the walk and the steps that each may take at all.
_PA = {Step.BEGIN, Step.WRITE, Step.SIGN, Step.WITHDRAW}
_BUREAU = {Step.RECEIVE, Step.RETURN, Step.BEGIN_STUDY, Step.WRITE_STUDY, Step.FOLD, Step.ANNOUNCE}
MAY: dict[str, set[Step]] = {
    "pa": _PA,
    "ppk": {Step.BEGIN, Step.WRITE},
    "other_pa": {Step.SECOND},
    "clerk": _BUREAU,
    "head": _BUREAU | {Step.DECIDE, Step.REFUSE, Step.OPEN, Step.CANCEL},
}
STEPS = sorted(ACTS)
#: Seldom taken, so that walks come far.
ENDING = {Step.WITHDRAW, Step.FOLD, Step.REFUSE, Step.CANCEL, Step.WRITE, Step.SECOND, Step.BEGIN}


class Walk(UndoneWalk):
    """Whatever is tried either goes or is refused with everything as it was; `world` stays the same office."""

    world: Office
    met: ClassVar[set[str]] = set()

    @initialize()
    def first(self) -> None:
        self.world.drafted(WHOLE, "satu", need_ids=[self.world.need().pk])

    def attempt(self, who: str, step: Step, pick: int) -> None:
        proposals = list(Proposal.objects.order_by("pk"))
        made = proposals[pick % len(proposals)]
        actor: Actor = getattr(self.world, who)
        try:
            with transaction.atomic():
                ACTS[step](self.world, made, actor)
        except RuleBroken:
            return
        assert step in MAY[who], f"{who} took {step}"

    @rule(pick=st.integers(0, 3), turns=st.lists(st.integers(0, 99), min_size=1, max_size=5))
    def onward(self, pick: int, turns: list[int]) -> None:
        """Some steps that the state knows, one after another, each by one who may."""
        for turn in turns:
            proposals = list(Proposal.objects.order_by("pk"))
            made = proposals[pick % len(proposals)]
            steps = [
                (who, row.step)
                for row in PROPOSALS.rules
                if row.side is not Side.TIME and made.state in row.sources
                for who, allowed in MAY.items()
                if row.step in allowed and (row.step not in ENDING or turn > 90)
            ]
            if steps:
                who, step = steps[turn % len(steps)]
                self.attempt(who, step, pick)

    @rule(
        pick=st.integers(0, 3),
        step=st.sampled_from([one for one in STEPS if one not in ENDING]),
        who=st.sampled_from(sorted(MAY)),
    )
    def anything(self, pick: int, step: Step, who: str) -> None:
        self.attempt(who, step, pick)

    @rule(days=st.integers(1, 15))
    def time_passes(self, days: int) -> None:
        self.clock.__exit__(None, None, None)
        self.clock = clock.frozen(clock.now() + timedelta(days=days))
        self.clock.__enter__()
        pass_days()
        assert not pass_days()

    @invariant()
    def what_hangs_on_it_fits_its_state(self) -> None:
        for made in Proposal.objects.select_related("etalase").prefetch_related("needs", "records"):
            state = ProposalState(made.state)
            self.met.add(state.value)
            kinds = [one.kind for one in made.records.all()]
            assert (made.closed_at is not None) is (state in ENDED)
            assert bool(kinds) or state in (_P.DRAFT, _P.WITHDRAWN)
            assert (Record.Kind.DECISION in kinds) is (made.etalase is not None)
            if state in FOUNDED:
                assert made.etalase is not None
                assert made.etalase.state == EtalaseState.PROPOSED
            if state is _P.OPENED:
                assert made.etalase is not None
                assert made.etalase.state == EtalaseState.ACTIVE
            if state is _P.CANCELLED:
                assert made.etalase is not None
                assert made.etalase.state == EtalaseState.CLOSED
            waits = kinds and state not in ENDED and state is not _P.REGISTRATION and state is not _P.VERIFICATION
            for need in made.needs.all():
                assert (need.state == NeedState.SHELF) is bool(waits)

    @invariant()
    def the_story_leads_where_it_stands(self) -> None:
        for made in Proposal.objects.all():
            steps = list(made.steps.order_by("id"))
            assert steps[-1].target == made.state
            assert all(one.target == after.source for one, after in pairwise(steps))
            assert made.version == len(steps)

    @invariant()
    def nothing_is_stuck_and_ends_are_ends(self) -> None:
        for made in Proposal.objects.all():
            ways = [one for side in Side for one in PROPOSALS.steps_from(made.state, side)]
            assert bool(ways) is (ProposalState(made.state) not in ENDED)
            assert selectors.terms([made])[made.pk].late >= 0


def _led(world: Office, *steps: tuple[str, Step]) -> None:
    """A way that a walk at random seldom goes to its end."""
    for who, step in steps:
        ACTS[step](world, Proposal.objects.get(), getattr(world, who))


_STUDIED = (("pa", Step.SIGN), ("clerk", Step.RECEIVE), ("clerk", Step.BEGIN_STUDY), ("clerk", Step.WRITE_STUDY))


def test_whatever_is_tried_in_whatever_order_nothing_is_lost_or_stuck() -> None:
    Walk.world = office()
    Walk.world.shelf()
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=10, stateful_step_count=15, deadline=None, phases=[Phase.generate], derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    assert {"draf", "diusulkan", "inisiasi", "perbaikan", "penelaahan", "ditetapkan"} <= Walk.met, Walk.met


@pytest.mark.parametrize(
    ("steps", "days", "end"),
    [
        ((*_STUDIED, ("head", Step.DECIDE), ("clerk", Step.ANNOUNCE)), 13, _P.VERIFICATION),
        ((*_STUDIED, ("clerk", Step.FOLD)), 0, _P.FOLDED),
        ((*_STUDIED, ("head", Step.REFUSE)), 0, _P.REFUSED),
        ((*_STUDIED, ("head", Step.DECIDE), ("head", Step.CANCEL)), 0, _P.CANCELLED),
        ((("pa", Step.WITHDRAW),), 0, _P.WITHDRAWN),
    ],
)
def test_every_end_is_reached(
    steps: tuple[tuple[str, Step], ...], days: int, end: ProposalState, freeze: Callable[..., object]
) -> None:
    freeze(clock.now())
    world = office()
    need = world.need()
    world.drafted(need_ids=[need.pk])
    _led(world, *steps)
    freeze(clock.now() + timedelta(days=days))
    pass_days()
    made = Proposal.objects.get()
    assert made.state == end
    assert NeedState(Need.objects.get().state) in WANTED
    if end is _P.VERIFICATION:
        _led(world, ("head", Step.OPEN))
        assert Etalase.objects.get(pk=made.etalase_id).state == EtalaseState.ACTIVE
