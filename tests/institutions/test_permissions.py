"""Every role times every duty, from the table; whoever may not changes nothing and leaves no trace."""

from collections.abc import Callable
from datetime import date

import pytest

from belanja.accounts.models import User
from belanja.foundation import clock
from belanja.institutions import selectors, services
from belanja.institutions.models import (
    CountingMode,
    Government,
    LegalBasis,
    Official,
    ParameterRow,
    RoleAssignment,
    Unit,
    UnitCode,
    UnitParent,
)
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE, Actor
from belanja.rules.channels import Mode
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import AS_PPK, DUTIES, OF_A_PPK, OF_A_UNIT, ONLY_FOR_THE_UNIT, Duty, Role
from tests.support.people import hired, tomorrow, unit

pytestmark = pytest.mark.django_db

WATCHED = (
    Government, Unit, UnitCode, UnitParent, Official, RoleAssignment, LegalBasis, ParameterRow,
    CountingMode, User, Event,
)  # fmt: skip


def everything() -> list[list[dict[str, object]]]:
    return [list(model.objects.order_by("pk").values()) for model in WATCHED]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("duty", Duty)
def test_the_table_decides(government: Government, role: Role, duty: Duty) -> None:
    someone = unit(government, "1.01.0.00.0.00.01.0000")
    actor = hired(government, role)
    allowed = role in DUTIES[duty]
    assert selectors.is_allowed(actor, duty, government, unit_id=someone.pk) is allowed
    if allowed:
        selectors.require(actor, duty, government, unit_id=someone.pk)
    else:
        with pytest.raises(RuleBroken) as refusal:
            selectors.require(actor, duty, government, unit_id=someone.pk)
        assert refusal.value.status == 403


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("duty", Duty)
def test_a_role_of_one_unit_reaches_no_further(government: Government, role: Role, duty: Duty) -> None:
    own, other = unit(government, "1.01.0.00.0.00.01.0000"), unit(government, "1.02.0.00.0.00.01.0000")
    actor = hired(government, role, unit=own)
    carried = role in DUTIES[duty] and duty in OF_A_UNIT
    # Nobody is PPK here: PA and KPA do his work (test_acting).
    acting = role in AS_PPK and duty in OF_A_PPK
    assert selectors.is_allowed(actor, duty, government, unit_id=own.pk) is (carried or acting)
    assert selectors.is_allowed(actor, duty, government, unit_id=other.pk) is (
        carried and duty not in ONLY_FOR_THE_UNIT
    )


@pytest.mark.parametrize("duty", Duty)
def test_a_role_elsewhere_shows_nothing_here(government: Government, neighbour: Government, duty: Duty) -> None:
    actor = hired(neighbour, *Role)
    with pytest.raises(RuleBroken) as refusal:
        selectors.require(actor, duty, government)
    assert refusal.value.status == 404


def test_a_role_ends_with_its_term_and_with_the_account(government: Government) -> None:
    actor = hired(government, Role.ADMIN, days=10)
    last = clock.today().toordinal() + 9
    for day, holds in ((last, True), (last + 1, False)):
        with clock.frozen(date.fromordinal(day)):
            assert selectors.is_allowed(actor, Duty.MANAGE_ROLES, government) is holds
    User.objects.filter(pk=actor.user_id).update(is_active=False)
    assert not selectors.is_allowed(actor, Duty.MANAGE_ROLES, government)


def test_a_unit_under_a_pd_is_acknowledged_for_by_the_head_of_that_pd(government: Government) -> None:
    head, below = unit(government, "1.02.0.00.0.00.02.0000"), unit(government, "1.02.0.00.0.00.02.0007")
    UnitParent.objects.create(unit=below, parent=head)
    actor = hired(government, Role.PA, unit=head)
    assert selectors.is_allowed(actor, Duty.ACKNOWLEDGE, government, unit_id=below.pk)


Deed = Callable[["Scene", Actor], object]


class Scene:
    """One of everything that can be acted on."""

    def __init__(self, government: Government, basis: LegalBasis) -> None:
        self.government, self.basis = government, basis
        self.unit = unit(government, "1.01.0.00.0.00.01.0000", "Dinas Satu")
        self.other = unit(government, "1.02.0.00.0.00.01.0000", "Dinas Dua")
        self.guess = Unit.objects.create(
            government=government, code="#7/2025", name="?", sort_key="?", kind=Unit.Kind.PD, provisional=True
        )
        clerk = hired(government, Role.BIRO_PBJ)
        self.person = clerk.user_id or 0
        self.parameter = services.propose_parameter(
            government=government, key="target.epurchasing", value="40", valid_from=tomorrow(9), legal_basis=basis,
            actor=clerk,
        )  # fmt: skip
        self.mode = services.propose_counting_mode(
            government=government, mode=Mode.PRACTICE, valid_from=tomorrow(9), actor=clerk
        )
        self.own_basis = services.register_legal_basis(
            government=government, slug="sk-contoh", kind="Keputusan", number="1", subject="Contoh", actor=clerk
        )
        self.official = services.appoint_official(
            government=government, unit=self.unit, post="Kepala Dinas", valid_from=tomorrow(0), actor=CONSOLE
        )
        self.role = services.give_role(
            user_id=self.person, role=Role.PPTK, government=government, valid_from=tomorrow(0), valid_to=tomorrow(30),
            actor=CONSOLE,
        )  # fmt: skip


