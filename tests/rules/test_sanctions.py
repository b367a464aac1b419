"""The ladder of sanctions: what is due, for how long, who must have been heard, what may follow what."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belanja.rules import parameters, sanctions
from belanja.rules.decisions import RuleBroken
from belanja.rules.sanctions import Action, Breach, CaseState, Effect, Measure, Term


@pytest.mark.parametrize(
    ("former", "due"), [(0, Measure.SP1), (1, Measure.SP2), (2, Measure.SP3), (3, Measure.SP3), (9, Measure.SP3)]
)
def test_each_further_breach_brings_the_next_step(former: int, due: Measure) -> None:
    assert sanctions.due_measure(Breach.PRICE, former) is due


def test_a_forbidden_act_ends_the_place_in_the_catalogue_at_once() -> None:
    assert sanctions.due_measure(Breach.FORBIDDEN, 0) is Measure.REVOKED


def test_a_milder_step_needs_a_reason_and_a_harder_one_is_refused() -> None:
    sanctions.check_choice(Measure.SP2, Measure.SP2, "")
    sanctions.check_choice(Measure.SP1, Measure.SP2, "Kerugian sudah dipulihkan.")
    with pytest.raises(RuleBroken, match="lebih ringan"):
        sanctions.check_choice(Measure.SP1, Measure.SP2, "  ")
    with pytest.raises(RuleBroken, match="paling berat"):
        sanctions.check_choice(Measure.REVOKED, Measure.SP3, "Sangat merugikan daerah.")


def test_nobody_is_sanctioned_unheard() -> None:
    due = date(2026, 11, 10)
    with pytest.raises(RuleBroken) as refusal:
        sanctions.check_heard(CaseState.CLARIFYING, due, due)
    assert refusal.value.status == 409
    sanctions.check_heard(CaseState.CLARIFYING, due, date(2026, 11, 11))
    sanctions.check_heard(CaseState.ANSWERED, due, date(2026, 11, 2))


def test_a_term_ends_by_itself_on_its_day() -> None:
    start = date(2026, 8, 31)
    term = Term(Measure.SP2, start, sanctions.months_after(start, 6))
    assert term.end == date(2027, 2, 28)
    assert [term.holds(day) for day in (date(2026, 8, 30), start, date(2027, 2, 27), date(2027, 2, 28))] == [
        False,
        True,
        True,
        False,
    ]


def test_the_hardest_effect_of_the_day_counts() -> None:
    day = date(2026, 11, 2)
    warning = Term(Measure.SP1, date(2026, 1, 1), None)
    halted = Term(Measure.SP2, date(2026, 9, 1), date(2027, 3, 1))
    hidden = Term(Measure.SP3, date(2025, 1, 1), date(2026, 1, 1))
    assert sanctions.effect_on([warning], day) is None
    assert sanctions.effect_on([warning, halted, hidden], day) is halted
    assert sanctions.effect_on([halted, Term(Measure.REVOKED, day, None)], day).measure.effect is Effect.HIDDEN  # type: ignore[union-attr]


def test_terms_and_powers_are_dated_rows_with_their_source() -> None:
    for measure in Measure:
        assert parameters.BY_KEY[measure.authority_key].value == "kepala_biro_pbj"
        assert not measure.months_key or int(parameters.BY_KEY[measure.months_key].value) in (6, 12)
    with pytest.raises(RuleBroken):
        parameters.checked_value("sanksi.sp1.wenang", "bendahara")
    assert parameters.checked_value("sanksi.sp1.wenang", " Pimpinan ") == "pimpinan"


def test_every_state_is_reached_and_every_action_has_an_actor() -> None:
    reached, waiting = set(), {CaseState.CLARIFYING}
    while waiting:
        state = waiting.pop()
        reached.add(state)
        waiting |= {to for (at, _), to in sanctions.TRANSITIONS.items() if at is state} - reached
    assert reached == set(CaseState)
    assert {action for _, action in sanctions.TRANSITIONS} == set(Action) == set(sanctions.ACTOR)


@given(st.sampled_from(CaseState), st.sampled_from(Action))
def test_what_is_not_in_the_table_does_not_happen(state: CaseState, action: Action) -> None:
    if (state, action) in sanctions.TRANSITIONS:
        assert sanctions.following(state, action) is sanctions.TRANSITIONS[state, action]
        return
    with pytest.raises(RuleBroken) as refusal:
        sanctions.following(state, action)
    assert refusal.value.status == 409


@given(st.dates(date(2000, 1, 1), date(2099, 1, 1)), st.integers(0, 60))
def test_months_never_leave_the_calendar(day: date, months: int) -> None:
    later = sanctions.months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


@pytest.mark.parametrize(
    ("status", "end", "holds"),
    [
        ("PUBLISHED", None, True),
        ("PUBLISHED", date(2027, 1, 1), True),
        ("PUBLISHED", date(2026, 11, 2), False),
        ("EXPIRED", date(2027, 1, 1), False),
        ("CANCELED", None, False),
    ],
)
def test_an_entry_of_the_national_list_holds_as_long_as_it_says(status: str, end: date | None, holds: bool) -> None:
    day = date(2026, 11, 2)
    assert sanctions.national_holds(status=status, start=date(2026, 1, 1), end=end, day=day) is holds
