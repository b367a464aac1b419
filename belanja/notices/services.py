"""Telling people what happened. Written in the transaction of what it tells of, so that both stay or go together; a
mail for whoever wants one waits in the outbox of the same transaction."""

import secrets
from collections.abc import Iterable, Mapping, Sequence

from django.db import IntegrityError, transaction

from belanja.accounts import selectors as accounts
from belanja.accounts.models import User
from belanja.foundation import clock, rows
from belanja.foundation.whole import whole
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken

from . import forms, mailing, selectors
from .models import MailChoice, MailPace, Notice


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
    kind, text, link = _checked(kind, text, link)
    known = accounts.in_use(tuple(sorted({*user_ids})))
    return _write([Notice(to_user_id=pk) for pk in known], kind, text, link, actor, government_code, once)


@whole
def tell_firm(
    *, firm_id: int, kind: str, text: str, link: str = "", actor: Actor, government_code: str, once: str = ""
) -> list[Notice]:
    """A message to a firm behind which nobody has an account: officers of `government_code` print it. As `tell`."""
    kind, text, link = _checked(kind, text, link)
    return _write([Notice(to_firm_id=firm_id)], kind, text, link, actor, government_code, once)


@transaction.atomic
def tell_firms(
    *, links: Mapping[int, str], kind: str, text: str, actor: Actor, government_code: str, once: str
) -> list[int]:
    """The same message to many firms behind which nobody has an account, each with a link of its own, in one event.
    Whoever was told under the key `once` before is not told again; who tells one key twice at once holds a row of his
    own. Returns the firms that were told. RuleBroken as `tell`."""
    told = [_checked(kind, text, link) for _firm_id, link in sorted(links.items())]
    before = set(Notice.objects.filter(to_firm_id__in=links, once=once).values_list("to_firm_id", flat=True))
    common = {"at": clock.now(), "government_code": government_code, "once": once}
    written = Notice.objects.bulk_create(
        Notice(to_firm_id=firm_id, kind=one[0], text=one[1], link=one[2], **common)
        for firm_id, one in zip(sorted(links), told, strict=True)
        if firm_id not in before
    )
    if written:
        _noted(written, actor, government_code)
    return [one.to_firm_id for one in written if one.to_firm_id]


def _write(
    notices: list[Notice], kind: str, text: str, link: str, actor: Actor, government_code: str, once: str
) -> list[Notice]:
    now = clock.now()
    written: list[Notice] = []
    for notice in notices:
        notice.kind, notice.text, notice.link, notice.at = kind, text, link, now
        notice.government_code, notice.once = government_code, once
    if not once:
        rows.add_all(notices)
        written = notices
    for notice in notices if once else ():
        try:
            with transaction.atomic():
                notice.save(force_insert=True)
        except IntegrityError:
            continue  # told before
        written.append(notice)
    if written:
        mailing.queue_at_once(written, text=text, link=link, government_code=government_code)
        _noted(written, actor, government_code)
    return written


def _noted(written: Sequence[Notice], actor: Actor, government_code: str) -> None:
    journal.append(
        name="notices.told",
        actor=actor,
        subject=f"notice:{written[0].pk}",
        government_code=government_code,
        payload={
            "kind": written[0].kind,
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


def _checked(kind: str, text: str, link: str) -> tuple[str, str, str]:
    if not kind.strip() or not text.strip():
        raise RuleBroken("notice_empty", "Isi pesannya.")
    if link and (not link.startswith("/") or link.startswith(("//", "/\\"))):
        raise RuleBroken("notice_link", "Tautan pesan harus alamat di dalam Belanja.")
    return kind.strip(), text.strip(), link
