"""Messages by e-mail: what somebody chose, the outbox, and the mail as it looks. Nothing is sent in the transaction
that tells something: a row waits, and `belanja work` sends it.

A mail names things, never people: no name, no address but the one on its envelope. Hooks: who stands above this
capability says what a government is called and in which mode it works.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from html import escape
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from belanja.accounts import resets
from belanja.accounts.models import User
from belanja.foundation import clock
from belanja.foundation.questions import Given, Question
from belanja.journal import services as journal
from belanja.journal.services import Actor

from .forms import absolute
from .models import Mail, MailChoice, MailPace, Notice

#: The text of a mail's items at most; the rest is counted.
MOST = 30
#: How the keys of the mails of a morning begin.
MORNING = "harian/"
#: How the keys of mails begin that bring the link to a new password, and how long one waits for a server at most.
RESET = "sandi/"
RESET_WAITS = timedelta(hours=1)
_RESET_TOLD = "Buka tautan ini untuk membuat kata sandi baru. Berlaku 30 menit dan satu kali."
_ANYBODY = Actor(user_id=None, label="halaman lupa kata sandi")
_about: list[Callable[[str], str]] = []


def names_governments(function: Callable[[str], str]) -> Callable[[str], str]:
    """Register what tells the name and mode of a government by its code, for the foot of a mail."""
    _about[:] = [function]
    return function


def pace_of(user: User, choice: MailChoice | None) -> MailPace:
    """What somebody chose; else a digest where he signs in with an address, which an administrator has checked, and no
    mail to an address that nobody has."""
    if choice is not None:
        return MailPace(choice.pace)
    return MailPace.DAILY if user.email else MailPace.NONE


def is_wanted(mail: Mail, pace: MailPace) -> bool:
    """Whether somebody who chose this pace still wants a mail that was written before: of single messages only who
    wants each at once; of a morning whoever wants mail at all; a link to a new password as long as it is fresh."""
    if mail.key.startswith(RESET):
        return clock.now() - mail.made_at < RESET_WAITS
    return pace is MailPace.AT_ONCE or (pace is MailPace.DAILY and mail.key.startswith(MORNING))


_WANTED = Question(
    lambda: MailChoice.objects.filter(user_id__among=Given("users"), pace=MailPace.AT_ONCE).values_list(
        "user_id", flat=True
    )
)


def queue_at_once(notices: Sequence[Notice]) -> int:
    """Put mails for new messages into the outbox, for those who want each at once; returns how many."""
    users = sorted({notice.to_user_id for notice in notices if notice.to_user_id})
    wanted = {*_WANTED.rows(users=users)} if users else set()
    mails = [
        _mail(
            notice.to_user_id, f"pesan/{notice.pk}", notice.government_code, "Belanja: pesan baru", "",
            [(notice.text, notice.link)],
        )
        for notice in notices
        if notice.to_user_id is not None and notice.to_user_id in wanted
    ]  # fmt: skip
    return len(Mail.objects.bulk_create(mails, ignore_conflicts=True)) if mails else 0


def queue(*, user_id: int, key: str, government_code: str, subject: str, lead: str,
          items: Sequence[tuple[str, str]]) -> bool:  # fmt: skip
    """Put one mail into the outbox; `items` are words and a link inside Belanja each. False: its key was there."""
    if Mail.objects.filter(user_id=user_id, key=key).exists():
        return False
    Mail.objects.bulk_create([_mail(user_id, key, government_code, subject, lead, items)], ignore_conflicts=True)
    return True


def _mail(user_id: int, key: str, government_code: str, subject: str, lead: str,
          items: Sequence[tuple[str, str]]) -> Mail:  # fmt: skip
    now = clock.now()
    told = [{"text": text, "link": link} for text, link in items]
    return Mail(user_id=user_id, key=key, government_code=government_code, subject=subject, lead=lead, items=told,
                due_at=now, made_at=now)  # fmt: skip


def written(mail: Mail, to: str, connection: Any) -> EmailMultiAlternatives:
    """The mail as it goes out: plain text, and the same as simple HTML without pictures. Its id is the same on every
    try, so that a box that gets it twice shows it once."""
    shown, left = _items(mail)[:MOST], max(0, len(mail.items) - MOST)
    foot = _foot(mail)
    lines = [mail.lead] if mail.lead else []
    lines += [_line(item) for item in shown]
    lines += [f"dan {left} lainnya di Belanja."] if left else []
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body="\n\n".join([*lines, foot]) + "\n",
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to],
        connection=connection,
        headers={
            "Message-ID": f"<belanja.{mail.pk}@{settings.MAIL_DOMAIN}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": "id",
        },
    )
    message.attach_alternative(_html(mail, shown, left, foot), "text/html")
    return message


def queue_reset(*, email: str) -> bool:
    """Put the mail with the link to a new password into the outbox of whoever signs in with this address; False where
    nobody does. The link itself is made when the mail goes."""
    user = resets.by_address(email)
    if user is None:
        return False
    with transaction.atomic():
        made = queue(
            user_id=user.pk, key=f"{RESET}{clock.now().isoformat()}", government_code="",
            subject="Belanja: kata sandi baru", lead="Seseorang, mungkin Anda, meminta kata sandi baru untuk akun ini.",
            items=[(_RESET_TOLD, "")],
        )  # fmt: skip
        journal.append(name="accounts.password_reset_asked", actor=_ANYBODY, subject=f"account:{user.pk}", payload={})
    return made


def _items(mail: Mail) -> list[dict[str, str]]:
    """The items of a mail; of one with a link to a new password the link too, which is kept nowhere."""
    if not mail.key.startswith(RESET):
        return list(mail.items)
    return [item | {"link": resets.path_of(mail.user)} for item in mail.items]


def _line(item: Mapping[str, str]) -> str:
    address = absolute(item["link"])
    return f"{item['text']}\n{address}" if address else item["text"]


def _foot(mail: Mail) -> str:
    if mail.key.startswith(RESET):
        return "Bila bukan Anda yang memintanya, abaikan surel ini: kata sandi Anda tetap."
    about = _about[0](mail.government_code) if _about and mail.government_code else ""
    settings_page = absolute("/pesan/pilihan/")
    return "\n".join(
        part
        for part in (
            about,
            "Pesan yang sama ada di kotak pesan Anda di Belanja; tenggat dihitung dari sana.",
            f"Mengatur surel ini: {settings_page}",
        )
        if part
    )


def _html(mail: Mail, shown: Sequence[Mapping[str, str]], left: int, foot: str) -> str:
    rows = "".join(f"<li><p>{_linked(item)}</p></li>" for item in shown)
    more = f"<p>dan {left} lainnya di Belanja.</p>" if left else ""
    lead = f"<p>{escape(mail.lead)}</p>" if mail.lead else ""
    small = "<br>".join(escape(line) for line in foot.split("\n"))
    return (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{escape(mail.subject)}</title></head>'
        f"<body>{lead}<ul>{rows}</ul>{more}<p><small>{small}</small></p></body></html>"
    )


def _linked(item: Mapping[str, str]) -> str:
    address = absolute(item["link"])
    words = escape(item["text"])
    return f'{words}<br><a href="{escape(address)}">{escape(address)}</a>' if address else words
