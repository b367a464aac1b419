"""Messages by e-mail: whoever wants one gets it once; what fails is tried again, what was cut off waits."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from email import message_from_string
from typing import Any

import pytest
from django.db import transaction

from belanja.accounts.models import User
from belanja.foundation import clock
from belanja.journal.services import CONSOLE
from belanja.notices import mailing, selectors, sending, services
from belanja.notices.forms import for_adapter
from belanja.notices.models import Mail, MailPace, MailState, Notice
from belanja.rules.decisions import RuleBroken
from tests.support.mail_server import Box, mail_server

pytestmark = pytest.mark.django_db
Freeze = Callable[[date | datetime], datetime]


@pytest.fixture
def officer() -> User:
    return User.objects.create_user(name="Petugas Contoh", email="petugas@banten.example.id")


@pytest.fixture
def server(settings: Any) -> Iterator[Box]:
    """Mail leaves through a server on this machine."""
    with mail_server() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", box.port, False
        settings.MAIL_LEAVES, settings.EMAIL_TIMEOUT = True, 5
        yield box


def told(user: User, text: str = "BLJ26000001: menunggu tanda tangan PPK.", **more: Any) -> list[Notice]:
    return services.tell(
        user_ids=[user.pk], kind="purchasing.order", text=text, link="/beli/D43/pesanan/BLJ26000001/", actor=CONSOLE,
        government_code="D43", **more,
    )  # fmt: skip


def at_once(user: User) -> None:
    services.choose_mail(user_id=user.pk, pace=MailPace.AT_ONCE, actor=CONSOLE)


def test_only_who_chose_so_gets_each_message_at_once(officer: User, server: Box) -> None:
    told(officer)
    assert not Mail.objects.exists()
    at_once(officer)
    told(officer)
    assert sending.send_next()
    assert not sending.send_next()
    (mail,) = Mail.objects.all()
    assert (mail.state, mail.attempts, len(server.mails)) == (MailState.SENT, 1, 1)
    message = message_from_string(server.mails[0])
    plain, html = (part.get_payload(decode=True).decode() for part in message.get_payload())  # type: ignore[union-attr]
    assert message["To"] == "petugas@banten.example.id"
    assert message["Message-ID"] == f"<belanja.{mail.pk}@{message['Message-ID'].rpartition('@')[2]}"
    for words in (plain, html):
        assert "BLJ26000001: menunggu tanda tangan PPK." in words
        assert "/beli/D43/pesanan/BLJ26000001/" in words
        assert "Provinsi Banten, mode " in words
        assert "Petugas Contoh" not in words
    assert not selectors.box(officer.pk).filter(read_at__isnull=False).exists()


def test_a_message_that_is_taken_back_leaves_no_mail(officer: User) -> None:
    at_once(officer)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        told(officer)
        raise ZeroDivisionError
    assert not Mail.objects.exists()


def test_a_server_that_refuses_is_tried_again_later_each_time_and_then_given_up(
    officer: User, server: Box, freeze: Freeze
) -> None:
    at_once(officer)
    server.refuses = "451 nanti"
    now = freeze(datetime(2026, 11, 2, 8, tzinfo=clock.WIB))
    told(officer)
    waits = []
    while sending.send_next():
        mail = Mail.objects.get()
        if mail.state != MailState.WAITING:
            break
        assert not sending.send_next()
        waits.append(int((mail.due_at - now).total_seconds() // 60))
        now = freeze(mail.due_at)
    assert tuple(waits) == sending.BACK_OFF
    mail = Mail.objects.get()
    assert (mail.state, mail.error) == (MailState.GIVEN_UP, "alamatnya ditolak peladen (451)")
    assert "@" not in mail.error
    assert list(selectors.unsent("D43")) == [mail]
    server.refuses = ""
    sending.send_again(mail_id=mail.pk, government_code="D43", actor=CONSOLE)
    assert sending.send_next()
    assert Mail.objects.get().state == MailState.SENT
    with pytest.raises(RuleBroken) as refused:
        sending.send_again(mail_id=mail.pk, government_code="D43", actor=CONSOLE)
    assert refused.value.status == 409
    with pytest.raises(RuleBroken) as stranger:
        sending.send_again(mail_id=mail.pk, government_code="D50", actor=CONSOLE)
    assert stranger.value.status == 404


def test_no_server_is_no_loss(officer: User, settings: Any) -> None:
    with mail_server() as gone:
        port = gone.port
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.MAIL_LEAVES = "127.0.0.1", port, True
    at_once(officer)
    told(officer)
    assert sending.send_next()
    mail = Mail.objects.get()
    assert mail.state == MailState.WAITING
    assert mail.error.startswith("peladen surel tidak terhubung")
    assert mail.due_at > clock.now()


def test_without_a_server_the_other_mails_wait_too_and_lose_no_try(
    officer: User, settings: Any, freeze: Freeze
) -> None:
    now = freeze(datetime(2026, 11, 2, 8, tzinfo=clock.WIB))
    with mail_server() as gone:
        port = gone.port
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.MAIL_LEAVES = "127.0.0.1", port, True
    at_once(officer)
    for number in range(3):
        told(officer, f"Pesan {number}")
    assert sending.send_next()
    assert not sending.send_next()
    assert [mail.attempts for mail in Mail.objects.order_by("pk")] == [1, 0, 0]
    assert {mail.due_at for mail in Mail.objects.filter(attempts=0)} == {now + sending.PAUSE}


def test_a_sender_that_comes_back_late_changes_nothing_of_a_later_try(officer: User, freeze: Freeze) -> None:
    at_once(officer)
    now = freeze(datetime(2026, 11, 2, 8, tzinfo=clock.WIB))
    told(officer)
    late = sending._take()
    assert late is not None
    freeze(now + sending.LEASE + timedelta(seconds=1))
    assert sending.send_next()
    sending.send_again(mail_id=late.pk, government_code="D43", actor=CONSOLE)
    later = sending._take()
    assert later is not None
    for comes_back in (lambda: sending._failed(late, "ditolak"), lambda: sending._end(late, MailState.SENT, "")):
        comes_back()
        mail = Mail.objects.get()
        assert (mail.state, mail.due_at) == (MailState.SENDING, later.due_at)


def test_whoever_chose_otherwise_meanwhile_gets_no_mail_that_waited(officer: User, server: Box) -> None:
    at_once(officer)
    told(officer)
    mailing.queue(user_id=officer.pk, key=f"{mailing.MORNING}2026-11-02", government_code="D43", subject="Pagi",
                  lead="", items=[("Satu hal", "/")])  # fmt: skip
    services.choose_mail(user_id=officer.pk, pace=MailPace.DAILY, actor=CONSOLE)
    while sending.send_next():
        pass
    assert {mail.subject: mail.state for mail in Mail.objects.all()} == {
        "Belanja: pesan baru": MailState.DROPPED, "Pagi": MailState.SENT,
    }  # fmt: skip
    assert len(server.mails) == 1


def test_mail_goes_to_the_address_that_was_checked(officer: User, server: Box) -> None:
    User.objects.update(contact_email="salah@contoh.example.id")
    at_once(officer)
    (notice,) = told(officer)
    assert sending.send_next()
    assert message_from_string(server.mails[0])["To"] == officer.email
    notice.refresh_from_db()
    assert for_adapter(notice)["email"] == officer.email


def test_a_line_that_breaks_after_the_text_is_never_sent_twice_by_itself(
    officer: User, server: Box, freeze: Freeze
) -> None:
    at_once(officer)
    server.hangs_up = True
    freeze(datetime(2026, 11, 2, 8, tzinfo=clock.WIB))
    told(officer)
    assert sending.send_next()
    assert (Mail.objects.get().state, len(server.mails)) == (MailState.UNSURE, 1)
    freeze(datetime(2026, 11, 9, 8, tzinfo=clock.WIB))
    assert not sending.send_next()
    assert len(server.mails) == 1


def test_a_sender_that_was_killed_leaves_the_mail_to_a_person(
    officer: User, server: Box, freeze: Freeze, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once(officer)
    now = freeze(datetime(2026, 11, 2, 8, tzinfo=clock.WIB))
    told(officer)

    def killed(_mail: Mail) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(sending, "_hand_over", killed)
        with pytest.raises(SystemExit):
            sending.send_next()
    assert Mail.objects.get().state == MailState.SENDING
    assert not sending.send_next()
    freeze(now + sending.LEASE + timedelta(seconds=1))
    assert sending.send_next()
    assert (Mail.objects.get().state, server.mails) == (MailState.UNSURE, [])


def test_whoever_has_no_address_any_more_or_is_invented_gets_nothing(officer: User, server: Box) -> None:
    at_once(officer)
    told(officer)
    User.objects.update(is_example=True)
    assert sending.send_next()
    assert (Mail.objects.get().state, server.mails) == (MailState.DROPPED, [])


def test_choosing_needs_an_address(officer: User) -> None:
    seller = User.objects.create_user(name="Pemilik Usaha", phone="+6281200000009")
    assert mailing.pace_of(seller, None) is MailPace.NONE
    assert mailing.pace_of(officer, None) is MailPace.DAILY
    for pace in (MailPace.DAILY, "entah"):
        with pytest.raises(RuleBroken):
            services.choose_mail(user_id=seller.pk, pace=pace, actor=CONSOLE)
    services.choose_mail(user_id=seller.pk, pace=MailPace.NONE, actor=CONSOLE)


def test_the_address_of_a_calendar_is_kept_as_a_mark_and_can_be_taken_back(officer: User) -> None:
    word = services.open_calendar(user_id=officer.pk, actor=CONSOLE)
    assert selectors.calendar_owner(word) == officer
    assert selectors.calendar_owner(word + "x") is None
    choice = selectors.mail_choice(officer.pk)
    assert choice is not None
    assert word not in str(choice.__dict__)
    other = services.open_calendar(user_id=officer.pk, actor=CONSOLE)
    assert (selectors.calendar_owner(word), selectors.calendar_owner(other)) == (None, officer)
    assert services.close_calendar(user_id=officer.pk, actor=CONSOLE)
    assert selectors.calendar_owner(other) is None
    assert not services.close_calendar(user_id=officer.pk, actor=CONSOLE)
