"""What days do to a decided proposal: registration of firms opens and closes; who is late is reminded."""

from django.db import transaction

from belanja.foundation import clock
from belanja.needs.services import shelves as needs
from belanja.rules.duties import Duty
from belanja.rules.proposals.states import ProposalState, Side
from belanja.rules.proposals.steps import Step

from ..aging import Term, terms
from ..models import Proposal
from . import base

_BATCH = 200


def pass_days() -> int:
    """Open and close registrations whose day has come; how many. Each by itself; twice does no harm."""
    today = clock.today()
    opening = Proposal.objects.filter(state=ProposalState.ANNOUNCED.value, registration_from__lte=today)
    closing = Proposal.objects.filter(state=ProposalState.REGISTRATION.value, registration_to__lt=today)
    ids = sorted({*opening.values_list("pk", flat=True)[:_BATCH], *closing.values_list("pk", flat=True)[:_BATCH]})
    return sum(_passed(proposal_id) for proposal_id in ids)


@transaction.atomic
def _passed(proposal_id: int) -> int:
    proposal = base.locked(proposal_id)
    before = proposal.version
    open_if_due(proposal)
    over = proposal.registration_to is not None and proposal.registration_to < clock.today()
    if proposal.state == ProposalState.REGISTRATION and over:
        base.take(proposal, Step.CLOSE_REGISTRATION, side=Side.TIME, actor=base.CALENDAR)
        told = f"Pendaftaran etalase “{proposal.name}” ditutup. Periksa pendaftarnya, lalu etalase dapat dibuka."
        base.tell_bureau(proposal, Duty.MANAGE_ETALASE, told, base.CALENDAR)
    return int(proposal.version > before)


def open_if_due(proposal: Proposal) -> None:
    """Open registration of a locked proposal whose first day has come; firms are looked for from then on."""
    due = proposal.registration_from is not None and proposal.registration_from <= clock.today()
    if proposal.state == ProposalState.ANNOUNCED and due:
        base.take(proposal, Step.OPEN_REGISTRATION, side=Side.TIME, actor=base.CALENDAR)
        answer_needs(proposal)


def answer_needs(proposal: Proposal) -> None:
    """Needs that waited for it are looked for on its etalase from now on."""
    needs.shelf_answered(
        proposal=proposal.code, need_ids=base.need_ids(proposal), etalase_id=proposal.etalase_id
    )  # fmt: skip


def remind() -> int:
    """Tell who has to act on a proposal whose term has passed, once a state, and the bureau's head; how many."""
    running = Proposal.objects.filter(closed_at=None).exclude(state=ProposalState.DRAFT.value)
    found = list(running.select_related("government", "unit").order_by("pk"))
    told = terms(found)
    late = [(one, told[one.pk]) for one in found if told[one.pk].late]
    for proposal, term in late:
        _remind(proposal, term)
    return len(late)


@transaction.atomic
def _remind(proposal: Proposal, term: Term) -> None:
    told = f"Usulan etalase “{proposal.name}” melewati tenggatnya: {proposal.get_state_display()}."
    once = f"proposal-{proposal.pk}-{proposal.state}-{proposal.since:%Y%m%d%H%M}"
    if term.whose is Side.UNIT:
        base.tell_unit(proposal, told, base.CALENDAR, once=once)
        return
    for duty in (Duty.MANAGE_ETALASE, Duty.DECIDE_ETALASE):
        base.tell_bureau(proposal, duty, told, base.CALENDAR, once=once)
