"""Access is given back in person by two officers who differ; one alone hands over codes and invites."""

from datetime import timedelta

import pytest

from belanja.accounts import selectors as accounts_read
from belanja.accounts import services as accounts
from belanja.accounts.models import DoorCode, User
from belanja.foundation import clock
from belanja.institutions import selectors, services
from belanja.institutions.models import Government, Restoration, RoleAssignment
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE, Actor
from belanja.notices.models import Notice
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import DUTIES, Duty, Role
from tests.support.people import hired

pytestmark = pytest.mark.django_db

PIN, NEW_PIN = "407183", "928364"
NUMBER, NEW_NUMBER = "0812-3456-7890", "0819-5555-4444"


@pytest.fixture
def seller(government: Government) -> User:
    user = accounts.register(name="Siti", phone=NUMBER, pin=PIN, government_code=government.code)
    code = accounts.hand_code(user_id=user.pk, purpose="nomor", government_code=government.code, days=7, actor=CONSOLE)[
        1
    ]
    return accounts.use_code(typed=code, pin=PIN)


def asked(government: Government, actor: Actor, new_phone: str = "", phone: str = NUMBER) -> Restoration:
    return services.ask_restoration(
        government=government,
        phone=phone,
        reason="Telepon hilang",
        seen="KTP asli dan NIB",
        new_phone=new_phone,
        actor=actor,
    )


def everything() -> list[list[dict[str, object]]]:
    return [list(model.objects.order_by("pk").values()) for model in (User, DoorCode, Restoration, Event, Notice)]


def test_two_officers_give_access_back(government: Government, seller: User) -> None:
    first, second = hired(government, Role.PEMBINA), hired(government, Role.VERIFIKATOR)
    request = asked(government, first)
    seller.refresh_from_db()
    assert seller.check_password(PIN)
    _row, code = services.approve_restoration(restoration_id=request.pk, government=government, actor=second)
    seller.refresh_from_db()
    assert not seller.has_usable_password()
    accounts.use_code(typed=code, pin=NEW_PIN)
    seller.refresh_from_db()
    assert seller.check_password(NEW_PIN)
    assert Notice.objects.get(to_user=seller).kind == "accounts.restored"
    told = Event.objects.filter(name__startswith="institutions.restoration_").order_by("pk")
    assert [(event.name.rpartition("_")[2], event.actor_id) for event in told] == [
        ("asked", first.user_id),
        ("approved", second.user_id),
    ]


def test_a_new_number_is_typed_by_both_and_kept_by_none(government: Government, seller: User) -> None:
    first, second = hired(government, Role.PEMBINA), hired(government, Role.VERIFIKATOR)
    request = asked(government, first, NEW_NUMBER)
    assert "8195" not in str(Restoration.objects.values())
    for wrong in ("", "0819-5555-4445"):
        before = everything()
        with pytest.raises(RuleBroken) as refusal:
            services.approve_restoration(
                restoration_id=request.pk, government=government, actor=second, new_phone=wrong
            )
        assert refusal.value.code in {"number_differs", "phone_invalid"}
        assert everything() == before
    _row, code = services.approve_restoration(
        restoration_id=request.pk, government=government, actor=second, new_phone="+62 819 5555 4444"
    )
    accounts.use_code(typed=code, pin=NEW_PIN)
    assert accounts_read.by_login(NEW_NUMBER) == seller
    assert accounts_read.by_login(NUMBER) is None


def test_the_officer_who_asked_does_not_decide(government: Government, seller: User) -> None:
    first = hired(government, Role.KEPALA_BIRO_PBJ, Role.VERIFIKATOR)
    request = asked(government, first)
    before = everything()
    for decide in (
        lambda: services.approve_restoration(restoration_id=request.pk, government=government, actor=first),
        lambda: services.refuse_restoration(restoration_id=request.pk, government=government, note="x", actor=first),
    ):
        with pytest.raises(RuleBroken) as refusal:
            decide()
        assert refusal.value.code == "same_person"
    assert everything() == before


def test_a_refusal_leaves_the_account_as_it_is(government: Government, seller: User) -> None:
    first, second = hired(government, Role.PEMBINA), hired(government, Role.BIRO_PBJ)
    request = asked(government, first)
    services.refuse_restoration(restoration_id=request.pk, government=government, note="KTP orang lain", actor=second)
    seller.refresh_from_db()
    assert seller.check_password(PIN)
    with pytest.raises(RuleBroken) as refusal:
        services.approve_restoration(restoration_id=request.pk, government=government, actor=second)
    assert refusal.value.status == 409
    asked(government, first)


