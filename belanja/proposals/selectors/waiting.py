"""Proposals that wait for somebody: by the duties that he holds, and what he is asked to do."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from belanja.institutions.models import Government
from belanja.rules.duties import Duty
from belanja.rules.proposals.dossier import missing_to_sign
from belanja.rules.proposals.entrants import EntrantState
from belanja.rules.proposals.states import ProposalState
from belanja.rules.proposals.study import missing_to_decide

from ..models import Proposal

#: Whom a state waits for and what he is asked.
_ASKED: Mapping[ProposalState, tuple[Duty, str]] = {
    ProposalState.DRAFT: (Duty.DRAFT_PROPOSAL, "Lengkapi usulan"),
    ProposalState.REPAIR: (Duty.DRAFT_PROPOSAL, "Perbaiki, lalu usulkan lagi"),
    ProposalState.SUBMITTED: (Duty.MANAGE_ETALASE, "Terima usulan"),
    ProposalState.INITIATION: (Duty.MANAGE_ETALASE, "Mulai penelaahan"),
    ProposalState.STUDY: (Duty.MANAGE_ETALASE, "Lengkapi penelaahan"),
    ProposalState.DECIDED: (Duty.MANAGE_ETALASE, "Umumkan pendaftaran"),
    ProposalState.VERIFICATION: (Duty.DECIDE_ETALASE, "Buka etalase"),
}
#: Asked in place of it while firms that registered wait for an answer.
_VERIFY = (Duty.MANAGE_ETALASE, "Verifikasi pendaftar")
_CALLED = (ProposalState.REGISTRATION, ProposalState.VERIFICATION)
#: The same once nothing is missing: drafts wait for the head of the unit, studies for the head of the bureau.
_WHOLE: Mapping[ProposalState, tuple[Duty, str]] = {
    ProposalState.DRAFT: (Duty.SIGN_PROPOSAL, "Periksa dan tanda tangani"),
    ProposalState.STUDY: (Duty.DECIDE_ETALASE, "Tetapkan, tampung, atau tolak"),
}


@dataclass(frozen=True)
class Waiting:
    """A proposal and what is asked of whoever it waits for."""

    proposal: Proposal
    what: str


def waiting(government: Government, held: Mapping[Duty, Collection[int] | None]) -> list[Waiting]:
    """Proposals that wait for whoever holds these duties, what waits longest first. `held`: for which units each duty
    is held; None: for all. One query, none for nobody."""
    where = Q()
    for state, (duty, _what) in (*_ASKED.items(), *_WHOLE.items()):
        if duty in held:
            where |= Q(state=state.value) & _of(held[duty])
    undecided = Count("entrants", filter=Q(entrants__state=EntrantState.ENTERED.value))
    if _VERIFY[0] in held:
        where |= Q(state__in=[state.value for state in _CALLED], undecided__gt=0) & _of(held[_VERIFY[0]])
    if not where:
        return []
    found = Proposal.objects.annotate(undecided=undecided).filter(where, government=government)
    found = found.select_related("unit").order_by("since", "pk")
    return [Waiting(one, what) for one in found if (what := _asked(one, held))]


def _of(units: Collection[int] | None) -> Q:
    return Q() if units is None else Q(unit_id__in=units)


def _asked(one: Proposal, held: Mapping[Duty, Collection[int] | None]) -> str:
    """What is asked of him; empty where it is another's turn."""
    state = ProposalState(one.state)
    undecided = state in _CALLED and bool(getattr(one, "undecided", 0))
    duty, what = _VERIFY if undecided else _WHOLE[state] if _is_whole(one, state) else _ASKED[state]
    if duty not in held:
        return ""
    units = held[duty]
    return what if units is None or one.unit_id in units else ""


def _is_whole(one: Proposal, state: ProposalState) -> bool:
    """Nothing is missing for the next step, as far as what was written tells."""
    if state is ProposalState.DRAFT:
        return not missing_to_sign(one.dossier(), alike=())
    return state is ProposalState.STUDY and not missing_to_decide(one.studied())
