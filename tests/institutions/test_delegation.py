"""Handing on a role: to a colleague, by letter, for a term; what the law keeps apart stays apart; it ends by itself."""

from dataclasses import replace
from datetime import timedelta

import pytest

from belanja.foundation import clock
from belanja.institutions import handed_on, selectors, services
from belanja.institutions.models import Government, RoleAssignment, Unit, UnitParent
from belanja.institutions.services import HandingOn
from belanja.journal.models import Event
from belanja.journal.services import Actor
from belanja.notices.models import Notice
from belanja.rules.decisions import RuleBroken
from belanja.rules.delegation import WAYS, Way, conflict, post_of
from belanja.rules.duties import Duty, Role
from tests.support.people import hired, tomorrow, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def dinas(government: Government) -> Unit:
    return unit(government, "1.01.0.00.0.00.01.0000", "Dinas Uji")


@pytest.fixture
def ppk(government: Government, dinas: Unit) -> Actor:
    return hired(government, Role.PPK, unit=dinas)


@pytest.fixture
def pptk(government: Government, dinas: Unit) -> Actor:
    return hired(government, Role.PPTK, unit=dinas)


def told(to: Actor, **changed: object) -> HandingOn:
    assert to.user_id is not None
    plain = HandingOn(to.user_id, clock.today(), tomorrow(7), Way.SUBSTITUTE, "800/12/2026", "Cuti tahunan")
    return replace(plain, **changed)  # type: ignore[arg-type]


def of(actor: Actor) -> RoleAssignment:
    return RoleAssignment.objects.get(user_id=actor.user_id, behalf_of=None)


def refusal(status: int, actor: Actor, assignment: RoleAssignment, given: HandingOn) -> RuleBroken:
    before = (list(RoleAssignment.objects.order_by("pk").values()), Event.objects.count(), Notice.objects.count())
    with pytest.raises(RuleBroken) as broken:
        services.hand_on_role(assignment_id=assignment.pk, told=given, actor=actor)
    assert before == (
        list(RoleAssignment.objects.order_by("pk").values()),
        Event.objects.count(),
        Notice.objects.count(),
    )
    assert broken.value.status == status, broken.value.message
    return broken.value


def test_a_colleague_holds_it_for_its_term_and_both_know(
    government: Government, dinas: Unit, ppk: Actor, pptk: Actor
) -> None:
    made = services.hand_on_role(assignment_id=of(ppk).pk, told=told(pptk), actor=ppk)
    assert made.lent_post == "Pejabat Pembuat Komitmen pengganti, surat 800/12/2026"
    assert selectors.is_allowed(pptk, Duty.APPROVE_PURCHASE, government, unit_id=dinas.pk)
    assert selectors.is_allowed(ppk, Duty.APPROVE_PURCHASE, government, unit_id=dinas.pk)
    notice = Notice.objects.get(to_user_id=pptk.user_id)
    assert "dilimpahkan kepada Anda" in notice.text
    event = Event.objects.get(name__startswith="institutions.role_")
    assert (event.name, event.payload["letter"]) == ("institutions.role_handed_on", "800/12/2026")
    assert [one.pk for one in handed_on.handed_on(government.pk)] == [made.pk]
    with clock.frozen(clock.now() + timedelta(days=6)):
        assert selectors.is_allowed(pptk, Duty.APPROVE_PURCHASE, government, unit_id=dinas.pk)
    with clock.frozen(clock.now() + timedelta(days=7)):
        assert not selectors.is_allowed(pptk, Duty.APPROVE_PURCHASE, government, unit_id=dinas.pk)


def test_it_is_taken_back_at_once_and_only_by_whoever_gave_it(
    government: Government, dinas: Unit, ppk: Actor, pptk: Actor
) -> None:
    made = services.hand_on_role(assignment_id=of(ppk).pk, told=told(pptk), actor=ppk)
    with pytest.raises(RuleBroken) as broken:
        services.take_back_role(assignment_id=made.pk, actor=pptk)
    assert broken.value.status == 404
    services.take_back_role(assignment_id=made.pk, actor=ppk)
    events = Event.objects.count()
    services.take_back_role(assignment_id=made.pk, actor=ppk)
    assert Event.objects.count() == events
    assert not selectors.is_allowed(pptk, Duty.APPROVE_PURCHASE, government, unit_id=dinas.pk)
    # It may be handed on again on the same day.
    services.hand_on_role(assignment_id=of(ppk).pk, told=told(pptk), actor=ppk)


def test_it_ends_with_the_role_itself(government: Government, dinas: Unit, ppk: Actor, pptk: Actor) -> None:
    services.hand_on_role(assignment_id=of(ppk).pk, told=told(pptk), actor=ppk)
    services.end_role(assignment_id=of(ppk).pk, on=clock.today(), actor=hired(government, Role.ADMIN))
    assert not selectors.is_allowed(pptk, Duty.APPROVE_PURCHASE, government, unit_id=dinas.pk)


