"""How long a proposal has been in its state, and until when whoever has to act should have acted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions import working_days
from belanja.rules.proposals.parameters import TERMS
from belanja.rules.proposals.states import ProposalState, Side

from .models import Proposal

_OF_UNIT = frozenset({ProposalState.DRAFT, ProposalState.REPAIR})


@dataclass(frozen=True)
class Term:
    """`days`: working days in its state; `due`: the last day of the term, None where nobody waits; `citation`: where
    the term is written; `whose`: who has to act, None at an end; `late`: working days beyond the term."""

    since: date
    days: int
    due: date | None
    late: int
    whose: Side | None
    citation: str


def terms(proposals: Iterable[Proposal]) -> dict[int, Term]:
    """The term of each proposal, by its id; all of one government's cost one query."""
    found = {}
    today = clock.today()
    for one in proposals:
        state, since = ProposalState(one.state), clock.wib(one.since).date()
        book = institutions.book(government_id=one.government_id, on=since).rows
        row = book.get(TERMS.get(state, ""))
        due = one.registration_to if state is ProposalState.REGISTRATION else None
        if row is not None:
            due = working_days.after(since, int(row.value), government_id=one.government_id)
        past = due is not None and today > due
        found[one.pk] = Term(
            since=since,
            days=working_days.between(since, today, government_id=one.government_id),
            due=due,
            late=working_days.between(due, today, government_id=one.government_id) if due and past else 0,
            whose=_whose(state),
            citation=f"{row.citation}, {row.article}" if row is not None else "",
        )
    return found


def _whose(state: ProposalState) -> Side | None:
    if state in _OF_UNIT:
        return Side.UNIT
    if state in TERMS:
        return Side.BUREAU
    return Side.TIME if state in (ProposalState.ANNOUNCED, ProposalState.REGISTRATION) else None
