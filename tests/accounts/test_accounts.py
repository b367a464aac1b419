"""Opening and closing accounts."""

import pytest
from allauth.mfa.models import Authenticator

from belanja.accounts import selectors, services
from belanja.accounts.models import User
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE
from belanja.rules.decisions import RuleBroken

pytestmark = pytest.mark.django_db

PASSWORD = "kalimaya-lebak-7"


def opened(email: str | None = "Ratna@Contoh.id", phone: str | None = "0812-3456-7890") -> User:
    return services.create_account(name=" Ratna ", email=email, phone=phone, password=PASSWORD, actor=CONSOLE)


def test_an_account_is_found_by_either_address_in_any_spelling() -> None:
    user = opened()
    assert (user.name, user.email, user.phone) == ("Ratna", "ratna@contoh.id", "+6281234567890")
    for login in ("ratna@contoh.id", "RATNA@contoh.id ", "081234567890", "+62 812 3456 7890"):
        assert selectors.by_login(login) == user
    assert selectors.by_login("0812-0000-0000") is None
    assert selectors.by_login("bukan alamat") is None


def test_the_journal_knows_the_account_but_not_the_person() -> None:
    user = opened()
    event = Event.objects.get(name="accounts.account_opened")
    told = str((event.payload, event.subject, event.actor_label)).lower()
    assert event.subject == f"account:{user.pk}"
    assert "ratna" not in told
    assert "8123" not in told


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"email": None, "phone": None}, "address_missing"),
        ({"email": "bukan-surel"}, "email_invalid"),
        ({"phone": "12"}, "phone_invalid"),
        ({"name": "  "}, "name_missing"),
        ({"password": "pendek"}, "password_weak"),
        ({"email": "RATNA@contoh.id", "phone": None}, "account_exists"),
        ({"email": None, "phone": "+62 812-3456-7890"}, "account_exists"),
    ],
)
def test_a_refused_account_leaves_nothing_behind(given: dict[str, str | None], code: str) -> None:
    opened()
    before = (User.objects.count(), Event.objects.count())
    wanted = {"name": "Lain", "email": "lain@contoh.id", "phone": None, "password": PASSWORD} | given
    with pytest.raises(RuleBroken) as refusal:
        services.create_account(actor=CONSOLE, **wanted)
    assert refusal.value.code == code
    assert before == (User.objects.count(), Event.objects.count())


def test_closing_an_account_erases_the_person_and_keeps_the_id() -> None:
    user = opened()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    services.deactivate_account(user_id=user.pk, actor=CONSOLE)
    user.refresh_from_db()
    assert (user.email, user.phone, user.is_active, user.has_usable_password()) == (None, None, False, False)
    assert "Ratna" not in user.name
    assert not Authenticator.objects.filter(user=user).exists()
    assert selectors.by_login("ratna@contoh.id") is None
    before = Event.objects.count()
    services.deactivate_account(user_id=user.pk, actor=CONSOLE)
    assert Event.objects.count() == before
    opened()  # the addresses are free again


def test_a_new_password_is_checked_too() -> None:
    user = opened()
    with pytest.raises(RuleBroken):
        services.set_password(user_id=user.pk, password="ratna@contoh1", actor=CONSOLE)
    services.set_password(user_id=user.pk, password="gula-aren-lebak-9", actor=CONSOLE)
    user.refresh_from_db()
    assert user.check_password("gula-aren-lebak-9")
    with pytest.raises(RuleBroken) as refusal:
        services.set_password(user_id=user.pk + 999, password="gula-aren-lebak-9", actor=CONSOLE)
    assert refusal.value.status == 404
