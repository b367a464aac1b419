"""One reading of a government's records: what everything in a sweep is read by."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from belanja.foundation import clock
from belanja.rules.buying.policy import Book
from belanja.rules.flags.subjects import PlanOfOrder

from .answers import Answers
from .changed import Changed, firm_of

#: Rows that the server hands over at a time.
_AT_ONCE = 4_000


@dataclass
class Bound:
    """Until when rows may be read (`time.monotonic`); whether there would have been more."""

    until: float
    cut: bool = False

    def passed(self) -> bool:
        self.cut = self.cut or time.monotonic() > self.until
        return self.cut


_bound: ContextVar[Bound | None] = ContextVar("bound", default=None)


@contextmanager
def bounded(seconds: float) -> Iterator[Bound]:
    """What is read within goes on for so long at most; then rows end as if there were no more, and `cut` says so."""
    bound = Bound(time.monotonic() + seconds)
    token = _bound.set(bound)
    try:
        yield bound
    finally:
        _bound.reset(token)


@dataclass(frozen=True)
class Reading:
    """`today`: the day on which it is all looked at; `changed` None: everything is asked. `plans`: of each year and
    code; `firms`: our own number of a firm by each id that feeds know it by; `answers`: documents that answer a
    question in advance."""

    government_id: int
    today: date
    book: Book
    changed: Changed | None
    plans: Mapping[tuple[int, str], PlanOfOrder]
    firms: Mapping[str, int]
    days_off: frozenset[date]
    answers: Answers

    def wants(self, kind: str, *keys: object) -> bool:
        """Whether a subject is asked in this sweep: one of its keys is of the kind that has changed."""
        return self.changed is None or not self.changed.of(kind).isdisjoint(keys)

    def asks(self, kind: str, key: object) -> bool:
        """Whether this sweep asks about something of a kind: everything, or what has changed."""
        return self.changed is None or key in self.changed.of(kind)

    def firm(self, refs: list[str], written: str) -> str:
        """By what a firm is told everywhere."""
        return firm_of(self.firms, refs, written)


def rows(sql: str, values: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Rows of a statement, some thousand at a time: never all of them in memory. Within a transaction alone. Past a
    bound (`bounded`) there are no more."""
    bound = _bound.get()
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, values)
        while found := cursor.fetchmany(_AT_ONCE):
            yield from found
            if bound is not None and bound.passed():
                return


def wib_of(moment: datetime) -> datetime:
    """A moment as clocks in Banten show it, without its zone: hours are compared, and frozen, as they were lived."""
    return clock.wib(moment).replace(tzinfo=None)


def day_of(moment: datetime | None) -> date | None:
    """The day of a moment in WIB."""
    return clock.wib(moment).date() if moment is not None else None
