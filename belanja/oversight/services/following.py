"""What is done about a finding: action plan, reports with proof, deposits, how far each recommendation is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction

from belanja.foundation import clock, text
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken, unchanged
from belanja.rules.duties import Duty
from belanja.rules.oversight import findings as rules
from belanja.rules.oversight import reasons
from belanja.rules.oversight.findings import Paid
from belanja.rules.oversight.states import Amount, CaseState, FindingState, Resolution, Side
from belanja.rules.oversight.steps import FINDINGS, SPIP, FindingStep, Step
from belanja.rules.scans import Scan

from ..models import Deposit, Finding, Recommendation, Report
from . import base, files
from .findings import locked, take, told_to_them


@dataclass(frozen=True)
class Plan:
    """What is to be done about a recommendation, and until when."""

    text: str
    until: date


@dataclass(frozen=True)
class Proof:
    """A deposit as its Surat Tanda Setoran says it."""

    kind: Amount
    amount: Decimal
    sts_number: str
    paid_on: date


@transaction.atomic
def plan_actions(*, finding_id: int, plans: Mapping[int, Plan], actor: Actor) -> Finding:
    """Whom a finding concerns says what it will do about each recommendation (`plans` by its number), and until when.
    What was planned before stays in the story.

    Raises RuleBroken: 404 for anybody else, 409 where the finding has ended or an objection is open, 422 where a
    recommendation has no plan or its day is past."""
    finding = locked(finding_id)
    side, acting = base.asked_side(finding, actor)
    told_to_them(finding)
    FINDINGS.rule_for(FindingStep.PLAN, finding.state, side)
    advice = list(finding.recommendations.all())
    lines = []
    for one in advice:
        plan = plans.get(one.number)
        if plan is None or not plan.text.strip():
            raise RuleBroken("plan_missing", f"Rekomendasi {one.number} belum ada rencananya.")
        if plan.until < clock.today():
            raise RuleBroken("plan_past", f"Tanggal rencana rekomendasi {one.number} sudah lewat.")
        one.plan, one.planned_until = plan.text.strip(), plan.until
        lines.append(f"{one.number}. {one.plan} (sampai {text.long_date(plan.until)})")
    Recommendation.objects.bulk_update(advice, ["plan", "planned_until"])
    take(finding, FindingStep.PLAN, side=side, actor=acting, target=FindingState.FOLLOW_UP, note="\n".join(lines))
    case = finding.case
    if case.state in (CaseState.RECOMMENDED, CaseState.FOLLOW_UP):
        base.take(case, Step.PLAN, side=side, actor=acting, about=finding.code)
    base.tell_apip(case, f"Rencana aksi temuan {finding.code} diterima.", actor)
    return finding


@transaction.atomic
def report_action(
    *, finding_id: int, number: int, words: str, actor: Actor, scans: Sequence[Scan] = ()
) -> Report:  # fmt: skip
    """Whom a finding concerns tells what was done about recommendation `number`, with proof. The same words again are
    the same report. Raises RuleBroken: 404, 409 without a plan or after the end, 422 without words."""
    finding = locked(finding_id)
    side, acting = base.asked_side(finding, actor)
    told_to_them(finding)
    FINDINGS.rule_for(FindingStep.REPORT, finding.state, side)
    told = reasons.words(words, what="Tulis apa yang sudah dilakukan.")
    advice = _advice(finding, number)
    known = advice.reports.filter(text=told, by_id=base.account(actor)).first()
    if known is not None and not scans:
        return known
    made = Report.objects.create(
        recommendation=advice, text=told, at=clock.now(), by_id=base.account(actor), by_label=acting.label[:120]
    )
    for scan in scans:
        files.keep(finding.case, scan, report=made)
    take(finding, FindingStep.REPORT, side=side, actor=acting, note=told, about=f"rekomendasi {number}")
    base.tell_apip(finding.case, f"Tindak lanjut temuan {finding.code} dilaporkan.", actor)
    return made


@transaction.atomic
def record_deposit(*, finding_id: int, proof: Proof, scan: Scan, actor: Actor) -> Deposit:
    """Whom a finding concerns records money paid back, with its STS. It counts once APIP has checked it. The same STS
    again is the same deposit.

    Raises RuleBroken: 404, 409 where the finding takes none, 422 for nothing, for more than is owed, for a day to come,
    without a number or a scan."""
    finding = locked(finding_id)
    side, acting = base.asked_side(finding, actor)
    told_to_them(finding)
    FINDINGS.rule_for(FindingStep.DEPOSIT, finding.state, side)
    number = " ".join(proof.sts_number.split())[:80]
    if not number or proof.paid_on > clock.today():
        raise RuleBroken("deposit_proof", "Isi nomor STS dan tanggal setor yang tidak sesudah hari ini.")
    known = finding.deposits.exclude(accepted=False).filter(kind=proof.kind.value, sts_number=number).first()
    if known is not None and known.amount == proof.amount:
        return known
    rules.check_deposit(finding.amounts(), paid(finding), Paid(proof.kind, proof.amount))
    try:
        with transaction.atomic():
            made = Deposit.objects.create(
                finding=finding, kind=proof.kind.value, amount=proof.amount, sts_number=number, paid_on=proof.paid_on,
                recorded_by_id=base.account(actor), recorded_by_label=acting.label[:120], recorded_at=clock.now(),
            )  # fmt: skip
    except IntegrityError:
        raise RuleBroken("deposit_known", f"STS {number} sudah dicatat dengan nilai lain.", status=409) from None
    files.keep(finding.case, scan, deposit=made)
    take(finding, FindingStep.DEPOSIT, side=side, actor=acting, about=number, amount=str(proof.amount))
    base.tell_apip(finding.case, f"Setoran atas temuan {finding.code} menunggu pemeriksaan.", actor)
    return made


@transaction.atomic
def check_deposit(*, deposit_id: int, accept: bool, note: str, actor: Actor) -> Deposit:
    """The auditor has looked at the proof: it counts, or it does not and says why. Raises RuleBroken: 403/404, 409
    where it was checked, 422 where it is refused without words."""
    known = Deposit.objects.filter(pk=deposit_id).values_list("finding_id", flat=True).first()
    if known is None:
        raise base.not_there("Setoran")
    finding = locked(known)
    base.for_auditor(finding.case_id, None, actor)
    deposit = finding.deposits.select_for_update().get(pk=deposit_id)
    if deposit.accepted is not None:
        raise RuleBroken("deposit_checked", "Setoran ini sudah diperiksa.", status=409)
    told = note.strip() if accept else reasons.words(note, what="Tulis mengapa setorannya tidak diterima.")
    deposit.accepted, deposit.check_note = accept, told
    deposit.checked_by_id, deposit.checked_by_label, deposit.checked_at = (
        base.account(actor), actor.label[:120], clock.now(),
    )  # fmt: skip
    deposit.save()
    take(finding, FindingStep.CHECK, side=Side.AUDITOR, actor=actor, note=told, about=deposit.sts_number)
    outcome = "diterima" if accept else f"tidak diterima: {told}"
    base.tell_asked(finding, f"Setoran {deposit.sts_number} atas temuan {finding.code} {outcome}.", actor)
    return deposit


@transaction.atomic
def resolve(
    *, finding_id: int, version: int | None, number: int, resolution: Resolution, note: str, actor: Actor
) -> Finding:  # fmt: skip
    """The auditor says how far recommendation `number` is. When all are done and nothing is owed, the finding is
    settled by it.

    Raises RuleBroken: 403/404, 409 where it changed or is not followed up, 422 without words, or for *tidak dapat*,
    which another person says (`give_up`)."""
    finding = locked(finding_id)
    base.for_auditor(finding.case_id, None, actor)
    unchanged("Temuan", finding.version, version)
    FINDINGS.rule_for(FindingStep.RESOLVE, finding.state, Side.AUDITOR)
    told = reasons.words(note)
    if resolution is Resolution.IMPOSSIBLE:
        raise RuleBroken(
            "not_yours", "“Tidak dapat ditindaklanjuti” dinyatakan pengendali mutu dengan alasannya.", SPIP
        )
    advice = _advice(finding, number)
    advice.resolution = resolution.value
    advice.save(update_fields=["resolution"])
    to = FindingState.FOLLOW_UP if lacks_to_settle(finding) else FindingState.SETTLED
    take(finding, FindingStep.RESOLVE, side=Side.AUDITOR, actor=actor, target=to, note=told,
         about=f"rekomendasi {number}: {resolution.label}")  # fmt: skip
    settled = "; temuannya tuntas" if to is FindingState.SETTLED else ""
    base.tell_asked(finding, f"Temuan {finding.code}, rekomendasi {number}: {resolution.label}{settled}.", actor)
    return finding


@transaction.atomic
def give_up(*, finding_id: int, version: int | None, reason_code: str, note: str, actor: Actor) -> Finding:
    """Another person than its auditor says that a finding cannot be followed up, with a legal reason; what is owed
    stays on the lists. Raises RuleBroken: 403/404, 409, 422 without reason or words."""
    finding = locked(finding_id)
    base.for_supervisor(finding.case_id, None, Duty.SUPERVISE_CASE, actor)
    unchanged("Temuan", finding.version, version)
    if reason_code not in reasons.IMPOSSIBLE:
        raise RuleBroken("finding_reason_missing", "Pilih alasannya dari daftar.")
    told = reasons.words(note)
    finding.reason_code = reason_code
    take(finding, FindingStep.GIVE_UP, side=Side.SUPERVISOR, actor=actor, reason_code=reason_code, note=told)
    finding.recommendations.exclude(resolution=Resolution.DONE.value).update(resolution=Resolution.IMPOSSIBLE.value)
    base.tell_asked(finding, f"Temuan {finding.code} dinyatakan tidak dapat ditindaklanjuti.", actor)
    return finding


def paid(finding: Finding) -> list[Paid]:
    return [one.paid() for one in finding.deposits.all()]


def lacks_to_settle(finding: Finding) -> list[str]:
    """What keeps it from being settled, in words."""
    known = paid(finding)
    return rules.lacks_to_settle(
        [Resolution(one) for one in finding.recommendations.values_list("resolution", flat=True)],
        rules.balance(finding.amounts(), known),
        waiting=sum(one.accepted is None for one in known),
    )


def _advice(finding: Finding, number: int) -> Recommendation:
    found = finding.recommendations.filter(number=number).first()
    if found is None:
        raise base.not_there("Rekomendasi")
    return found
