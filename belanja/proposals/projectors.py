"""Proposals follow their etalase, and firms that name it, in the transaction of what happened to them."""

from belanja.journal.models import Event
from belanja.journal.services import projector
from belanja.rules.shelves import Step as ShelfStep

from .services import entrants, following


@projector("etalase.stepped")
def follow_shelf(event: Event) -> None:
    """An etalase that a proposal is about opens with it alone; closed before that, the decision is taken back."""
    etalase_id, step = event.payload["etalase_id"], event.payload["step"]
    if step == ShelfStep.OPEN:
        following.opened(etalase_id=etalase_id)
    elif step == ShelfStep.CLOSE:
        following.closed(etalase_id=etalase_id, reason=event.payload["reason"])


@projector("vendors.registration_submitted")
def follow_firm(event: Event) -> None:
    """A firm that names an etalase which calls for firms is entered there."""
    entrants.named(int(event.subject.partition(":")[2]))