DEEDS: dict[str, tuple[Duty, Deed]] = {
    "propose_parameter": (
        Duty.PROPOSE_PARAMETER,
        lambda s, a: services.propose_parameter(
            government=s.government, key="switch.toko_daring", value="ya", valid_from=tomorrow(), legal_basis=s.basis,
            actor=a,
        ),
    ),
    "approve_parameter": (
        Duty.APPROVE_PARAMETER,
        lambda s, a: services.approve_parameter(parameter_id=s.parameter.pk, actor=a),
    ),
    "reject_parameter": (
        Duty.APPROVE_PARAMETER,
        lambda s, a: services.reject_parameter(parameter_id=s.parameter.pk, reason="belum perlu", actor=a),
    ),
    "propose_counting_mode": (
        Duty.PROPOSE_PARAMETER,
        lambda s, a: services.propose_counting_mode(
            government=s.government, mode=Mode.LOCAL, valid_from=tomorrow(), legal_basis=s.basis, actor=a
        ),
    ),
    "approve_counting_mode": (
        Duty.APPROVE_PARAMETER,
        lambda s, a: services.approve_counting_mode(counting_mode_id=s.mode.pk, actor=a),
    ),
    "reject_counting_mode": (
        Duty.APPROVE_PARAMETER,
        lambda s, a: services.reject_counting_mode(counting_mode_id=s.mode.pk, reason="belum perlu", actor=a),
    ),
    "register_legal_basis": (
        Duty.PROPOSE_PARAMETER,
        lambda s, a: services.register_legal_basis(
            government=s.government, slug="se-contoh", kind="Surat Edaran", number="2", subject="Contoh", actor=a
        ),
    ),
    "replace_legal_basis": (
        Duty.PROPOSE_PARAMETER,
        lambda s, a: services.replace_legal_basis(
            legal_basis=s.own_basis, replaced_by=s.basis, on=tomorrow(), actor=a
        ),
    ),
    "acknowledge": (
        Duty.ACKNOWLEDGE,
        lambda s, a: services.acknowledge(legal_basis=s.basis, unit=s.unit, post="Kepala Dinas", actor=a),
    ),
    "set_parent": (
        Duty.MANAGE_INSTITUTIONS,
        lambda s, a: services.set_parent(unit=s.unit, parent=s.other, valid_from=tomorrow(), actor=a),
    ),
    "replace_unit": (
        Duty.MANAGE_INSTITUTIONS,
        lambda s, a: services.replace_unit(unit=s.unit, successor=s.other, valid_from=tomorrow(), actor=a),
    ),
    "identify_unit": (
        Duty.MANAGE_INSTITUTIONS,
        lambda s, a: services.identify_unit(unit=s.guess, same_as=s.unit, reason="nota dinas", actor=a),
    ),
    "appoint_official": (
        Duty.MANAGE_INSTITUTIONS,
        lambda s, a: services.appoint_official(
            government=s.government, unit=s.other, post="Kepala Dinas", valid_from=tomorrow(), actor=a
        ),
    ),
    "end_official": (
        Duty.MANAGE_INSTITUTIONS,
        lambda s, a: services.end_official(official_id=s.official.pk, on=tomorrow(), actor=a),
    ),
    "give_role": (
        Duty.MANAGE_ROLES,
        lambda s, a: services.give_role(
            user_id=s.person, role=Role.APIP, government=s.government, valid_from=tomorrow(0), valid_to=tomorrow(9),
            actor=a,
        ),
    ),
    "end_role": (
        Duty.MANAGE_ROLES,
        lambda s, a: services.end_role(assignment_id=s.role.pk, on=tomorrow(), actor=a),
    ),
    "open_account": (
        Duty.MANAGE_ROLES,
        lambda s, a: services.open_account(
            government=s.government, name="Baru", email="baru@contoh.id", phone=None, password="kalimaya-lebak-7",
            actor=a,
        ),
    ),
    "close_account": (
        Duty.MANAGE_ROLES,
        lambda s, a: services.close_account(government=s.government, user_id=s.person, actor=a),
    ),
    "ensure_units": (
        Duty.IMPORT,
        lambda s, a: services.ensure_units(
            government=s.government, seen=[services.UnitSeen("9", None, "Baru", 2025)], actor=a
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("deed", DEEDS)
def test_whoever_may_not_changes_nothing(
    government: Government, neighbour: Government, basis: LegalBasis, deed: str
) -> None:
    duty, do = DEEDS[deed]
    scene = Scene(government, basis)
    refused = {hired(government, role): 403 for role in Role if role not in DUTIES[duty]}
    refused |= {hired(neighbour, *Role): 404, hired(government): 404}
    before = everything()
    for actor, status in refused.items():
        with pytest.raises(RuleBroken) as refusal:
            do(scene, actor)
        assert refusal.value.status == status, actor
    assert everything() == before


@pytest.mark.parametrize("deed", DEEDS)
def test_whoever_may_does_it_once_and_the_journal_tells(government: Government, basis: LegalBasis, deed: str) -> None:
    duty, do = DEEDS[deed]
    scene = Scene(government, basis)
    for role in sorted(DUTIES[duty])[:1]:
        actor = hired(government, role)
        before = Event.objects.count()
        do(scene, actor)
        events = Event.objects.order_by("pk")[before:]
        assert events
        assert all(event.actor_id == actor.user_id for event in events)
