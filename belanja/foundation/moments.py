"""How the record was at a moment: capabilities register what puts their own tables back to it.

`intake.replay.at` calls them inside a transaction that is always rolled back. What follows from imported rows is
derived anew and need not be registered; what people entered or decided must be.
"""

from collections.abc import Callable
from datetime import datetime

Restore = Callable[[int, datetime], None]
"""Government id, moment."""

_restores: list[Restore] = []


def restores(function: Restore) -> Restore:
    """Register a function that puts a government's record back to a moment."""
    if function not in _restores:
        _restores.append(function)
    return function


def restore(*, government_id: int, moment: datetime) -> None:
    """Put back everything that capabilities have registered, in the order of registration."""
    for function in _restores:
        function(government_id, moment)
