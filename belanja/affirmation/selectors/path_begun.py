"""What was begun already for plan lines whose goods the catalogue lacks: needs that name them, proposed etalase that
would hold their class."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from belanja.needs import selectors as needs
from belanja.needs.models import Need
from belanja.plans import selectors as plans
from belanja.proposals.models import Proposal
from belanja.rules.needs.states import NeedState
from belanja.rules.proposals.states import ENDED, ProposalState

#: Needs that nobody follows any more: the line may become one again.
_LEFT = frozenset({NeedState.EXPIRED, NeedState.TAKEN_BACK, NeedState.REMOVED})


@dataclass(frozen=True)
class Begun:
    """A need or a proposed etalase. `id` and `code` lead to its page; `state` in words."""

    id: int
    code: str
    name: str
    state: str


def needs_by_line(government_id: int, codes: Iterable[str]) -> dict[str, Begun]:
    """Plan code -> the latest need that names it and was not left. One query."""
    states = [state for state in NeedState if state not in _LEFT]
    found: dict[str, Need] = {}
    for one in needs.needs_of(government_id, *states).filter(plan_code__in=list(codes)).order_by("at", "pk"):
        found[one.plan_code] = one
    return {code: Begun(one.pk, one.code, one.what, NeedState(one.state).label) for code, one in found.items()}


def proposals_by_class(proposals: Iterable[Proposal]) -> dict[str, tuple[Begun, ...]]:
    """Spend class -> those of some proposals that are not ended and whose etalase would hold it: as their dossier says,
    or by the name and KBKI that the shelf would have."""
    found: dict[str, list[Begun]] = defaultdict(list)
    for one in proposals:
        state = ProposalState(one.state)
        if state in ENDED:
            continue
        dossier = one.dossier()
        told = Begun(one.pk, one.code, one.name, state.label)
        for code in sorted(dossier.classes or plans.shelf_classes(one.name, dossier.kbki)):
            found[code].append(told)
    return {code: tuple(rows) for code, rows in found.items()}
