"""The table of steps of buying leaves no state unreachable or stuck, and the page of states is made from it."""

from itertools import product
from pathlib import Path

import pytest

from belanja.rules.buying import steps_checked
from belanja.rules.buying.deadlines import DEADLINES
from belanja.rules.buying.states import OrderState, Side
from belanja.rules.buying.steps import FINAL, ORDERS, RULES, TERMS, Axis, Step, rule_for, states_of, steps_from
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty

PAGE = Path(__file__).parents[3] / "docs" / "states.md"
BEGIN, END = "<!-- made from rules.buying.steps -->\n", "<!-- end of what is made -->"


def test_every_state_is_reached_and_none_is_stuck() -> None:
    assert steps_checked.faults() == []


def test_a_state_without_a_way_in_or_out_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    left = tuple(one for one in ORDERS if one.step not in {Step.DETERMINE, Step.ACCEPT, Step.LINK_NATIONAL})
    monkeypatch.setitem(RULES, Axis.ORDER, left)
    found = " ".join(steps_checked.faults())
    assert "ON_PROCESS is never reached" in found


def test_nobody_takes_a_step_that_the_table_does_not_have() -> None:
    for axis, side in product(Axis, Side):
        for step, state in product(Step, ["", *states_of(axis)]):
            fitting = [one for one in RULES[axis] if one.step is step and one.side is side and state in one.sources]
            if fitting:
                assert rule_for(axis, step, state, side) in fitting
                assert {one.step for one in steps_from(axis, state, side)} >= {step}
                continue
            with pytest.raises(RuleBroken) as refusal:
                rule_for(axis, step, state, side)
            assert refusal.value.status == 409


def test_officers_have_duties_and_only_the_owner_signs_for_a_firm() -> None:
    for axis in Axis:
        assert all((one.duty is not None) is (one.side is Side.BUYER) for one in RULES[axis])
    signing = {Step.ACCEPT, Step.SIGN_ADDENDUM, Step.PROPOSE_ADDENDUM, Step.AGREE_CANCEL}
    assert {one.step for one in ORDERS if one.owner} == signing


def test_a_cancellation_always_tells_why() -> None:
    for one in ORDERS:
        if one.step in {Step.CANCEL, Step.DECLINE, Step.WITHDRAW, Step.ASK_CANCEL}:
            assert one.needs_reason
    assert all(one.needs_note for one in ORDERS if one.step is Step.RETURN)


def test_who_buys_does_not_approve() -> None:
    assert all(one.duty is not Duty.BUY for one in ORDERS if one.step in {Step.APPROVE, Step.DETERMINE, Step.SIGN})


def test_every_waiting_state_has_its_term() -> None:
    waiting = set(OrderState) - {OrderState(state) for state in FINAL[Axis.ORDER]} - {OrderState.PROCESS}
    assert set(TERMS) == waiting
    assert {term.key for term in TERMS.values()} <= {row.key for row in DEADLINES}
    terms = [row for row in DEADLINES if row.key.startswith("beli.tenggat.")]
    assert all(row.unit == "hari" and "hari kerja" in row.article for row in terms)


def test_the_page_of_states_is_made_from_the_table() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text[text.index(BEGIN) + len(BEGIN) : text.index(END)] == steps_checked.written()
