"""The local ladder of sanctions: a case is proposed, the firm is heard, the authority decides, the firm may object.

What a measure does to listings follows from its days (`vendors.bars`); storefronts are told by the journal.
"""

from datetime import date
from decimal import Decimal

from django.db import transaction

from belanja.documents import services as documents
from belanja.documents.models import Paper
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.notices import services as notices
from belanja.rules import sanctions as rules
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty, Role
from belanja.rules.papers import NEXT, Kind
from belanja.rules.sanctions import Action, Breach, CaseState, Measure
from belanja.rules.written import long_date

from .. import decision_paper, selectors
from ..models import Firm, Member, SanctionCase


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
    _not_own(actor, firm.pk)
    kind = _breach(breach)
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
        answer_due=rules.working_days_after(clock.today(), days),
        due=due_now(firm.pk, government.pk, kind),
    )
    _write(case, "opened", actor, {"breach": str(kind), "answer_due": case.answer_due.isoformat()})
    _tell_firm(case, f"Mohon klarifikasi Anda sampai {long_date(case.answer_due)} atas dugaan: {kind.label}.", actor)
    return case


@transaction.atomic
def answer(*, case_id: int, version: int, text: str, actor: Actor, by_letter: bool = False) -> SanctionCase:
    """The firm's clarification: by somebody who acts for it, or recorded by Biro PBJ from a letter. Late ones count as
    long as nothing was decided. Raises RuleBroken 403/404, 409 for a page gone stale, 422 without words."""
    case = _taken(case_id)
    _speaks_for_firm(case, actor, by_letter=by_letter, owner=False)
    _still(case, version, Action.ANSWER)
    case.answer = rules.check_words(text, "klarifikasi")
    case.answered_at, case.answered_by_letter = clock.now(), by_letter
    return _step(case, CaseState.ANSWERED, "answered", actor, {"by_letter": by_letter})


@transaction.atomic
def withdraw_case(*, case_id: int, version: int, reason: str, actor: Actor) -> SanctionCase:
    """Biro PBJ takes its proposal back, with a reason. Raises RuleBroken 403/404 for a missing duty or a firm of one's
    own, 409, 422."""
    case = _taken(case_id)
    institutions.require(actor, Duty.PROPOSE_SANCTION, case.government)
    _not_own(actor, case.firm_id)
    _still(case, version, Action.WITHDRAW)
    case.reason = rules.check_words(reason, "alasan menarik usulan")
    _step(case, CaseState.WITHDRAWN, "withdrawn", actor, {})
    _tell_firm(case, "Perkara terhadap usaha Anda ditarik.", actor)
    return case


@transaction.atomic
def dismiss(*, case_id: int, version: int, reason: str, actor: Actor) -> SanctionCase:
    """The authority finds that it is not proven. Raises RuleBroken as `impose`."""
    case = _taken(case_id)
    _decides(case, actor, Measure(case.due))
    _still(case, version, Action.DISMISS)
    case.reason = rules.check_words(reason, "pertimbangan")
    case.decided_at, case.decided_by_id, case.decided_by_label = clock.now(), actor.user_id, actor.label
    _step(case, CaseState.UNPROVEN, "dismissed", actor, {})
    _tell_firm(case, "Dugaan terhadap usaha Anda tidak terbukti; perkara selesai.", actor)
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
    case = _taken(case_id)
    chosen = _measure(measure)
    _decides(case, actor, chosen)
    _still(case, version, Action.IMPOSE)
    rules.check_heard(CaseState(case.state), case.answer_due, clock.today())
    case.due = due_now(case.firm_id, case.government_id, Breach(case.breach))
    case.reason = rules.check_words(reason, "pertimbangan")
    rules.check_choice(chosen, Measure(case.due), case.reason)
    first = start or clock.today()
    latest = int(institutions.parameter("sanksi.mulai.hari", government_id=case.government_id, on=clock.today()))
    if not 0 <= (first - clock.today()).days <= latest:
        raise RuleBroken("start", f"Sanksi berlaku mulai hari ini sampai {latest} hari lagi.")
    _set_term(case, chosen, first)
    case.decided_at, case.decided_by_id, case.decided_by_label = clock.now(), actor.user_id, actor.label
    days = int(institutions.parameter("sanksi.keberatan.hari", government_id=case.government_id, on=clock.today()))
    case.objection_due = rules.working_days_after(clock.today(), days)
    case.paper = _issue(case, actor)
    _step(case, CaseState.IMPOSED, "imposed", actor, _term_told(case))
    _tell_firm(case, f"Usaha Anda dikenai {chosen.label}. Keberatan dapat diajukan sampai "
                     f"{long_date(case.objection_due)}.", actor)  # fmt: skip
    return case


