"""Where nobody is PPK for a unit its PA and KPA do his work; from the moment somebody is, they do it no more."""

from datetime import date

import pytest

from belanja.foundation import clock
from belanja.institutions import selectors, services
from belanja.institutions.models import Government, LegalBasis, ParameterRow, RoleAssignment, Unit, UnitParent
from belanja.institutions.services import HandingOn
from belanja.institutions.standing import reaches
from belanja.journal.services import Actor
from belanja.rules.delegation import Way
from belanja.rules.duties import OF_A_PPK, Duty, Role
from tests.support.people import hired, tomorrow, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(government: Government) -> Unit:
    return unit(government, "1.01.0.00.0.00.01.0000")


def acts(actor: Actor, of: Unit) -> bool:
    """Whether somebody may do the work of a PPK for a unit; every way of asking says the same."""
    duty = Duty.APPROVE_PURCHASE
    allowed = selectors.is_allowed(actor, duty, of.government, unit_id=of.pk)
    units = selectors.units_allowed(actor, duty, of.government)
    ((_government, reach),) = reaches(actor.user_id or 0)
    reached = reach.units(duty)
    assert allowed == (units is None or of.pk in units) == (reached is None or of.pk in reached)
    assert allowed == (actor.user_id in selectors.people_in(of, (Role.PPK,)))
    assert allowed == (Role.PPK in selectors.roles_in(of, actor.user_id or 0))
    return allowed


@pytest.mark.parametrize("role", [Role.PA, Role.KPA])
def test_without_a_ppk_pa_and_kpa_do_all_his_work_for_their_unit_alone(here: Unit, role: Role) -> None:
    head, other = hired(here.government, role, unit=here), unit(here.government, "1.02.0.00.0.00.01.0000")
    assert acts(head, here)
    assert not acts(head, other)
    assert selectors.allowed_of(head, OF_A_PPK, here.government, unit_id=here.pk) == OF_A_PPK
    assert selectors.ppk_role(here, head.user_id) is role
    assert not selectors.has_ppk(here.government_id, here.pk)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PA, Role.KPA, Role.PPK}))
def test_nobody_else_does_it(here: Unit, role: Role) -> None:
    assert not acts(hired(here.government, role, unit=here), here)


def test_it_follows_at_once_when_a_ppk_is_appointed_and_when_he_ends(here: Unit) -> None:
    head = hired(here.government, Role.PA, unit=here)
    assert acts(head, here)
    ppk = hired(here.government, Role.PPK, unit=here)
    assert not acts(head, here)
    assert selectors.people_in(here, (Role.PPK,)) == [ppk.user_id]
    assert selectors.ppk_role(here, ppk.user_id) is Role.PPK
    assert selectors.has_ppk(here.government_id, here.pk)
    assert selectors.is_allowed(head, Duty.DETERMINE_PURCHASE, here.government, unit_id=here.pk)
    RoleAssignment.objects.filter(user_id=ppk.user_id).update(valid_to=clock.today())
    assert acts(head, here)
    whole = hired(here.government, Role.PPK)
    assert not acts(head, here)
    assert acts(whole, here)


def test_a_unit_below_has_the_ppk_of_what_it_counts_under(here: Unit) -> None:
    below = unit(here.government, "1.01.0.00.0.00.01.0001")
    UnitParent.objects.create(unit=below, parent=here, valid_from=date(2020, 1, 1))
    head = hired(here.government, Role.PA, unit=here)
    assert acts(head, here)
    assert acts(head, below)
    hired(here.government, Role.PPK, unit=below)
    assert acts(head, here)
    assert not acts(head, below)
    hired(here.government, Role.PPK, unit=here)
    assert not acts(head, here)


def test_where_the_government_says_no_it_is_not_done(here: Unit) -> None:
    head = hired(here.government, Role.PA, unit=here)
    assert acts(head, here)
    ParameterRow.objects.create(
        key="beli.pa_sebagai_ppk", value="tidak", government=here.government, valid_from=date(2020, 1, 1),
        legal_basis=LegalBasis.objects.get(slug="perpres-16-2018"), approved_at=clock.now(),
    )  # fmt: skip
    assert not acts(head, here)


def test_whoever_was_only_handed_the_role_does_not_act_as_ppk(here: Unit) -> None:
    head, colleague = hired(here.government, Role.PA, unit=here), hired(here.government, Role.PPTK, unit=here)
    mine = RoleAssignment.objects.get(user_id=head.user_id)
    told = HandingOn(colleague.user_id or 0, clock.today(), tomorrow(7), Way.MANDATE, "800/1/2026", "Cuti tahunan")
    services.hand_on_role(assignment_id=mine.pk, told=told, actor=head)
    assert selectors.is_allowed(colleague, Duty.DETERMINE_PURCHASE, here.government, unit_id=here.pk)
    assert not acts(colleague, here)
