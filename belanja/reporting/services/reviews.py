"""The review of a frozen report before it is signed. Its bytes never change by it: a note that touches figures is
answered by a new version."""

from collections.abc import Collection

from django.db import transaction

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.notices import services as notices
from belanja.reporting.models import ReviewAct, Snapshot
from belanja.reporting.selectors.reviews import Note, Review, review
from belanja.rules.decisions import RuleBroken, unchanged
from belanja.rules.duties import DUTIES, Duty
from belanja.rules.reporting.reviews import NAMING, REVIEWS, ReviewStep, Side, refuse_maker
from belanja.rules.reports import Action

from . import states


@transaction.atomic
def submit_review(*, snapshot_id: int, government: Government, version: int | None, actor: Actor) -> ReviewAct:
    """Hand a frozen report in to be read by somebody else. Raises RuleBroken 403/404, 409 for a report that is not
    frozen or was handed in."""
    found = _taken(snapshot_id, government, Duty.DRAFT_REPORT, version, actor)
    words = f"Laporan {_name(found.snapshot)} menunggu telaah."
    return _step(found, ReviewStep.SUBMIT, Side.MAKER, actor, told=_others(government, Duty.REVIEW_REPORT), words=words)


@transaction.atomic
def note_review(
    *, snapshot_id: int, government: Government, version: int | None, place: str, note: str, actor: Actor
) -> ReviewAct:
    """The reviewer notes what has to be answered before he agrees; `place`: the chapter. Raises RuleBroken as
    `submit_review`; 403 for the maker, 422 without words."""
    found = _taken(snapshot_id, government, Duty.REVIEW_REPORT, version, actor)
    REVIEWS.rule_for(ReviewStep.NOTE, found.state, Side.REVIEWER)
    refuse_maker(found.makers, actor.user_id)
    states.need_reason(note)
    words = f"Penelaah memberi catatan atas laporan {_name(found.snapshot)}."
    return _step(found, ReviewStep.NOTE, Side.REVIEWER, actor, told=_makers(found), words=words, place=place, note=note)


@transaction.atomic
def reply_review(
    *, snapshot_id: int, government: Government, version: int | None, note_id: int, note: str, actor: Actor
) -> ReviewAct:
    """The maker answers a note; whoever wrote it does not. Raises RuleBroken as `submit_review`; 404 for a note that is
    not there, 409 for one that is cleared, 422 without words."""
    found = _taken(snapshot_id, government, Duty.DRAFT_REPORT, version, actor)
    REVIEWS.rule_for(ReviewStep.REPLY, found.state, Side.MAKER)
    of = _open_note(found, note_id)
    if actor.user_id is not None and actor.user_id == of.act.by_id:
        raise RuleBroken("review_reply_own", "Catatan dijawab penyusun, bukan penulis catatannya.", NAMING, status=403)
    states.need_reason(note)
    told = [of.act.by_id] if of.act.by_id else []
    words = f"Catatan Anda atas laporan {_name(found.snapshot)} dijawab."
    return _step(found, ReviewStep.REPLY, Side.MAKER, actor, told=told, words=words, of=of.act, note=note)


@transaction.atomic
def clear_review(
    *, snapshot_id: int, government: Government, version: int | None, note_id: int, actor: Actor
) -> ReviewAct:
    """A reviewer holds a note for answered. Raises RuleBroken as `submit_review`; 403 for the maker, 404 for a note
    that is not there, 409 for one that is cleared or without an answer."""
    found = _taken(snapshot_id, government, Duty.REVIEW_REPORT, version, actor)
    REVIEWS.rule_for(ReviewStep.CLEAR, found.state, Side.REVIEWER)
    refuse_maker(found.makers, actor.user_id)
    of = _open_note(found, note_id)
    if not of.replies:
        raise RuleBroken("review_unanswered", "Catatan ini belum dijawab penyusunnya.", NAMING, status=409)
    return _step(found, ReviewStep.CLEAR, Side.REVIEWER, actor, told=(), words="", of=of.act)


@transaction.atomic
def approve_review(*, snapshot_id: int, government: Government, version: int | None, actor: Actor) -> ReviewAct:
    """The reviewer agrees: the report may be issued to be signed. Raises RuleBroken as `submit_review`; 403 for the
    maker, 409 while a note is open."""
    found = _taken(snapshot_id, government, Duty.REVIEW_REPORT, version, actor)
    refuse_maker(found.makers, actor.user_id)
    if found.open_notes:
        raise RuleBroken(
            "review_notes_open",
            f"{text.capital_first(text.count_words(len(found.open_notes)))} catatan belum ditutup.",
            NAMING,
            status=409,
        )
    words = f"Laporan {_name(found.snapshot)} selesai ditelaah dan dapat diterbitkan untuk ditandatangani."
    return _step(found, ReviewStep.APPROVE, Side.REVIEWER, actor, told=_makers(found), words=words)


def require_reviewed(snapshot: Snapshot) -> None:
    """RuleBroken 409 where nobody but its maker has read a report."""
    found = review(snapshot)
    if not found.done:
        state = REVIEWS.label_of(found.state) if found.state else "belum diajukan"
        raise RuleBroken(
            "not_reviewed", f"Laporan ini belum selesai ditelaah ({state}); telaah mendahului tanda tangan.", NAMING,
            status=409,
        )  # fmt: skip


def _taken(snapshot_id: int, government: Government, duty: Duty, version: int | None, actor: Actor) -> Review:
    """The review of a frozen report, locked, for whoever has the duty."""
    states.lock(government)
    institutions.require(actor, duty, government)
    found = review(states.take(snapshot_id, government, Action.ISSUE))
    unchanged("Telaah laporan", found.version, version)
    return found


def _open_note(found: Review, note_id: int) -> Note:
    note = next((one for one in found.notes if one.act.pk == note_id), None)
    if note is None:
        raise RuleBroken("not_found", "Catatan ini tidak ditemukan.", status=404)
    if note.cleared is not None:
        raise RuleBroken("review_note_cleared", "Catatan ini sudah ditutup.", NAMING, status=409)
    return note


def _step(
    found: Review,
    step: ReviewStep,
    side: Side,
    actor: Actor,
    *,
    told: Collection[int],
    words: str,
    of: ReviewAct | None = None,
    place: str = "",
    note: str = "",
) -> ReviewAct:
    REVIEWS.rule_for(step, found.state, side)
    snapshot = found.snapshot
    made = ReviewAct.objects.create(
        snapshot=snapshot, step=step.value, side=side.value, of=of, place=place.strip()[:160], note=note.strip(),
        at=clock.now(), by_id=actor.user_id, by_label=actor.label[:120],
    )  # fmt: skip
    states.tell(f"reporting.review_{step.name.lower()}", snapshot, actor, {"act": made.pk, "of": of.pk if of else None})
    people = set(told) - {actor.user_id or 0}
    if people:
        notices.tell(
            user_ids=people, kind="reporting.review", text=words, actor=actor,
            link=f"/laporan/{snapshot.government.code}/{snapshot.pk}/telaah/", government_code=snapshot.government.code,
        )  # fmt: skip
    return made


def _others(government: Government, duty: Duty) -> list[int]:
    return institutions.people_with(government.pk, DUTIES[duty])


def _makers(found: Review) -> list[int]:
    return [one for one in found.makers if one is not None]


def _name(snapshot: Snapshot) -> str:
    return text.quarter(snapshot.year, snapshot.quarter)