@transaction.atomic
def object_to(*, case_id: int, version: int, text: str, actor: Actor, by_letter: bool = False) -> SanctionCase:
    """The firm's objection: its owner, or recorded by Biro PBJ from a letter. One that comes after its day is taken
    and marked, because holidays are not known here. Raises RuleBroken 403/404, 409, 422."""
    case = _taken(case_id)
    _speaks_for_firm(case, actor, by_letter=by_letter, owner=True)
    _still(case, version, Action.OBJECT)
    case.objection = rules.check_words(text, "keberatan")
    case.objected_at, case.objected_by_letter = clock.now(), by_letter
    days = int(
        institutions.parameter("sanksi.putusan_keberatan.hari", government_id=case.government_id, on=clock.today())
    )
    case.verdict_due = rules.working_days_after(clock.today(), days)
    return _step(case, CaseState.OBJECTED, "objected", actor, {"verdict_due": case.verdict_due.isoformat()})


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
    case = _taken(case_id)
    _decides(case, actor, Measure(case.measure or case.due))
    _still(case, version, verdict)
    case.verdict_reason = rules.check_words(reason, "pertimbangan")
    case.verdict_at, case.verdict_by_label = clock.now(), actor.label
    if verdict is Action.LIGHTEN:
        milder = _measure(measure)
        if milder.step >= Measure(case.measure).step:
            raise RuleBroken("verdict", f"Pilih sanksi yang lebih ringan daripada {Measure(case.measure).label}.")
        assert case.valid_from is not None  # as a constraint of the database has it
        _set_term(case, milder, case.valid_from)
        case.paper = _issue(case, actor, former=True)
    if verdict is Action.ANNUL and _in_force(case.paper):
        documents.cancel_paper(paper_id=case.paper_id or 0, reason="Dibatalkan atas keberatan penyedia.", actor=actor)
    _step(case, rules.following(CaseState(case.state), verdict), "objection_decided", actor, {"verdict": verdict})
    _tell_firm(case, f"Keberatan Anda diputus: {CaseState(case.state).label.lower()}.", actor)
    return case


@transaction.atomic
def lift(*, case_id: int, version: int, reason: str, actor: Actor) -> SanctionCase:
    """The authority ends a measure from today on, before its day. Raises RuleBroken as `impose`, 409 for one that
    ended by itself."""
    case = _taken(case_id)
    _decides(case, actor, Measure(case.measure or case.due))
    _still(case, version, Action.LIFT)
    if case.term is None or not (case.term.end is None or clock.today() < case.term.end):
        raise RuleBroken("ended", "Sanksi ini sudah berakhir.", status=409)
    case.lifted_on, case.lift_reason = clock.today(), rules.check_words(reason, "alasan mengakhiri")
    _step(case, CaseState.LIFTED, "lifted", actor, {"lifted_on": case.lifted_on.isoformat()})
    _tell_firm(case, "Sanksi usaha Anda diakhiri mulai hari ini.", actor)
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


def _taken(case_id: int) -> SanctionCase:
    case = (
        SanctionCase.objects.select_for_update(of=("self",))
        .select_related("government", "firm", "paper")
        .filter(pk=case_id)
        .first()
    )
    if case is None:
        raise RuleBroken("not_found", "Perkara ini tidak ditemukan.", status=404)
    return case


def _still(case: SanctionCase, version: int, action: Action) -> None:
    """The step must be there, and the page it was taken on must be the present one. Asked after the duty: whoever may
    not act is not to learn what happened."""
    rules.following(CaseState(case.state), action)
    if case.version != version:
        raise RuleBroken(
            "stale", "Perkara ini berubah sejak halaman Anda dibuka. Periksa, lalu kirim lagi.", status=409
        )


def _decides(case: SanctionCase, actor: Actor, measure: Measure) -> None:
    """Who decides: the authority of the dated row, with an account, neither the proposer nor of the firm."""
    institutions.require(actor, Duty.SANCTION_FIRM, case.government)
    if actor.user_id is None:
        raise RuleBroken("approval_needs_person", "Putusan memerlukan pejabat dengan akunnya.", status=403)
    if actor.user_id == case.opened_by_id:
        raise RuleBroken("four_eyes", "Pengusul tidak dapat memutus usulannya sendiri.", status=403)
    _not_own(actor, case.firm_id)
    row = institutions.parameter_row(measure.authority_key, government_id=case.government_id, on=clock.today())
    if Role(row.value) not in institutions.roles_of(actor, government_id=case.government_id):
        raise RuleBroken(
            "no_authority",
            f"{measure.label} dijatuhkan oleh {Role(row.value).label}.",
            f"{row.legal_basis}, {row.article}",
            status=409,
        )


