"""Firms that come for an etalase: who registered there and what was answered, who else said that it can meet a need."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from belanja.catalogue.selectors.licences import lacking
from belanja.etalase.models import Etalase
from belanja.foundation import clock
from belanja.needs.models import Match
from belanja.rules.course import NOTHING, Rule
from belanja.rules.licences import Missing
from belanja.rules.proposals.entrants import ANSWERING, ENTERING, ENTRANTS, EntrantSide, EntrantState, EntrantStep
from belanja.rules.proposals.states import ProposalState
from belanja.rules.registration import FirmState
from belanja.vendors.bars import Bar, bar_of
from belanja.vendors.models import Profile

from ..models import Entrant, Proposal
from ..standing import not_there

#: Registered, or handed in to be.
_SEEN = [FirmState.VERIFIED.value, FirmState.SUBMITTED.value, FirmState.RETURNED.value]


@dataclass(frozen=True)
class Checked:
    """What Belanja knows of a firm that registered: its own registration, the licences that the etalase asks for and it
    lacks, what bars it, and whether a KBLI of it is among those of the proposal (None: none is named)."""

    profile: Profile | None
    lacks: tuple[Missing, ...]
    bar: Bar | None
    in_trade: bool | None


@dataclass(frozen=True)
class EntrantMoment:
    """One moment of an entrant's story."""

    at: datetime
    step: str
    told: str
    by: str
    reason_code: str
    note: str


def entrants(proposal: Proposal) -> QuerySet[Entrant]:
    """Firms that registered, those that wait for the bureau first, then by name."""
    found = proposal.entrants.select_related("firm__profile")
    return found.alias(waits=Q(state=EntrantState.ENTERED.value)).order_by("-waits", "firm__name", "pk")


def entrant(proposal: Proposal, entrant_id: int) -> Entrant:
    """One of them; RuleBroken 404 for any other."""
    found = proposal.entrants.select_related("firm__profile").filter(pk=entrant_id).first()
    if found is None:
        raise not_there()
    return found


def entrant_of(proposal: Proposal, firm_id: int) -> Entrant | None:
    """The registration of a firm; None where it has not registered."""
    return proposal.entrants.filter(firm_id=firm_id).first()


def entrants_of_firm(firm_id: int) -> QuerySet[Entrant]:
    """Everything that a firm registered for, the latest first."""
    return Entrant.objects.filter(firm_id=firm_id).select_related("proposal__etalase").order_by("-at", "-pk")


def checked(found: Entrant) -> Checked:
    """What the bureau looks at. Some four queries."""
    proposal, today = found.proposal, clock.today()
    profile = Profile.objects.filter(firm_id=found.firm_id).first()
    trades = proposal.dossier().trades()
    fits = any(one.startswith(trade) for one in (profile.kbli if profile else ()) for trade in trades)
    lacks = lacking(found.firm_id, proposal.etalase, on=today) if proposal.etalase else []
    bar = bar_of(found.firm_id, government_id=proposal.government_id, on=today)
    return Checked(profile, tuple(lacks), bar, fits if trades else None)


def entrant_steps(found: Entrant, side: EntrantSide) -> list[Rule[EntrantStep, EntrantSide]]:
    """What a side may do with a registration now."""
    state = ProposalState(found.proposal.state)
    if state not in ANSWERING:
        return []
    steps = ENTRANTS.steps_from(found.state, side)
    return [one for one in steps if one.step is not EntrantStep.ENTER or state in ENTERING]


def firm_steps(proposal: Proposal, mine: Entrant | None) -> list[Rule[EntrantStep, EntrantSide]]:
    """What a firm may do for the etalase of a proposal now: register, or go on with its registration."""
    if mine is not None:
        return entrant_steps(mine, EntrantSide.FIRM)
    return list(ENTRANTS.steps_from(NOTHING, EntrantSide.FIRM)) if ProposalState(proposal.state) in ENTERING else []


def entrant_story(found: Entrant) -> list[EntrantMoment]:
    """Its story, the first moment first. One query."""
    return [
        EntrantMoment(one.at, one.step, ENTRANTS.told_of(one.step, one.side), one.by_label, one.reason_code, one.note)
        for one in found.steps.all()
    ]


def counted(found: Iterable[Entrant]) -> dict[EntrantState, int]:
    """How many are in each state."""
    states = [EntrantState(one.state) for one in found]
    return {state: states.count(state) for state in EntrantState}


def willing(proposal: Proposal) -> list[tuple[Profile, int]]:
    """Firms that said they can meet needs of the proposal (how many) or name its etalase, and have not registered
    there. Two queries."""
    told: dict[int, int] = {}
    pairs = Match.objects.filter(need__proposals=proposal, interested_at__isnull=False, declined_at=None)
    for firm_id in pairs.values_list("firm_id", flat=True):
        told[firm_id] = told.get(firm_id, 0) + 1
    come = Q(firm_id__in=list(told))
    if proposal.etalase_id:
        come |= Q(shelves__contains=[proposal.etalase_id])
    found = Profile.objects.filter(come, state__in=_SEEN).exclude(firm_id__in=proposal.entrants.values("firm_id"))
    return [(one, told.get(one.firm_id, 0)) for one in found.order_by("name", "firm_id")]


def registering() -> list[Etalase]:
    """Etalase that are not open yet and whose registration is: firms may say already that they want to sell there."""
    return list(Etalase.objects.filter(pk__in=calling().values("etalase")).order_by("sort_key"))


def calling() -> QuerySet[Proposal]:
    """Proposals that call for firms today, those that close first."""
    today = clock.today()
    running = Proposal.objects.filter(
        state=ProposalState.REGISTRATION.value, registration_from__lte=today, registration_to__gte=today
    )
    return running.select_related("government", "unit", "etalase").order_by("registration_to", "sort_key")
