"""The head of the bureau decides on a study: the etalase is made, announced, opened; or the decision is taken back."""

from datetime import date

from django.db import transaction

from belanja.etalase import services as shelves
from belanja.foundation import clock, text
from belanja.foundation.text import name_key
from belanja.institutions import selectors as institutions
from belanja.institutions import working_days
from belanja.journal.services import Actor
from belanja.needs.services import shelves as needs
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.proposals.reasons import REASONS
from belanja.rules.proposals.states import Advice, ProposalState, Side
from belanja.rules.proposals.steps import KEPKA_122, PROPOSALS, Step
from belanja.rules.proposals.study import missing_to_decide
from belanja.rules.shelves import Step as ShelfStep

from ..models import Proposal, Record
from . import base, entrants, national, registration


@transaction.atomic
def decide_proposal(*, proposal_id: int, version: int | None, actor: Actor, note: str = "") -> Proposal:
    """The head of the bureau fixes the study: the etalase is made with its name, terms and schema, not open yet; study
    and decision are kept for ever. Decided already: nothing happens. Against the study's advice he says why (`note`).

    Raises RuleBroken: 403/404 for anybody else, 409 where it changed, is past it, or an etalase of that name is there,
    422 where the study lacks something (the sentence names all).
    """
    proposal = base.for_bureau(proposal_id, None, Duty.DECIDE_ETALASE, actor)
    if proposal.state == ProposalState.DECIDED and version is not None and version < proposal.version:
        return proposal
    base.seen(proposal, version)
    PROPOSALS.rule_for(Step.DECIDE, proposal.state, Side.BUREAU)
    _another_signed(proposal, actor)
    study = proposal.studied()
    lacks = missing_to_decide(study)
    if lacks:
        raise RuleBroken("study_incomplete", f"Penelaahan belum lengkap: {'; '.join(lacks)}.", KEPKA_122)
    if study.advice != Advice.FOUND and not note.strip():
        raise RuleBroken("decision_note", "Penelaahan menyarankan lain. Tulis mengapa tetap ditetapkan.")
    proposal.etalase = shelves.found_etalase(
        government=proposal.government, terms=study.terms(), attributes=study.attributes,
        reason=f"Usulan {proposal.code} dari {proposal.unit.name}", actor=actor,
    )  # fmt: skip
    proposal.name, proposal.sort_key = study.name, name_key(study.name)[:120]
    national.map_shelf(proposal, actor)
    about = {
        "proposal": proposal.code, "unit": proposal.unit.name, "name": study.name, "at": clock.now().isoformat(),
        "by": actor.label,
    }  # fmt: skip
    studied = base.record(proposal, Record.Kind.STUDY, about | {"study": study.as_json()}, actor)
    decided = about | {"etalase": proposal.etalase.slug, "study": studied.sha256, "note": note.strip()}
    base.record(proposal, Record.Kind.DECISION, decided, actor)
    base.take(proposal, Step.DECIDE, side=Side.BUREAU, actor=actor, note=note, etalase=proposal.etalase.pk)
    told = f"Etalase “{study.name}” ditetapkan Kepala Biro PBJ."
    base.tell_unit(proposal, told, actor)
    base.tell_bureau(proposal, Duty.MANAGE_ETALASE, told, actor)
    return proposal


@transaction.atomic
def announce_proposal(
    *, proposal_id: int, version: int | None, registration_from: date, registration_to: date, actor: Actor
) -> Proposal:
    """Tell everybody that firms may register, from a day until with another. What was announced is kept. If the first
    day is today, registration opens at once.

    Raises RuleBroken: 403/404 for a missing duty, 409 where it changed or is past it, 422 for days that have passed or
    for fewer working days than the dated row asks.
    """
    proposal = base.for_bureau(proposal_id, version, Duty.MANAGE_ETALASE, actor)
    _days(proposal, registration_from, registration_to)
    proposal.registration_from, proposal.registration_to = registration_from, registration_to
    study = proposal.studied()
    content = {
        "proposal": proposal.code, "name": study.name, "at": clock.now().isoformat(), "by": actor.label,
        "from": registration_from.isoformat(), "to": registration_to.isoformat(), "study": study.as_json(),
    }  # fmt: skip
    base.record(proposal, Record.Kind.CALL, content, actor)
    days = {"from": registration_from.isoformat(), "to": registration_to.isoformat()}
    base.take(proposal, Step.ANNOUNCE, side=Side.BUREAU, actor=actor, **days)
    told = f"Pendaftaran penyedia etalase “{study.name}” diumumkan: {_written(registration_from)} sampai "
    base.tell_unit(proposal, f"{told}{_written(registration_to)}.", actor)
    registration.open_if_due(proposal)
    return proposal


