"""Whoever stands in for another is named in the history by post and letter, never by person; on papers likewise."""

import pytest

from belanja.accounts.models import User
from belanja.foundation import clock
from belanja.institutions import services
from belanja.institutions.models import RoleAssignment
from belanja.institutions.services import HandingOn
from belanja.institutions.standing import reaches
from belanja.journal.models import Event
from belanja.journal.services import Actor
from belanja.purchasing.models import OrderStep, Signature
from belanja.purchasing.services import orders
from belanja.rules.buying.states import OrderState
from belanja.rules.decisions import RuleBroken
from belanja.rules.delegation import Way
from belanja.rules.duties import Role
from belanja.web.officer.access import _office
from tests.purchasing.world import Office, office
from tests.support.people import hired, tomorrow

pytestmark = pytest.mark.django_db

LETTER = "800/77/2026"
SUBSTITUTE = f"Pejabat Pembuat Komitmen pengganti, surat {LETTER}"


@pytest.fixture
def here() -> Office:
    return office()


def seated(of: Office, actor: Actor) -> Actor:
    """The same person as his pages let him in."""
    user = User.objects.get(pk=actor.user_id)
    ((government, reach),) = reaches(user.pk)
    return _office(user, government, reach).actor


def stand_in(of: Office, to: Actor) -> Actor:
    mine = RoleAssignment.objects.get(user_id=of.ppk.user_id)
    told = HandingOn(to.user_id or 0, clock.today(), tomorrow(7), Way.SUBSTITUTE, LETTER, "Cuti tahunan")
    services.hand_on_role(assignment_id=mine.pk, told=told, actor=of.ppk)
    return seated(of, to)


def test_steps_and_signature_name_the_post_and_the_letter(here: Office) -> None:
    other = stand_in(here, hired(here.government, Role.PPTK, unit=here.unit))
    assert other.label == "Pejabat Pelaksana Teknis Kegiatan"
    made = here.order(OrderState.REVIEW)
    orders.approve(order_id=made.pk, version=made.version, actor=other)
    made.refresh_from_db()
    made = orders.sign(order_id=made.pk, version=made.version, actor=other)
    steps = OrderStep.objects.filter(order=made, by_id=other.user_id)
    assert {step.by_label for step in steps} == {SUBSTITUTE}
    assert Signature.objects.get().post == f"{SUBSTITUTE}, {here.unit.name}"
    assert Event.objects.filter(name="purchasing.order_tanda_tangani").latest("pk").actor_label == SUBSTITUTE
    # What he may do in his own right he does under his own post.
    assert other.doing(["receive_goods"], here.unit.pk).label == other.label
    assert made.ppk_id == other.user_id


def test_the_ppk_himself_signs_as_ever(here: Office) -> None:
    stand_in(here, hired(here.government, Role.PPTK, unit=here.unit))
    made = here.order(OrderState.SIGNING)
    orders.sign(order_id=made.pk, version=made.version, actor=seated(here, here.ppk))
    assert Signature.objects.get().post == f"PPK {here.unit.name}"


def test_within_a_package_duties_stay_apart(here: Office) -> None:
    """A PPTK who stands in for the PPK does not approve what he asked for himself."""
    other = stand_in(here, here.pptk)
    made = here.order(OrderState.REVIEW)
    package = made.package
    package.requested_by_id = other.user_id
    package.save(update_fields=["requested_by_id"])
    with pytest.raises(RuleBroken, match="Pengusul tidak menyetujui"):
        orders.approve(order_id=made.pk, version=made.version, actor=other)


def test_a_ppk_of_another_unit_signs_by_the_letter(here: Office) -> None:
    """That he is PPK elsewhere in his own right makes him no PPK here."""
    other = hired(here.government, Role.PPTK, unit=here.unit)
    there = RoleAssignment.objects.get(user_id=here.elsewhere[Role.PPK].user_id)
    RoleAssignment.objects.filter(pk=there.pk).update(user_id=other.user_id)
    seat = stand_in(here, other)
    made = here.order(OrderState.SIGNING)
    orders.sign(order_id=made.pk, version=made.version, actor=seat)
    assert Signature.objects.get().post == f"{SUBSTITUTE}, {here.unit.name}"
    assert seat.doing(["approve_purchase"], there.unit_id or 0).label == seat.label


def test_who_stands_in_for_two_signs_each_unit_by_its_own_letter(here: Office) -> None:
    other = hired(here.government, Role.PPTK, unit=here.unit)
    there = RoleAssignment.objects.get(user_id=here.elsewhere[Role.PPK].user_id)
    RoleAssignment.objects.create(
        user_id=other.user_id, role=Role.PPTK, government=here.government, unit=there.unit,
        valid_from=there.valid_from, valid_to=there.valid_to,
    )  # fmt: skip
    stand_in(here, other)
    told = HandingOn(other.user_id or 0, clock.today(), tomorrow(7), Way.SUBSTITUTE, "800/99/2026", "Cuti tahunan")
    services.hand_on_role(assignment_id=there.pk, told=told, actor=here.elsewhere[Role.PPK])
    seat = seated(here, other)
    assert seat.doing(["approve_purchase"], here.unit.pk).label == SUBSTITUTE
    assert seat.doing(["approve_purchase"], there.unit_id or 0).label.endswith("800/99/2026")
