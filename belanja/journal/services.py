"""Writing to the journal, and the projectors that higher layers hang on its events."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection, models

from belanja.foundation import clock
from belanja.foundation.rows import write_together

from .models import Event


@dataclass(frozen=True)
class Actor:
    """Who acts. `user_id` is None for the command line and scheduled work; `label` names the posts that he holds in his
    own right, or a channel; `lent`: duties that he has only because another's role was handed on to him, each with the
    units for which that is so and the post that then names him."""

    user_id: int | None
    label: str
    lent: tuple[tuple[str, frozenset[int], str], ...] = ()

    def doing(self, duties: Iterable[str], unit_id: int) -> "Actor":
        """The same person, named by the post by which he may do one of these duties for a unit, where it was handed on
        to him for that unit."""
        post = self.lent_post(duties, unit_id)
        return replace(self, label=post[:120]) if post else self

    def lent_post(self, duties: Iterable[str], unit_id: int) -> str:
        """The post by which he may do the first of these duties that was handed on to him for a unit; else empty."""
        found = (post for duty in duties for lent, units, post in self.lent if lent == duty and unit_id in units)
        return next(found, "")


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


def append(
    *,
    name: str,
    actor: Actor,
    subject: str,
    payload: Mapping[str, Any],
    government_code: str = "",
    beside: Sequence[models.Model] = (),
) -> Event:
    """Append one event and run its projectors. Must be called inside a transaction, so that the event and what
    it tells of are kept or lost together; raises RuntimeError otherwise. `beside`: rows that are written with it in one
    statement (`rows.write_together`)."""
    if not connection.in_atomic_block:
        raise RuntimeError("journal.append outside a transaction")
    event = Event(
        at=clock.now(),
        name=name,
        actor_id=actor.user_id,
        actor_label=actor.label,
        government_code=government_code,
        subject=subject,
        payload=dict(payload),
    )
    write_together(*beside, event)
    for project in _projectors[name]:
        project(event)
    return event
