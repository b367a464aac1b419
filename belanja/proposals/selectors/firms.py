"""Firms that come for an etalase while its registration is open: who wants to sell there, and how far each is."""

from dataclasses import dataclass

from belanja.etalase.models import Etalase
from belanja.foundation import clock
from belanja.needs.models import Match
from belanja.rules.proposals.states import ProposalState
from belanja.rules.registration import FirmState
from belanja.vendors.models import Profile

from ..models import Proposal

#: Registered, or handed in to be.
_SEEN = [FirmState.VERIFIED.value, FirmState.SUBMITTED.value, FirmState.RETURNED.value]


@dataclass(frozen=True)
class Applicant:
    """A firm that wants to sell on the shelf, or said that it can meet a need of the proposal. `ready`: registered."""

    firm_id: int
    name: str
    place: str
    scale: str
    state: FirmState
    wants_shelf: bool
    can_meet: int

    @property
    def ready(self) -> bool:
        return self.state is FirmState.VERIFIED


def applicants(proposal: Proposal) -> list[Applicant]:
    """Who has come for the etalase of a proposal, those that are registered first. Two queries."""
    willing: dict[int, int] = {}
    pairs = Match.objects.filter(need__proposals=proposal, interested_at__isnull=False, declined_at=None)
    for firm_id in pairs.values_list("firm_id", flat=True):
        willing[firm_id] = willing.get(firm_id, 0) + 1
    shelf = [proposal.etalase_id] if proposal.etalase_id else [-1]
    found = Profile.objects.filter(shelves__contains=shelf) | Profile.objects.filter(firm_id__in=list(willing))
    rows = [
        Applicant(
            one.firm_id, one.name, one.region_code, one.scale, FirmState(one.state), shelf[0] in one.shelves,
            willing.get(one.firm_id, 0),
        )
        for one in found.filter(state__in=_SEEN)
    ]  # fmt: skip
    return sorted(rows, key=lambda one: (not one.ready, one.name, one.firm_id))


def registering() -> list[Etalase]:
    """Etalase that are not open yet and whose registration is: firms may say already that they want to sell there."""
    today = clock.today()
    running = Proposal.objects.filter(
        state=ProposalState.REGISTRATION.value, registration_from__lte=today, registration_to__gte=today
    )
    return list(Etalase.objects.filter(pk__in=running.values("etalase")).order_by("sort_key"))
