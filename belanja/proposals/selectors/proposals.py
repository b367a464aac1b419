"""Proposals as whoever asks may see them: drafts by their unit, everything signed by everybody."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.institutions.selectors import Who
from belanja.institutions.unit_names import shown
from belanja.journal.services import Actor
from belanja.rules.course import Rule
from belanja.rules.duties import Duty
from belanja.rules.proposals.dossier import Dossier
from belanja.rules.proposals.evidence import Evidence
from belanja.rules.proposals.states import FOUNDED, PRIVATE, ProposalState, Side
from belanja.rules.proposals.steps import PROPOSALS, Step

from ..evidence import evidence_for
from ..models import NationalExport, Proposal, ProposalStep, Record, Second
from ..standing import hidden, need_ids, not_there

_PRIVATE = [state.value for state in PRIVATE]
#: Steps that change what is written and nothing else: no moment of the public story.
_WRITING = [Step.BEGIN.value, Step.WRITE.value, Step.WRITE_STUDY.value]


@dataclass(frozen=True)
class Signed:
    """What the head of the unit signed last: the dossier with the evidence of that day."""

    record: Record
    dossier: Dossier
    evidence: Evidence


@dataclass(frozen=True)
class Moment:
    """One moment of the public story: what happened, by which post, in whose words."""

    at: datetime
    step: str
    told: str
    by: str
    state: str
    reason_code: str
    note: str


def public(government_id: int, *states: ProposalState) -> QuerySet[Proposal]:
    """Proposals that everybody may see, of some states or all, the latest signed first, with the number of seconds."""
    found = Proposal.objects.filter(government_id=government_id, records__isnull=False).exclude(state__in=_PRIVATE)
    if states:
        found = found.filter(state__in=[state.value for state in states])
    return _listed(found.distinct()).order_by("-since", "-pk")


def of_officer(government: Government, who: Who) -> QuerySet[Proposal]:
    """Proposals that an officer may see: the public ones and every draft of the units for which he may write, those
    that have waited longest first, those that ended last of all, the latest end first."""
    units = institutions.units_allowed(who, Duty.DRAFT_PROPOSAL, government)
    mine = Q() if units is None else Q(unit_id__in=units)
    shown = Q(pk__in=Record.objects.filter(proposal__government=government).values("proposal"))
    found = Proposal.objects.filter(government=government).filter(mine | (shown & ~Q(state__in=_PRIVATE)))
    return _listed(found).order_by(F("closed_at").desc(nulls_first=True), "since", "pk")


def proposal(code: str, who: Who) -> Proposal:
    """A proposal by its code; RuleBroken 404 where there is none for this person."""
    found = _listed(Proposal.objects.filter(code=code)).first()
    if found is None:
        raise not_there()
    hidden(found, who)
    return found


def founding(etalase_id: int) -> Proposal | None:
    """The proposal that an etalase was founded on and waits for to be opened; None where there is none."""
    states = [state.value for state in FOUNDED]
    return Proposal.objects.filter(etalase_id=etalase_id, state__in=states).first()


def signed(proposal: Proposal) -> Signed | None:
    """What was signed last; None for a draft. One query."""
    kept = proposal.records.filter(kind=Record.Kind.DOSSIER.value).order_by("-number").first()
    if kept is None:
        return None
    content = json.loads(bytes(kept.content))
    return Signed(kept, Dossier.from_json(content["dossier"]), Evidence.from_json(content["evidence"]))


def evidence_of(proposal: Proposal) -> Evidence:
    """What speaks for it as it is written now, counted now. What was signed is `signed`."""
    return evidence_for(
        government=proposal.government, dossier=proposal.dossier(), need_ids=need_ids(proposal), but=proposal.pk
    )


def signed_by(proposal: Proposal, who: Who) -> bool:
    """Whether somebody signed himself what is proposed now: then another one decides on it. One query."""
    user_id = who.user_id if isinstance(who, Actor) else who.pk
    kept = proposal.records.filter(kind=Record.Kind.DOSSIER.value).order_by("-number").values_list("by_id", flat=True)
    return user_id is not None and kept.first() == user_id


def steps_for(proposal: Proposal, who: Who) -> list[Rule[Step, Side]]:
    """What somebody may do with a proposal now, in the order of the table; not to decide on what he signed himself.
    Whether he may second it for a unit of his own is asked with the unit."""
    units = institutions.allowed_of(
        who, {Duty.DRAFT_PROPOSAL, Duty.SIGN_PROPOSAL}, proposal.government, unit_id=proposal.unit_id
    )
    bureau = institutions.allowed_of(who, {Duty.MANAGE_ETALASE, Duty.DECIDE_ETALASE}, proposal.government)
    found = [one for one in PROPOSALS.steps_from(proposal.state, Side.UNIT) if one.duty in units]
    found += [one for one in PROPOSALS.steps_from(proposal.state, Side.BUREAU) if one.duty in bureau]
    if any(one.step is Step.DECIDE for one in found) and signed_by(proposal, who):
        found = [one for one in found if one.step is not Step.DECIDE]
    return found


def timeline(proposal: Proposal) -> list[Moment]:
    """Its public story, the first moment first: what was signed, by whom it was seconded, given back, studied,
    decided, announced. Two queries."""
    units = iter([f"Didukung {shown(one.unit.name)}" for one in seconds(proposal)])
    steps = proposal.steps.exclude(step__in=_WRITING).order_by("at", "id")
    into = f"Ditampung di etalase {proposal.folded_into.name}" if proposal.folded_into else ""
    told = {Step.SECOND: lambda: next(units, ""), Step.FOLD: lambda: into}
    return [_moment(one, told.get(Step(one.step), str)()) for one in steps]


def _moment(one: ProposalStep, named: str) -> Moment:
    told = named or PROPOSALS.told_of(one.step, one.side)
    return Moment(one.at, one.step, told, one.by_label, one.target, one.reason_code, one.note)


def seconds(proposal: Proposal) -> QuerySet[Second]:
    """The units that second it, the first one first."""
    return proposal.seconds.select_related("unit").order_by("at", "pk")


def exports(proposal: Proposal) -> QuerySet[NationalExport]:
    """What went to owners of national categories and what they answered, the first one first."""
    found = proposal.exports.select_related("record", "proposal").prefetch_related("replies")
    return found.order_by("at", "pk")


def _listed(found: QuerySet[Proposal]) -> QuerySet[Proposal]:
    joined = found.select_related("government", "unit", "etalase", "folded_into")
    return joined.annotate(seconded=Count("seconds", distinct=True))
