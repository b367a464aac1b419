"""Telling people what happened. Written in the transaction of what it tells of, so that both stay or go together; a
mail for whoever wants one waits in the outbox of the same transaction."""

import secrets
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from belanja.accounts import selectors as accounts
from belanja.accounts.models import User
from belanja.foundation import clock, rows
from belanja.foundation.whole import whole
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken

from . import forms, mailing, selectors
from .models import MailChoice, MailPace, Notice


@dataclass(frozen=True)
class Message:
    """One of several messages of a kind that are told at once: to accounts, or to a firm behind which nobody has one.
    The rest as `tell` says."""

    text: str
    link: str = ""
    once: str = ""
    user_ids: tuple[int, ...] = ()
    firm_id: int | None = None


@whole
def tell(
    *,
    user_ids: Iterable[int],
    kind: str,
    text: str,
    link: str = "",
    actor: Actor,
    government_code: str = "",
    once: str = "",
) -> list[Notice]:
    """Put one message into the box of every account in use among `user_ids`; nobody is told twice by one call.

    `link` is an address inside Belanja (`/usaha/7/`). `government_code` lets that government's officers carry the
    message to somebody who does not come by. With `once`, a message of that key that was told before is not told
    again, so that a daily pass may call this every day. Returns what was written. Raises RuleBroken 422 for a
    message without words or with a link that leads out.
    """
    message = Message(text, link, once, user_ids=tuple(user_ids))
    [written] = tell_all(messages=[message], kind=kind, actor=actor, government_code=government_code)
    return written


@whole
def tell_firm(
    *, firm_id: int, kind: str, text: str, link: str = "", actor: Actor, government_code: str, once: str = ""
) -> list[Notice]:
    """A message to a firm behind which nobody has an account: officers of `government_code` print it. As `tell`."""
    message = Message(text, link, once, firm_id=firm_id)
    [written] = tell_all(messages=[message], kind=kind, actor=actor, government_code=government_code)
    return written


@whole
def tell_all(*, messages: Sequence[Message], kind: str, actor: Actor, government_code: str = "") -> list[list[Notice]]:
    """Tell several messages of one kind, each as `tell` and `tell_firm` do, with as many queries as one takes, and one
    event for all of them. Returns what was written for each, in their order. Raises RuleBroken as `tell`."""
    kind = _checked(kind, messages)
    known = {*accounts.in_use(tuple(sorted({pk for one in messages for pk in one.user_ids})))}
    now = clock.now()
    waiting = [
        [
            Notice(
                to_user_id=user_id, to_firm_id=firm_id, kind=kind, text=one.text.strip(), link=one.link, at=now,
                government_code=government_code, once=one.once,
            )
            for user_id, firm_id in _addressees(one, known)
        ]
        for one in messages
    ]  # fmt: skip
    every = [notice for each in waiting for notice in each]
    rows.add_all([notice for notice in every if not notice.once])
    rows.add_new([notice for notice in every if notice.once], key=("to_user_id", "to_firm_id", "once"))
    # Without an id: told before.
    written = [[notice for notice in each if notice.pk is not None] for each in waiting]
    _follow([notice for each in written for notice in each], kind, actor, government_code)
    return written


def _addressees(message: Message, known: Container[int]) -> list[tuple[int | None, int | None]]:
    people: list[tuple[int | None, int | None]] = [(pk, None) for pk in sorted({*message.user_ids}) if pk in known]
    return people if message.firm_id is None else [*people, (None, message.firm_id)]


def _follow(written: Sequence[Notice], kind: str, actor: Actor, government_code: str) -> None:
    """Mails for new messages, and their event; nothing where there are none."""
    if not written:
        return
    mailing.queue_at_once(written)
    journal.append(
        name="notices.told",
        actor=actor,
        subject=f"notice:{written[0].pk}",
        government_code=government_code,
        payload={
            "kind": kind,
            "accounts": [one.to_user_id for one in written if one.to_user_id],
            "firms": [one.to_firm_id for one in written if one.to_firm_id],
        },
    )


