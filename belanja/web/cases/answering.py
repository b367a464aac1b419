"""What whoever is asked sees and does, for units and firms alike: its questions, its findings, one of each."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Protocol

from django.db.models import Q
from django.http import HttpRequest

from belanja.foundation import text
from belanja.journal.services import Actor
from belanja.oversight.models import Finding, Question
from belanja.oversight.selectors import asked as selectors
from belanja.oversight.selectors import cases
from belanja.oversight.services import asking, findings, following
from belanja.rules.oversight.states import Side
from belanja.rules.oversight.steps import FindingStep, Step
from belanja.web.acts import Act, by_rule, kept, kept_files
from belanja.web.naming import shown as unit_name
from belanja.web.officer.lists import Part
from belanja.web.pieces import Cell, Column, EmptyState, Row, Table
from belanja.web.purchases.forms import NoteForm

from . import forms, shown
from .access import due_cell, finding_tag
from .files import FileAddress


class Desk(Protocol):
    """Where whoever is asked sits."""

    @property
    def actor(self) -> Actor: ...


Address = Callable[[str], str]


def lists(which: Q, question: Address, finding: Address) -> list[Part]:
    """Questions and findings of whoever is asked; `question` and `finding` tell where one is, by its code."""
    questions, concerned = list(selectors.questions(which)), list(selectors.findings(which))
    return [
        Part(
            key="pertanyaan",
            title="Pertanyaan",
            about="Pertanyaan bukan tuduhan. Jawab apa adanya dengan buktinya.",
            items=[_questions(questions, question)],
        ),
        Part(key="temuan", title="Temuan", items=[_findings(concerned, finding)]),
    ]


def _questions(found: list[Question], address: Address) -> Table:
    return Table(
        key="tanya",
        caption="Pertanyaan APIP",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="tanya", label="Pertanyaan"),
            Column(key="sejak", label="Ditanya"),
            Column(key="tenggat", label="Tenggat"),
            Column(key="jawab", label="Jawaban"),
        ],
        rows=[
            Row(
                href=address(one.code),
                cells=[
                    Cell(text=one.text, sub=unit_name(one.unit.name) if one.unit else one.code),
                    text.long_date(text.local_day(one.asked_at)),
                    due_cell(one),
                    text.date_time(one.answered_at) if one.answered_at else "belum dijawab",
                ],
            )
            for one in found
        ],
        empty=EmptyState(title="Tidak ada pertanyaan APIP."),
    )


def _findings(found: list[Finding], address: Address) -> Table:
    return Table(
        key="temuan-saya",
        caption="Temuan APIP",
        show_caption=False,
        stacked=True,
        columns=[
            Column(key="temuan", label="Temuan"),
            Column(key="keadaan", label="Keadaan"),
            Column(key="saldo", label="Saldo", numeric=True, note="rupiah"),
            Column(key="tenggat", label="Tenggat"),
        ],
        rows=[
            Row(
                href=address(one.code),
                cells=[
                    Cell(text=one.title, sub=unit_name(one.unit.name) if one.unit else one.code),
                    Cell(piece=finding_tag(one)),
                    text.rupiah(getattr(one, "owed", Decimal(0))),
                    due_cell(one),
                ],
            )
            for one in found
        ],
        empty=EmptyState(title="Tidak ada temuan."),
    )


def question_parts(found: Question, href: FileAddress) -> list[Part]:
    """One question: what it is about and what was answered; `href` hands out what was attached to it."""
    answers = list(found.answers.prefetch_related(cases.named_files("files")))
    return [
        *shown.flag_parts(found.flags.order_by("pk"), about="Yang terlihat oleh APIP."),
        Part(key="jawaban", title="Jawaban Anda", items=[shown.answers_table(answers, href)]),
    ]


def question_acts(request: HttpRequest, desk: Desk, found: Question) -> list[Act]:
    by: dict[str, Any] = {"question_id": found.pk, "actor": desk.actor}
    offered = []
    for rule in selectors.question_steps(found, _side(found, desk)):
        if rule.step is Step.ANSWER:
            form: Any = forms.AnswerForm(kept(request, rule.step), kept_files(request, rule.step), key=rule.step)
            label = "Tambah jawaban" if found.answered_at else "Kirim jawaban"
            offered.append(
                Act(
                    rule.step, label, label, form,
                    lambda form, _version: asking.answer(
                        words=form.cleaned_data["words"], scans=form.scans, **by
                    ),
                    "Jawaban diterima APIP.", "Sesudah dikirim tidak dapat diubah; boleh ditambah.",
                    quiet=found.answered_at is not None,
                )
            )  # fmt: skip
        else:
            form = NoteForm(kept(request, rule.step), key=rule.step, label="Mengapa perlu waktu tambahan")
            offered.append(
                Act(
                    rule.step, rule.label, rule.label, form,
                    lambda form, _version: asking.ask_more_time(why=form.note, **by),
                    "Permintaan perpanjangan terkirim.", "Satu kali, sebelum tenggatnya.", quiet=True,
                )
            )  # fmt: skip
    return offered


def finding_acts(request: HttpRequest, desk: Desk, found: Finding) -> list[Act]:
    by: dict[str, Any] = {"finding_id": found.pk, "actor": desk.actor}
    offered = []
    for rule in selectors.finding_steps(found, _side(found, desk)):
        made = _MAKE[rule.step](request, found, rule.step, by) if rule.step in _MAKE else None
        if made is not None:
            form, run, about, quiet = made
            offered.append(by_rule(rule, form, run, about, quiet=quiet))
    return sorted(offered, key=lambda one: one.quiet)


_Run = Callable[[Any, int], object]
_Made = tuple[Any, _Run, str, bool]


def _plan(request: HttpRequest, found: Finding, step: FindingStep, by: dict[str, Any]) -> _Made:
    advice = {one.number: (one.plan, one.planned_until) for one in found.recommendations.all()}
    form = forms.PlanForm(kept(request, step), key=step, advice=advice)
    planned = any(plan for plan, _until in advice.values())
    return form, lambda form, _version: following.plan_actions(plans=form.plans, **by), "", planned


def _report(request: HttpRequest, found: Finding, step: FindingStep, by: dict[str, Any]) -> _Made:
    numbers = list(found.recommendations.values_list("number", flat=True))
    form = forms.ReportForm(kept(request, step), kept_files(request, step), key=step, numbers=numbers)

    def run(form: Any, _version: int) -> object:
        return following.report_action(
            number=int(form.cleaned_data["number"]), words=form.cleaned_data["words"],
            scans=form.scans, **by,
        )  # fmt: skip

    return form, run, "", False


def _deposit(request: HttpRequest, found: Finding, step: FindingStep, by: dict[str, Any]) -> _Made | None:
    kinds = [kind for kind, amount in found.amounts().items() if amount]
    if not kinds or getattr(found, "owed", 0) <= 0:
        return None
    form = forms.DepositForm(kept(request, step), kept_files(request, step), key=step, kinds=kinds)

    def run(form: Any, _version: int) -> object:
        return following.record_deposit(proof=form.proof, scan=form.scans[0], **by)

    return form, run, "Dihitung sesudah diperiksa APIP.", True


def _object(request: HttpRequest, found: Finding, step: FindingStep, by: dict[str, Any]) -> _Made:
    until = text.long_date(findings.objection_until(found))
    form = NoteForm(kept(request, step), key=step, label="Keberatan Anda", help_text="Mengapa keliru, dan buktinya.")
    about = f"Satu kali, sampai {until}. Yang memutuskan bukan yang menulis atau menyampaikan temuan."
    return form, lambda form, _version: findings.object_to(note=form.note, **by), about, True


_MAKE: dict[FindingStep, Callable[[HttpRequest, Finding, FindingStep, dict[str, Any]], _Made | None]] = {
    FindingStep.PLAN: _plan,
    FindingStep.REPORT: _report,
    FindingStep.DEPOSIT: _deposit,
    FindingStep.OBJECT: _object,
}


def _side(found: Question | Finding, desk: Desk) -> Side:
    return selectors.side_of(found, desk.actor)
