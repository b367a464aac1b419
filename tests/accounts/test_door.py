"""The door of sellers: registering by number and PIN, codes that prove a number, and what a guesser meets."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator

from belanja.accounts import pins, selectors, services
from belanja.accounts.backend import Backend
from belanja.accounts.models import Attempts, DoorCode, User
from belanja.foundation import clock
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE, Actor
from belanja.rules.decisions import RuleBroken

pytestmark = pytest.mark.django_db

PIN, OTHER_PIN = "407183", "928364"
NUMBER = "0812-3456-7890"
E164 = "+6281234567890"


def registered(pin: str = PIN, phone: str = NUMBER, name: str = "Siti Aminah") -> User:
    return services.register(name=name, phone=phone, pin=pin, government_code="D43")


def code_for(user: User, purpose: str = "nomor", phone: str = "") -> str:
    return services.hand_code(
        user_id=user.pk, purpose=purpose, government_code="D43", days=7, actor=CONSOLE, phone=phone
    )[1]


def proved(pin: str = PIN, phone: str = NUMBER) -> User:
    return services.use_code(typed=code_for(registered(pin, phone)), pin=pin)


def refused(**given: str) -> RuleBroken:
    wanted = {"name": "Siti", "phone": NUMBER, "pin": PIN} | given
    with pytest.raises(RuleBroken) as refusal:
        services.register(**wanted)
    return refusal.value


def test_a_pin_is_kept_so_that_a_copy_of_the_database_does_not_tell_it(settings: object) -> None:
    user = registered()
    assert user.uses_pin
    assert PIN not in user.password
    assert user.check_password(PIN)
    assert not user.check_password(OTHER_PIN)
    assert not user.check_password("")
    settings.IDENTITY_KEY = "another key"  # type: ignore[attr-defined]
    assert not user.check_password(PIN)


def test_the_journal_knows_neither_name_nor_number() -> None:
    proved()
    told = str(list(Event.objects.values_list("payload", "subject", "actor_label"))).lower()
    assert "siti" not in told
    assert "8123" not in told


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name": " "}, "name_missing"),
        ({"name": "a\x00b"}, "name_missing"),
        ({"phone": "12"}, "phone_invalid"),
        ({"pin": "123456"}, "pin_weak"),
        ({"pin": "345678"}, "pin_weak"),
        ({"contact_email": "bukan"}, "email_invalid"),
    ],
)
def test_what_is_missing_or_weak_is_refused_and_nothing_stays(given: dict[str, str], code: str) -> None:
    assert refused(**given).code == code
    assert not User.objects.exists()


def test_sending_the_form_twice_opens_one_account() -> None:
    assert registered() == registered(phone="+62 812 3456 7890")
    assert Event.objects.filter(name="accounts.registered").count() == 1


def test_a_number_of_somebody_else_gives_another_account_and_tells_nothing() -> None:
    owner = proved()
    guess = registered(OTHER_PIN)
    assert guess != owner
    assert selectors.by_login(NUMBER) == owner
    assert (selectors.is_proved(owner.pk), selectors.is_proved(guess.pk)) == (True, False)
    assert list(selectors.waiting("D43")) == [guess]
    with pytest.raises(RuleBroken) as refusal:
        code_for(guess)
    assert refusal.value.code == "number_taken"


def test_an_unproved_number_names_nobody_to_whom_a_role_could_be_given() -> None:
    registered()
    assert selectors.by_login(NUMBER) is None


def test_a_code_proves_the_number_and_closes_what_others_claimed() -> None:
    squatter = registered(OTHER_PIN, name="Orang Lain")
    mine = registered()
    code = code_for(mine)
    assert services.read_code(typed=code.lower().replace("-", " ")).user == mine  # type: ignore[union-attr]
    services.use_code(typed=code, pin="586207")
    mine.refresh_from_db()
    squatter.refresh_from_db()
    assert (mine.phone, mine.phone_verified, mine.check_password("586207")) == (E164, True, True)
    assert (squatter.is_active, squatter.phone, squatter.name) == (False, None, "Akun ditutup")
    row = DoorCode.objects.get(user=mine)
    assert (row.phone, row.used_at is None) == ("", False)
    assert code not in row.code_hash


def test_whoever_is_signed_in_proves_the_number_and_keeps_the_pin() -> None:
    user = registered()
    session = user.get_session_auth_hash()
    services.prove_number(typed=code_for(user), user_id=user.pk)
    user.refresh_from_db()
    assert user.phone_verified
    assert user.check_password(PIN)
    assert user.get_session_auth_hash() == session


def test_a_code_of_somebody_else_proves_nothing() -> None:
    user, other = registered(), registered(phone="0813-0000-0000")
    with pytest.raises(RuleBroken) as refusal:
        services.prove_number(typed=code_for(user), user_id=other.pk)
    assert refusal.value.status == 404
    assert not User.objects.filter(phone_verified=True).exists()


def test_a_code_ends_when_used_replaced_late_or_mistyped() -> None:
    user = registered()
    first = code_for(user)
    second = code_for(user)
    assert services.read_code(typed=first) is None
    assert services.read_code(typed=second[:-1] + ("0" if second[-1] != "0" else "1")) is None
    with clock.frozen(clock.now() + timedelta(days=7, seconds=1)):
        assert services.read_code(typed=second) is None
    with pytest.raises(RuleBroken) as weak:
        services.use_code(typed=second, pin="111111")
    assert weak.value.code == "pin_weak"
    services.use_code(typed=second, pin=PIN)
    for typed in (first, second, "", "7K3M"):
        with pytest.raises(RuleBroken) as refusal:
            services.use_code(typed=typed, pin=OTHER_PIN)
        assert refusal.value.code == "code_invalid"


def test_nobody_hands_a_code_to_himself() -> None:
    user = registered()
    with pytest.raises(RuleBroken) as refusal:
        services.hand_code(
            user_id=user.pk, purpose="nomor", government_code="D43", days=7, actor=Actor(user.pk, "Petugas")
        )
    assert refusal.value.code == "own_account"


def test_an_invited_person_chooses_the_pin_with_the_code() -> None:
    invited = services.invite(name="Bu Iyem", phone=NUMBER, government_code="D43", actor=CONSOLE)
    assert services.invite(name="Bu Iyem", phone=E164, government_code="D43", actor=CONSOLE) == invited
    assert not invited.has_usable_password()
    services.use_code(typed=code_for(invited, "undangan"), pin=PIN)
    assert selectors.by_login(NUMBER) == invited
    with pytest.raises(RuleBroken) as refusal:
        services.invite(name="Lain", phone=NUMBER, government_code="D43", actor=CONSOLE)
    assert refusal.value.status == 409


def test_being_locked_out_takes_every_way_in() -> None:
    user = proved()
    session = user.get_session_auth_hash()
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={})
    services.lock_out(user_id=user.pk, actor=CONSOLE)
    user.refresh_from_db()
    assert not user.check_password(PIN)
    assert user.get_session_auth_hash() != session
    assert not Authenticator.objects.exists()
    code = code_for(user, "pulih", "0819-0000-1111")
    with pytest.raises(RuleBroken):
        services.prove_number(typed=code, user_id=user.pk)
    services.use_code(typed=code, pin=OTHER_PIN)
    assert selectors.by_login("0819 0000 1111") == user
    assert selectors.by_login(NUMBER) is None


def test_a_number_rests_after_five_wrong_ones_whether_it_has_an_account_or_not() -> None:
    proved()
    start = datetime(2026, 11, 25, 3, tzinfo=UTC)
    with clock.frozen(start):
        for number in (E164, "+6281999999999"):
            assert [services.charge(number=number) for _ in range(6)] == [None] * 5 + [start + timedelta(minutes=5)]
    with clock.frozen(start + timedelta(minutes=6)):
        assert services.charge(number=E164) is None
    with clock.frozen(start + timedelta(hours=60)):
        services.charge(number=E164)
        assert Attempts.objects.get(key=pins.keyed("masuk", E164)).failures == 1
    assert "8123" not in str(list(Attempts.objects.values()))


def test_registering_a_number_again_and_again_is_guessing_too() -> None:
    proved()
    for pin in ("586207", "739482", "928364", "407185", "620957"):
        registered(pin)
    with pytest.raises(RuleBroken) as refusal:
        registered()
    assert (refusal.value.status, refusal.value.code) == (429, "number_rests")


def test_a_guesser_cannot_wipe_out_his_failures_with_an_account_of_his_own() -> None:
    for _ in range(4):
        services.charge(number=E164)
        services.charge(number=E164)
        services.forgive(number=E164, wholly=False)
    assert Attempts.objects.get(key=pins.keyed("masuk", E164)).failures == 4
    services.forgive(number=E164, wholly=True)
    assert not Attempts.objects.exists()


def test_the_owner_changes_what_is_his() -> None:
    user = proved()
    me = Actor(user.pk, "Pemilik akun")
    services.change_contact(user_id=user.pk, name="Siti A.", contact_email="siti@contoh.id", actor=me)
    before = user.get_session_auth_hash()
    services.end_sessions(user_id=user.pk, actor=me)
    user.refresh_from_db()
    assert (user.name, user.contact_email) == ("Siti A.", "siti@contoh.id")
    assert user.get_session_auth_hash() != before
    services.set_pin(user_id=user.pk, pin=OTHER_PIN, actor=me)
    user.refresh_from_db()
    assert user.check_password(OTHER_PIN)
    with pytest.raises(RuleBroken):
        services.set_pin(user_id=user.pk, pin="222222", actor=me)
    with pytest.raises(RuleBroken):
        services.remove_passkey(user_id=user.pk, passkey_id=1, actor=me)


def test_a_closed_account_leaves_no_number_anywhere() -> None:
    user = registered()
    code_for(user)
    services.deactivate_account(user_id=user.pk, actor=CONSOLE)
    assert list(DoorCode.objects.values_list("phone", flat=True)) == [""]
    assert not DoorCode.objects.filter(cancelled_at__isnull=True).exists()


def test_what_no_longer_counts_goes_by_itself() -> None:
    start = clock.now()
    user = registered()
    code = code_for(user)
    for _ in range(15):
        services.charge(number="+6281900000000")
    with clock.frozen(start + timedelta(hours=47)):
        assert services.tidy() == 0
        services.charge(number="+6281911111111")
    with clock.frozen(start + timedelta(hours=49)):
        assert services.tidy() == 2
        assert Attempts.objects.count() == 1
        assert services.read_code(typed=code) is not None
    with clock.frozen(start + timedelta(days=8)):
        assert services.tidy() == 2
        assert services.tidy() == 0
    assert DoorCode.objects.get().phone == ""


def test_what_was_planted_before_the_number_was_proved_opens_nothing_after() -> None:
    planted = registered(OTHER_PIN, name="Orang Lain")
    for kind in (Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES):
        Authenticator.objects.create(user=planted, type=kind, data={})
    services.use_code(typed=code_for(planted), pin=PIN)
    sessions = planted.sessions
    planted.refresh_from_db()
    assert not Authenticator.objects.exists()
    assert planted.sessions == sessions + 1
    assert not planted.check_password(OTHER_PIN)


def test_no_passkey_before_the_number_is_proved() -> None:
    user = registered()
    with pytest.raises(RuleBroken) as refusal:
        services.add_passkey(user_id=user.pk, name="HP", credential={}, actor=Actor(user.pk, "Pemilik akun"))
    assert (refusal.value.status, refusal.value.code) == (409, "number_unproved")
    assert not Authenticator.objects.exists()


def test_two_forms_of_a_stranger_shut_nobody_out_of_an_unproved_account() -> None:
    mine = registered()
    for pin in ("586207", "739482", "620957"):
        registered(pin, name="Orang Lain")
    assert mine in selectors.claimants(E164)
    assert Backend()._authenticate_by_phone(E164, PIN) == mine
    assert len(selectors.claimants(E164)) == selectors.CLAIMS


def test_who_comes_after_squatters_still_gets_in_and_who_came_back_goes_first() -> None:
    squatters = [registered(pin, name="Orang Lain") for pin in ("586207", "739482", "620957")]
    mine = registered()
    assert selectors.claimants(E164) == [*squatters[:2], mine]
    User.objects.filter(pk=squatters[2].pk).update(last_login=clock.now())
    assert selectors.claimants(E164) == [*squatters[:2], mine], "the day of registering says nothing"
    User.objects.filter(pk=mine.pk).update(last_login=clock.now() + timedelta(days=1))
    assert selectors.claimants(E164) == [mine, squatters[0], squatters[2]]


def test_an_account_prepared_by_an_officer_takes_nobodys_place() -> None:
    services.invite(name="Bu Iyem", phone=NUMBER, government_code="D43", actor=CONSOLE)
    assert selectors.claimants(E164) == []
