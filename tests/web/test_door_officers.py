"""Officers' pages of the door × every role × own or another government; and that names and numbers leave no file."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from belanja.accounts import services as accounts
from belanja.accounts.models import DoorCode, User
from belanja.foundation import clock
from belanja.institutions import services
from belanja.institutions.models import Government, Restoration
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE
from belanja.notices import services as notices
from belanja.notices.models import Mail, Notice
from belanja.rules.duties import DUTIES, Duty, Role
from belanja.web.doors import urls
from tests.support.officers import sitting
from tests.support.people import hired

pytestmark = pytest.mark.django_db

PIN = "407183"
ONE = {Duty.RESTORE_ACCESS}
#: Duties of which one opens a page. Written down here a second time on purpose.
OPENS: dict[str, set[Duty]] = {
    "people": ONE,
    "invite": ONE,
    "sheets": ONE,
    "code": ONE,
    "restorations": ONE,
    "restoration": ONE,
    "messages": {Duty.RESTORE_ACCESS, Duty.ASSIST_FIRM, Duty.VERIFY_FIRM},
    "message": {Duty.RESTORE_ACCESS, Duty.ASSIST_FIRM, Duty.VERIFY_FIRM},
    "mail": {Duty.RESTORE_ACCESS, Duty.ASSIST_FIRM, Duty.VERIFY_FIRM},
}
BODY = {
    "name": "Bu Iyem",
    "phone": "0813 1111 2222",
    "reason": "hilang",
    "seen": "KTP",
    "note": "bukan orangnya",
    "do": "reject",
    "met": "on",
}


@pytest.fixture(autouse=True)
def _no_attempts_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def banten() -> Government:
    return Government.objects.get(code="D43")


@pytest.fixture
def addresses(banten: Government) -> dict[str, str]:
    owner = accounts.register(name="Siti", phone="081234567890", pin=PIN, government_code="D43")
    code = accounts.hand_code(user_id=owner.pk, purpose="nomor", government_code="D43", days=7, actor=CONSOLE)[1]
    accounts.use_code(typed=code, pin=PIN)
    waits = accounts.register(name="Adi", phone="081300001111", pin=PIN, government_code="D43")
    asked = services.ask_restoration(
        government=banten, phone="081234567890", reason="hilang", seen="KTP", actor=hired(banten, Role.PEMBINA)
    )
    (told,) = notices.tell(
        user_ids=[owner.pk], kind="x.y", text="Isi", link="/usaha/", actor=CONSOLE, government_code="D43"
    )
    mail = Mail.objects.create(
        user=owner, key="uji", government_code="D43", subject="Belanja: pesan baru", items=[], state="menyerah",
        due_at=clock.now(), made_at=clock.now(),
    )  # fmt: skip
    records = {"code": [waits.pk], "restoration": [asked.pk], "message": [told.pk], "mail": [mail.pk]}
    return {name: reverse(f"doors:{name}", args=["D43", *records.get(name, [])]) for name in OPENS}


def state() -> list[object]:
    return [
        Event.objects.count(),
        list(User.objects.order_by("pk").values_list("pk", "phone", "password")),
        list(DoorCode.objects.order_by("pk").values_list("pk", "cancelled_at")),
        list(Restoration.objects.order_by("pk").values_list("pk", "state")),
        list(Notice.objects.order_by("pk").values_list("pk", "handed_at")),
        list(Mail.objects.order_by("pk").values_list("pk", "state")),
    ]


def test_the_matrix_knows_every_address() -> None:
    assert {pattern.name for pattern in urls.urlpatterns} == {*OPENS}


@pytest.mark.parametrize("role", list(Role))
def test_own_government(banten: Government, addresses: dict[str, str], role: Role) -> None:
    client = sitting(banten, role)
    for name, address in addresses.items():
        opens = any(role in DUTIES[duty] for duty in OPENS[name])
        before = state()
        if name != "sheets":  # nothing to look at
            assert client.get(address).status_code == (200 if opens else 404), (role, name)
        if not opens:
            assert client.post(address, BODY).status_code in (404, 405), (role, name)
        assert state() == before, (role, name)


@pytest.mark.parametrize("role", [Role.PEMBINA, Role.KEPALA_BIRO_PBJ, Role.VERIFIKATOR])
def test_another_government_is_not_there(addresses: dict[str, str], role: Role) -> None:
    client = sitting(Government.objects.get(code="D50"), role)
    before = state()
    for name, address in addresses.items():
        for place in (address, address.replace("/D43/", "/D50/")):
            if place != address and name in {"people", "invite", "sheets", "restorations", "messages"}:
                continue  # a list of its own
            assert client.get(place).status_code in (404, 405), (role, place)
            assert client.post(place, BODY).status_code in (404, 405), (role, place)
    assert state() == before


def test_a_visitor_is_sent_to_sign_in(addresses: dict[str, str]) -> None:
    for address in addresses.values():
        method = Client().post if address == addresses["sheets"] else Client().get
        assert method(address)["Location"].startswith("/akun/masuk/?next=/")


def test_a_code_is_shown_once_in_every_form(banten: Government, addresses: dict[str, str]) -> None:
    client = sitting(banten, Role.PEMBINA)
    page = client.post(addresses["code"]).content.decode()
    sheet = client.post(addresses["code"]).context["sheet"]
    assert sheet.code not in page
    assert sheet.whatsapp.startswith("https://wa.me/6281300001111?text=")
    assert sheet.code in sheet.message
    assert sheet.code not in client.get(addresses["code"]).content.decode()
    invited = client.post(addresses["invite"], BODY)
    assert invited.context["sheet"].whatsapp.startswith("https://wa.me/6281311112222")
    assert client.post(addresses["invite"], BODY | {"phone": "0812 3456 7890"}).status_code == 409
    assert client.post(addresses["invite"], BODY | {"phone": "1"}).status_code == 422
    assert client.post(addresses["invite"], BODY | {"name": ""}).status_code == 422


def test_a_training_room_gets_its_sheets_at_once(banten: Government, addresses: dict[str, str]) -> None:
    foreign = accounts.register(name="Jauh", phone="081300002222", pin=PIN, government_code="D50")
    accounts.register(name="Bu Iyem", phone="081300003333", pin=PIN, government_code="D43")
    client = sitting(banten, Role.PEMBINA)
    everybody = [str(pk) for pk in User.objects.values_list("pk", flat=True)]
    answer = client.post(addresses["sheets"], {"siapa": [*everybody, "x", "-1"]})
    assert {sheet.addressee for sheet in answer.context["sheets"]} == {"Adi", "Bu Iyem"}
    assert not DoorCode.objects.filter(user=foreign).exists()
    for sheet in answer.context["sheets"]:
        assert accounts.read_code(typed=sheet.code) is not None
    assert client.post(addresses["sheets"], {})["Location"] == addresses["people"]
    assert client.post(addresses["sheets"], {"siapa": [str(n) for n in range(51)]}).status_code == 302


def test_asking_and_deciding_say_what_is_wrong_and_keep_what_was_typed(
    banten: Government, addresses: dict[str, str]
) -> None:
    client = sitting(banten, Role.VERIFIKATOR)
    for given, status in (({"phone": "0819"}, 422), ({"phone": "0812 3456 7890"}, 409), ({"seen": ""}, 422)):
        answer = client.post(addresses["restorations"], BODY | given)
        assert answer.status_code == status
        assert "hilang" in answer.content.decode()
    assert client.post(addresses["restoration"], {"do": "approve"}).status_code == 422
    assert client.post(addresses["restoration"], {"do": "reject", "note": ""}).status_code == 422
    assert client.post(addresses["restoration"], BODY).status_code == 302
    late = client.post(addresses["restoration"], {"do": "approve", "met": "on"})
    assert (late.status_code, "sudah diputus" in late.content.decode()) == (409, True)


def test_the_officer_who_asked_is_told_that_another_one_decides(banten: Government) -> None:
    owner = accounts.register(name="Siti", phone="081234567890", pin=PIN, government_code="D43")
    code = accounts.hand_code(user_id=owner.pk, purpose="nomor", government_code="D43", days=7, actor=CONSOLE)[1]
    accounts.use_code(typed=code, pin=PIN)
    client = sitting(banten, Role.PEMBINA)
    assert client.post("/kelola/D43/akun/pemulihan/", BODY | {"phone": "081234567890"}).status_code == 302
    address = f"/kelola/D43/akun/pemulihan/{Restoration.objects.get().pk}/"
    assert "Petugas lain yang memutusnya." in client.get(address).content.decode()
    before = state()
    answer = client.post(address, {"do": "approve", "met": "on"})
    assert (answer.status_code, "harus orang lain" in answer.content.decode()) == (409, True)
    assert state() == before


def test_names_and_numbers_leave_in_no_file(banten: Government, addresses: dict[str, str]) -> None:
    client = sitting(banten, Role.PEMBINA)
    for name, key in (("people", "pendaftar"), ("restorations", "pemulihan"), ("messages", "pesan")):
        assert ".csv" not in client.get(addresses[name]).content.decode()
        assert client.get(addresses[name], {"unduh": f"{key}.csv"}).status_code == 404


def test_a_message_is_carried_once_and_on_paper_where_no_number_is_proved(
    banten: Government, addresses: dict[str, str]
) -> None:
    client = sitting(banten, Role.PEMBINA)
    assert "wa.me/6281234567890" in client.get(addresses["message"]).content.decode()
    User.objects.filter(name="Siti").update(phone_verified=False)
    page = client.get(addresses["message"]).content.decode()
    assert "wa.me" not in page
    assert "<svg" in page
    assert client.post(addresses["message"])["Location"] == addresses["messages"]
    assert "Tidak ada pesan yang menunggu." in client.get(addresses["messages"]).content.decode()
