"""`/pantau/<gov>/temuan/<code>/`: one finding for APIP: form, recommendations, money, story, steps."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belanja.foundation import text
from belanja.oversight.models import Finding
from belanja.oversight.selectors import cases as selectors
from belanja.oversight.selectors import linked
from belanja.oversight.services import findings, following, sights
from belanja.rules.course import Rule
from belanja.rules.oversight.findings import problems
from belanja.rules.oversight.states import FindingState, Resolution, Side
from belanja.rules.oversight.steps import FINDINGS as COURSE
from belanja.rules.oversight.steps import FindingStep
from belanja.web.acts import Act, Outcome, answer, by_rule, kept
from belanja.web.officer.access import CASE_READERS, Office, frame, officer_page
from belanja.web.officer.lists import Part
from belanja.web.pieces import Figure, Link, Notice
from belanja.web.purchases.forms import NoteForm

from . import forms, shown
from .access import FINDINGS, due_words, finding_tag, firm_names, whom
from .files import FileAddress, href_of


@officer_page(*CASE_READERS, methods=("GET", "HEAD", "POST"))
def finding(request: HttpRequest, office: Office, code: str) -> HttpResponse:
    return answer(
        request,
        office,
        read=lambda: _read(office, code),
        acts=_acts,
        show=_show,
        gone=lambda found: f"Temuan ini sekarang {FindingState(found.state).label}.",
        name="cases.finding",
        to=office.url("cases:finding", code),
        seen=lambda found: sights.saw(of=found.case, what=f"temuan:{found.code}", actor=office.actor),
    )


def _read(office: Office, code: str) -> Finding:
    return selectors.finding(office.government, code, office.actor)


def _show(request: HttpRequest, office: Office, found: Finding, outcome: Outcome) -> HttpResponse:
    context = frame(office, FINDINGS, title=found.title)
    context |= {
        "lead": f"Temuan {found.code} kepada {whom(found, firm_names([found]))}, tahun {found.year}.",
        "outcome": outcome,
        "state": finding_tag(found),
        "due": due_words(found),
        "notices": _notices(found),
        "links": [Link(label=f"Kasus {found.case.code}", href=office.url("cases:case", found.case.code))],
        "acts": _acts(request, office, found),
        "open_act": request.POST.get("do", ""),
        "version": found.version,
        "papers": [],
        "parts": parts(found, href_of(office, found.case.code)),
    }
    return render(request, "proposals/proposal.html", context, status=outcome.status)


def parts(found: Finding, href: FileAddress) -> list[Part]:
    """What APIP and whom it concerns read alike."""
    money = ("Nilai", "total"), ("Disetor dan terperiksa", "returned"), ("Saldo", "owed")
    advice = list(found.recommendations.prefetch_related(selectors.named_files("reports__files")))
    deposits = list(found.deposits.prefetch_related(selectors.named_files("files")))
    return [
        Part(key="isi", title="Isi temuan", items=[shown.form_terms(found, linked.repeats([found]).get(found.pk, ()))]),
        Part(
            key="saldo",
            title="Saldo",
            layout="grid",
            items=[Figure(label=label, value=text.rupiah(getattr(found, name))) for label, name in money],
        ),
        Part(key="rekomendasi", title="Rekomendasi dan tindak lanjut", items=[shown.advice_table(advice, href)]),
        Part(key="setoran", title="Setoran", items=[shown.deposits_table(deposits, href)]),
        Part(key="jalannya", title="Jalannya temuan", items=[shown.story(_told(found), COURSE)]),
    ]


def _told(found: Finding) -> Any:
    """Its story without the writing of the draft."""
    return found.steps.exclude(step__in=[FindingStep.AMEND.value])


def _notices(found: Finding) -> list[Notice]:
    if found.state == FindingState.DRAFT and (lacks := problems(found.form())):
        return [Notice(title="Sebelum dapat disampaikan:", text=" ".join(lacks.values()))]
    if found.state == FindingState.FOLLOW_UP and (left := following.lacks_to_settle(found)):
        return [Notice(title="Belum tuntas:", text=f"{text.capital_first('; '.join(left))}.")]
    return []


def _acts(request: HttpRequest, office: Office, found: Finding) -> list[Act]:
    by: dict[str, Any] = {"finding_id": found.pk, "actor": office.actor}
    offered = []
    for rule in selectors.finding_steps(found, office.actor):
        make = _MAKE.get(rule.step)
        act = make(request, found, rule, by) if make is not None else None
        if act is not None:
            offered.append(act)
    return sorted(offered, key=lambda one: one.quiet)


_Rule = Rule[FindingStep, Side]


def _amend(request: HttpRequest, found: Finding, rule: _Rule, by: dict[str, Any]) -> Act:
    form = forms.FindingForm(kept(request, rule.step), key=rule.step, form=found.form())
    return by_rule(rule, form, lambda form, version: findings.amend_finding(version=version, form=form.told, **by))


def _drop(request: HttpRequest, _found: Finding, rule: _Rule, by: dict[str, Any]) -> Act:
    form = NoteForm(kept(request, rule.step), key=rule.step, label="Mengapa dicabut")
    return by_rule(
        rule, form, lambda form, version: findings.drop_finding(version=version, note=form.note, **by), quiet=True
    )


def _decide(request: HttpRequest, found: Finding, rule: _Rule, by: dict[str, Any]) -> Act | None:
    if by["actor"].user_id in (found.written_by_id, found.issued_by_id):
        return None
    objection = found.steps.filter(step=FindingStep.OBJECT.value).last()
    return by_rule(
        rule,
        forms.DecideForm(kept(request, rule.step), key=rule.step),
        lambda form, version: findings.decide_objection(
            version=version, upheld=form.cleaned_data["upheld"] == "ya", note=form.cleaned_data["note"], **by
        ),
        f"Keberatan: {objection.note}" if objection else "",
    )


def _check(request: HttpRequest, found: Finding, rule: _Rule, by: dict[str, Any]) -> Act | None:
    waiting = found.deposits.filter(accepted=None).first()
    if waiting is None:
        return None
    return by_rule(
        rule,
        forms.CheckForm(kept(request, rule.step), key=rule.step),
        lambda form, _version: following.check_deposit(
            deposit_id=waiting.pk, accept=form.cleaned_data["accept"] == "ya", note=form.cleaned_data["note"],
            actor=by["actor"],
        ),
        f"STS {waiting.sts_number}, {text.rupiah(waiting.amount)}, {text.long_date(waiting.paid_on)}.",
    )  # fmt: skip


def _resolve(request: HttpRequest, found: Finding, rule: _Rule, by: dict[str, Any]) -> Act:
    numbers = list(found.recommendations.values_list("number", flat=True))
    return by_rule(
        rule,
        forms.ResolveForm(kept(request, rule.step), key=rule.step, numbers=numbers),
        lambda form, version: following.resolve(
            version=version, number=int(form.cleaned_data["number"]),
            resolution=Resolution(form.cleaned_data["resolution"]), note=form.cleaned_data["note"], **by,
        ),
        "Temuan tuntas bila semua rekomendasi selesai dan saldonya nol.",
    )  # fmt: skip


def _give_up(request: HttpRequest, _found: Finding, rule: _Rule, by: dict[str, Any]) -> Act:
    return by_rule(
        rule,
        forms.GiveUpForm(kept(request, rule.step), key=rule.step),
        lambda form, version: following.give_up(version=version, **form.cleaned_data, **by),
        "Saldonya tetap dilaporkan.",
        quiet=True,
    )


_MAKE: dict[FindingStep, Callable[[HttpRequest, Finding, _Rule, dict[str, Any]], Act | None]] = {
    FindingStep.AMEND: _amend,
    FindingStep.DROP: _drop,
    FindingStep.DECIDE: _decide,
    FindingStep.CHECK: _check,
    FindingStep.RESOLVE: _resolve,
    FindingStep.GIVE_UP: _give_up,
}
