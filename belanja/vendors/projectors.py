"""A firm follows its owner and its shelves, in the transaction of what happened to them."""

from belanja.journal.models import Event
from belanja.journal.services import Actor, projector
from belanja.rules.listings import EtalaseState

from .services import wishes
from .services.registration import number_proved


@projector("accounts.number_proved")
def follow_owner(event: Event) -> None:
    number_proved(user_id=int(event.subject.partition(":")[2]), actor=Actor(event.actor_id, event.actor_label))


@projector("etalase.stepped")
def follow_shelf(event: Event) -> None:
    """Where a firm wants to sell follows a shelf into its successor, and forgets one that was closed."""
    into_id = event.payload.get("into_id")
    if into_id or event.payload["to"] == EtalaseState.CLOSED:
        wishes.follow_shelf(etalase_id=event.payload["etalase_id"], into_id=into_id)
