"""Making letters, apart from the steps that call for them: what is due is told by what was signed and has none yet."""

import logging

from django.db import transaction

from belanja.documents import selectors as documents
from belanja.documents import services as papers
from belanja.documents.models import Paper
from belanja.documents.pdf import setting
from belanja.documents.services import NewFile
from belanja.journal.services import Actor
from belanja.rules.papers import KINDS

from .. import letters
from . import base

_log = logging.getLogger(__name__)
#: Who prints: the step was authorised when it was taken, its letter follows from it.
PRINTER = Actor(user_id=None, label="Belanja, surat usulan etalase")


@transaction.atomic
def make(*, subject: str) -> Paper:
    """The letter of a subject: the one that stands, else a new one. Raises PaperNotSetError where it cannot be set."""
    letter = letters.letter_of(subject)
    base.locked(letter.proposal.pk)
    standing = documents.paper_of_subject(subject)
    if standing is not None:
        return standing
    return papers.issue(
        kind=letter.kind,
        government=letter.proposal.government,
        unit=letter.unit,
        title=f"{KINDS[letter.kind].label}: {letter.title}",
        subject=subject,
        files=lambda paper: [
            NewFile(
                name=f"{letter.kind.value}-{letter.proposal.code}.pdf".lower(),
                media_type="application/pdf",
                content=setting.pdf(letter.content(paper)),
            )
        ],
        actor=PRINTER,
    )


def make_due() -> int:
    """Every letter that is still to be made; how many. One that cannot be set is told in the log and tried again."""
    made = 0
    for subject in letters.due():
        try:
            make(subject=subject)
        except setting.PaperNotSetError:
            _log.exception("%s could not be set", subject)
            papers.tell_refused(actor=PRINTER)
        else:
            made += 1
    return made
