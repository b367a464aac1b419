"""Sending the outbox: one mail, one try. The row decides which of several processes sends it. Whatever happens, a
mail is never sent twice by itself and never forgotten.

A try that surely failed (no connection, a refusal of the server) is taken again, later each time, and given up at the
end. One that was cut off in the middle (a killed process, a connection lost while it was being handed over) may have
arrived: it stays as `UNSURE` until an officer decides.
"""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import QuerySet

from belanja.foundation import clock
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken

from . import forms, mailing
from .models import Mail, MailChoice, MailState

#: Minutes until the next try after the first, the second … failed one; then it is given up (a day in all).
BACK_OFF = (1, 5, 15, 60, 180, 480, 720)
#: So long the other mails wait after a try that found no server: `belanja work` does not try each of them for nothing.
PAUSE = timedelta(minutes=5)
#: After so long somebody who took a mail to send it is taken for dead.
LEASE = timedelta(minutes=5)
_LONGEST = 200


class SurelyNot(Exception):
    """A try that ended before the server took the mail over."""


class NoServer(SurelyNot):
    """Nobody answered: the same would befall every other mail."""


def send_next() -> bool:
    """Send one mail that is due; whether there was any. What goes wrong is kept in the row, never raised."""
    mail = _take()
    if mail is None:
        return False
    if mail.state == MailState.SENDING:
        try:
            _hand_over(mail)
        except NoServer as failed:
            _failed(mail, str(failed))
            _postpone()
        except SurelyNot as failed:
            _failed(mail, str(failed))
        except Exception as lost:  # whatever cut it off: it may have arrived
            _end(mail, MailState.UNSURE, f"{type(lost).__name__}: terputus saat dikirim")
        else:
            _end(mail, MailState.SENT, "")
    return True


@transaction.atomic
def _take() -> Mail | None:
    """The next mail, marked as being sent; one whose sender died is marked as unsure."""
    mail = (
        Mail.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("user")
        .filter(state__in=[MailState.WAITING, MailState.SENDING], due_at__lte=clock.now())
        .order_by("due_at", "pk")
        .first()
    )
    if mail is None:
        return None
    if mail.state == MailState.SENDING:
        _end(mail, MailState.UNSURE, "pengirimnya berhenti di tengah")
        return mail
    if why := _why_not(mail):
        _end(mail, MailState.DROPPED, why)
        return mail
    mail.state, mail.attempts, mail.due_at = MailState.SENDING, mail.attempts + 1, clock.now() + LEASE
    mail.save(update_fields=["state", "attempts", "due_at"])
    return mail


def _why_not(mail: Mail) -> str:
    if not mail.user.is_active:
        return "akunnya ditutup"
    if not forms.address_of(mail.user):
        return "tidak ada alamat surel"
    if mail.user.is_example and settings.MAIL_LEAVES:
        return "akun contoh"
    choice = MailChoice.objects.filter(user_id=mail.user_id).first()
    if not mailing.is_wanted(mail, mailing.pace_of(mail.user, choice)):
        return "pemiliknya memilih lain"
    return ""


def _hand_over(mail: Mail) -> None:
    with _opened() as connection, _told():
        connection.send_messages([mailing.written(mail, forms.address_of(mail.user), connection)])


@contextmanager
def _opened() -> Iterator[Any]:
    """A connection to the server. Raises NoServer where there is none."""
    connection = get_connection(timeout=settings.EMAIL_TIMEOUT) if settings.MAIL_LEAVES else get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as failed:
        raise NoServer(f"peladen surel tidak terhubung ({type(failed).__name__})") from None
    try:
        yield connection
    finally:
        with _quietly():
            connection.close()


@contextmanager
def _told() -> Iterator[None]:
    """What the server refuses in so many words has surely not been sent."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as refused:
        codes = sorted({str(code) for code, _words in refused.recipients.values()})
        raise SurelyNot(f"alamatnya ditolak peladen ({', '.join(codes)})") from None
    except smtplib.SMTPResponseException as refused:
        raise SurelyNot(f"ditolak peladen ({refused.smtp_code})") from None


@contextmanager
def _quietly() -> Iterator[None]:
    try:
        yield
    except (OSError, smtplib.SMTPException):
        return


def _failed(mail: Mail, why: str) -> None:
    if mail.attempts > len(BACK_OFF):
        _end(mail, MailState.GIVEN_UP, why)
        return
    wait = timedelta(minutes=BACK_OFF[mail.attempts - 1])
    _still(mail).update(state=MailState.WAITING, due_at=clock.now() + wait, error=why[:_LONGEST])


@transaction.atomic
def _postpone() -> None:
    """Every other mail that is due waits; those that another process holds are its own."""
    now = clock.now()
    due = Mail.objects.select_for_update(skip_locked=True).filter(state=MailState.WAITING, due_at__lte=now)
    held = list(due.order_by("pk").values_list("pk", flat=True))
    Mail.objects.filter(pk__in=held).update(due_at=now + PAUSE)


def _end(mail: Mail, state: MailState, why: str) -> None:
    _still(mail).update(state=state, done_at=clock.now(), error=why[:_LONGEST])
    mail.state = state


def _still(mail: Mail) -> QuerySet[Mail]:
    """The row of a mail as long as it belongs to this try: whoever comes back late, when it was taken for dead and an
    officer let the mail be sent again, changes nothing of the later try."""
    return Mail.objects.filter(pk=mail.pk, state=mail.state, attempts=mail.attempts, due_at=mail.due_at)


@transaction.atomic
def send_again(*, mail_id: int, government_code: str, actor: Actor) -> Mail:
    """An officer lets a mail that was given up, or may not have arrived, be sent once more. Who may is asked above.
    Raises RuleBroken 404 for a mail of another government, 409 for one that is not stuck."""
    mail = Mail.objects.select_for_update().filter(pk=mail_id, government_code=government_code).first()
    if mail is None or not government_code:
        raise RuleBroken("not_found", "Surel ini tidak ditemukan.", status=404)
    if mail.state not in (MailState.GIVEN_UP, MailState.UNSURE):
        raise RuleBroken("mail_not_stuck", "Surel ini tidak sedang tertahan. Muat ulang halaman.", status=409)
    before, mail.state, mail.attempts = mail.state, MailState.WAITING.value, 0
    mail.due_at, mail.done_at = clock.now(), None
    mail.save(update_fields=["state", "attempts", "due_at", "done_at"])
    journal.append(
        name="notices.mail_sent_again",
        actor=actor,
        subject=f"mail:{mail.pk}",
        government_code=government_code,
        payload={"before": before},
    )
    return mail
