"""Posts and roles with their terms."""

from collections.abc import Callable
from datetime import date

import pytest

from belanja.accounts.models import User
from belanja.foundation import clock
from belanja.institutions import selectors, services
from belanja.institutions.models import Government, Official, RoleAssignment
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE, Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty, Role
from tests.support.people import tomorrow, unit

pytestmark = pytest.mark.django_db

Hire = Callable[..., Actor]


def person(actor: Actor) -> int:
    assert actor.user_id is not None
    return actor.user_id


def given(government: Government, to: Actor, by: Actor, **changes: object) -> RoleAssignment:
    wanted = {"role": Role.BIRO_PBJ, "valid_from": tomorrow(0), "valid_to": tomorrow(365)} | changes
    return services.give_role(user_id=person(to), government=government, actor=by, **wanted)  # type: ignore[arg-type]  # the cases mix types on purpose


def test_an_administrator_gives_roles_for_a_term(government: Government, hire: Hire) -> None:
    admin, clerk = hire(Role.ADMIN), hire()
    row = given(government, clerk, admin)
    assert selectors.roles_of(clerk, government_id=government.pk) == {Role.BIRO_PBJ}
    assert row.given_by_id == admin.user_id
    assert list(selectors.governments_of(clerk)) == [government]
    services.end_role(assignment_id=row.pk, on=tomorrow(0), actor=admin)
    assert selectors.roles_of(clerk, government_id=government.pk) == frozenset()
    events = Event.objects.filter(subject=f"account:{clerk.user_id}").order_by("pk").values_list("name", flat=True)
    assert list(events) == ["institutions.role_given", "institutions.role_ended"]
    with pytest.raises(RuleBroken, match="sudah berakhir"):
        services.end_role(assignment_id=row.pk, on=tomorrow(3), actor=admin)


def test_nobody_gives_a_role_to_himself(government: Government, hire: Hire) -> None:
    admin = hire(Role.ADMIN)
    with pytest.raises(RuleBroken) as refusal:
        given(government, admin, admin)
    assert (refusal.value.code, refusal.value.status) == ("role_to_oneself", 403)
    assert selectors.roles_of(admin, government_id=government.pk) == {Role.ADMIN}


@pytest.mark.parametrize(("days", "allowed"), [(0, False), (-1, False), (1, True), (366, True), (367, False)])
def test_a_term_is_a_day_to_a_year(government: Government, hire: Hire, days: int, allowed: bool) -> None:
    clerk = hire()
    if allowed:
        given(government, clerk, CONSOLE, valid_to=tomorrow(days))
    else:
        with pytest.raises(RuleBroken) as refusal:
            given(government, clerk, CONSOLE, valid_to=tomorrow(days))
        assert refusal.value.code == "role_term"


def test_the_same_role_is_not_held_twice_at_a_time(government: Government, hire: Hire) -> None:
    clerk = hire()
    given(government, clerk, CONSOLE, valid_to=tomorrow(30))
    with pytest.raises(RuleBroken) as refusal:
        given(government, clerk, CONSOLE, valid_from=tomorrow(29), valid_to=tomorrow(60))
    assert refusal.value.status == 409
    given(government, clerk, CONSOLE, valid_from=tomorrow(30), valid_to=tomorrow(60))
    given(government, clerk, CONSOLE, unit=unit(government, "1"))


def test_roles_are_not_given_to_closed_accounts_or_for_foreign_units(
    government: Government, neighbour: Government, hire: Hire
) -> None:
    clerk = hire()
    with pytest.raises(RuleBroken, match="bukan bagian"):
        given(government, clerk, CONSOLE, unit=unit(neighbour, "1"))
    User.objects.filter(pk=clerk.user_id).update(is_active=False)
    with pytest.raises(RuleBroken) as refusal:
        given(government, clerk, CONSOLE)
    assert refusal.value.status == 404


def test_an_administrator_opens_and_closes_accounts(government: Government, neighbour: Government, hire: Hire) -> None:
    admin = hire(Role.ADMIN)
    user = services.open_account(
        government=government, name="Baru", email="baru@contoh.id", phone=None, password="kalimaya-lebak-7", actor=admin
    )
    with pytest.raises(RuleBroken) as refusal:
        services.close_account(government=government, user_id=user.pk, actor=admin)  # not (yet) one of ours
    assert refusal.value.status == 404
    clerk = Actor(user.pk, "petugas")
    given(government, clerk, admin)
    elsewhere = given(neighbour, clerk, CONSOLE)
    with pytest.raises(RuleBroken) as refusal:
        services.close_account(government=government, user_id=user.pk, actor=admin)
    assert refusal.value.status == 409
    services.end_role(assignment_id=elsewhere.pk, on=tomorrow(0), actor=CONSOLE)
    services.close_account(government=government, user_id=user.pk, actor=admin)
    user.refresh_from_db()
    assert (user.is_active, user.email) == (False, None)
    assert not selectors.is_allowed(clerk, Duty.IMPORT, government)
    with pytest.raises(RuleBroken) as refusal:
        services.close_account(government=government, user_id=person(admin), actor=admin)
    assert refusal.value.code == "own_account"


def appointed(government: Government, **changes: object) -> Official:
    wanted = {"post": "Sekretaris Daerah", "valid_from": date(2025, 1, 1)} | changes
    return services.appoint_official(government=government, actor=CONSOLE, **wanted)  # type: ignore[arg-type]  # the cases mix types on purpose


def test_officials_come_and_go_and_others_stand_in(government: Government) -> None:
    chief = appointed(government, decree="SK 1/2025")
    appointed(government, quality="plh", valid_from=date(2025, 3, 1), valid_to=date(2025, 4, 1))
    with clock.frozen(date(2025, 3, 15)):
        assert [one.quality for one in selectors.officials_of(government.pk)] == ["definitif", "plh"]
    with pytest.raises(RuleBroken) as refusal:
        appointed(government, valid_from=date(2025, 6, 1))
    assert refusal.value.code == "post_taken"
    with clock.frozen(date(2025, 5, 1)):
        services.end_official(official_id=chief.pk, on=date(2025, 6, 1), actor=CONSOLE)
    appointed(government, valid_from=date(2025, 6, 1))
    assert selectors.officials_of(government.pk, on=date(2025, 5, 31)).get().pk == chief.pk


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"post": " "}, "post_missing"),
        ({"quality": "raja"}, "quality_unknown"),
        ({"quality": "plt"}, "term_open"),
        ({"valid_to": date(2025, 1, 1)}, "term_backwards"),
    ],
)
def test_a_post_that_cannot_be_is_refused(government: Government, changes: dict[str, object], code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        appointed(government, **changes)
    assert refusal.value.code == code
    assert not Official.objects.exists()
