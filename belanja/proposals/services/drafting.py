"""A unit begins a proposal and writes it, alone or several people in turn; nobody else sees it before it is signed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction

from belanja.foundation import clock
from belanja.foundation.text import name_key
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government, Unit
from belanja.journal.services import Actor
from belanja.needs.models import Need
from belanja.plans import selectors as plans
from belanja.rules import codes
from belanja.rules.attributes import Attribute
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.needs.states import WANTED
from belanja.rules.proposals import dossier as rules
from belanja.rules.proposals.dossier import Dossier
from belanja.rules.proposals.states import ProposalState, Side
from belanja.rules.proposals.steps import Step
from belanja.rules.schemas import key_of

from ..models import Proposal
from . import base


class DossierWrong(RuleBroken):
    """Something that cannot be kept; `fields` has the sentence for each field."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__("proposal_fields", " ".join(fields.values()))
        self.fields = fields


def begin_proposal(
    *,
    government: Government,
    unit: Unit,
    dossier: Dossier,
    request: str,
    actor: Actor,
    need_ids: Sequence[int] = (),
) -> Proposal:
    """Begin a proposal with whatever is known of it: at least a name. The same form (`request`) sent again gives the
    proposal that it began the first time. Without classes, those are taken that its name or KBKI tell.

    Raises RuleBroken: 404 without an account, 403/404 for a missing duty or another's unit, 422 (DossierWrong) for what
    cannot be kept, 404 for a need that is not this unit's or is not looked for any more.
    """
    if actor.user_id is None:
        raise RuleBroken("not_found", "Data ini tidak ditemukan.", status=404)
    institutions.require(actor, Duty.DRAFT_PROPOSAL, government, unit_id=unit.pk)
    if unit.government_id != government.pk:
        raise base.not_there()
    begun = Proposal.objects.filter(by_id=actor.user_id, request=request).first()
    if begun is not None:
        return begun
    if not dossier.classes:
        dossier = replace(dossier, classes=tuple(sorted(plans.shelf_classes(dossier.name, dossier.kbki))))
    content = _checked(dossier)
    now = clock.now()
    try:
        with transaction.atomic():
            proposal = Proposal.objects.create(
                code=codes.new(), government=government, unit=unit, state=ProposalState.DRAFT.value, since=now, at=now,
                by_id=actor.user_id, request=request[:40], **content,
            )  # fmt: skip
            _link(proposal, need_ids)
            acting = actor.doing([Duty.DRAFT_PROPOSAL], unit.pk)
            base.story(proposal, Step.BEGIN, side=Side.UNIT, actor=acting, source="")
            return proposal
    except IntegrityError:
        return Proposal.objects.get(by_id=actor.user_id, request=request)


@transaction.atomic
def write_proposal(
    *, proposal_id: int, version: int | None, dossier: Dossier, actor: Actor, need_ids: Sequence[int] | None = None
) -> Proposal:
    """Keep what was written, finished or not; `need_ids`: the unit's needs that it is to meet, None: as before. What is
    written already changes nothing, so that a form sent twice is kept once. Attributes without a key get one.

    Raises RuleBroken: 403/404 for a missing duty, 409 where a colleague wrote meanwhile or it is signed, 422
    (DossierWrong) for what cannot be kept, 404 for a need that is not this unit's.
    """
    proposal, acting = base.for_unit(proposal_id, None, Duty.DRAFT_PROPOSAL, actor)
    content = _checked(dossier)
    known = set(proposal.needs.values_list("pk", flat=True))
    if content["content"] == proposal.content and (need_ids is None or known == set(need_ids)):
        return proposal
    base.seen(proposal, version)
    for name, value in content.items():
        setattr(proposal, name, value)
    if need_ids is not None:
        _link(proposal, need_ids)
    base.take(proposal, Step.WRITE, side=Side.UNIT, actor=acting)
    return proposal


def _checked(dossier: Dossier) -> dict[str, Any]:
    """The columns of what was written. Raises DossierWrong."""
    dossier = replace(dossier, name=dossier.name.strip(), attributes=_keyed(dossier.attributes))
    wrong = rules.problems(dossier)
    if wrong:
        raise DossierWrong(wrong)
    return {"name": dossier.name, "sort_key": name_key(dossier.name)[:120], "content": dossier.as_json()}


def _keyed(attributes: Sequence[Attribute]) -> tuple[Attribute, ...]:
    taken = [one.key for one in attributes if one.key]
    found = []
    for one in attributes:
        if not one.key:
            one = replace(one, key=key_of(one.label, taken))
            taken.append(one.key)
        found.append(one)
    return tuple(found)


def _link(proposal: Proposal, need_ids: Sequence[int]) -> None:
    states = [state.value for state in WANTED]
    found = Need.objects.filter(pk__in=need_ids, unit_id=proposal.unit_id, state__in=states)
    if found.count() < len(set(need_ids)):
        raise RuleBroken(
            "need_unknown", "Salah satu kebutuhan itu bukan milik unit ini atau sudah tidak dicari.", status=404
        )
    proposal.needs.set(found)
