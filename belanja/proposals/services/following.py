"""What happens to an etalase on its own page, seen from the proposal that it came of."""

from belanja.needs.services import shelves as needs
from belanja.rules.decisions import RuleBroken
from belanja.rules.proposals.states import Side
from belanja.rules.proposals.steps import KEPKA_122, Step

from ..selectors.proposals import founding
from . import base, entrants


def opened(*, etalase_id: int) -> None:
    """RuleBroken 409 where the etalase is opened beside its proposal: firms must have been called first."""
    waiting = founding(etalase_id)
    if waiting is not None:
        raise RuleBroken(
            "etalase_of_proposal",
            f"Etalase ini dibuka lewat usulannya ({waiting.code}): umumkan dahulu, lalu buka di halaman usulan.",
            KEPKA_122,
            status=409,
        )


def closed(*, etalase_id: int, reason: str) -> None:
    """The etalase was closed before it opened: the decision is taken back, needs are looked for without it."""
    waiting = founding(etalase_id)
    if waiting is None:
        return
    proposal = base.locked(waiting.pk)
    proposal.answer = reason
    base.take(proposal, Step.CANCEL, side=Side.TIME, actor=base.CALENDAR, note=reason)
    entrants.lapse(proposal, base.CALENDAR)
    needs.shelf_answered(proposal=proposal.code, need_ids=base.need_ids(proposal), etalase_id=None)
    base.tell_unit(proposal, f"Etalase “{proposal.name}” ditutup sebelum dibuka: {reason}", base.CALENDAR)
