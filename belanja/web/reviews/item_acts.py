"""What somebody of the team may do with an item of a sample and its working paper now, by his post and whose turn it
is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from belanja.oversight.models import Member, SampleItem, WorkingPaper
from belanja.oversight.selectors import reviews as selectors
from belanja.oversight.services.reviews import papers, results, supervising
from belanja.rules.course import Rule
from belanja.rules.oversight import checklists
from belanja.rules.oversight.review_steps import ReviewStep
from belanja.rules.oversight.reviews import Post, ReviewKind, ReviewSide
from belanja.web.acts import Act, by_rule, kept, kept_files
from belanja.web.cases.forms import Choices
from belanja.web.naming import shown as unit_name
from belanja.web.officer.access import Office
from belanja.web.purchases.forms import NoteForm, PlainForm

from . import forms
from .access import paper_of


@dataclass(frozen=True)
class _Seat:
    """Who looks at what: a member of the team with the step that his post may take, at an item and its paper."""

    request: HttpRequest
    office: Office
    item: SampleItem
    paper: WorkingPaper | None
    member: Member
    rule: Rule[ReviewStep, ReviewSide]

    @property
    def own(self) -> bool:
        return self.paper is not None and self.paper.prepared_by_id == self.member.user_id

    @property
    def his_turn(self) -> bool:
        """Whether the paper lies at his desk to be looked over."""
        paper = self.paper
        if paper is None or self.own:
            return False
        if self.member.post == Post.LEADER:
            return paper.submitted_at is not None and paper.leader_at is None
        return paper.leader_at is not None and paper.supervisor_at is None

    def fields(self) -> Any:
        return kept(self.request, self.rule.step)

    def act(self, form: Any, run: Callable[[Any, int], object], about: str = "", *, quiet: bool = False) -> Act:
        return by_rule(self.rule, form, run, about, quiet=quiet)


def acts(request: HttpRequest, office: Office, found: SampleItem) -> list[Act]:
    """Those that lead on first."""
    review = found.sample.review
    member = selectors.member_of(review, office.actor)
    if member is None:
        return []
    offered = []
    for rule in selectors.steps_for(review, office.actor):
        make = _MAKE.get(rule.step)
        if make is None or rule.side is not ReviewSide(member.post):
            continue
        act = make(_Seat(request, office, found, paper_of(found), member, rule))
        if act is not None:
            offered.append(act)
    return sorted(offered, key=lambda one: one.quiet)


def _write(seat: _Seat) -> Act | None:
    review, paper = seat.item.sample.review, seat.paper
    if paper is None:
        checklist = checklists.checklist(ReviewKind(review.kind), review.order_date)
    else:
        checklist = checklists.BY_CODE[paper.paper().checklist]
    form = forms.PaperForm(
        seat.fields(), kept_files(seat.request, seat.rule.step), key=seat.rule.step, checklist=checklist,
        paper=paper.paper() if paper else None,
    )  # fmt: skip
    begun = "Sesudah ditulis lagi, kertas kerja ini melalui kedua reviu dari awal." if paper else ""
    return seat.act(
        form,
        lambda form, version: papers.write_paper(
            review_id=review.pk, item_id=seat.item.pk, version=version, paper=form.told,
            files=list(form.proofs.items()), actor=seat.office.actor,
        ),
        begun or "Boleh disimpan sebelum lengkap; kelengkapannya diperiksa saat diajukan.",
        quiet=paper is not None,
    )  # fmt: skip


def _submit(seat: _Seat) -> Act | None:
    paper = seat.paper
    if paper is None or not seat.own or paper.submitted_at is not None or checklists.problems(paper.paper()):
        return None
    return seat.act(
        PlainForm(seat.fields()),
        lambda _form, version: papers.submit_paper(paper_id=paper.pk, version=version, actor=seat.office.actor),
        "Ketua tim mereviunya, lalu pengendali teknis.",
    )


def _note(seat: _Seat) -> Act | None:
    paper = seat.paper
    if paper is None or not seat.his_turn:
        return None
    return seat.act(
        NoteForm(seat.fields(), key=seat.rule.step, label="Catatan Anda"),
        lambda form, version: supervising.note(
            paper_id=paper.pk, version=version, words=form.note, actor=seat.office.actor
        ),
        quiet=True,
    )


def _approve(seat: _Seat) -> Act | None:
    paper = seat.paper
    if paper is None or not seat.his_turn or paper.notes.filter(cleared_at__isnull=True, level=seat.member.post):
        return None
    return seat.act(
        PlainForm(seat.fields()),
        lambda _form, version: supervising.approve_paper(paper_id=paper.pk, version=version, actor=seat.office.actor),
        "Yang perlu pendalaman menjadi kasus sesudah pengendali teknis menyetujuinya.",
    )


def _answer(seat: _Seat) -> Act | None:
    remarks = _remarks(seat, answered_at__isnull=True)
    if not remarks or not seat.own:
        return None
    return seat.act(
        forms.AnswerRemarkForm(seat.fields(), key=seat.rule.step, remarks=remarks),
        lambda form, _version: supervising.answer_note(
            note_id=int(form.cleaned_data["remark"]), words=form.cleaned_data["note"], actor=seat.office.actor
        ),
    )


def _clear(seat: _Seat) -> Act | None:
    remarks = _remarks(seat, answered_at__isnull=False, cleared_at__isnull=True, level=seat.member.post)
    if not remarks:
        return None
    return seat.act(
        forms.RemarkForm(seat.fields(), key=seat.rule.step, remarks=remarks),
        lambda form, _version: supervising.clear_note(
            note_id=int(form.cleaned_data["remark"]), actor=seat.office.actor
        ),
    )


def _remarks(seat: _Seat, **which: Any) -> Choices:
    if seat.paper is None:
        return []
    return [(str(one.pk), f"{one.number}. {one.text[:80]}") for one in seat.paper.notes.filter(**which)]


def _result(seat: _Seat) -> Act | None:
    paper, unit = seat.paper, seat.item.unit
    if paper is None:
        return None
    return seat.act(
        forms.ResultForm(seat.fields(), key=seat.rule.step, units=[(str(unit.pk), unit_name(unit.name))]),
        lambda form, _version: results.write_result(
            review_id=seat.item.sample.review_id, unit=unit, result=form.told, paper=paper, actor=seat.office.actor
        ),
        "Unit membacanya sesudah pengendali teknis menyampaikannya.",
        quiet=True,
    )


_MAKE: dict[ReviewStep, Callable[[_Seat], Act | None]] = {
    ReviewStep.WRITE_PAPER: _write,
    ReviewStep.SUBMIT_PAPER: _submit,
    ReviewStep.NOTE: _note,
    ReviewStep.APPROVE_PAPER: _approve,
    ReviewStep.ANSWER_NOTE: _answer,
    ReviewStep.CLEAR_NOTE: _clear,
    ReviewStep.WRITE_RESULT: _result,
}
