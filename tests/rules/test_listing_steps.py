"""Steps of a listing: who may take which, that every state can be reached, and when a listing is for sale."""

from itertools import combinations, product

import pytest

from belanja.rules.decisions import RuleBroken
from belanja.rules.listing_steps import (
    RULES,
    By,
    Hold,
    Step,
    rule_for,
    shown_state,
    steps_from,
    with_hold,
    without_hold,
)
from belanja.rules.listings import FOR_SALE, VISIBLE, ListingState


def test_every_state_can_be_reached_and_only_two_are_final() -> None:
    settled = {
        shown_state(reviewed=reviewed, may_sell=sells, sold_before=before, holds=holds)
        for reviewed, sells, before, holds in product((True, False), (True, False), (True, False), ((), (Hold.PATROL,)))
    }
    reached = settled | {rule.target for rule in RULES.values() if rule.target} | {ListingState.DRAFT}
    # The archive comes from a pull; a firm's registration hides what it withdraws.
    assert reached | {ListingState.ARCHIVE, ListingState.WITHDRAWN} == set(ListingState)
    final = {state for state in ListingState if not any(state in rule.sources for rule in RULES.values())}
    assert final == {ListingState.REMOVED, ListingState.ARCHIVE}


def test_nobody_takes_a_step_that_the_table_does_not_have() -> None:
    for step, state in product(Step, ListingState):
        rule = RULES.get(step)
        if rule is not None and state in rule.sources:
            assert rule_for(step, state) is rule
            assert step in steps_from(state, rule.by)
        else:
            with pytest.raises(RuleBroken) as refusal:
                rule_for(step, state)
            assert refusal.value.status == 409


def test_firms_never_pass_themselves_and_curators_never_write() -> None:
    assert Step.APPROVE not in {step for step, rule in RULES.items() if rule.by is By.FIRM}
    assert Step.EDIT not in {step for step, rule in RULES.items() if rule.by is By.CURATOR}
    assert all(
        rule.needs_reason or rule.needs_note
        for rule in RULES.values()
        if rule.by is By.CURATOR and rule.step is not Step.APPROVE
    )


def test_for_sale_only_when_everything_agrees() -> None:
    sets = [set(some) for count in range(len(Hold) + 1) for some in combinations(Hold, count)]
    for reviewed, sells, before, holds in product((True, False), (True, False), (True, False), sets):
        state = shown_state(reviewed=reviewed, may_sell=sells, sold_before=before, holds=holds)
        assert (state in FOR_SALE) is (reviewed and sells and not holds)
        assert state in VISIBLE


def test_a_confirmation_lifts_its_own_hold_alone() -> None:
    held = with_hold(with_hold([], Hold.PATROL), Hold.UNCONFIRMED)
    assert without_hold(held, Hold.UNCONFIRMED) == [Hold.PATROL.value]


def test_every_step_has_its_words() -> None:
    assert all(step.label and step.told for step in Step)
