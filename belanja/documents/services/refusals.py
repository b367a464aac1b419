"""Papers that the typesetter refused, told to the journal once their transaction is rolled back."""

import logging

from django.db import transaction

from belanja.documents.pdf import refused
from belanja.journal import services as journal
from belanja.journal.services import Actor

_log = logging.getLogger(__name__)
#: Letters of a diagnosis that the journal keeps; the log has all of it.
_LONGEST = 500


def any_refused() -> bool:
    """Whether a refusal waits to be written down. Asks nothing of the database."""
    return refused.waits()


def tell_refused(*, actor: Actor) -> int:
    """Write down every refusal since the last time; how many."""
    found = refused.taken()
    if not found:
        return 0
    with transaction.atomic():
        for one in found:
            _log.error("%s could not be set: %s", one.title or one.template, one.diagnosis)
            journal.append(
                name="documents.paper_refused",
                actor=actor,
                subject=f"template:{one.template}",
                payload={"title": one.title, "diagnosis": one.diagnosis[:_LONGEST]},
            )
    return len(found)


def forget_refused() -> None:
    """Drop what waits: a trial was refused, no paper."""
    refused.taken()
