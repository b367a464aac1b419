"""The local ladder of sanctions: a case is proposed, the firm is heard, the authority decides, the firm may object.

What a measure does to listings follows from its days (`vendors.bars`); storefronts are told by the journal.
"""

from datetime import date
from decimal import Decimal

from django.db import transaction

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions import working_days
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules import sanctions as rules
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.sanctions import Action, Breach, CaseState, Measure
from belanja.rules.written import long_date

from ..models import Firm, SanctionCase
from .case_steps import (
    breach_of,
    decides,
    issue,
    measure_of,
    not_own,
    set_term,
    speaks_for_firm,
    still,
    take_step,
    taken,
    tell,
    term_told,
    write,
)


@transaction.atomic
def open_case(
    *,
    firm_id: int,
    government: Government,
    breach: Breach | str,
    facts: str,
    actor: Actor,
    evidence: str = "",
    loss: Decimal | None = None,
) -> SanctionCase:
    """Biro PBJ says what a firm is held to have done; the firm's term to answer begins today.

    Raises RuleBroken 403/404 for a missing duty, an unknown firm or a firm of one's own, 409 while another case of the
    same kind waits, 422 where the facts are not told.
    """
    firm = Firm.objects.select_for_update().filter(pk=firm_id).first()
    institutions.require(actor, Duty.PROPOSE_SANCTION, government)
    if firm is None:
        raise RuleBroken("not_found", "Usaha ini tidak ditemukan.", status=404)
    not_own(actor, firm.pk, government.pk)
    kind = breach_of(breach)
    if loss is not None and loss <= 0:
        raise RuleBroken("loss", "Isi kerugian dengan angka di atas nol, atau kosongkan.")
    waiting = SanctionCase.objects.filter(
        firm=firm, government=government, breach=kind, state__in=[one.value for one in rules.WAITING]
    )
    if waiting.exists():
        raise RuleBroken("case_open", "Perkara serupa terhadap usaha ini masih berjalan.", status=409)
    days = int(institutions.parameter("sanksi.klarifikasi.hari", government_id=government.pk, on=clock.today()))
    case = SanctionCase.objects.create(
        government=government,
        firm=firm,
        state=CaseState.CLARIFYING,
        breach=kind,
        facts=rules.check_words(facts, "apa yang terjadi"),
        evidence=evidence.strip()[:4000],
        loss=loss,
        opened_at=clock.now(),
        opened_by_id=actor.user_id,
        opened_by_label=actor.label,
        answer_due=working_days.after(clock.today(), days, government_id=government.pk),
        due=due_now(firm.pk, government.pk, kind),
    )
    write(case, "opened", actor, {"breach": str(kind), "answer_due": case.answer_due.isoformat()})
    tell(case, f"Mohon klarifikasi Anda sampai {long_date(case.answer_due)} atas dugaan: {kind.label}.", actor)
    return case


@transaction.atomic
def answer(*, case_id: int, version: int, text: str, actor: Actor, by_letter: bool = False) -> SanctionCase:
    """The firm's clarification: by somebody who acts for it, or recorded by Biro PBJ from a letter. Late ones count as
    long as nothing was decided. Raises RuleBroken 403/404, 409 for a page gone stale, 422 without words."""
    case = taken(case_id)
    speaks_for_firm(case, actor, by_letter=by_letter, owner=False)
    still(case, version, Action.ANSWER)
    case.answer = rules.check_words(text, "klarifikasi")
    case.answered_at, case.answered_by_letter = clock.now(), by_letter
    return take_step(case, CaseState.ANSWERED, "answered", actor, {"by_letter": by_letter})


@transaction.atomic
def withdraw_case(*, case_id: int, version: int, reason: str, actor: Actor) -> SanctionCase:
    """Biro PBJ takes its proposal back, with a reason. Raises RuleBroken 403/404 for a missing duty or a firm of one's
    own, 409, 422."""
    case = taken(case_id)
    institutions.require(actor, Duty.PROPOSE_SANCTION, case.government)
    not_own(actor, case.firm_id, case.government_id)
    still(case, version, Action.WITHDRAW)
    case.reason = rules.check_words(reason, "alasan menarik usulan")
    take_step(case, CaseState.WITHDRAWN, "withdrawn", actor, {})
    tell(case, "Perkara terhadap usaha Anda ditarik.", actor)
    return case


