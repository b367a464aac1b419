"""The table of duties: nothing by default, and no role that could do everything alone."""

import pytest

from belanja.rules.duties import DUTIES, OF_A_UNIT, ONLY_FOR_THE_UNIT, Duty, Role, may


def test_every_duty_is_in_the_table_and_somebody_has_it() -> None:
    assert set(DUTIES) == set(Duty)
    assert all(DUTIES.values())


@pytest.mark.parametrize("duty", Duty)
def test_without_a_role_nothing_is_allowed(duty: Duty) -> None:
    assert not may(frozenset(), duty)
    assert may(frozenset(Role), duty)


@pytest.mark.parametrize("role", Role)
def test_no_role_proposes_and_approves_unless_a_second_person_is_still_needed(role: Role) -> None:
    # The service refuses the proposer himself; here: whoever gives roles decides on no figures.
    if role in DUTIES[Duty.MANAGE_ROLES]:
        assert not any(may(frozenset({role}), duty) for duty in (Duty.IMPORT, Duty.DECIDE_HELD, Duty.APPROVE_PARAMETER))


def test_overseers_change_no_figures() -> None:
    for duty in (Duty.IMPORT, Duty.DECIDE_HELD, Duty.PROPOSE_PARAMETER, Duty.APPROVE_PARAMETER):
        assert Role.APIP not in DUTIES[duty]


def test_duties_of_a_unit_are_a_part_of_all() -> None:
    assert ONLY_FOR_THE_UNIT <= OF_A_UNIT < set(Duty)


@pytest.mark.parametrize("role", Role)
def test_every_role_has_a_name_for_people(role: Role) -> None:
    assert role.label
    assert role.label != role.value
