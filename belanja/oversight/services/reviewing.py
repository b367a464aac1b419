"""A case is taken by an auditor, disposed of on his proposal by another person, opened again, closed."""

from collections.abc import Collection

from django.db import transaction

from belanja.accounts.models import User
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken, unchanged
from belanja.rules.duties import Duty
from belanja.rules.oversight import reasons
from belanja.rules.oversight.states import ENDED, CaseState, Side, Verdict
from belanja.rules.oversight.steps import CASES, SPIP, Step

from ..models import Case, Disposition
from . import base

_ENDED = [state.value for state in ENDED]


@transaction.atomic
def take_case(*, case_id: int, version: int | None, independent: bool, actor: Actor) -> Case:
    """An auditor reviews it; he declares that he is independent of whom it is about. His already: nothing happens.

    Raises RuleBroken: 403/404 for a missing duty or somebody it is about, 409 where it changed or is taken, 422
    without the declaration."""
    case = base.locked(case_id)
    institutions.require(actor, Duty.REVIEW_CASE, case.government)
    if case.state == CaseState.REVIEWED and case.reviewer_id == base.account(actor):
        return case
    base.independent(case, actor)
    unchanged("Kasus", case.version, version)
    CASES.rule_for(Step.TAKE, case.state, Side.AUDITOR)
    if not independent:
        raise base.undeclared()
    case.reviewer_id, case.declared_at = actor.user_id, clock.now()
    base.take(case, Step.TAKE, side=Side.AUDITOR, actor=actor)
    return case


@transaction.atomic
def declare(*, case_id: int, version: int | None, independent: bool, actor: Actor) -> Case:
    """The auditor to whom a case was given declares that he is independent of whom it is about; before that he does
    nothing with it. Declared already: nothing happens.

    Raises RuleBroken: 403/404 for anybody else or somebody it is about, 409 where it changed or has ended, 422 without
    the declaration."""
    case = base.for_its_auditor(case_id, actor)
    if case.declared_at is not None:
        return case
    base.independent(case, actor)
    unchanged("Kasus", case.version, version)
    CASES.rule_for(Step.DECLARE, case.state, Side.AUDITOR)
    if not independent:
        raise base.undeclared()
    case.declared_at = clock.now()
    base.take(case, Step.DECLARE, side=Side.AUDITOR, actor=actor)
    return case


@transaction.atomic
def assign_case(*, case_id: int, version: int | None, auditor: User, note: str, actor: Actor) -> Case:
    """Another person gives a case to an auditor. Raises RuleBroken: 403/404, 409, 422 without words or for somebody who
    may not review it or gives it to himself."""
    case = base.for_supervisor(case_id, version, Duty.SUPERVISE_CASE, actor)
    told = reasons.words(note)
    if auditor.pk == actor.user_id or not institutions.is_allowed(auditor, Duty.REVIEW_CASE, case.government):
        raise RuleBroken("auditor_wrong", "Pilih auditor lain yang berperan di APIP.", SPIP)
    base.independent(case, Actor(auditor.pk, ""))
    case.reviewer_id, case.declared_at = auditor.pk, None
    base.take(case, Step.ASSIGN, side=Side.SUPERVISOR, actor=actor, note=told)
    base.tell_apip(case, f"Kasus {case.code} ditugaskan kepada Anda.", actor)
    return case


@transaction.atomic
def propose_disposition(
    *, case_id: int, version: int | None, verdict: Verdict, reason_code: str, note: str, actor: Actor
) -> Disposition:
    """Its auditor says what a case is, with a reason of `reasons_for(verdict)` and own words. Nothing is decided by it.

    Raises RuleBroken: 403/404, 409 where it changed, the state does not lead there or a proposal waits, 422 without
    reason or words."""
    case = base.for_auditor(case_id, version, actor)
    CASES.rule_for(Step.PROPOSE, case.state, Side.AUDITOR)
    if verdict not in verdicts_from(case):
        raise RuleBroken(
            "verdict_not_allowed", f"Kasus yang {CASES.label_of(case.state)} tidak dapat disimpulkan begitu.", SPIP,
            status=409,
        )  # fmt: skip
    if pending(case) is not None:
        raise RuleBroken("disposition_waits", "Satu simpulan kasus ini sedang menunggu penetapan.", status=409)
    told = reasons.checked(reason_code, verdict, note)
    made = Disposition.objects.create(
        case=case, verdict=verdict.value, reason_code=reason_code, note=told, proposed_by_id=base.account(actor),
        proposed_by_label=actor.label[:120], proposed_at=clock.now(),
    )  # fmt: skip
    base.take(case, Step.PROPOSE, side=Side.AUDITOR, actor=actor, reason_code=reason_code, note=told,
              about=verdict.label)  # fmt: skip
    base.tell_apip(case, f"Simpulan kasus {case.code} menunggu penetapan.", actor, supervisors=True)
    return made


