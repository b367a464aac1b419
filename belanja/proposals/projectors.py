"""Proposals follow their etalase, in the transaction of what happened to it."""

from belanja.journal.models import Event
from belanja.journal.services import projector
from belanja.rules.shelves import Step as ShelfStep

from .services import following


@projector("etalase.stepped")
def follow_shelf(event: Event) -> None:
    """An etalase that a proposal is about opens with it alone; closed before that, the decision is taken back."""
    etalase_id, step = event.payload["etalase_id"], event.payload["step"]
    if step == ShelfStep.OPEN:
        following.opened(etalase_id=etalase_id)
    elif step == ShelfStep.CLOSE:
        following.closed(etalase_id=etalase_id, reason=event.payload["reason"])
