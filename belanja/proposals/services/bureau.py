"""The bureau receives a proposal, gives it back, studies it, puts it to a shelf of today; its head refuses it."""

import json

from django.db import transaction

from belanja.etalase.models import Etalase
from belanja.journal.services import Actor
from belanja.needs.services import shelves as needs
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.listings import EtalaseState
from belanja.rules.proposals import study as rules
from belanja.rules.proposals.dossier import Dossier
from belanja.rules.proposals.reasons import REASONS
from belanja.rules.proposals.states import ProposalState, Side
from belanja.rules.proposals.steps import PROPOSALS, Step
from belanja.rules.proposals.study import Study

from ..models import Proposal, Record
from . import base
from .drafting import DossierWrong


@transaction.atomic
def receive_proposal(*, proposal_id: int, version: int | None, actor: Actor) -> Proposal:
    """The bureau has taken it in. Raises RuleBroken: 403/404 for a missing duty, 409 where it changed or is past it."""
    return _step(proposal_id, version, Step.RECEIVE, Duty.MANAGE_ETALASE, actor, "diterima Biro PBJ")


@transaction.atomic
def return_proposal(
    *, proposal_id: int, version: int | None, reason_code: str, note: str, actor: Actor
) -> Proposal:  # fmt: skip
    """Give it back to be mended, with a reason of `reasons_for(Use.RETURN)` and own words. RuleBroken as `receive`, 422
    without them."""
    proposal = base.for_bureau(proposal_id, version, Duty.MANAGE_ETALASE, actor)
    base.take(proposal, Step.RETURN, side=Side.BUREAU, actor=actor, reason_code=reason_code, note=note)
    label = REASONS[reason_code].label
    base.tell_unit(proposal, f"Usulan etalase “{proposal.name}” dikembalikan: {label}. {note.strip()}", actor)
    return proposal


@transaction.atomic
def begin_study(*, proposal_id: int, version: int | None, actor: Actor) -> Proposal:
    """Begin the study: its form begins with what the unit proposes; given back and signed again, with what was written
    before and what the unit mended. RuleBroken as `receive_proposal`."""
    return _step(proposal_id, version, Step.BEGIN_STUDY, Duty.MANAGE_ETALASE, actor, "mulai ditelaah Biro PBJ")


@transaction.atomic
def write_study(*, proposal_id: int, version: int | None, study: Study, actor: Actor) -> Proposal:
    """Keep the study as far as it is. What is written already changes nothing. Raises RuleBroken as `receive_proposal`,
    422 (DossierWrong) for what cannot be kept."""
    proposal = base.for_bureau(proposal_id, None, Duty.MANAGE_ETALASE, actor)
    wrong = rules.problems(study)
    if wrong:
        raise DossierWrong(wrong)
    PROPOSALS.rule_for(Step.WRITE_STUDY, proposal.state, Side.BUREAU)
    content = study.as_json()
    if content == proposal.study:
        return proposal
    base.seen(proposal, version)
    proposal.study = content
    base.take(proposal, Step.WRITE_STUDY, side=Side.BUREAU, actor=actor)
    return proposal


@transaction.atomic
def fold_proposal(*, proposal_id: int, version: int | None, into_id: int, note: str, actor: Actor) -> Proposal:
    """What is wanted stands on an active shelf of today (`into_id`): the unit is told which. Needs that waited are
    looked for there. RuleBroken as `receive_proposal`, 422 for another shelf or without words."""
    proposal = base.for_bureau(proposal_id, version, Duty.MANAGE_ETALASE, actor)
    # Held, so that it is not closed meanwhile; it is never the shelf of a proposal that can still be folded.
    held = Etalase.objects.select_for_update(no_key=True)
    into = held.filter(pk=into_id, state=EtalaseState.ACTIVE.value).first()
    if into is None or into.government_id not in (None, proposal.government_id):
        raise RuleBroken("proposal_fold_into", "Pilih etalase aktif daerah ini atau nasional.")
    proposal.folded_into = into
    base.take(proposal, Step.FOLD, side=Side.BUREAU, actor=actor, note=note, into=into.pk)
    _answered(proposal, into.pk)
    told = f"Usulan etalase “{proposal.name}” ditampung di etalase {into.name}. {note.strip()}"
    base.tell_unit(proposal, told, actor)
    return proposal


@transaction.atomic
def refuse_proposal(*, proposal_id: int, version: int | None, reason_code: str, note: str, actor: Actor) -> Proposal:
    """The head of the bureau refuses it, with a reason of `reasons_for(Use.REFUSE)` and own words. RuleBroken as
    `receive_proposal`, 422 without them."""
    proposal = base.for_bureau(proposal_id, version, Duty.DECIDE_ETALASE, actor)
    base.take(proposal, Step.REFUSE, side=Side.BUREAU, actor=actor, reason_code=reason_code, note=note)
    _answered(proposal, None)
    label = REASONS[reason_code].label
    base.tell_unit(proposal, f"Usulan etalase “{proposal.name}” ditolak: {label}. {note.strip()}", actor)
    return proposal


def _step(proposal_id: int, version: int | None, step: Step, duty: Duty, actor: Actor, told: str) -> Proposal:
    """A step that asks for nothing; taken already, nothing happens."""
    proposal = base.for_bureau(proposal_id, None, duty, actor)
    target = next(one.targets[0] for one in PROPOSALS.rules if one.step is step)
    if proposal.state == target and version is not None and version < proposal.version:
        return proposal
    base.seen(proposal, version)
    if step is Step.BEGIN_STUDY and proposal.state == ProposalState.INITIATION:
        proposal.study = _begun(proposal).as_json()
    base.take(proposal, step, side=Side.BUREAU, actor=actor)
    base.tell_unit(proposal, f"Usulan etalase “{proposal.name}” {told}.", actor)
    return proposal


def _begun(proposal: Proposal) -> Study:
    """What its study begins with: what is proposed, on what was studied of an earlier dossier."""
    last = proposal.steps.filter(step=Step.BEGIN_STUDY.value).order_by("-at", "-pk").first()
    if proposal.study is None or last is None:
        return Study.of(proposal.dossier())
    dossiers = proposal.records.filter(kind=Record.Kind.DOSSIER.value, at__lte=last.at).order_by("-number")
    before = Dossier.from_json(json.loads(bytes(dossiers[0].content))["dossier"])
    return proposal.studied().renewed(before=before, now=proposal.dossier())


def _answered(proposal: Proposal, etalase_id: int | None) -> None:
    needs.shelf_answered(proposal=proposal.code, need_ids=base.need_ids(proposal), etalase_id=etalase_id)