@transaction.atomic
def dismiss(*, case_id: int, version: int, reason: str, actor: Actor) -> SanctionCase:
    """The authority finds that it is not proven. Raises RuleBroken as `impose`."""
    case = taken(case_id)
    decides(case, actor, Measure(case.due))
    still(case, version, Action.DISMISS)
    case.reason = rules.check_words(reason, "pertimbangan")
    case.decided_at, case.decided_by_id, case.decided_by_label = clock.now(), actor.user_id, actor.label
    take_step(case, CaseState.UNPROVEN, "dismissed", actor, {})
    tell(case, "Dugaan terhadap usaha Anda tidak terbukti; perkara selesai.", actor)
    return case


@transaction.atomic
def impose(
    *,
    case_id: int,
    version: int,
    measure: Measure | str,
    reason: str,
    actor: Actor,
    start: date | None = None,
) -> SanctionCase:
    """The authority imposes a step of the ladder; the printed decision is issued in the same transaction.

    Raises RuleBroken 403/404 for a missing duty, for the proposer, a member of the firm or somebody who is not the
    authority of the dated row; 409 before the firm was heard or on a stale page; 422 for a harder step than the
    ladder's, a milder one without reason, or a start in the past.
    """
    case = taken(case_id)
    chosen = measure_of(measure)
    decides(case, actor, chosen)
    still(case, version, Action.IMPOSE)
    rules.check_heard(CaseState(case.state), case.answer_due, clock.today())
    case.due = due_now(case.firm_id, case.government_id, Breach(case.breach))
    case.reason = rules.check_words(reason, "pertimbangan")
    rules.check_choice(chosen, Measure(case.due), case.reason)
    first = start or clock.today()
    latest = int(institutions.parameter("sanksi.mulai.hari", government_id=case.government_id, on=clock.today()))
    if not 0 <= (first - clock.today()).days <= latest:
        raise RuleBroken("start", f"Sanksi berlaku mulai hari ini sampai {latest} hari lagi.")
    set_term(case, chosen, first)
    case.decided_at, case.decided_by_id, case.decided_by_label = clock.now(), actor.user_id, actor.label
    days = int(institutions.parameter("sanksi.keberatan.hari", government_id=case.government_id, on=clock.today()))
    case.objection_due = working_days.after(clock.today(), days, government_id=case.government_id)
    case.paper = issue(case, actor)
    take_step(case, CaseState.IMPOSED, "imposed", actor, term_told(case))
    until = long_date(case.objection_due)
    tell(case, f"Usaha Anda dikenai {chosen.label}. Keberatan dapat diajukan sampai {until}.", actor)
    return case


@transaction.atomic
def lift(*, case_id: int, version: int, reason: str, actor: Actor) -> SanctionCase:
    """The authority ends a measure from today on, before its day. Raises RuleBroken as `impose`, 409 for one that
    ended by itself."""
    case = taken(case_id)
    decides(case, actor, Measure(case.measure or case.due))
    still(case, version, Action.LIFT)
    if case.term is None or not (case.term.end is None or clock.today() < case.term.end):
        raise RuleBroken("ended", "Sanksi ini sudah berakhir.", status=409)
    case.lifted_on, case.lift_reason = clock.today(), rules.check_words(reason, "alasan mengakhiri")
    take_step(case, CaseState.LIFTED, "lifted", actor, {"lifted_on": case.lifted_on.isoformat()})
    tell(case, "Sanksi usaha Anda diakhiri mulai hari ini.", actor)
    return case


def due_now(firm_id: int, government_id: int, breach: Breach) -> Measure:
    """The step of the ladder for a further breach today: warnings that were not undone, and that still count."""
    today = clock.today()
    days = int(institutions.parameter("sanksi.hitung.hari", government_id=government_id, on=today))
    former = SanctionCase.objects.filter(
        firm_id=firm_id, government_id=government_id, state__in=[one.value for one in rules.STANDING]
    ).exclude(measure=Measure.REVOKED)
    counted = sum(1 for case in former if not days or (today - (case.valid_from or today)).days <= days)
    return rules.due_measure(breach, counted)
