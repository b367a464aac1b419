"""A case is handed outside by a letter that somebody else approved: here its record is kept, nothing is sent."""

from datetime import date

from django.db import transaction

from belanja.foundation import clock
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.oversight import reasons
from belanja.rules.oversight.states import Outside, Side
from belanja.rules.oversight.steps import CASES, SPIP, Step
from belanja.rules.scans import Scan

from ..models import Case, HandOver
from . import base, files


@transaction.atomic
def propose_hand_over(
    *, case_id: int, version: int | None, to: Outside, office: str, why: str, actor: Actor
) -> HandOver:  # fmt: skip
    """The auditor proposes to hand a case outside. Raises RuleBroken: 403/404, 409 where the state does not allow it or
    one waits, 422 without office or words."""
    case = base.for_auditor(case_id, version, actor)
    CASES.rule_for(Step.PROPOSE_HAND_OVER, case.state, Side.AUDITOR)
    told = reasons.words(why)
    if not office.strip():
        raise RuleBroken("office_missing", "Sebut lembaga yang menerimanya.")
    if waiting(case) is not None:
        raise RuleBroken("hand_over_waits", "Satu usulan penyerahan kasus ini sedang menunggu.", status=409)
    made = HandOver.objects.create(
        case=case, to=to.value, office=office.strip()[:160], why=told, proposed_by_id=base.account(actor),
        proposed_by_label=actor.label[:120], proposed_at=clock.now(),
    )  # fmt: skip
    base.take(case, Step.PROPOSE_HAND_OVER, side=Side.AUDITOR, actor=actor, note=told, about=to.label)
    base.tell_apip(case, f"Penyerahan kasus {case.code} menunggu persetujuan.", actor, supervisors=True)
    return made


@transaction.atomic
def record_hand_over(
    *, case_id: int, version: int | None, letter_number: str, letter_date: date, scan: Scan, actor: Actor
) -> Case:  # fmt: skip
    """Another person records the letter that was approved and sent by its own way: the case has left APIP's desk. What
    is owed by its findings stays on the lists.

    Raises RuleBroken: 403/404 (also for whoever proposed it), 409 where nothing was proposed, 422 without number, day
    or scan of the letter."""
    case = base.for_supervisor(case_id, version, Duty.APPROVE_HANDOVER, actor)
    CASES.rule_for(Step.HAND_OVER, case.state, Side.SUPERVISOR)
    known = waiting(case)
    if known is None:
        raise RuleBroken("nothing_proposed", "Belum ada usulan penyerahan yang menunggu.", status=409)
    if known.proposed_by_id == base.account(actor):
        raise RuleBroken("own_proposal", "Anda sendiri yang mengusulkannya; orang lain yang menyetujui.", SPIP,
                         status=403)  # fmt: skip
    number = " ".join(letter_number.split())[:80]
    if not number or letter_date > clock.today():
        raise RuleBroken("letter_wrong", "Isi nomor surat dan tanggalnya, yang tidak sesudah hari ini.")
    known.letter_number, known.letter_date = number, letter_date
    known.approved_by_id, known.approved_by_label, known.approved_at = (
        base.account(actor), actor.label[:120], clock.now(),
    )  # fmt: skip
    known.save()
    files.keep(case, scan, hand_over=known)
    base.take(case, Step.HAND_OVER, side=Side.SUPERVISOR, actor=actor, about=f"{known.office}, {number}")
    base.tell_apip(case, f"Kasus {case.code} diserahkan dengan surat {number}.", actor)
    return case


def waiting(case: Case) -> HandOver | None:
    """The hand-over that waits to be approved."""
    return case.hand_overs.filter(approved_at__isnull=True).first()
