"""Who may know of a proposal, and what it is to meet: asked by services and selectors alike."""

from belanja.institutions import selectors as institutions
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.proposals.states import PRIVATE

from .models import Proposal


def not_there() -> RuleBroken:
    return RuleBroken("proposal_unknown", "Usulan ini tidak ditemukan.", status=404)


def hidden(proposal: Proposal, who: institutions.Who) -> None:
    """Raise RuleBroken 404 where the proposal is a draft, or was withdrawn as one, and somebody is not of its unit."""
    private = proposal.state in {one.value for one in PRIVATE} or not proposal.records.exists()
    if private and not institutions.is_allowed(who, Duty.DRAFT_PROPOSAL, proposal.government, unit_id=proposal.unit_id):
        raise not_there()


def need_ids(proposal: Proposal) -> list[int]:
    """The needs that it is to meet."""
    return list(proposal.needs.order_by("pk").values_list("pk", flat=True))