def test_officers_and_oneself_are_not_let_in_by_this_door(government: Government, seller: User) -> None:
    officer, second = hired(government, Role.BIRO_PBJ), hired(government, Role.PEMBINA)
    User.objects.filter(pk=officer.user_id).update(phone="+6281100002222", phone_verified=True)
    for actor in (officer, second):
        with pytest.raises(RuleBroken) as refusal:
            asked(government, actor, phone="081100002222")
        assert refusal.value.code in {"own_account", "account_of_officer"}
    request = asked(government, officer)
    RoleAssignment.objects.create(
        user=seller,
        role=Role.PPK,
        government=government,
        valid_from=clock.today(),
        valid_to=clock.today() + timedelta(days=9),
    )
    with pytest.raises(RuleBroken) as late:
        services.approve_restoration(restoration_id=request.pk, government=government, actor=second)
    assert late.value.code == "account_of_officer"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"phone": "0813-9999-0000"}, "account_unknown"),
        ({"phone": "orang0@contoh.id"}, "account_unknown"),
        ({"reason": " "}, "restoration_empty"),
        ({"seen": ""}, "restoration_empty"),
        ({"new_phone": "12"}, "phone_invalid"),
    ],
)
def test_what_is_missing_is_said(government: Government, seller: User, given: dict[str, str], code: str) -> None:
    officer = hired(government, Role.PEMBINA)
    wanted = {"phone": NUMBER, "reason": "hilang", "seen": "KTP", "new_phone": ""} | given
    with pytest.raises(RuleBroken) as refusal:
        services.ask_restoration(government=government, actor=officer, **wanted)
    assert refusal.value.code == code
    assert not Restoration.objects.exists()


def test_one_request_at_a_time_and_none_for_ever(government: Government, seller: User) -> None:
    first, second = hired(government, Role.PEMBINA), hired(government, Role.VERIFIKATOR)
    old = asked(government, first)
    with pytest.raises(RuleBroken) as refusal:
        asked(government, second)
    assert refusal.value.code == "restoration_open"
    with clock.frozen(clock.now() + timedelta(days=15)):
        with pytest.raises(RuleBroken) as late:
            services.approve_restoration(restoration_id=old.pk, government=government, actor=second)
        assert late.value.code == "restoration_lapsed"
        fresh = asked(government, second)
    assert list(selectors.restorations(government.pk)) == [fresh, old]


def test_an_invited_person_gets_a_code_at_the_counter(government: Government) -> None:
    officer = hired(government, Role.PEMBINA)
    user, code = services.invite_person(government=government, name="Bu Iyem", phone=NUMBER, actor=officer)
    row, again = services.hand_code(government=government, user_id=user.pk, actor=officer)
    assert (row.purpose, accounts.read_code(typed=code)) == ("undangan", None)
    accounts.use_code(typed=again, pin=PIN)
    assert accounts_read.by_login(NUMBER) == user


def test_codes_are_for_those_who_registered_here(government: Government, neighbour: Government) -> None:
    user = accounts.register(name="Siti", phone=NUMBER, pin=PIN, government_code=neighbour.code)
    with pytest.raises(RuleBroken) as refusal:
        services.hand_code(government=government, user_id=user.pk, actor=hired(government, Role.PEMBINA))
    assert refusal.value.status == 404


@pytest.mark.parametrize("deed", ["hand", "invite", "ask", "approve", "refuse"])
def test_whoever_may_not_changes_nothing(
    government: Government, neighbour: Government, seller: User, deed: str
) -> None:
    waits = accounts.register(name="Adi", phone="0813-1111-2222", pin=PIN, government_code=government.code)
    request = asked(government, hired(government, Role.PEMBINA))

    def do(actor: Actor) -> object:
        if deed == "hand":
            return services.hand_code(government=government, user_id=waits.pk, actor=actor)
        if deed == "invite":
            return services.invite_person(government=government, name="A", phone="081377778888", actor=actor)
        if deed == "ask":
            return asked(government, actor)
        if deed == "approve":
            return services.approve_restoration(restoration_id=request.pk, government=government, actor=actor)
        return services.refuse_restoration(restoration_id=request.pk, government=government, note="x", actor=actor)

    refused = {hired(government, role): 403 for role in Role if role not in DUTIES[Duty.RESTORE_ACCESS]}
    refused |= {hired(neighbour, *Role): 404, hired(government): 404}
    before = everything()
    for actor, status in refused.items():
        with pytest.raises(RuleBroken) as refusal:
            do(actor)
        assert refusal.value.status == status
    assert everything() == before
