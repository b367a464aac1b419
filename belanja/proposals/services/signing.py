"""The head of the unit signs a proposal with its evidence; heads of other units second it; it may be withdrawn."""

from django.db import IntegrityError, transaction

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Unit
from belanja.journal.services import Actor
from belanja.needs.services import shelves as needs
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.proposals.dossier import missing_to_sign
from belanja.rules.proposals.states import ProposalState, Side
from belanja.rules.proposals.steps import LETTER, PROPOSALS, Step

from ..evidence import evidence_for
from ..models import Proposal, Record, Second
from . import base


@transaction.atomic
def sign_proposal(*, proposal_id: int, version: int | None, actor: Actor, seen: str | None = None) -> Proposal:
    """The head of the unit proposes it: evidence is counted anew and kept with the dossier, for ever. Needs of the unit
    that it is to meet wait for its answer from now on. Signed already: nothing happens.

    `seen`: the digest of the evidence on his page (`Evidence.digest`), None: it does not matter. Raises
    RuleBroken: 403/404 for anybody else, 409 where the proposal or (with `seen`) its evidence changed meanwhile, 422
    where something is missing (the sentence names all).
    """
    proposal, acting = base.for_unit(proposal_id, None, Duty.SIGN_PROPOSAL, actor)
    if proposal.state == ProposalState.SUBMITTED and version is not None and version < proposal.version:
        return proposal
    base.seen(proposal, version)
    PROPOSALS.rule_for(Step.SIGN, proposal.state, Side.UNIT)
    need_ids = base.need_ids(proposal)
    dossier = proposal.dossier()
    evidence = evidence_for(government=proposal.government, dossier=dossier, need_ids=need_ids, but=proposal.pk)
    if seen is not None and seen != evidence.digest():
        raise RuleBroken(
            "evidence_changed",
            "Bukti usulan ini berubah sejak halaman Anda dibuka. Periksa angka terbarunya, lalu tanda tangani lagi.",
            status=409,
        )
    lacks = missing_to_sign(dossier, alike=[one.name for one in evidence.alike])
    if lacks:
        raise RuleBroken("proposal_incomplete", f"Belum dapat diusulkan: {'; '.join(lacks)}.", LETTER)
    content = {
        "proposal": proposal.code, "unit": {"code": proposal.unit.code, "name": proposal.unit.name},
        "government": {"code": proposal.government.code, "name": proposal.government.name},
        "signed_at": clock.now().isoformat(), "signed_by": acting.label, "dossier": dossier.as_json(),
        "evidence": evidence.as_json(),
    }  # fmt: skip
    kept = base.record(proposal, Record.Kind.DOSSIER, content, acting)
    base.take(proposal, Step.SIGN, side=Side.UNIT, actor=acting, record=kept.number, sha256=kept.sha256)
    needs.await_shelf(need_ids=need_ids, proposal=proposal.code, actor=acting)
    told = f"Etalase “{proposal.name}” diusulkan {proposal.unit.name}."
    base.tell_bureau(proposal, Duty.MANAGE_ETALASE, told, acting)
    return proposal


@transaction.atomic
def second_proposal(*, proposal_id: int, unit: Unit, actor: Actor, note: str = "") -> Second:
    """The head of another Perangkat Daerah wants the same etalase. Once each: a second time gives the first.

    Raises RuleBroken: 404 for a draft or another government's unit, 403/404 for anybody but its head, 422 for the
    Perangkat Daerah that proposes it and for units below one, 409 where it is decided.
    """
    proposal = base.locked(proposal_id)
    base.hidden(proposal, actor)
    if unit.government_id != proposal.government_id:
        raise base.not_there()
    institutions.require(actor, Duty.SIGN_PROPOSAL, proposal.government, unit_id=unit.pk)
    above = institutions.pd_map(proposal.government_id, clock.today())
    if above.get(unit.pk, unit.pk) == above.get(proposal.unit_id, proposal.unit_id):
        raise RuleBroken("proposal_own", "Perangkat Daerah ini sendiri yang mengusulkannya.")
    if above.get(unit.pk, unit.pk) != unit.pk:
        raise RuleBroken("second_below", "Yang mendukung ialah Perangkat Daerah, bukan unit di bawahnya.")
    known = proposal.seconds.filter(unit=unit).first()
    if known is not None:
        return known
    acting = actor.doing([Duty.SIGN_PROPOSAL], unit.pk)
    try:
        with transaction.atomic():
            made = Second.objects.create(
                proposal=proposal, unit=unit, note=note.strip()[:300], at=clock.now(), by_id=actor.user_id,
                by_label=acting.label[:120],
            )  # fmt: skip
    except IntegrityError:
        return proposal.seconds.get(unit=unit)
    base.take(proposal, Step.SECOND, side=Side.OTHER_UNIT, actor=acting, note=note, unit=unit.code)
    base.tell_unit(proposal, f"{unit.name} mendukung usulan etalase “{proposal.name}”.", acting)
    return made


@transaction.atomic
def withdraw_proposal(*, proposal_id: int, version: int | None, note: str, actor: Actor) -> Proposal:
    """The head of the unit takes it back before it is decided; its needs are looked for again.

    Raises RuleBroken: 403/404 for anybody else, 409 where it changed or is decided, 422 without words.
    """
    proposal, acting = base.for_unit(proposal_id, version, Duty.SIGN_PROPOSAL, actor)
    base.take(proposal, Step.WITHDRAW, side=Side.UNIT, actor=acting, note=note)
    needs.shelf_answered(proposal=proposal.code, need_ids=base.need_ids(proposal), etalase_id=None)
    if proposal.records.exists():
        base.tell_bureau(proposal, Duty.MANAGE_ETALASE, f"Usulan etalase “{proposal.name}” ditarik.", acting)
    return proposal