@transaction.atomic
def read(*, notice_ids: Sequence[int] | None, user_id: int) -> int:
    """Mark messages of an account as read, all of them for None; returns how many were unread until now.

    Reading leaves no event: it tells of nobody's deed.
    """
    mine = Notice.objects.filter(to_user_id=user_id, read_at__isnull=True)
    if notice_ids is not None:
        mine = mine.filter(pk__in=notice_ids)
    return mine.update(read_at=clock.now())


@transaction.atomic
def handed(*, notice_id: int, government_code: str, actor: Actor) -> Notice:
    """An officer carried this message: by WhatsApp from the office's telephone, or on paper. Doing it twice changes
    nothing. Who may is asked above. Raises RuleBroken 404 for a message of another government."""
    notice = (
        Notice.objects.select_for_update()
        .filter(pk=notice_id, government_code=government_code)
        .exclude(government_code="")
        .first()
    )
    if notice is None:
        raise RuleBroken("not_found", "Pesan ini tidak ditemukan.", status=404)
    if notice.handed_at is not None:
        return notice
    notice.handed_at, notice.handed_by_id = clock.now(), actor.user_id
    notice.save(update_fields=["handed_at", "handed_by_id"])
    journal.append(
        name="notices.handed",
        actor=actor,
        subject=f"notice:{notice.pk}",
        government_code=government_code,
        payload={"kind": notice.kind},
    )
    return notice


@transaction.atomic
def taken(*, notice_ids: Sequence[int]) -> int:
    """An adapter took these messages (`belanja messages`); returns how many nobody had taken before."""
    return Notice.objects.filter(pk__in=notice_ids, taken_at__isnull=True).update(taken_at=clock.now())


@transaction.atomic
def choose_mail(*, user_id: int, pace: MailPace | str, actor: Actor) -> MailChoice:
    """Somebody chooses how his messages also come by e-mail. Raises RuleBroken 422 for what cannot be chosen, and for
    mail to somebody who has no address."""
    user = User.objects.select_for_update().get(pk=user_id)
    try:
        wanted = MailPace(pace)
    except ValueError:
        raise RuleBroken("mail_pace", "Pilih salah satu cara.") from None
    if wanted is not MailPace.NONE and not forms.address_of(user):
        raise RuleBroken("mail_address", "Isi dahulu alamat surel pada data akun Anda.")
    choice, _new = MailChoice.objects.get_or_create(user=user, defaults={"pace": mailing.pace_of(user, None)})
    choice.pace = wanted
    choice.save(update_fields=["pace"])
    journal.append(name="notices.mail_chosen", actor=actor, subject=f"user:{user.pk}", payload={"pace": wanted.value})
    return choice


@transaction.atomic
def open_calendar(*, user_id: int, actor: Actor) -> str:
    """A new address for somebody's calendar; the one before is none any more. Returns its secret word, which is kept
    only as a hash: it is shown once."""
    user = User.objects.select_for_update().get(pk=user_id)
    choice, _new = MailChoice.objects.get_or_create(user=user, defaults={"pace": mailing.pace_of(user, None)})
    word = secrets.token_urlsafe(32)
    choice.calendar_hash, choice.calendar_at = selectors.calendar_mark(word), clock.now()
    choice.save(update_fields=["calendar_hash", "calendar_at"])
    journal.append(name="notices.calendar_opened", actor=actor, subject=f"user:{user.pk}", payload={})
    return word


@transaction.atomic
def close_calendar(*, user_id: int, actor: Actor) -> bool:
    """The address of somebody's calendar answers no more; whether there was one."""
    choice = MailChoice.objects.select_for_update().filter(user_id=user_id, calendar_hash__isnull=False).first()
    if choice is None:
        return False
    choice.calendar_hash, choice.calendar_at = None, None
    choice.save(update_fields=["calendar_hash", "calendar_at"])
    journal.append(name="notices.calendar_closed", actor=actor, subject=f"user:{user_id}", payload={})
    return True


def _checked(kind: str, messages: Iterable[Message]) -> str:
    for one in messages:
        if not kind.strip() or not one.text.strip():
            raise RuleBroken("notice_empty", "Isi pesannya.")
        if one.link and (not one.link.startswith("/") or one.link.startswith(("//", "/\\"))):
            raise RuleBroken("notice_link", "Tautan pesan harus alamat di dalam Belanja.")
    return kind.strip()
