"""Signing in by e-mail or telephone number, with and without a second factor."""

from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from belanja.accounts import services
from belanja.accounts.models import User
from belanja.journal.services import CONSOLE

pytestmark = pytest.mark.django_db

PASSWORD = "kalimaya-lebak-7"
SIGN_IN = "/akun/masuk/"


@pytest.fixture(autouse=True)
def _no_attempts_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def user() -> User:
    return services.create_account(
        name="Ratna", email="ratna@contoh.id", phone="081234567890", password=PASSWORD, actor=CONSOLE
    )


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def sign_in(client: Client, login: str, password: str = PASSWORD) -> int:
    return client.post(SIGN_IN, {"login": login, "password": password}).status_code


@pytest.mark.parametrize(
    "login", ["ratna@contoh.id", "Ratna@Contoh.ID ", "081234567890", "+6281234567890", "0812-3456-7890"]
)
def test_either_address_in_any_spelling_signs_in(client: Client, user: User, login: str) -> None:
    assert sign_in(client, login) == 302
    assert client.session["_auth_user_id"] == str(user.pk)
    assert client.session.get_expiry_age() == 8 * 3600


@pytest.mark.parametrize(
    ("login", "password"),
    [("ratna@contoh.id", "salah"), ("tidak@ada.id", PASSWORD), ("0812-9999-9999", PASSWORD), ("081234567890", "salah")],
)
def test_a_wrong_pair_says_the_same_whether_the_account_exists_or_not(
    client: Client, user: User, login: str, password: str
) -> None:
    answer = client.post(SIGN_IN, {"login": login, "password": password})
    assert "tidak cocok. Periksa, lalu coba lagi." in answer.content.decode()
    assert not signed_in(client)


def test_what_is_no_address_is_said_at_the_field(client: Client) -> None:
    assert (
        "Isi nomor telepon atau alamat surel." in client.post(SIGN_IN, {"login": "x", "password": "y"}).content.decode()
    )


def test_attempts_are_limited_over_all_spellings_of_an_address(client: Client, user: User) -> None:
    spellings = ["081234567890", "+6281234567890", "0812 3456 7890", "6281234567890", "0812-3456-7890"] * 3
    for login in spellings:
        sign_in(client, login, "salah")
    answer = client.post(SIGN_IN, {"login": "081234567890", "password": PASSWORD})
    assert not signed_in(client)
    assert answer.status_code in {200, 429}


def test_a_closed_account_does_not_get_in(client: Client, user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)
    sign_in(client, "ratna@contoh.id")
    assert not signed_in(client)


def test_there_is_no_sign_up_by_e_mail(client: Client) -> None:
    for path in ("/akun/signup/", "/accounts/signup/"):
        assert client.get(path).status_code == 404


def test_sign_out_needs_a_press_of_the_button(client: Client, user: User) -> None:
    sign_in(client, "ratna@contoh.id")
    assert "Keluar dari Belanja" in client.get("/akun/keluar/").content.decode()
    assert signed_in(client)
    client.post("/akun/keluar/")
    assert not signed_in(client)


@pytest.mark.parametrize("path", ["/akun/keamanan/", "/akun/sandi/", "/akun/keamanan/aplikasi/aktifkan/"])
def test_security_pages_lead_to_sign_in_and_back(client: Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, unquote(answer["Location"])) == (302, f"{SIGN_IN}?next={path}")


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_the_second_factor_is_set_up_and_then_asked_for(client: Client, user: User) -> None:
    sign_in(client, "ratna@contoh.id")
    asked = client.get("/akun/keamanan/aplikasi/aktifkan/")
    assert "Konfirmasi bahwa ini Anda" in client.get(asked["Location"]).content.decode()
    assert "PIN atau kata sandi tidak cocok." in client.post(asked["Location"], {"password": "salah"}).content.decode()
    assert client.post(asked["Location"], {"password": PASSWORD}).status_code == 302
    page = client.get("/akun/keamanan/aplikasi/aktifkan/")
    assert "Pindai gambar ini" in page.content.decode()
    wrong = client.post("/akun/keamanan/aplikasi/aktifkan/", {"code": "000000x"})
    assert "Kode tidak cocok" in wrong.content.decode()
    secret = page.context["form"].secret
    done = client.post("/akun/keamanan/aplikasi/aktifkan/", {"code": code_for(secret)})
    assert (done.status_code, done["Location"]) == (302, "/akun/keamanan/kode-cadangan/")
    codes = client.get("/akun/keamanan/kode-cadangan/").context["unused_codes"]
    assert len(codes) == 10
    for path in ("/akun/keamanan/", "/akun/keamanan/aplikasi/matikan/", "/akun/keamanan/kode-cadangan/baru/"):
        assert client.get(path).status_code == 200
    assert client.get("/akun/keamanan/kode-cadangan/unduh/").status_code == 200

    cache.clear()  # the code just used is remembered; a recovery code is another one
    phone = Client()
    answer = phone.post(SIGN_IN, {"login": "081234567890", "password": PASSWORD})
    assert answer["Location"].startswith("/akun/masuk/kode/")
    assert not signed_in(phone)
    assert "Akun Anda dilindungi faktor kedua." in phone.get("/akun/masuk/kode/").content.decode()
    assert phone.post("/akun/masuk/kode/", {"code": "000000"}).status_code == 200
    assert not signed_in(phone)
    assert phone.post("/akun/masuk/kode/", {"code": codes[0]}).status_code == 302
    assert signed_in(phone)


def test_the_password_is_changed_with_the_old_one(client: Client, user: User) -> None:
    sign_in(client, "ratna@contoh.id")
    fields = {"oldpassword": "salah", "password1": "gula-aren-lebak-9", "password2": "gula-aren-lebak-9"}
    assert client.post("/akun/sandi/", fields).status_code == 200
    assert client.post("/akun/sandi/", fields | {"oldpassword": PASSWORD}).status_code == 302
    user.refresh_from_db()
    assert user.check_password("gula-aren-lebak-9")
