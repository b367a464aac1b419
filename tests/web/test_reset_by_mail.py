"""A forgotten password by mail: one link, half an hour, once; nobody learns from it who has an account."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from belanja.accounts.models import User
from belanja.foundation import clock
from belanja.journal.models import Event
from belanja.notices import sending
from belanja.notices.models import Mail, MailState

pytestmark = pytest.mark.django_db
ASK, NEW = "/akun/lupa-sandi/", "kapal layar di teluk"


@pytest.fixture(autouse=True)
def _nobody_has_asked() -> None:
    cache.clear()


@pytest.fixture
def officer() -> User:
    return User.objects.create_user(name="Petugas Contoh", email="sandi@banten.example.id", password="lama sekali 2026")


def asked(email: str) -> str:
    answer = Client().post(ASK, {"email": email})
    assert answer.status_code == 200
    page = answer.content.decode()
    return page[page.index("<main") : page.index("</main")]


def link() -> str:
    """The address in the mail that goes out now."""
    assert sending.send_next()
    found = re.search(r"/akun/lupa-sandi/\d+/[^/\s]+/", str(mail.outbox[-1].body))
    assert found is not None
    return found.group(0)


def chosen(address: str, password: str = NEW) -> int:
    return Client().post(address, {"password": password, "again": password}).status_code


def test_the_link_opens_once_and_every_other_session_ends(officer: User) -> None:
    other = Client()
    other.force_login(officer)
    asked("SANDI@banten.example.id")
    address = link()
    assert address not in str(list(Mail.objects.values()))
    assert Client().get(address).status_code == 200
    assert chosen(address, "pendek") == 422
    assert chosen(address) == 302
    assert (chosen(address), Client().get(address).status_code) == (404, 404)
    officer.refresh_from_db()
    assert officer.check_password(NEW)
    assert other.get("/akun/keamanan/").status_code == 302
    names = ["accounts.password_reset_asked", "accounts.password_set", "accounts.password_reset"]
    assert (
        list(Event.objects.filter(name__startswith="accounts.password").order_by("pk").values_list("name", flat=True))
        == names
    )


def test_it_ends_after_half_an_hour_and_with_a_later_change(officer: User) -> None:
    asked(officer.email or "")
    address = link()
    with clock.frozen(clock.now() + timedelta(minutes=31)):
        assert chosen(address) == 404
    officer.set_password("yang lain sama sekali")
    officer.save()
    assert chosen(address) == 404
    assert chosen(address.replace(f"/{officer.pk}/", "/999999/")) == 404


def test_nobody_learns_who_has_an_account(officer: User) -> None:
    User.objects.create_user(name="Penjual", phone="+628129999999", contact_email="usaha@contoh.example.id")
    closed = User.objects.create_user(name="Tutup", email="tutup@banten.example.id", is_active=False)
    pages = {asked(one) for one in (officer.email or "", "tidak.ada@contoh.example.id", "usaha@contoh.example.id")}
    assert len({asked(closed.email or ""), *pages}) == 1
    assert list(Mail.objects.values_list("user_id", flat=True)) == [officer.pk]


def test_an_address_is_asked_for_three_times_an_hour_whether_it_has_an_account_or_not(officer: User) -> None:
    for email in (officer.email or "", "tidak.ada@contoh.example.id"):
        answers = [Client().post(ASK, {"email": email}).status_code for _ in range(4)]
        assert answers == [200, 200, 200, 429]


def test_a_mail_that_found_no_server_for_an_hour_is_not_sent_any_more(officer: User) -> None:
    asked(officer.email or "")
    with clock.frozen(clock.now() + timedelta(hours=2)):
        sending.send_next()
    assert Mail.objects.get().state == MailState.DROPPED
    assert not mail.outbox
