"""One's choices of mail and calendar, and the officers' list of mail that is stuck."""

import pytest
from django.test import Client
from django.urls import reverse

from belanja.accounts.models import User
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.notices.models import Mail, MailChoice, MailState
from belanja.rules.buying.states import OrderState
from belanja.rules.duties import Role
from tests.purchasing.world import office
from tests.support.people import hired

pytestmark = pytest.mark.django_db


def client_of(user_id: int | None) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user_id))
    return client


def stuck(user: User, state: MailState = MailState.GIVEN_UP) -> Mail:
    return Mail.objects.create(
        user=user, key="uji", government_code="D43", subject="Belanja: pesan baru", items=[], state=state,
        error="ditolak peladen (550)", due_at=clock.now(), made_at=clock.now(),
    )  # fmt: skip


def test_choosing_how_mail_comes() -> None:
    user = User.objects.create_user(name="Petugas", email="p@contoh.example.id")
    client = client_of(user.pk)
    page = client.get("/pesan/pilihan/").content.decode()
    assert "p@contoh.example.id" in page
    assert 'value="harian" required id="id_cara_1" checked' in page or 'value="harian"' in page
    assert client.post("/pesan/pilihan/", {"cara": "langsung"}).status_code == 302
    assert MailChoice.objects.get().pace == "langsung"
    assert client.post("/pesan/pilihan/", {"cara": "entah"}).status_code == 422
    assert MailChoice.objects.get().pace == "langsung"
    assert Client().get("/pesan/pilihan/").status_code == 302


def test_the_calendar_answers_to_its_address_alone_and_shows_the_terms_of_orders() -> None:
    of = office()
    order = of.order(OrderState.REVIEW)
    client = client_of(of.ppk.user_id)
    assert client.post("/pesan/pilihan/kalender/").status_code == 302
    page = client.get("/pesan/pilihan/").content.decode()
    address = page.partition("/kalender/")[2].partition(".ics")[0]
    assert address not in client.get("/pesan/pilihan/").content.decode()
    feed = Client().get(f"/kalender/{address}.ics")
    text = feed.content.decode()
    assert (feed.status_code, feed["X-Robots-Tag"]) == (200, "noindex")
    assert order.due_at is not None
    assert f"UID:{order.code}-{order.state.lower()}@belanja\r\n" in text
    assert f"DTSTART:{order.due_at.astimezone(clock.UTC):%Y%m%dT%H%M%SZ}\r\n" in text
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert of.shop.firm.name not in text
    client.post("/pesan/pilihan/kalender/cabut/")
    assert Client().get(f"/kalender/{address}.ics").status_code == 404
    assert Client().get("/kalender/entah.ics").status_code == 404


def test_stuck_mail_is_seen_by_the_officers_of_its_government_and_sent_again_by_them_alone() -> None:
    here, there = Government.objects.get(code="D43"), Government.objects.get(code="D50")
    mail = stuck(User.objects.create_user(name="Penerima", email="x@contoh.example.id"))
    address = reverse("doors:mail", args=["D43", mail.pk])
    officer = client_of(hired(here, Role.BIRO_PBJ).user_id)
    shown = officer.get("/kelola/D43/pesan/").content.decode()
    assert "ditolak peladen (550)" in shown
    assert "x@contoh.example.id" not in shown
    for stranger in (hired(there, Role.BIRO_PBJ), hired(here, Role.PPK), hired(here)):
        assert client_of(stranger.user_id).post(address).status_code == 404
    assert Mail.objects.get().state == MailState.GIVEN_UP
    assert officer.get(address).status_code == 200
    assert officer.post(address).status_code == 302
    assert Mail.objects.get().state == MailState.WAITING
