"""Notes of results (CHR) go to the units that they concern, which respond or are silent; the report (LHR) is the
end."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Unit
from belanja.journal.services import Actor
from belanja.rules import codes
from belanja.rules.decisions import RuleBroken, unchanged
from belanja.rules.duties import Duty
from belanja.rules.oversight import reasons
from belanja.rules.oversight import results as rules
from belanja.rules.oversight.parameters import RESPONSE_DAYS
from belanja.rules.oversight.results import Result
from belanja.rules.oversight.review_steps import REVIEWS, ReviewStep
from belanja.rules.oversight.reviews import Post, ReviewSide, ReviewState
from belanja.rules.oversight.steps import SPIP
from belanja.rules.scans import Scan

from ...models import Response, ResultNote, Review, ReviewNote, WorkingPaper
from ..base import account, not_there, term
from . import base
from .papers import PaperWrong, keep


@transaction.atomic
def write_result(
    *,
    review_id: int,
    unit: Unit,
    result: Result,
    actor: Actor,
    paper: WorkingPaper | None = None,
    result_id: int | None = None,
    version: int | None = None,
) -> ResultNote:
    """The leader writes a note of results to a unit, or (`result_id`) one anew. The same again is the one that stands.

    Raises RuleBroken: 403/404, 409 where it changed or was sent, 422 for a unit or a paper that is none of the review's
    or (PaperWrong) for what is not whole."""
    review, _leader = base.acting(review_id, None, actor, Post.LEADER)
    REVIEWS.rule_for(ReviewStep.WRITE_RESULT, review.state, ReviewSide.LEADER)
    told = result.trimmed()
    wrong = rules.problems(told)
    if wrong:
        raise PaperWrong(wrong)
    _check(review, unit, paper)
    standing = review.results.filter(dropped_at__isnull=True)
    if result_id is None:
        known = standing.filter(unit=unit, content=told.as_json()).first()
        made = known or ResultNote(
            review=review, code=codes.new(), number=review.results.count() + 1, version=0,
            written_by_id=account(actor),
        )  # fmt: skip
        if known is not None:
            return known
    else:
        found = standing.filter(pk=result_id).first()
        if found is None:
            raise not_there("Catatan hasil")
        if (found.content, found.unit_id, found.paper_id) == (told.as_json(), unit.pk, paper.pk if paper else None):
            return found
        unchanged("Catatan hasil", found.version, version)
        made = found
    made.unit, made.paper, made.content, made.written_at = unit, paper, told.as_json(), clock.now()
    _save(made)
    base.take(review, ReviewStep.WRITE_RESULT, side=ReviewSide.LEADER, actor=actor, about=f"catatan {made.number}",
              content={"unit": unit.code, **made.content})  # fmt: skip
    return made


@transaction.atomic
def drop_result(*, result_id: int, version: int | None, words: str, actor: Actor) -> ResultNote:
    """The leader takes a note back before it is sent. Dropped already: nothing happens. Raises RuleBroken: 403/404,
    409, 422 without words."""
    result = locked(result_id)
    review, _leader = base.acting(result.review_id, None, actor, Post.LEADER)
    if result.dropped_at is not None:
        return result
    REVIEWS.rule_for(ReviewStep.DROP_RESULT, review.state, ReviewSide.LEADER)
    unchanged("Catatan hasil", result.version, version)
    result.dropped_at = clock.now()
    told = reasons.words(words)
    _save(result)
    base.take(review, ReviewStep.DROP_RESULT, side=ReviewSide.LEADER, actor=actor, note=told,
              about=f"catatan {result.number}")  # fmt: skip
    return result


@transaction.atomic
def send_results(*, review_id: int, version: int | None, actor: Actor) -> Review:
    """The supervisor sends the notes to their units, once he has approved every paper; without any, the report may
    follow at once. Raises RuleBroken: 403/404, 409 for what is missing."""
    review, _supervisor = base.acting(review_id, version, actor, Post.SUPERVISOR)
    REVIEWS.rule_for(ReviewStep.SEND_RESULTS, review.state, ReviewSide.SUPERVISOR)
    if review.papers.filter(supervisor_at__isnull=True).exists():
        raise RuleBroken("papers_missing", "Masih ada kertas kerja yang belum Anda setujui.", SPIP, status=409)
    if ReviewNote.objects.filter(paper__review=review, cleared_at__isnull=True).exists():
        raise RuleBroken("note_open", "Masih ada catatan atas kertas kerja yang belum tuntas.", SPIP, status=409)
    sent = list(review.results.filter(dropped_at__isnull=True).select_related("unit").order_by("pk"))
    now, until = clock.now(), term(review.government_id, RESPONSE_DAYS)
    for result in sent:
        result.review, result.sent_at, result.due = review, now, until
        _save(result)
        told = (
            f"APIP menyampaikan catatan hasil reviu {result.code}; tanggapan ditunggu sampai {text.long_date(until)}."
        )
        base.tell_unit(result, told, actor)
    review.results_at = now
    base.take(review, ReviewStep.SEND_RESULTS, side=ReviewSide.SUPERVISOR, actor=actor, about=f"{len(sent)} catatan")
    base.tell_team(review, f"Catatan hasil reviu {review.code} disampaikan.", actor)
    return review


@transaction.atomic
def respond(*, result_id: int, agrees: bool, words: str, files: Sequence[Scan] = (), actor: Actor) -> Response:
    """A unit says whether it agrees, and what it does; also after its term, until the report is issued. The same words
    of the same person again are the response that stands.

    Raises RuleBroken: 404 for anybody else and before it is sent, 409 after the report, 422 without words or for a file
    that is no scan."""
    result = locked(result_id)
    review = base.locked(result.review_id)
    who = account(actor)
    if (
        result.sent_at is None
        or result.due is None
        or not institutions.is_allowed(actor, Duty.ANSWER_CASE, review.government, unit_id=result.unit_id)
    ):
        raise not_there("Catatan hasil")
    acting = actor.doing([Duty.ANSWER_CASE], result.unit_id)
    told = reasons.words(words, what="Tulis tanggapan Anda.")
    last = result.responses.order_by("-pk").first()
    if last is not None and (last.by_id, last.agrees, last.text) == (who, agrees, told):
        return last
    REVIEWS.rule_for(ReviewStep.RESPOND, review.state, ReviewSide.UNIT)
    late = clock.today() > result.due
    made = Response.objects.create(
        result=result, agrees=agrees, text=told, late=late, at=clock.now(), by_id=who, by_label=acting.label[:120]
    )
    for scan in files:
        keep(review, scan, actor, response=made)
    if result.answered_at is None:
        result.answered_at = made.at
    _save(result)
    said = "setuju" if agrees else "tidak setuju"
    base.take(review, ReviewStep.RESPOND, side=ReviewSide.UNIT, actor=acting, note=told,
              about=f"catatan {result.number}: {said}", late=late)  # fmt: skip
    base.tell_team(review, f"Catatan hasil {result.code} ditanggapi.", actor)
    return made


@transaction.atomic
def issue_report(*, review_id: int, version: int | None, number: str, dated: date, actor: Actor) -> Review:
    """The supervisor ends the review with its report, by the number that the agenda gave, once every unit has responded
    or its term has passed; silence is recorded as silence.

    Raises RuleBroken: 403/404, 409 while a unit may still respond, 422 without number or for a day to come."""
    review, _supervisor = base.acting(review_id, version, actor, Post.SUPERVISOR)
    REVIEWS.rule_for(ReviewStep.REPORT, review.state, ReviewSide.SUPERVISOR)
    if not number.strip() or dated > clock.today():
        raise RuleBroken("letter_wrong", "Isi nomor laporan dari agenda dan tanggalnya, yang tidak sesudah hari ini.")
    waiting = review.results.filter(sent_at__isnull=False, answered_at__isnull=True, silent_at__isnull=True)
    for result in waiting.select_for_update().order_by("pk"):
        if not record_silence(review, result):
            raise RuleBroken(
                "response_waits", "Masih ada unit yang dapat menanggapi sampai tenggatnya.", SPIP, status=409
            )
    review.report_number, review.report_date = number.strip()[:80], dated
    base.take(review, ReviewStep.REPORT, side=ReviewSide.SUPERVISOR, actor=actor, about=review.report_number)
    base.tell_team(review, f"Laporan hasil reviu {review.code} terbit.", actor)
    return review


def locked(result_id: int) -> ResultNote:
    """A note of results, under the lock of its review. Raises RuleBroken 404."""
    known = ResultNote.objects.filter(pk=result_id).values_list("review_id", flat=True).first()
    if known is None:
        raise not_there("Catatan hasil")
    review = base.locked(known)
    result = ResultNote.objects.select_for_update(of=("self",)).select_related("unit").get(pk=result_id)
    result.review = review
    return result


def record_silence(review: Review, result: ResultNote) -> bool:
    """Record that a unit was silent, where its term has passed without a response; whether it was. Both are locked."""
    if result.due is None or clock.today() <= result.due or review.state != ReviewState.NOTES_SENT:
        return False
    if result.answered_at is not None or result.silent_at is not None:
        return False
    result.silent_at = clock.now()
    _save(result)
    base.take(review, ReviewStep.SILENCE, side=ReviewSide.TIME, actor=base.CALENDAR,
              about=f"catatan {result.number}")  # fmt: skip
    return True


def _check(review: Review, unit: Unit, paper: WorkingPaper | None) -> None:
    objects = base.units_of(review)
    if unit.government_id != review.government_id or (objects is not None and unit.pk not in objects):
        raise RuleBroken("addressee_wrong", "Pilih unit yang direviu.")
    if paper is not None and paper.review_id != review.pk:
        raise RuleBroken("paper_wrong", "Pilih kertas kerja reviu ini.")


def _save(result: ResultNote) -> None:
    result.version += 1
    result.save()
