"""The pages of the door: registering, codes, PIN, passkeys, messages; what a stranger learns from them is nothing."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from belanja.accounts import selectors, services
from belanja.accounts.models import User
from belanja.journal.services import CONSOLE
from belanja.notices import services as notices
from belanja.notices.models import Notice

pytestmark = pytest.mark.django_db

PIN, OTHER_PIN = "407183", "928364"
NUMBER, E164 = "0812-3456-7890", "+6281234567890"
FORM = {"name": "Siti Aminah", "phone": NUMBER, "government": "D43", "pin": PIN, "again": PIN, "contact_email": ""}


@pytest.fixture(autouse=True)
def _no_attempts_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def seller(pin: str = PIN, phone: str = NUMBER) -> User:
    user = services.register(name="Siti Aminah", phone=phone, pin=pin, government_code="D43")
    return services.use_code(typed=code_for(user), pin=pin)


def code_for(user: User, purpose: str = "nomor") -> str:
    return services.hand_code(user_id=user.pk, purpose=purpose, government_code="D43", days=7, actor=CONSOLE)[1]


def signed_in(client: Client) -> int | None:
    return int(client.session["_auth_user_id"]) if "_auth_user_id" in client.session else None


def register(client: Client, **given: str) -> HttpResponse:
    return client.post("/akun/daftar/", FORM | given)


def sign_in(client: Client, login: str = NUMBER, pin: str = PIN) -> HttpResponse:
    return client.post("/akun/masuk/", {"login": login, "password": pin})


def sure(client: Client, pin: str = PIN) -> None:
    """Confirm once more that it is oneself, as settings of the account ask."""
    client.post("/akun/konfirmasi/?next=/akun/keamanan/", {"password": pin})


def words(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_a_seller_registers_is_signed_in_and_lands_at_his_firms(client: Client) -> None:
    assert client.get("/akun/daftar/").status_code == 200
    answer = register(client)
    assert (answer.status_code, answer["Location"]) == (302, "/akun/sesudah-masuk/")
    assert client.get("/akun/sesudah-masuk/")["Location"] == "/usaha/"
    page = words(client.get("/akun/keamanan/"))
    assert "Nomor telepon Anda belum terbukti." in page
    assert "Ganti PIN" in page
    assert client.get("/akun/daftar/").status_code == 302


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": ""}, "Isi nama Anda."),
        ({"phone": "12"}, "Nomor telepon tidak sah."),
        ({"pin": "123456", "again": "123456"}, "berpola"),
        ({"pin": "345678", "again": "345678"}, "berpola"),
        ({"pin": "567890", "again": "567890"}, "berpola"),
        ({"again": OTHER_PIN}, "Kedua PIN tidak sama."),
        ({"pin": "1"}, "enam angka"),
        ({"contact_email": "bukan"}, "Surel tidak sah."),
        ({"government": "D999"}, "pilihan"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_stays(client: Client, given: dict[str, str], said: str) -> None:
    answer = register(client, **given)
    page = words(answer)
    assert answer.status_code == 422
    assert said in page
    assert given.get("name", "Siti Aminah") in page
    assert PIN not in page
    assert not User.objects.exists()


def test_registering_tells_nobody_who_has_an_account(client: Client) -> None:
    owner = seller()
    known, unknown = register(Client(), pin=OTHER_PIN, again=OTHER_PIN), register(Client(), phone="0813-0000-1111")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert {*known.headers} == {*unknown.headers}
    for number in (NUMBER, "0813-0000-1111"):
        answer = sign_in(client, number, "620957")
        assert "tidak cocok" in words(answer)
    assert User.objects.get(pk=owner.pk).check_password(PIN)


def test_the_pin_of_a_seller_signs_in_and_wrong_ones_let_the_number_rest(client: Client) -> None:
    owner = seller()
    assert sign_in(client)["Location"] == "/akun/sesudah-masuk/"
    assert signed_in(client) == owner.pk
    for number in (NUMBER, "0819-9999-9999"):
        guesser = Client()
        for _ in range(5):
            cache.clear()  # the limit of this address is another one
            sign_in(guesser, number, OTHER_PIN)
        cache.clear()
        assert "Coba lagi sesudah pukul" in words(sign_in(guesser, number))
        assert signed_in(guesser) is None


def test_two_who_claim_a_number_each_get_into_their_own_account() -> None:
    first, second = Client(), Client()
    register(first)
    register(second, pin=OTHER_PIN, again=OTHER_PIN)
    again, other = Client(), Client()
    sign_in(again)
    sign_in(other, pin=OTHER_PIN)
    assert signed_in(again) == signed_in(first) != signed_in(second) == signed_in(other)


def test_looking_at_a_code_uses_nothing_up_and_bringing_it_back_does(client: Client) -> None:
    user = services.register(name="Siti", phone=NUMBER, pin=PIN, government_code="D43")
    code = code_for(user)
    typed = client.post("/akun/kode/", {"code": code.lower().replace("-", "")})
    assert typed["Location"] == f"/akun/kode/{code}/"
    for _ in range(3):
        page = words(client.get(typed["Location"]))
        assert "+62812•••7890" in page
        assert E164 not in page
    assert client.post(typed["Location"], {"pin": OTHER_PIN, "again": PIN}).status_code == 422
    assert client.post(typed["Location"], {"pin": "111111", "again": "111111"}).status_code == 422
    assert client.post(typed["Location"], {"pin": OTHER_PIN, "again": OTHER_PIN}).status_code == 302
    assert signed_in(client) == user.pk
    assert selectors.is_proved(user.pk)
    gone = Client().get(typed["Location"])
    assert (gone.status_code, "tidak berlaku" in words(gone)) == (404, True)


def test_whoever_is_signed_in_proves_the_number_with_one_press(client: Client) -> None:
    register(client)
    user = User.objects.get()
    address = f"/akun/kode/{code_for(user)}/"
    assert "Nomor ini milik saya" in words(client.get(address))
    assert client.post(address)["Location"] == "/akun/sesudah-masuk/"
    assert selectors.is_proved(user.pk)
    assert signed_in(client) == user.pk


@pytest.mark.parametrize("code", ["", "7K3M-9QXF-2D4T", "x" * 30, "<script>"])
def test_a_code_that_is_none_is_said_to_be_none(client: Client, code: str) -> None:
    assert client.post("/akun/kode/", {"code": code}).status_code == 422
    if code and "/" not in code:
        assert client.get(f"/akun/kode/{code}/").status_code == 404


def test_the_way_back_asks_nothing(client: Client) -> None:
    page = words(client.get("/akun/lupa-pin/"))
    assert "Dua petugas yang berbeda" in page
    assert "<input" not in page.partition("<main")[2]


def test_another_pin_needs_the_old_one_and_ends_other_sessions(client: Client) -> None:
    user = seller()
    other = Client()
    sign_in(other)
    client.force_login(user)
    asked = client.get("/akun/pin/")
    assert asked["Location"].startswith("/akun/konfirmasi/")
    assert "tidak cocok" in words(client.post(asked["Location"], {"password": OTHER_PIN}))
    client.post(asked["Location"], {"password": PIN})
    assert client.post("/akun/pin/", {"pin": "222222", "again": "222222"}).status_code == 422
    assert client.post("/akun/pin/", {"pin": OTHER_PIN, "again": OTHER_PIN}).status_code == 302
    assert client.get("/akun/keamanan/").status_code == 200
    assert other.get("/akun/keamanan/").status_code == 302


def test_other_devices_are_signed_out_and_this_one_stays(client: Client) -> None:
    seller()
    other = Client()
    sign_in(client)
    sign_in(other)
    assert client.get("/akun/keluar-semua/").status_code == 405
    client.post("/akun/keluar-semua/")
    assert client.get("/akun/keamanan/").status_code == 200
    assert other.get("/akun/keamanan/").status_code == 302


def test_the_owner_changes_name_and_address_for_messages(client: Client) -> None:
    user = seller()
    sign_in(client)
    assert client.post("/akun/data/", {"name": "", "contact_email": "x"}).status_code == 422
    client.post("/akun/data/", {"name": "Siti A.", "contact_email": "siti@contoh.id"})
    user.refresh_from_db()
    assert (user.name, user.contact_email, user.email) == ("Siti A.", "siti@contoh.id", None)


def test_another_government_can_be_asked_to_prove_the_number(client: Client) -> None:
    register(client)
    user = User.objects.get()
    given = {"name": "Siti", "contact_email": "", "government": "D50"}
    assert client.post("/akun/data/", given | {"government": "D999"}).status_code == 422
    assert client.post("/akun/data/", given).status_code == 302
    assert (list(selectors.waiting("D43")), list(selectors.waiting("D50"))) == ([], [user])
    services.prove_number(typed=code_for(user), user_id=user.pk)
    assert "government" not in client.get("/akun/data/").context["form"].fields


JUNK: list[object] = [
    "", "x", "[]", "{}", "null", "1", '{"id": 1}',
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}),
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": "MQ"}}),
    json.dumps(
        {"id": "AA", "rawId": "AA", "type": "public-key",
         "response": {"userHandle": "MQ", "clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA"}}
    ),
    json.dumps(
        {"id": "AA", "rawId": "AA", "type": "public-key",
         "response": {"clientDataJSON": "e30", "attestationObject": "oA"}}
    ),
]  # fmt: skip


@pytest.mark.parametrize("junk", JUNK)
def test_whatever_is_sent_instead_of_a_passkey_opens_nothing(client: Client, junk: str) -> None:
    user = seller()
    asked = client.get("/akun/masuk/kunci-sandi/", headers={"accept": "application/json"})
    assert asked.json()["request_options"]["publicKey"]["userVerification"] == "required"
    answer = client.post("/akun/masuk/kunci-sandi/", {"credential": junk})
    assert (answer.status_code, answer["Location"]) == (302, "/akun/masuk/")
    assert signed_in(client) is None
    sign_in(client)
    sure(client)
    assert client.get("/akun/kunci-sandi/tambah/").status_code == 200
    assert client.post("/akun/kunci-sandi/tambah/", {"name": "HP", "credential": junk}).status_code == 422
    assert not Authenticator.objects.filter(user=user).exists()


def test_a_passkey_is_no_second_question_and_another_persons_is_not_there(client: Client) -> None:
    user = seller()
    other = seller(phone="0813-0000-1111")
    mine, foreign = [
        Authenticator.objects.create(user=one, type=Authenticator.Type.WEBAUTHN, data={"name": "HP", "credential": {}})
        for one in (user, other)
    ]
    sign_in(client)
    assert signed_in(client) == user.pk
    sure(client)
    assert client.post(f"/akun/kunci-sandi/{foreign.pk}/hapus/").status_code == 404
    assert client.post(f"/akun/kunci-sandi/{mine.pk}/hapus/").status_code == 302
    assert list(Authenticator.objects.all()) == [foreign]


def test_messages_are_read_by_their_owner_alone(client: Client) -> None:
    user, other = seller(), seller(phone="0813-0000-1111")
    for one in (user, other):
        notices.tell(user_ids=[one.pk], kind="x.y", text=f"Isi {one.pk} <b>", link="/usaha/", actor=CONSOLE)
    sign_in(client)
    page = words(client.get("/pesan/"))
    assert f"Isi {user.pk} &lt;b&gt;" in page
    assert f"Isi {other.pk}" not in page
    assert "1 belum dibaca." in page
    mine, foreign = Notice.objects.get(to_user=user), Notice.objects.get(to_user=other)
    assert client.get(f"/pesan/{mine.pk}/").status_code == 405
    assert client.post(f"/pesan/{foreign.pk}/").status_code == 404
    assert client.post(f"/pesan/{mine.pk}/")["Location"] == "/usaha/"
    assert "Semua sudah dibaca." in words(client.get("/pesan/"))
    assert client.post("/pesan/terbaca/")["Location"] == "/pesan/"
    foreign.refresh_from_db()
    assert foreign.read_at is None


@pytest.mark.parametrize(
    "path", ["/pesan/", "/akun/pin/", "/akun/data/", "/akun/kunci-sandi/tambah/", "/akun/sesudah-masuk/"]
)
def test_own_pages_lead_to_sign_in(path: str) -> None:
    assert Client().get(path)["Location"].startswith("/akun/masuk/?next=")


def test_registering_from_one_place_is_limited(client: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"signup": "2/h/ip"}
    for number in range(3):
        client.logout()
        answer = register(client, phone=f"0813-0000-000{number}")
    assert (answer.status_code, User.objects.count()) == (429, 2)
    assert "Terlalu banyak pendaftaran dari tempat ini." in words(answer)
    assert "0813-0000-0002" in words(answer)


def test_codes_are_tried_a_limited_number_of_times(client: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"reset_password_from_key": "2/m/ip"}
    found = [client.post("/akun/kode/", {"code": "7K3M-9QXF-2D4T"}).status_code for _ in range(3)]
    assert found == [422, 422, 429]


@pytest.mark.parametrize("path", ["/akun/kunci-sandi/tambah/", "/akun/keamanan/aplikasi/aktifkan/"])
def test_an_unproved_account_gets_no_further_way_in(client: Client, path: str) -> None:
    register(client)
    sure(client)
    page = words(client.get("/akun/keamanan/"))
    assert path not in page
    for answer in (client.get(path), client.post(path, {"name": "HP", "credential": "{}", "code": "000000"})):
        assert (answer.status_code, answer["Location"]) == (302, "/akun/keamanan/")
    assert "Buktikan dahulu nomor telepon Anda" in words(client.get("/akun/keamanan/"))
    user = User.objects.get()
    services.prove_number(typed=code_for(user), user_id=user.pk)
    assert client.get(path).status_code == 200
    assert path in words(client.get("/akun/keamanan/"))
