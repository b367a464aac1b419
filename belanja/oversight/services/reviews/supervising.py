"""Papers are looked over twice: by the leader, then by the supervisor of the review; remarks are answered and cleared.
Nobody looks over his own paper, and nobody twice."""

from django.db import transaction

from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken, unchanged
from belanja.rules.oversight import reasons
from belanja.rules.oversight.review_steps import REVIEWS, ReviewStep
from belanja.rules.oversight.reviews import Conclusion, Post, ReviewSide
from belanja.rules.oversight.steps import SPIP

from ...models import Member, Review, ReviewNote, SampleItem, WorkingPaper
from ..base import account, not_there
from . import base, deepening, papers

_LOOKING = (Post.LEADER, Post.SUPERVISOR)


@transaction.atomic
def note(*, paper_id: int, version: int | None, words: str, actor: Actor) -> ReviewNote:
    """Whoever looks a paper over remarks something; the paper goes back to whoever prepared it. The same remark again
    is the one that stands.

    Raises RuleBroken: 403/404 (also for his own paper), 409 where it is not his turn or it changed, 422 without
    words."""
    review, member, paper = papers.of_paper(paper_id, actor, *_LOOKING)
    REVIEWS.rule_for(ReviewStep.NOTE, review.state, ReviewSide(member.post))
    told = reasons.words(words, what="Tulis catatannya.")
    known = paper.notes.filter(by_id=member.user_id, text=told, answered_at__isnull=True).first()
    if known is not None:
        return known
    unchanged("Kertas kerja", paper.version, version)
    _his_turn(paper, member)
    made = ReviewNote.objects.create(
        paper=paper, number=paper.notes.count() + 1, level=member.post, text=told, by_id=member.user_id,
        by_label=actor.label[:120], at=clock.now(),
    )  # fmt: skip
    papers.save(paper)
    base.take(review, ReviewStep.NOTE, side=ReviewSide(member.post), actor=actor, note=told, about=str(paper))
    base.tell_team(review, f"{paper} reviu {review.code} mendapat catatan.", actor, Post.MEMBER)
    return made


@transaction.atomic
def answer_note(*, note_id: int, words: str, actor: Actor) -> ReviewNote:
    """Whoever prepared the paper, or a member where he has left, answers a remark, once. Raises RuleBroken: 403/404,
    409 where it was answered otherwise, 422 without words."""
    review, member, paper, found = _of_note(note_id, actor, Post.MEMBER)
    REVIEWS.rule_for(ReviewStep.ANSWER_NOTE, review.state, ReviewSide.MEMBER)
    papers.his(paper, review, member)
    told = reasons.words(words, what="Tulis jawabannya.")
    if found.answered_at is not None:
        if found.answer == told:
            return found
        raise RuleBroken("note_answered", "Catatan ini sudah dijawab.", status=409)
    found.answer, found.answered_at = told, clock.now()
    found.answered_by_id, found.answered_by_label = member.user_id, actor.label[:120]
    found.save()
    base.take(review, ReviewStep.ANSWER_NOTE, side=ReviewSide.MEMBER, actor=actor, note=told, about=str(paper))
    base.tell_team(review, f"Catatan atas {paper} reviu {review.code} dijawab.", actor, Post(found.level))
    return found


@transaction.atomic
def clear_note(*, note_id: int, actor: Actor) -> ReviewNote:
    """Whoever holds the post that remarked it says that a remark is answered well. Cleared already: nothing happens.

    Raises RuleBroken: 403/404 (also for whoever answered it), 409 before it is answered."""
    review, member, paper, found = _of_note(note_id, actor, *_LOOKING)
    if found.level != member.post:
        raise RuleBroken("not_your_note", f"Catatan ini dituntaskan {Post(found.level).label}.", SPIP, status=403)
    if found.cleared_at is not None:
        return found
    REVIEWS.rule_for(ReviewStep.CLEAR_NOTE, review.state, ReviewSide(member.post))
    if found.answered_at is None:
        raise RuleBroken("note_unanswered", "Catatan ini belum dijawab.", status=409)
    if member.user_id in (found.answered_by_id, paper.prepared_by_id):
        raise own_paper()
    found.cleared_by_id, found.cleared_by_label, found.cleared_at = member.user_id, actor.label[:120], clock.now()
    found.save()
    base.take(review, ReviewStep.CLEAR_NOTE, side=ReviewSide(member.post), actor=actor, about=str(paper))
    return found


