"""A firm follows its owner, in the transaction of what happened to the account."""

from belanja.journal.models import Event
from belanja.journal.services import Actor, projector

from .services.registration import number_proved


@projector("accounts.number_proved")
def follow_owner(event: Event) -> None:
    number_proved(user_id=int(event.subject.partition(":")[2]), actor=Actor(event.actor_id, event.actor_label))
