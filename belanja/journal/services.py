"""Writing to the journal, and the projectors that higher layers hang on its events."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection

from belanja.foundation import clock

from .models import Event


@dataclass(frozen=True)
class Actor:
    """Who acts. `user_id` is None for the command line and scheduled work; `label` names a post or channel; `lent`:
    duties that he has only because another's role was handed on to him, each with the post that then names him."""

    user_id: int | None
    label: str
    lent: tuple[tuple[str, str], ...] = ()

    def doing(self, duties: Iterable[str]) -> "Actor":
        """The same person, named by the post by which he may do one of these duties, where it was handed on to him."""
        posts = dict(self.lent)
        post = next((posts[duty] for duty in duties if duty in posts), "")
        return replace(self, label=post[:120]) if post else self


#: The actor of commands typed on the server's own console: whoever holds the machine holds the data.
CONSOLE = Actor(user_id=None, label="konsol")

Projector = Callable[[Event], None]
_projectors: dict[str, list[Projector]] = defaultdict(list)


def projector(event_name: str) -> Callable[[Projector], Projector]:
    """Register a function that runs inside the transaction of every event of that name, in order of registration."""

    def register(function: Projector) -> Projector:
        if function not in _projectors[event_name]:
            _projectors[event_name].append(function)
        return function

    return register


def append(*, name: str, actor: Actor, subject: str, payload: Mapping[str, Any], government_code: str = "") -> Event:
    """Append one event and run its projectors. Must be called inside a transaction, so that the event and what
    it tells of are kept or lost together; raises RuntimeError otherwise."""
    if not connection.in_atomic_block:
        raise RuntimeError("journal.append outside a transaction")
    event = Event.objects.create(
        at=clock.now(),
        name=name,
        actor_id=actor.user_id,
        actor_label=actor.label,
        government_code=government_code,
        subject=subject,
        payload=dict(payload),
    )
    for project in _projectors[name]:
        project(event)
    return event