@transaction.atomic
def settle_disposition(*, case_id: int, version: int | None, note: str, actor: Actor) -> Case:
    """Another person settles what was proposed. Raises RuleBroken: 403/404 (also for whoever proposed it), 409 where it
    changed or nothing waits."""
    case = base.for_supervisor(case_id, version, Duty.SUPERVISE_CASE, actor)
    waiting = _decide(case, Disposition.State.SETTLED, note.strip(), actor)
    verdict = Verdict(waiting.verdict)
    base.take(case, Step.SETTLE, side=Side.SUPERVISOR, actor=actor, target=verdict.state,
              reason_code=waiting.reason_code, note=note.strip(), about=verdict.label)  # fmt: skip
    base.tell_apip(case, f"Kasus {case.code}: {verdict.label}.", actor)
    if verdict is Verdict.ACCEPT:
        for question in case.questions.select_related("case__government"):
            base.tell_asked(question, "Penjelasan Anda kepada APIP diterima.", actor)
    return case


@transaction.atomic
def send_back(*, case_id: int, version: int | None, note: str, actor: Actor) -> Case:
    """Another person gives back what was proposed, or drafts of findings. Raises RuleBroken: 403/404, 409, 422 without
    words."""
    case = base.for_supervisor(case_id, version, Duty.SUPERVISE_CASE, actor)
    told = reasons.words(note)
    CASES.rule_for(Step.SEND_BACK, case.state, Side.SUPERVISOR)
    if case.state != CaseState.FINDING:
        _decide(case, Disposition.State.RETURNED, told, actor)
    base.take(case, Step.SEND_BACK, side=Side.SUPERVISOR, actor=actor, note=told)
    base.tell_apip(case, f"Kasus {case.code} dikembalikan: {told}", actor)
    return case


@transaction.atomic
def reopen_case(*, case_id: int, version: int | None, note: str, actor: Actor) -> Case:
    """A case that was accepted or not pursued is looked at again by its auditor. Raises RuleBroken: 403/404, 409 (also
    where the same flags have another open case), 422 without words."""
    case = base.for_supervisor(case_id, version, Duty.SUPERVISE_CASE, actor)
    told = reasons.words(note)
    CASES.rule_for(Step.REOPEN, case.state, Side.SUPERVISOR)
    if Case.objects.filter(government=case.government, key=case.key, closed_at__isnull=True).exists():
        raise RuleBroken("case_elsewhere", "Pola yang sama sudah punya kasus lain yang terbuka.", status=409)
    base.take(case, Step.REOPEN, side=Side.SUPERVISOR, actor=actor, note=told)
    base.tell_apip(case, f"Kasus {case.code} dibuka lagi: {told}", actor)
    return case


@transaction.atomic
def close_case(*, case_id: int, version: int | None, note: str, actor: Actor) -> Case:
    """Another person than its auditor says that all findings have ended. Raises RuleBroken: 403/404, 409 where one has
    not."""
    case = base.for_supervisor(case_id, version, Duty.SUPERVISE_CASE, actor)
    CASES.rule_for(Step.CLOSE, case.state, Side.SUPERVISOR)
    if case.findings.exclude(state__in=_ENDED).exists():
        raise RuleBroken("finding_open", "Masih ada temuan yang belum tuntas.", SPIP, status=409)
    base.take(case, Step.CLOSE, side=Side.SUPERVISOR, actor=actor, note=note.strip())
    return case


def pending(case: Case) -> Disposition | None:
    """What waits to be settled."""
    return case.dispositions.filter(state=Disposition.State.PROPOSED).first()


def verdicts_from(case: Case) -> Collection[Verdict]:
    """What a case may be disposed as in its state."""
    settling = [one for one in CASES.rules if one.step is Step.SETTLE and case.state in one.sources]
    return [Verdict(target) for one in settling for target in one.targets]


def _decide(case: Case, state: Disposition.State, note: str, actor: Actor) -> Disposition:
    waiting = pending(case)
    if waiting is None:
        raise RuleBroken("nothing_proposed", "Tidak ada simpulan yang menunggu penetapan.", status=409)
    if waiting.proposed_by_id == base.account(actor):
        raise RuleBroken("own_proposal", "Anda sendiri yang mengusulkannya; orang lain yang menetapkan.", SPIP,
                         status=403)  # fmt: skip
    waiting.state, waiting.decision_note = state, note
    waiting.decided_by_id, waiting.decided_by_label, waiting.decided_at = (
        actor.user_id, actor.label[:120], clock.now(),
    )  # fmt: skip
    waiting.save()
    return waiting
