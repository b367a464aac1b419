"""What typst refused, until it is written down: the transaction in which a paper was to be issued is rolled back, and
what the journal tells of it is told after that (`documents.services.tell_refused`)."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Refused:
    """A paper that could not be set: its template, its title, and the diagnosis of typst."""

    template: str
    title: str
    diagnosis: str


_waiting: ContextVar[tuple[Refused, ...]] = ContextVar("refused", default=())


def remember(refused: Refused) -> None:
    """Keep one until it is told."""
    _waiting.set((*_waiting.get(), refused))


def waits() -> bool:
    """Whether anything waits to be told."""
    return bool(_waiting.get())


def taken() -> tuple[Refused, ...]:
    """What waits to be told, once."""
    found = _waiting.get()
    if found:
        _waiting.set(())
    return found
