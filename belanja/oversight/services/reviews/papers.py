"""Working papers (KKR): a member answers the checklist of an item, and hands the paper to whoever looks it over."""

from collections.abc import Sequence

from django.db import transaction

from belanja.foundation import clock
from belanja.journal.services import Actor
from belanja.rules import scans
from belanja.rules.decisions import RuleBroken, unchanged
from belanja.rules.oversight import checklists
from belanja.rules.oversight.checklists import Paper
from belanja.rules.oversight.review_steps import REVIEWS, ReviewStep
from belanja.rules.oversight.reviews import Post, ReviewKind, ReviewSide
from belanja.rules.oversight.steps import SPIP
from belanja.rules.scans import Scan
from belanja.vendors import selectors as vendors

from ...models import Member, Response, Review, ReviewFile, SampleItem, WorkingPaper
from ..base import account, not_there
from . import base


class PaperWrong(RuleBroken):
    """What keeps a paper from being handed on, by field of its form (`fields`)."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__("paper_fields", next(iter(fields.values())))
        self.fields = fields


@transaction.atomic
def write_paper(
    *,
    review_id: int,
    item_id: int,
    version: int | None,
    paper: Paper,
    files: Sequence[tuple[str, Scan]] = (),
    actor: Actor,
) -> WorkingPaper:
    """A member writes the paper of an item, or writes his anew; whether it is whole is asked when it is handed on. What
    is written already changes nothing. `version`: of the paper; `files`: scans with the code of their question (empty:
    of the whole).

    A paper that is written anew goes through both looks again. That of somebody who has left the team passes to the
    member who writes on. Raises RuleBroken: 403/404 (also for whom the item is about, and another's paper), 409 where
    it changed, the same order has a paper in another sample or the checklist has changed, 422 for a file that is no
    scan.
    """
    review, member = base.acting(review_id, None, actor, Post.MEMBER)
    REVIEWS.rule_for(ReviewStep.WRITE_PAPER, review.state, ReviewSide.MEMBER)
    item = SampleItem.objects.filter(pk=item_id, sample__review=review).first()
    if item is None:
        raise not_there("Butir sampel")
    _not_about(item, review, member)
    standing = WorkingPaper.objects.select_for_update().filter(item=item).first()
    told = checklists.checked(paper, _checklist(review, standing))
    if standing is None:
        unchanged("Kertas kerja", 0, version)
        made = _begin(review, item, told, actor)
    else:
        his(standing, review, member)
        if told.as_json() == standing.content and not _new(standing, files):
            return standing
        unchanged("Kertas kerja", standing.version, version)
        made = _again(standing, told, actor)
    for question, scan in _new(made, files):
        keep(review, scan, actor, paper=made, question=question)
    base.take(review, ReviewStep.WRITE_PAPER, side=ReviewSide.MEMBER, actor=actor, about=str(made),
              content=made.content)  # fmt: skip
    return made


@transaction.atomic
def submit_paper(*, paper_id: int, version: int | None, actor: Actor) -> WorkingPaper:
    """Whoever prepared a paper hands it to the leader. Handed on already: nothing happens.

    Raises RuleBroken: 403/404, 409 where it changed or a remark is not answered, 422 (PaperWrong) for what is not
    whole."""
    review, member, paper = of_paper(paper_id, actor, Post.MEMBER)
    REVIEWS.rule_for(ReviewStep.SUBMIT_PAPER, review.state, ReviewSide.MEMBER)
    if paper.prepared_by_id != member.user_id:
        raise _anothers()
    if paper.submitted_at is not None:
        return paper
    unchanged("Kertas kerja", paper.version, version)
    if paper.notes.filter(answered_at__isnull=True).exists():
        raise RuleBroken("note_unanswered", "Jawab dahulu catatan atas kertas kerja ini.", SPIP, status=409)
    wrong = checklists.problems(paper.paper())
    if wrong:
        raise PaperWrong(wrong)
    paper.submitted_at = clock.now()
    save(paper)
    base.take(review, ReviewStep.SUBMIT_PAPER, side=ReviewSide.MEMBER, actor=actor, about=str(paper))
    base.tell_team(review, f"{paper} reviu {review.code} menunggu reviu ketua tim.", actor, Post.LEADER)
    return paper


def of_paper(paper_id: int, actor: Actor, *posts: Post) -> tuple[Review, Member, WorkingPaper]:
    """A paper under the lock of its review, for whoever of the team acts in one of `posts`. RuleBroken as
    `base.acting`, 403 for whom its item is about."""
    known = WorkingPaper.objects.filter(pk=paper_id).values_list("review_id", flat=True).first()
    if known is None:
        raise not_there("Kertas kerja")
    review, member = base.acting(known, None, actor, *posts)
    paper = WorkingPaper.objects.select_for_update(of=("self",)).select_related("item").get(pk=paper_id)
    paper.review = review
    _not_about(paper.item, review, member)
    return review, member, paper


def save(paper: WorkingPaper) -> None:
    """With its next version."""
    paper.version += 1
    paper.save()


def his(paper: WorkingPaper, review: Review, member: Member) -> None:
    """Raise RuleBroken 403 for the paper of another member who is still in the team."""
    team = review.members.filter(left_at__isnull=True, post=Post.MEMBER.value)
    if paper.prepared_by_id != member.user_id and team.filter(user_id=paper.prepared_by_id).exists():
        raise _anothers()


def keep(
    review: Review,
    scan: Scan,
    actor: Actor,
    *,
    paper: WorkingPaper | None = None,
    question: str = "",
    response: Response | None = None,
) -> ReviewFile:
    """Keep a scan with what it came with. Raises RuleBroken 422 for what is no scan or too large."""
    kept = scans.checked(scan, unnamed="bukti")
    return ReviewFile.objects.create(
        review=review, paper=paper, question=question[:40], response=response, file_name=kept.file_name,
        media_type=kept.media_type, sha256=kept.sha256, content=kept.content, at=clock.now(), by_id=account(actor),
    )  # fmt: skip


def _checklist(review: Review, standing: WorkingPaper | None) -> checklists.Checklist:
    """By that of its surat tugas; a paper that was begun keeps its own."""
    if standing is not None:
        return checklists.BY_CODE[standing.paper().checklist]
    return checklists.checklist(ReviewKind(review.kind), review.order_date)


def _begin(review: Review, item: SampleItem, told: Paper, actor: Actor) -> WorkingPaper:
    twin = WorkingPaper.objects.filter(review=review, item__subject_key=item.subject_key).first()
    if twin is not None:
        raise RuleBroken("paper_elsewhere", f"Pesanan ini sudah punya {twin} dari sampel lain.", status=409)
    return WorkingPaper.objects.create(
        review=review, item=item, number=review.papers.count() + 1, content=told.as_json(),
        conclusion=told.conclusion.value, prepared_by_id=account(actor), prepared_by_label=actor.label[:120],
        prepared_at=clock.now(),
    )  # fmt: skip


def _again(paper: WorkingPaper, told: Paper, actor: Actor) -> WorkingPaper:
    paper.content, paper.conclusion = told.as_json(), told.conclusion.value
    paper.prepared_by_id, paper.prepared_by_label = account(actor), actor.label[:120]
    paper.prepared_at, paper.submitted_at = clock.now(), None
    paper.leader_by_id, paper.leader_by_label, paper.leader_at = None, "", None
    paper.supervisor_by_id, paper.supervisor_by_label, paper.supervisor_at = None, "", None
    save(paper)
    return paper


def _new(paper: WorkingPaper, files: Sequence[tuple[str, Scan]]) -> list[tuple[str, Scan]]:
    """Files that are not kept with it yet: sending a form twice keeps them once."""
    known = set(paper.files.values_list("question", "sha256"))
    found = []
    for question, scan in files:
        one = (question[:40], scans.checked(scan, unnamed="bukti").sha256)
        if one not in known:
            known.add(one)
            found.append((question, scan))
    return found


def _anothers() -> RuleBroken:
    return RuleBroken("not_your_paper", "Kertas kerja ini disusun anggota lain.", SPIP, status=403)


def _not_about(item: SampleItem, review: Review, member: Member) -> None:
    """Nobody writes of, or looks over, what he bought or what a firm of his own sold."""
    own = item.firm_id is not None and vendors.is_concerned(
        member.user_id, item.firm_id, government_id=review.government_id
    )
    if own or item.officer_id == member.user_id:
        raise RuleBroken("not_independent", "Anda terkait dengan pesanan ini; orang lain yang menanganinya.", SPIP,
                         status=403)  # fmt: skip
