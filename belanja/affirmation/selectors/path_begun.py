"""What was begun already for plan lines whose goods the catalogue lacks: needs that name them, proposed etalase that
would hold their class."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from belanja.needs import selectors as needs
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
    """Plan code -> the latest need that names it, or a code that became it, and was not left. Two queries."""
    states = [state for state in NeedState if state not in _LEFT]
    named = needs.needs_of(government_id, *states).exclude(plan_code="").order_by("at", "pk")
    rows = list(named.values_list("plan_code", "pk", "code", "what", "state"))
    ends = plans.follow_revisions(government_id=government_id, codes={row[0] for row in rows}) if rows else {}
    wanted = set(codes)
    return {
        code: Begun(pk, number, what, NeedState(state).label)
        for plan_code, pk, number, what, state in rows
        for code in ends[plan_code] & wanted
    }


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
