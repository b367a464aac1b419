"""A firm objects to what was imposed; the authority decides, and what nobody decides in its time counts as granted."""

from django.db import transaction

from belanja.documents import services as documents
from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.institutions import working_days
from belanja.journal.services import Actor
from belanja.rules import sanctions as rules
from belanja.rules.decisions import RuleBroken
from belanja.rules.sanctions import Action, CaseState, Measure

from ..bars import deemed_granted
from ..models import SanctionCase
from .case_steps import (
    decides,
    issue,
    measure_of,
    paper_in_force,
    set_term,
    speaks_for_firm,
    still,
    take_step,
    taken,
    tell,
)

#: The actor of what nobody does but the calendar.
CALENDAR = Actor(user_id=None, label="waktu")


@transaction.atomic
def object_to(*, case_id: int, version: int, text: str, actor: Actor, by_letter: bool = False) -> SanctionCase:
    """The firm's objection: its owner, or recorded by Biro PBJ from a letter. One that comes after its day is taken
    and marked: the decree of that year's holidays may not be entered yet. Raises RuleBroken 403/404, 409, 422."""
    case = taken(case_id)
    speaks_for_firm(case, actor, by_letter=by_letter, owner=True)
    still(case, version, Action.OBJECT)
    case.objection = rules.check_words(text, "keberatan")
    case.objected_at, case.objected_by_letter = clock.now(), by_letter
    days = int(
        institutions.parameter("sanksi.putusan_keberatan.hari", government_id=case.government_id, on=clock.today())
    )
    case.verdict_due = working_days.after(clock.today(), days, government_id=case.government_id)
    return take_step(case, CaseState.OBJECTED, "objected", actor, {"verdict_due": case.verdict_due.isoformat()})


@transaction.atomic
def decide_objection(
    *,
    case_id: int,
    version: int,
    action: Action | str,
    reason: str,
    actor: Actor,
    measure: Measure | str = "",
) -> SanctionCase:
    """The authority upholds, lightens (to a milder `measure`, from the day it began) or annuls what it imposed.

    A lightened decision replaces the paper, an annulled one cancels it. Raises RuleBroken as `impose`.
    """
    verdict = Action(action) if action in {Action.UPHOLD, Action.LIGHTEN, Action.ANNUL} else None
    if verdict is None:
        raise RuleBroken("verdict", "Pilih: keberatan ditolak, sanksi diringankan, atau sanksi dibatalkan.")
    case = taken(case_id)
    decides(case, actor, Measure(case.measure or case.due))
    still(case, version, verdict)
    if deemed_granted(case, on=clock.today()):
        raise RuleBroken(
            "deemed_granted", "Waktu memutus sudah lewat: keberatan ini dianggap dikabulkan.", rules.DEEMED, status=409
        )
    case.verdict_reason = rules.check_words(reason, "pertimbangan")
    case.verdict_at, case.verdict_by_label = clock.now(), actor.label
    if verdict is Action.LIGHTEN:
        milder = measure_of(measure)
        if milder.step >= Measure(case.measure).step:
            raise RuleBroken("verdict", f"Pilih sanksi yang lebih ringan daripada {Measure(case.measure).label}.")
        assert case.valid_from is not None  # as a constraint of the database has it
        set_term(case, milder, case.valid_from)
        case.paper = issue(case, actor, former=True)
    if verdict is Action.ANNUL and paper_in_force(case.paper):
        documents.cancel_paper(paper_id=case.paper_id or 0, reason="Dibatalkan atas keberatan penyedia.", actor=actor)
    take_step(case, rules.following(CaseState(case.state), verdict), "objection_decided", actor, {"verdict": verdict})
    tell(case, f"Keberatan Anda diputus: {CaseState(case.state).label.lower()}.", actor)
    return case


def grant_undecided() -> int:
    """Objections that nobody decided in the time of the law count as granted: the measure is undone, its paper
    cancelled, the firm told. Part of the daily pass; a second run finds nothing. Returns how many."""
    late = SanctionCase.objects.filter(state=CaseState.OBJECTED, verdict_due__lt=clock.today())
    return sum(_grant(case_id) for case_id in list(late.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def _grant(case_id: int) -> bool:
    case = taken(case_id)
    if not deemed_granted(case, on=clock.today()):
        return False  # decided a moment ago, or a person has to look
    assert case.verdict_due is not None  # as `deemed_granted` has it
    case.verdict_at, case.verdict_by_label = clock.now(), CALENDAR.label
    case.verdict_reason = (
        f"Tidak diputus sampai {text.long_date(case.verdict_due)}, jadi dianggap dikabulkan ({rules.DEEMED})."
    )
    if paper_in_force(case.paper):
        documents.cancel_paper(paper_id=case.paper_id or 0, reason=case.verdict_reason, actor=CALENDAR)
    granted = rules.following(CaseState(case.state), Action.LAPSE)
    take_step(case, granted, "objection_deemed_granted", CALENDAR, {"verdict_due": case.verdict_due.isoformat()})
    tell(case, "Keberatan Anda tidak diputus dalam waktunya, jadi dianggap dikabulkan: sanksi dibatalkan.", CALENDAR)
    return True
