"""Findings are written by the auditor, issued by another person, objected to once, and the objection is decided by a
third."""

import hashlib
from datetime import date
from typing import Any

import rfc8785
from django.db import transaction

from belanja.foundation import clock, text
from belanja.institutions.models import Unit
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules import codes
from belanja.rules.decisions import RuleBroken, unchanged
from belanja.rules.duties import Duty
from belanja.rules.oversight import findings as rules
from belanja.rules.oversight import reasons
from belanja.rules.oversight.findings import Form
from belanja.rules.oversight.parameters import FINDING_TERMS, OBJECTION_DAYS
from belanja.rules.oversight.states import ENDED, Amount, FindingState, Side
from belanja.rules.oversight.steps import CASES, FINDINGS, SPIP, FindingStep, Step
from belanja.vendors.models import Firm

from ..models import Finding, Recommendation
from ..models import FindingStep as Written
from . import base

#: Steps that keep the form as it was then.
_WRITING = frozenset({FindingStep.WRITE, FindingStep.AMEND, FindingStep.ISSUE})


class FormWrong(RuleBroken):
    """What keeps a finding from being issued, by field of its form (`fields`)."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__("finding_fields", next(iter(fields.values())))
        self.fields = fields


@transaction.atomic
def write_finding(
    *,
    case_id: int,
    version: int | None,
    form: Form,
    actor: Actor,
    unit: Unit | None = None,
    firm: Firm | None = None,
) -> Finding:
    """The auditor writes a finding for one unit or one firm; whether it is whole is asked when it is issued.

    Raises RuleBroken: 403/404, 409 where the case is not at its findings, 422 without title or for a wrong
    addressee."""
    case = base.for_auditor(case_id, version, actor)
    CASES.rule_for(Step.WRITE, case.state, Side.AUDITOR)
    if (unit is None) == (firm is None) or (unit is not None and unit.government_id != case.government_id):
        raise RuleBroken("addressee_wrong", "Pilih satu unit atau satu penyedia yang bertanggung jawab.")
    now = clock.now()
    made = Finding(
        code=codes.new(), government=case.government, case=case, unit=unit, firm=firm, year=case.year, since=now,
        written_by_id=base.account(actor), written_at=now, state="", version=0, **_columns(form),
    )  # fmt: skip
    take(made, FindingStep.WRITE, side=Side.AUDITOR, actor=actor)
    _advise(made, form)
    base.take(case, Step.WRITE, side=Side.AUDITOR, actor=actor, about=made.code)
    return made


@transaction.atomic
def amend_finding(*, finding_id: int, version: int | None, form: Form, actor: Actor) -> Finding:
    """The auditor writes a draft anew. What is written already changes nothing. Raises RuleBroken as `write_finding`,
    409 where it changed or was issued."""
    finding = locked(finding_id)
    base.for_auditor(finding.case_id, None, actor)
    FINDINGS.rule_for(FindingStep.AMEND, finding.state, Side.AUDITOR)
    columns = _columns(form)
    if columns["content"] == finding.content:
        return finding
    unchanged("Temuan", finding.version, version)
    for name, value in columns.items():
        setattr(finding, name, value)
    take(finding, FindingStep.AMEND, side=Side.AUDITOR, actor=actor)
    finding.recommendations.all().delete()
    _advise(finding, form)
    return finding


@transaction.atomic
def drop_finding(*, finding_id: int, version: int | None, note: str, actor: Actor) -> Finding:
    """The auditor takes a draft back. Raises RuleBroken: 403/404, 409, 422 without words."""
    finding = locked(finding_id)
    base.for_auditor(finding.case_id, None, actor)
    unchanged("Temuan", finding.version, version)
    take(finding, FindingStep.DROP, side=Side.AUDITOR, actor=actor, note=reasons.words(note))
    return finding


@transaction.atomic
def issue_findings(*, case_id: int, version: int | None, actor: Actor) -> list[Finding]:
    """Another person issues the drafts of a case: those whom they concern read them from now on.

    Raises RuleBroken: 403/404 (also for whoever wrote one), 409 without a draft, 422 (FormWrong) for what is not
    whole."""
    case = base.for_supervisor(case_id, version, Duty.SUPERVISE_CASE, actor)
    CASES.rule_for(Step.ISSUE, case.state, Side.SUPERVISOR)
    drafts = list(case.findings.select_for_update().filter(state=FindingState.DRAFT.value).order_by("pk"))
    if not drafts:
        raise RuleBroken("no_finding", "Belum ada temuan yang ditulis.", SPIP, status=409)
    for finding in drafts:
        finding.case = case
        if finding.written_by_id == base.account(actor):
            raise RuleBroken("own_finding", "Anda sendiri yang menulis temuannya; orang lain yang menyampaikan.", SPIP,
                             status=403)  # fmt: skip
        wrong = rules.problems(finding.form())
        if wrong:
            raise FormWrong(wrong)
        finding.issued_by_id, finding.issued_at = actor.user_id, clock.now()
        digest = hashlib.sha256(rfc8785.dumps(finding.content)).hexdigest()
        take(finding, FindingStep.ISSUE, side=Side.SUPERVISOR, actor=actor, sha256=digest)
        until = base.term(case.government_id, FINDING_TERMS[FindingState.ISSUED])
        told = f"APIP menyampaikan temuan {finding.code}; rencana aksi ditunggu sampai {text.long_date(until)}."
        base.tell_asked(finding, told, actor)
    base.take(case, Step.ISSUE, side=Side.SUPERVISOR, actor=actor, about=f"{len(drafts)} temuan")
    base.tell_apip(case, f"Temuan kasus {case.code} disampaikan.", actor)
    return drafts


@transaction.atomic
def object_to(*, finding_id: int, note: str, actor: Actor) -> Finding:
    """Whom a finding concerns objects to it, once, within its days. Raises RuleBroken: 404 for anybody else, 409 where
    it is too late or was done, 422 without words."""
    finding = locked(finding_id)
    side, acting = base.asked_side(finding, actor)
    told_to_them(finding)
    FINDINGS.rule_for(FindingStep.OBJECT, finding.state, side)
    told = reasons.words(note, what="Tulis keberatan Anda dengan buktinya.")
    if finding.objected_at is not None:
        raise RuleBroken("objected_once", "Keberatan atas temuan ini sudah pernah diputuskan.", SPIP, status=409)
    if clock.today() > objection_until(finding):
        raise RuleBroken("objection_late", "Masa keberatan atas temuan ini sudah lewat.", SPIP, status=409)
    finding.objected_at = clock.now()
    take(finding, FindingStep.OBJECT, side=side, actor=acting, note=told)
    base.tell_apip(finding.case, f"Temuan {finding.code} menghadapi keberatan.", actor, supervisors=True)
    return finding


@transaction.atomic
def decide_objection(*, finding_id: int, version: int | None, upheld: bool, note: str, actor: Actor) -> Finding:
    """A third person decides: `upheld`, and the finding is withdrawn; else it stands. Raises RuleBroken: 403/404 (also
    for whoever wrote, issued or reviews it), 409, 422 without words."""
    finding = locked(finding_id)
    base.for_supervisor(finding.case_id, None, Duty.SUPERVISE_CASE, actor)
    if base.account(actor) in (finding.written_by_id, finding.issued_by_id):
        raise RuleBroken(
            "own_finding",
            "Anda menulis atau menyampaikan temuan ini; orang ketiga yang memutuskan keberatannya.",
            SPIP,
            status=403,
        )  # fmt: skip
    unchanged("Temuan", finding.version, version)
    to = FindingState.WITHDRAWN if upheld else FindingState.ISSUED
    take(finding, FindingStep.DECIDE, side=Side.SUPERVISOR, actor=actor, target=to, note=reasons.words(note))
    outcome = "diterima; temuannya dicabut" if upheld else "tidak diterima; temuannya tetap"
    base.tell_asked(finding, f"Keberatan atas temuan {finding.code} {outcome}.", actor)
    return finding


def objection_until(finding: Finding) -> date:
    """The last day on which it may be objected to."""
    assert finding.issued_at is not None
    return base.term_from(clock.wib(finding.issued_at).date(), finding.government_id, OBJECTION_DAYS)


def told_to_them(finding: Finding) -> None:
    """RuleBroken 404 for a draft: those whom it concerns are not to learn that one is written."""
    if finding.issued_at is None:
        raise base.not_there("Temuan")


def locked(finding_id: int) -> Finding:
    """A finding, under the lock of its case. Raises RuleBroken 404."""
    known = Finding.objects.filter(pk=finding_id).values_list("case_id", flat=True).first()
    if known is None:
        raise base.not_there("Temuan")
    case = base.locked(known)
    finding = Finding.objects.select_for_update().get(pk=finding_id)
    finding.case = case
    return finding


def take(
    finding: Finding,
    step: FindingStep,
    *,
    side: Side,
    actor: Actor,
    target: FindingState | None = None,
    reason_code: str = "",
    note: str = "",
    about: str = "",
    **told: Any,
) -> Written:
    """Take a step of a locked finding, as `base.take` does of a case."""
    rule = FINDINGS.rule_for(step, finding.state, side)
    source = finding.state
    if rule.targets:
        to = FindingState(target.value if target is not None else rule.targets[0])
        if to != source:
            ended = to in ENDED
            finding.state, finding.since, finding.reminded = to.value, clock.now(), None
            finding.closed_at = clock.now() if ended else None
            finding.due = None if ended else base.term(finding.government_id, FINDING_TERMS[to])
    finding.version += 1
    finding.save()
    written = Written.objects.create(
        finding=finding, step=step.value, source=source, target=finding.state, side=side.value,
        reason_code=reason_code, note=note, about=about, at=clock.now(), by_id=actor.user_id,
        by_label=actor.label[:120], content=finding.content if step in _WRITING else None,
    )  # fmt: skip
    journal.append(
        name=f"oversight.finding.{step.value}",
        actor=actor,
        subject=f"finding:{finding.pk}",
        government_code=finding.case.government.code,
        payload={"code": finding.code, "state": finding.state, "reason": reason_code, "about": about, **told},
    )
    return written


def _columns(form: Form) -> dict[str, Any]:
    """The columns of what was written. Raises RuleBroken 422 where not even a draft can be kept."""
    if not form.title.strip():
        raise FormWrong({"title": "Judul temuan belum diisi."})
    if any(amount < 0 for amount in form.amounts.values()):
        raise FormWrong({"amounts": "Nilai temuan tidak boleh kurang dari nol."})
    return {
        "title": form.title.strip()[:160], "category": form.category[:24], "content": form.as_json(),
        "overpaid": form.amounts.get(Amount.OVERPAID, rules.ZERO),
        "penalty": form.amounts.get(Amount.PENALTY, rules.ZERO), "other": form.amounts.get(Amount.OTHER, rules.ZERO),
    }  # fmt: skip


def _advise(finding: Finding, form: Form) -> None:
    Recommendation.objects.bulk_create(
        Recommendation(finding=finding, number=number, text=one.text.strip(), post=one.post.strip()[:120])
        for number, one in enumerate(form.advice, start=1)
    )