@transaction.atomic
def approve_paper(*, paper_id: int, version: int | None, actor: Actor) -> WorkingPaper:
    """The leader, and after him the supervisor, has looked a paper over. What needs more then opens or joins a case.
    Approved by him already: nothing happens.

    Raises RuleBroken: 403/404 (also for his own paper, and for whoever approved it as leader), 409 where it is not his
    turn, it changed, or a remark of his is not cleared."""
    _government_first(paper_id)
    review, member, paper = papers.of_paper(paper_id, actor, *_LOOKING)
    leading = member.post == Post.LEADER
    if account(actor) == (paper.leader_by_id if leading else paper.supervisor_by_id):
        return paper
    REVIEWS.rule_for(ReviewStep.APPROVE_PAPER, review.state, ReviewSide(member.post))
    unchanged("Kertas kerja", paper.version, version)
    _his_turn(paper, member)
    if paper.notes.filter(cleared_at__isnull=True, level=member.post).exists():
        raise RuleBroken("note_open", "Masih ada catatan Anda yang belum tuntas.", SPIP, status=409)
    if leading:
        paper.leader_by_id, paper.leader_by_label, paper.leader_at = member.user_id, actor.label[:120], clock.now()
    else:
        paper.supervisor_by_id, paper.supervisor_by_label = member.user_id, actor.label[:120]
        paper.supervisor_at = clock.now()
        if paper.conclusion == Conclusion.DEEPEN and paper.case is None:
            paper.case = deepening.case_for(paper)
    papers.save(paper)
    base.take(
        review, ReviewStep.APPROVE_PAPER, side=ReviewSide(member.post), actor=actor, about=str(paper),
        case=paper.case.code if paper.case else "",
    )  # fmt: skip
    return paper


@transaction.atomic
def submit(*, review_id: int, version: int | None, actor: Actor) -> Review:
    """The leader hands the papers to the supervisor, once each item has one that he has approved.

    Raises RuleBroken: 403/404, 409 for what is missing."""
    review, _leader = base.acting(review_id, version, actor, Post.LEADER)
    REVIEWS.rule_for(ReviewStep.SUBMIT, review.state, ReviewSide.LEADER)
    drawn = SampleItem.objects.filter(sample__review=review).values("subject_key").distinct().count()
    done = review.papers.filter(leader_at__isnull=False).count()
    if not drawn or done < drawn:
        raise RuleBroken(
            "papers_missing", f"Baru {done} dari {drawn} butir sampel punya kertas kerja yang disetujui.", SPIP,
            status=409,
        )  # fmt: skip
    base.take(review, ReviewStep.SUBMIT, side=ReviewSide.LEADER, actor=actor, about=f"{done} KKR")
    base.tell_team(review, f"Kertas kerja reviu {review.code} menunggu reviu Anda.", actor, Post.SUPERVISOR)
    return review


@transaction.atomic
def send_back(*, review_id: int, version: int | None, words: str, actor: Actor) -> Review:
    """The supervisor gives the papers back, so that they can be written anew. Raises RuleBroken: 403/404, 409, 422
    without words."""
    review, _supervisor = base.acting(review_id, version, actor, Post.SUPERVISOR)
    REVIEWS.rule_for(ReviewStep.SEND_BACK, review.state, ReviewSide.SUPERVISOR)
    told = reasons.words(words)
    base.take(review, ReviewStep.SEND_BACK, side=ReviewSide.SUPERVISOR, actor=actor, note=told)
    base.tell_team(review, f"Reviu {review.code} dikembalikan: {told}", actor)
    return review


def own_paper() -> RuleBroken:
    """The refusal for whoever would look over what is his, or a second time."""
    return RuleBroken(
        "own_paper", "Anda sudah menyusun atau mereviu kertas kerja ini; orang lain yang mereviunya.", SPIP, status=403
    )


def _his_turn(paper: WorkingPaper, member: Member) -> None:
    """Raise RuleBroken 403 for his own paper or one that he has looked over, 409 where it is not at his desk."""
    leading = member.post == Post.LEADER
    if member.user_id == paper.prepared_by_id or (not leading and member.user_id == paper.leader_by_id):
        raise own_paper()
    before, after = (paper.submitted_at, paper.leader_at) if leading else (paper.leader_at, paper.supervisor_at)
    if before is None or after is not None:
        raise RuleBroken("not_at_your_desk", f"{paper} sekarang tidak menunggu reviu Anda.", SPIP, status=409)


def _of_note(note_id: int, actor: Actor, *posts: Post) -> tuple[Review, Member, WorkingPaper, ReviewNote]:
    known = ReviewNote.objects.filter(pk=note_id).values_list("paper_id", flat=True).first()
    if known is None:
        raise not_there("Catatan")
    review, member, paper = papers.of_paper(known, actor, *posts)
    return review, member, paper, ReviewNote.objects.select_for_update().get(pk=note_id)


def _government_first(paper_id: int) -> None:
    """Cases are opened, and papers numbered, under the lock of their government, which comes before any other."""
    Government.objects.select_for_update(no_key=True, of=("self",)).filter(reviews__papers=paper_id).first()
