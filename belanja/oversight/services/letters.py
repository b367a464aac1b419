"""Letters of a case are issued once each, with the number that the agenda gave; they are papers of `documents`."""

from datetime import date

from django.db import transaction

from belanja.documents import selectors as documents
from belanja.documents import services as papers
from belanja.documents.models import Paper
from belanja.documents.pdf import setting
from belanja.documents.services import NewFile
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.oversight.steps import SPIP
from belanja.rules.papers import NumberWay

from .. import letters
from ..letters import Letter
from ..models import Question
from ..selectors.papers import ASKING, REPORTED, subject_of
from . import base


@transaction.atomic
def print_request(*, question_id: int, number: str, dated: date, actor: Actor) -> Paper:
    """The letter with which a question is put, by the auditor who asks. Issued already: it is that one.

    Raises RuleBroken: 403/404, 409 where nothing is asked any more or the number is in use, 422 without number or for a
    day to come; PaperNotSetError where it cannot be set."""
    known = Question.objects.filter(pk=question_id).values_list("case_id", flat=True).first()
    if known is None:
        raise base.not_there("Pertanyaan")
    _government_first(known)
    case = base.for_auditor(known, None, actor)
    question = Question.objects.select_related("unit", "firm").get(pk=question_id)
    question.case = case
    subject = subject_of(question)
    if (standing := documents.paper_of_subject(subject)) is not None:
        return standing
    if case.state not in ASKING or question.answered_at is not None:
        raise RuleBroken(
            "not_asking", "Pertanyaan ini sudah dijawab atau kasusnya sudah lewat klarifikasi.", status=409
        )
    return _issue(letters.request(question), subject, number, dated, actor)


@transaction.atomic
def print_results(*, case_id: int, number: str, dated: date, actor: Actor) -> Paper:
    """The report of a case with its issued findings, by somebody who supervises it. Issued already: it is that one.

    Raises RuleBroken: 403/404 (also for its auditor), 409 before findings are issued, else as `print_request`."""
    _government_first(case_id)
    case = base.for_supervisor(case_id, None, Duty.SUPERVISE_CASE, actor)
    subject = subject_of(case)
    if (standing := documents.paper_of_subject(subject)) is not None:
        return standing
    if case.state not in REPORTED or not case.findings.filter(issued_at__isnull=False).exists():
        raise RuleBroken("nothing_issued", "Belum ada temuan yang disampaikan.", SPIP, status=409)
    return _issue(letters.results(case), subject, number, dated, actor)


def _government_first(case_id: int) -> None:
    """A paper takes its number under the lock of its government, which comes before that of a case everywhere."""
    Government.objects.select_for_update(no_key=True, of=("self",)).filter(oversight_cases=case_id).first()


def _issue(letter: Letter, subject: str, number: str, dated: date, actor: Actor) -> Paper:
    if not number.strip() or dated > clock.today():
        raise RuleBroken("letter_wrong", "Isi nomor surat dari agenda dan tanggalnya, yang tidak sesudah hari ini.")
    return papers.issue(
        kind=letter.kind,
        government=letter.case.government,
        title=letter.title,
        subject=subject,
        files=lambda paper: [
            NewFile(
                name=f"{letter.kind.value}-{letter.about}.pdf".lower(),
                media_type="application/pdf",
                content=setting.pdf(letter.content(paper)),
            )
        ],
        official_number=number,
        official_date=dated,
        official_way=NumberWay.AGENDA,
        actor=actor,
    )
