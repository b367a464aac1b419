"""Goods, firms and proposals of the catalogue of a government, with what came in the quarter."""

from typing import Any

from django.db.models import Min, Q

from belanja.catalogue.models import Offer
from belanja.proposals.models import Proposal
from belanja.reporting.record import Record
from belanja.rules import periods
from belanja.rules.listings import ListingState
from belanja.rules.proposals.states import ENDED, ProposalState


def build(record: Record) -> dict[str, Any]:
    """Counts as they stood when the report was frozen; a report that is rebuilt takes them from there. A firm is new
    where none of its goods was listed before."""
    if record.frozen is not None:
        frozen: dict[str, Any] = record.frozen["catalogue"]
        return frozen
    period = periods.quarter(record.year, record.quarter)
    offers = Offer.objects.filter(government=record.government, state=ListingState.LISTED.value)
    first = list(offers.values("seller_id").annotate(first=Min("listed_on")).values_list("first", flat=True))
    within = {"listed_on__gte": period.first, "listed_on__lte": period.last}
    proposals = Proposal.objects.filter(government=record.government).exclude(state=ProposalState.DRAFT.value)
    of_quarter = Q(at__date__gte=period.first, at__date__lte=period.last)
    return {
        "listed": offers.count(),
        "listed_new": offers.filter(**within).count(),
        "firms": len(first),
        "firms_new": sum(day is not None and period.first <= day <= period.last for day in first),
        "proposals_open": proposals.exclude(state__in=[state.value for state in ENDED]).count(),
        "proposals_new": proposals.filter(of_quarter).count(),
    }