@transaction.atomic
def open_etalase(*, proposal_id: int, version: int | None, actor: Actor, note: str = "") -> Proposal:
    """The head of the bureau opens the etalase: firms list their goods, everybody sees it. Opened already: nothing.

    Raises RuleBroken: 403/404 for anybody else, 409 where it changed, registration is not over, or a firm that
    registered is not answered yet, 422 where the shelf lacks something.
    """
    base.shelf_locked(proposal_id)
    proposal = base.for_bureau(proposal_id, None, Duty.DECIDE_ETALASE, actor)
    if proposal.state == ProposalState.OPENED:
        return proposal
    base.seen(proposal, version)
    PROPOSALS.rule_for(Step.OPEN, proposal.state, Side.BUREAU)
    waiting = entrants.undecided(proposal)
    if waiting:
        raise RuleBroken(
            "entrants_waiting",
            f"{waiting} usaha yang mendaftar belum diverifikasi. Luluskan, kembalikan, atau tolak dahulu.",
            KEPKA_122,
            status=409,
        )
    base.take(proposal, Step.OPEN, side=Side.BUREAU, actor=actor, note=note)
    etalase = proposal.etalase
    assert etalase is not None
    shelves.take_step(
        etalase_id=etalase.pk, version=etalase.version, step=ShelfStep.OPEN, actor=actor,
        reason=note.strip() or f"Usulan {proposal.code} dari {proposal.unit.name}",
    )  # fmt: skip
    entrants.lapse(proposal, base.CALENDAR)
    entrants.call_in(proposal, actor)
    registration.answer_needs(proposal)
    base.tell_unit(proposal, f"Etalase “{etalase.name}” dibuka. Penyedia dapat mencantumkan barang.", actor)
    return proposal


@transaction.atomic
def cancel_decision(*, proposal_id: int, version: int | None, reason_code: str, note: str, actor: Actor) -> Proposal:
    """The head of the bureau takes his decision back before the etalase is open: it is closed, needs are looked for
    without it. RuleBroken: 403/404 for anybody else, 409 where it changed or is open, 422 without reason and words."""
    base.shelf_locked(proposal_id)
    proposal = base.for_bureau(proposal_id, version, Duty.DECIDE_ETALASE, actor)
    base.take(proposal, Step.CANCEL, side=Side.BUREAU, actor=actor, reason_code=reason_code, note=note)
    etalase = proposal.etalase
    assert etalase is not None
    shelves.take_step(
        etalase_id=etalase.pk, version=etalase.version, step=ShelfStep.CLOSE, reason=note, actor=actor
    )  # fmt: skip
    entrants.lapse(proposal, base.CALENDAR)
    needs.shelf_answered(proposal=proposal.code, need_ids=base.need_ids(proposal), etalase_id=None)
    label = REASONS[reason_code].label
    base.tell_unit(proposal, f"Penetapan etalase “{etalase.name}” dibatalkan: {label}. {note.strip()}", actor)
    return proposal


def _another_signed(proposal: Proposal, actor: Actor) -> None:
    """Who proposes does not decide: also where one person heads the unit and the bureau."""
    signed = proposal.records.filter(kind=Record.Kind.DOSSIER.value).order_by("-number").first()
    if signed is not None and actor.user_id is not None and signed.by_id == actor.user_id:
        raise RuleBroken(
            "own_proposal", "Anda sendiri yang menandatangani usulan ini; yang menetapkan harus orang lain.", status=403
        )


def _days(proposal: Proposal, first: date, last: date) -> None:
    if first < clock.today():
        raise RuleBroken("registration_passed", "Hari pertama pendaftaran sudah lewat.")
    least = int(institutions.parameter("usulan.pendaftaran.hari", government_id=proposal.government_id, on=first))
    if last < working_days.after(first, least, government_id=proposal.government_id):
        raise RuleBroken(
            "registration_short", f"Pendaftaran dibuka paling singkat {least} hari kerja sesudah hari pertamanya."
        )


def _written(day: date) -> str:
    return text.long_date(day)