@pytest.mark.parametrize(
    ("changed", "status", "said"),
    [
        ({"letter": " "}, 422, "nomor surat"),
        ({"reason": "ya"}, 422, "alasannya"),
        ({"way": Way.MANDATE}, 422, "Pengganti menurut surat"),
        ({"way": Way.ACTING}, 422, "Pengganti menurut surat"),
        ({"valid_from": -1}, 422, "mundur"),
        ({"valid_to": 0}, 422, "paling lama 92 hari"),
        ({"valid_to": 93}, 422, "paling lama 92 hari"),
    ],
)
def test_what_cannot_be(ppk: Actor, pptk: Actor, changed: dict[str, object], status: int, said: str) -> None:
    """Whole numbers are days from today."""
    given = {name: tomorrow(value) if isinstance(value, int) else value for name, value in changed.items()}
    assert said in refusal(status, ppk, of(ppk), told(pptk, **given)).message


def test_ninety_two_days_are_the_most_and_no_more_than_ones_own_term(
    government: Government, dinas: Unit, pptk: Actor
) -> None:
    brief, long = hired(government, Role.PPK, unit=dinas, days=30), hired(government, Role.PPK, unit=dinas)
    assert "masa peran Anda sendiri" in refusal(422, brief, of(brief), told(pptk, valid_to=tomorrow(31))).message
    services.hand_on_role(assignment_id=of(long).pk, told=told(pptk, valid_to=tomorrow(92)), actor=long)


def test_to_whom_not(government: Government, dinas: Unit, ppk: Actor, pptk: Actor) -> None:
    mine = of(ppk)
    other = unit(government, "1.02.0.00.0.00.01.0000", "Dinas Lain")
    assert "satuan kerja yang sama" in refusal(422, ppk, mine, told(hired(government, Role.PPTK, unit=other))).message
    assert "satuan kerja yang sama" in refusal(422, ppk, mine, told(hired(government))).message
    assert "diri sendiri" in refusal(403, ppk, mine, told(ppk)).message
    assert "sudah memegang" in refusal(409, ppk, mine, told(hired(government, Role.PPK, unit=dinas))).message
    assert "tidak ditemukan" in refusal(404, pptk, mine, told(ppk)).message
    for role, why in (
        (Role.BENDAHARA, "PPK tidak dirangkap bendahara"),
        (Role.PEJABAT_PENGADAAN, "keduanya dua orang"),
    ):
        apart = refusal(422, ppk, mine, told(hired(government, role, unit=dinas)))
        assert why in apart.message
        assert apart.citation


def test_what_is_held_above_or_below_is_kept_apart_too(
    government: Government, dinas: Unit, ppk: Actor, pptk: Actor
) -> None:
    """A treasurer of the Perangkat Daerah above pays here too; so does one of a unit below there."""
    other = unit(government, "1.01.0.00.0.00.01.0001", "Unit Lain")
    UnitParent.objects.create(unit=other, parent=dinas, valid_from=tomorrow(-30))
    treasurer = RoleAssignment.objects.create(
        user_id=pptk.user_id, role=Role.BENDAHARA, government=government, unit=other, valid_from=tomorrow(-1),
        valid_to=tomorrow(100),
    )  # fmt: skip
    assert refusal(422, ppk, of(ppk), told(pptk)).code == "duties_apart"
    RoleAssignment.objects.filter(pk=treasurer.pk).update(unit=dinas)
    RoleAssignment.objects.filter(user_id__in=[ppk.user_id, pptk.user_id]).exclude(pk=treasurer.pk).update(unit=other)
    mine = RoleAssignment.objects.get(user_id=ppk.user_id)
    assert refusal(422, ppk, mine, told(pptk)).code == "duties_apart"


def test_what_was_handed_on_is_not_handed_on_again_and_not_twice(
    government: Government, dinas: Unit, ppk: Actor, pptk: Actor
) -> None:
    made = services.hand_on_role(assignment_id=of(ppk).pk, told=told(pptk), actor=ppk)
    third = hired(government, Role.PPTK, unit=dinas)
    assert "tidak dapat dilimpahkan lagi" in refusal(403, pptk, made, told(third)).message
    assert "sudah dilimpahkan" in refusal(409, ppk, of(ppk), told(third)).message


def test_roles_without_a_unit_and_roles_of_others_offices_stay(
    government: Government, dinas: Unit, pptk: Actor
) -> None:
    whole = hired(government, Role.PPK)
    assert refusal(403, whole, of(whole), told(pptk)).code == "duty_missing"


def test_how_who_stands_in_is_named() -> None:
    assert post_of(Role.PA, Way.MANDATE, "1") == "a.n. Pengguna Anggaran"
    assert post_of(Role.KPA, Way.ACTING, "1") == "Plh. Kuasa Pengguna Anggaran"
    for role, ways in WAYS.items():
        assert (ways == (Way.SUBSTITUTE,)) is (role not in (Role.PA, Role.KPA))
    assert "a.n." not in post_of(Role.PPK, Way.SUBSTITUTE, "7/2026")


def test_conflicts_go_both_ways() -> None:
    for one in Role:
        for other in Role:
            if Role.APIP not in (one, other):
                assert (conflict(one, [other]) is None) is (conflict(other, [one]) is None)
    assert conflict(Role.PPTK, [Role.APIP])
    assert conflict(Role.PPK, [Role.PPTK, Role.KPA]) is None