def _speaks_for_firm(case: SanctionCase, actor: Actor, *, by_letter: bool, owner: bool) -> None:
    if by_letter:
        institutions.require(actor, Duty.PROPOSE_SANCTION, case.government)
        _not_own(actor, case.firm_id)
        return
    selectors.require_member(actor, case.firm_id, owner=owner)


def _not_own(actor: Actor, firm_id: int) -> None:
    if selectors.is_concerned(actor.user_id, firm_id):
        raise RuleBroken(
            "own_firm",
            "Anda tercatat bertindak untuk usaha ini, kini atau belum lama ini; petugas lain yang menangani.",
            status=403,
        )


def _set_term(case: SanctionCase, measure: Measure, first: date) -> None:
    case.measure, case.valid_from, case.valid_to = measure, first, None
    if measure.months_key:
        months = int(institutions.parameter(measure.months_key, government_id=case.government_id, on=first))
        case.valid_to = rules.months_after(first, months)


def _issue(case: SanctionCase, actor: Actor, *, former: bool = False) -> Paper:
    return documents.issue(
        kind=Kind.SANCTION,
        government=case.government,
        title=f"{Measure(case.measure).label}, perkara {case.pk}",
        subject=f"sanction_case:{case.pk}",
        files=lambda paper: [decision_paper.file_of(case, paper)],
        actor=actor,
        supersedes=case.paper if former and _in_force(case.paper) else None,
    )


def _in_force(paper: Paper | None) -> bool:
    """Whether a paper can still be replaced or cancelled: somebody may have cancelled it in the register."""
    return paper is not None and bool(NEXT[paper.status])


def _step(case: SanctionCase, state: CaseState, event: str, actor: Actor, told: dict[str, object]) -> SanctionCase:
    case.state = state
    case.version += 1
    case.save()
    _write(case, event, actor, told)
    return case


def _term_told(case: SanctionCase) -> dict[str, object]:
    return {
        "measure": str(case.measure),
        "due": str(case.due),
        "valid_from": case.valid_from.isoformat() if case.valid_from else None,
        "valid_to": case.valid_to.isoformat() if case.valid_to else None,
        "paper": case.paper.number if case.paper else None,
    }


def _write(case: SanctionCase, event: str, actor: Actor, told: dict[str, object]) -> None:
    journal.append(
        name=f"vendors.sanction_{event}",
        actor=actor,
        subject=f"sanction_case:{case.pk}",
        government_code=case.government.code,
        payload={"firm": case.firm_id, "state": str(case.state), **told},
    )
    if event in {"imposed", "objected", "objection_decided", "lifted"}:
        # Storefronts follow whatever may bar a firm by this one event.
        journal.append(
            name="vendors.bars_changed",
            actor=actor,
            subject=f"firm:{case.firm_id}",
            government_code=case.government.code,
            payload={"firm": case.firm_id},
        )


def _tell_firm(case: SanctionCase, text: str, actor: Actor) -> None:
    """To everybody who acts for the firm; to the firm on paper where nobody has an account."""
    today = clock.today()
    people = [
        member.user_id
        for member in Member.objects.filter(firm_id=case.firm_id, valid_from__lte=today)
        if member.valid_to is None or member.valid_to > today
    ]
    link = f"/usaha/{case.firm_id}/sanksi/{case.pk}/"
    if people:
        notices.tell(user_ids=people, kind="sanksi", text=text, link=link, actor=actor,
                     government_code=case.government.code)  # fmt: skip
    else:
        notices.tell_firm(firm_id=case.firm_id, kind="sanksi", text=text, link=link, actor=actor,
                          government_code=case.government.code)  # fmt: skip


def _breach(written: Breach | str) -> Breach:
    try:
        return Breach(written)
    except ValueError:
        raise RuleBroken("breach", "Pilih jenis pelanggarannya.") from None


def _measure(written: Measure | str) -> Measure:
    try:
        return Measure(written)
    except ValueError:
        raise RuleBroken("measure", "Pilih sanksinya.") from None
