"""Notes of results (CHR) and the report (LHR) of a review are issued once each, with the number that the agenda gave;
they are papers of `documents`."""

from datetime import date

from django.db import transaction

from belanja.documents import selectors as documents
from belanja.documents import services as papers
from belanja.documents.models import Paper
from belanja.documents.pdf import setting
from belanja.documents.services import NewFile
from belanja.foundation import clock, text
from belanja.institutions.models import Government, Unit
from belanja.institutions.unit_names import shown
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.oversight.reviews import Post
from belanja.rules.oversight.steps import SPIP
from belanja.rules.papers import Kind, NumberWay

from ..headed import Headed, sheet
from ..models import Review
from ..review_papers import gather, notes, report
from ..selectors.review_papers import notes_subject, report_subject
from .reviews import base, results


@transaction.atomic
def print_notes(*, review_id: int, unit_id: int, number: str, dated: date, actor: Actor) -> Paper:
    """The notes that were sent to a unit as one letter, by the supervisor of the review. Issued already: it is
    that one.

    Raises RuleBroken: 403/404, 409 where nothing was sent to it or the number is in use, 422 without number or for a
    day to come; PaperNotSetError where it cannot be set."""
    _government_first(review_id)
    review, _supervisor = base.acting(review_id, None, actor, Post.SUPERVISOR)
    subject = notes_subject(review_id, unit_id)
    if (standing := documents.paper_of_subject(subject)) is not None:
        return standing
    unit = Unit.objects.filter(pk=unit_id, government_id=review.government_id).first()
    found = [one for one in gather.standing_notes(review, unit) if one.sent_at is not None] if unit else []
    if unit is None or not found:
        raise RuleBroken("nothing_sent", "Belum ada catatan yang disampaikan kepada unit ini.", SPIP, status=409)
    if not number.strip() or dated > clock.today():
        raise RuleBroken("letter_wrong", "Isi nomor surat dari agenda dan tanggalnya, yang tidak sesudah hari ini.")
    letter = notes.notes_to(
        shown(unit.name), gather.notes(found, told=False), gather.assignment(review), about=found[0].code,
        due=text.long_date(max(one.due for one in found if one.due is not None)),
    )  # fmt: skip
    return _issue(review, Kind.REVIEW_NOTES, letter, subject, number, dated, actor)


@transaction.atomic
def print_report(*, review_id: int, version: int | None, number: str, dated: date, actor: Actor) -> Paper:
    """The review ends with its report (`results.issue_report`), and the report is issued. Issued already: it is that
    one. Raises as that, and PaperNotSetError where it cannot be set: then the review has not ended."""
    _government_first(review_id)
    base.acting(review_id, None, actor, Post.SUPERVISOR)
    subject = report_subject(review_id)
    if (standing := documents.paper_of_subject(subject)) is not None:
        return standing
    review = results.issue_report(review_id=review_id, version=version, number=number, dated=dated, actor=actor)
    drawings = [gather.drawing(one) for one in review.samples.all()]
    letter = report.report(gather.assignment(review), drawings, gather.outcome(review))
    return _issue(review, Kind.REVIEW_REPORT, letter, subject, number, dated, actor)


def _government_first(review_id: int) -> None:
    """A paper takes its number under the lock of its government, which comes before that of a review everywhere."""
    Government.objects.select_for_update(no_key=True, of=("self",)).filter(reviews=review_id).first()


def _issue(review: Review, kind: Kind, letter: Headed, subject: str, number: str, dated: date, actor: Actor) -> Paper:
    return papers.issue(
        kind=kind,
        government=review.government,
        title=letter.title,
        subject=subject,
        files=lambda paper: [
            NewFile(
                name=f"{kind.value}-{review.code}.pdf".lower(),
                media_type="application/pdf",
                content=setting.pdf(sheet(letter, review.government, paper)),
            )
        ],
        official_number=number,
        official_date=dated,
        official_way=NumberWay.AGENDA,
        actor=actor,
    )
