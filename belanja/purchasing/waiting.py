"""What waits for one person in all his offices and firms, by when: for his calendar and for the mail of the morning."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from belanja.accounts.models import User
from belanja.foundation import clock, text, work
from belanja.institutions import selectors as institutions
from belanja.institutions import working_days
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.notices import mailing
from belanja.notices import selectors as notices
from belanja.notices.models import MailPace
from belanja.rules.working_days import is_working_day
from belanja.vendors import selectors as vendors

from .selectors import desks
from .selectors.desks import Waiting

_log = logging.getLogger(__name__)
#: The row with the hour from which on the mail of the morning is written.
HOUR_KEY = "surel.ringkasan.jam"


@dataclass(frozen=True)
class Thing:
    """One thing that waits: what to do, by when (None: no term runs), and where inside Belanja. `key` stays the same as
    long as the thing does."""

    key: str
    what: str
    due_at: datetime | None
    link: str
    government: Government

    @property
    def words(self) -> str:
        return f"{self.what}, sampai {text.date_time(self.due_at)}" if self.due_at else self.what


def things_of(user: User) -> list[Thing]:
    """Everything that waits for somebody, the nearest term first."""
    actor = Actor(user_id=user.pk, label="Pemilik akun")
    found: list[Thing] = []
    for government in institutions.governments_of(user):
        told = desks.waits_for_officer(actor, government)
        found += _things(told, f"/beli/{government.code}/", of_firm=False)
    for member in vendors.memberships(user.pk):
        told = desks.waits_for_firm(actor, member.firm_id)
        found += _things(told, f"/usaha/{member.firm_id}/", of_firm=True)
    return sorted(found, key=lambda one: (one.due_at is None, one.due_at.timestamp() if one.due_at else 0, one.key))


def _things(told: Iterable[Waiting], base: str, *, of_firm: bool) -> Iterator[Thing]:
    for one in told:
        order, package, payment, guarantee = one.order, one.package, one.payment, one.guarantee
        if payment is not None and not of_firm:
            code = payment.order.code
            yield Thing(one.key, f"{code}: {one.what.lower()}", one.due_at,
                        f"{base}pembayaran/{payment.pk}/", payment.order.government)  # fmt: skip
        elif guarantee is not None and order is not None:  # one order may have several
            yield Thing(one.key, f"{order.code}: {one.what.lower()}", one.due_at,
                        f"{base}pesanan/{order.code}/jaminan/", order.government)  # fmt: skip
        elif order is not None:
            yield Thing(one.key, f"{order.code}: {one.what.lower()}", one.due_at, f"{base}pesanan/{order.code}/",
                        order.government)  # fmt: skip
        elif package is not None and not of_firm:
            yield Thing(one.key, f"Paket {package.title}: {one.what.lower()}", one.due_at,
                        f"{base}paket/{package.pk}/", package.government)  # fmt: skip


#: The last day for which everybody was looked at by this process.
_looked: dict[str, date] = {}
#: Those of that day whose mail could not be written; they are tried again.
_failed: set[int] = set()


@work.every("purchasing.digests", timedelta(minutes=10), new_day=True, insist=False)
def morning() -> bool:
    """The mail of the morning for those who want one; whether any was written. Once a person and day, whoever asks how
    often. Where one cannot be written that goes to the log, and the others get theirs."""
    now = clock.wib(clock.now())
    hour = int(institutions.parameter(HOUR_KEY, government_id=None, on=now.date()))
    again = _looked.get("day") == now.date()
    if now.hour < hour or (again and not _failed):
        return False
    if not again:
        _failed.clear()
    written = [user for user in _wanting() if (not again or user.pk in _failed) and _written(user)]
    _looked["day"] = now.date()
    return bool(written)


def _written(user: User) -> bool:
    try:
        done = digest_for(user)
    except Exception:
        _log.exception("no mail of the morning for account %s", user.pk)
        _failed.add(user.pk)
        return False
    _failed.discard(user.pk)
    return done


def _wanting() -> Iterator[User]:
    people = User.objects.filter(is_active=True).filter(
        Q(mail_choice__pace=MailPace.DAILY) | Q(mail_choice__isnull=True, email__isnull=False)
    )
    yield from people.select_related("mail_choice").order_by("pk").iterator(chunk_size=200)


def digest_for(user: User) -> bool:
    """Put one person's mail of the morning into the outbox; False on days off, where nothing waits, and where it was
    written already."""
    today = clock.today()
    things = things_of(user)
    unread = notices.unread(user.pk)
    offices = list(institutions.governments_of(user)[:1])
    government = offices[0] if offices else things[0].government if things else None
    off = working_days.holidays(government.pk if government else None)
    if not (things or unread) or not is_working_day(today, off):
        return False
    items = [(one.words, one.link) for one in things]
    items += [(f"{text.number(unread)} pesan belum dibaca di kotak pesan Anda", "/pesan/")] if unread else []
    subject = f"Belanja: {text.number(len(things))} hal menunggu Anda" if things else "Belanja: pesan belum dibaca"
    return mailing.queue(
        user_id=user.pk,
        key=f"{mailing.MORNING}{today.isoformat()}",
        government_code=government.code if government else "",
        subject=subject,
        lead=f"Yang menunggu Anda pada {text.long_date(today)}, tenggat terdekat lebih dahulu:",
        items=items,
    )
