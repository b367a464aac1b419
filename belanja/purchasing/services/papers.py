"""Making the papers of orders, apart from the steps that call for them: setting one takes as long as a hundred orders.

A step leaves its wish in its own transaction (`want`); the work process prints it (`make_due`), or whoever asks for it
earlier does (`make`). Made twice, it is made once: what a paper tells of is its subject.
"""

import logging
from datetime import timedelta

from django.db import transaction

from belanja.documents import selectors as documents
from belanja.documents import services as papers
from belanja.documents.models import Paper
from belanja.documents.pdf import setting
from belanja.documents.services import NewFile
from belanja.foundation import clock
from belanja.journal.services import Actor
from belanja.rules.papers import Kind, State

from ..models import PaperDue
from ..papers import content_of, subject_of

_log = logging.getLogger(__name__)
#: Who prints: the step was authorised when it was taken, its paper follows from it.
PRINTER = Actor(user_id=None, label="Belanja, naskah pesanan")
#: Minutes until a paper that could not be set is tried again, by how often it has failed.
_AGAIN = (1, 5, 30, 240)


def want(kind: Kind, record_id: int) -> None:
    """Ask for the paper of a record; asked twice, it is made once."""
    now = clock.now()
    PaperDue.objects.bulk_create(
        [PaperDue(subject=subject_of(kind, record_id), at=now, next_at=now)], ignore_conflicts=True
    )


def withdraw(kind: Kind, record_id: int, *, reason: str) -> None:
    """What a paper of a record told holds no more: it is cancelled, and not made where it was still to be."""
    subject = subject_of(kind, record_id)
    PaperDue.objects.filter(subject=subject).delete()
    standing = documents.paper_of_subject(subject)
    if standing is not None and standing.status not in (State.CANCELLED, State.REPLACED):
        papers.cancel_paper(paper_id=standing.pk, reason=reason, actor=PRINTER)


@transaction.atomic
def make(*, subject: str) -> Paper:
    """The paper of a subject: the one that stands, else a new one. RuleBroken 404 for a record that is not there."""
    PaperDue.objects.select_for_update().filter(subject=subject).first()
    standing = documents.paper_of_subject(subject)
    if standing is None or standing.status in (State.CANCELLED, State.REPLACED):
        told = content_of(subject)
        order = told.order
        standing = papers.issue(
            kind=told.kind,
            government=order.government,
            unit=order.unit,
            title=f"{told.content(None).title} {order.code}: {order.title}",
            period=f"TA {order.year}",
            subject=subject,
            files=lambda paper: [
                NewFile(
                    name=f"{told.kind.value}-{order.code}.pdf".lower(),
                    media_type="application/pdf",
                    content=setting.pdf(told.content(paper)),
                )
            ],
            actor=PRINTER,
        )
    PaperDue.objects.filter(subject=subject).delete()
    return standing


def draft(*, subject: str) -> bytes:
    """A paper as it would be printed now, marked as a draft, without number. Writes nothing."""
    return setting.pdf(content_of(subject).content(None))


def make_due() -> bool:
    """Make the paper that has waited longest; whether there was one. Safe in several processes."""
    with transaction.atomic():
        due = (
            PaperDue.objects.select_for_update(skip_locked=True)
            .filter(next_at__lte=clock.now())
            .order_by("next_at", "id")
            .first()
        )
        if due is None:
            return False
        try:
            with transaction.atomic():
                make(subject=due.subject)
        except setting.PaperNotSetError:
            wait = _AGAIN[min(due.tries, len(_AGAIN) - 1)]
            _log.exception("%s could not be set", due.subject)
            papers.tell_refused(actor=PRINTER)
            PaperDue.objects.filter(pk=due.pk).update(
                tries=due.tries + 1, next_at=clock.now() + timedelta(minutes=wait)
            )
    return True
