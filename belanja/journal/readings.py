"""Readings that are kept until their part of the record changes.

What buying goes by (dated rows of rules, offices and their people, firms, plans) is read for every order and changes
seldom. Triggers on the tables of a part write a mark that was never there before in the very transaction of the change,
whoever makes it. A reading is kept under the mark that the reader sees: it sees its own changes, and those of others
from the moment they are committed on; a change that is rolled back takes its mark away with it. So an answer is never
older than the record, and no code has to remember to throw it away.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from django.db import connection

from belanja.foundation.prepared import prepared

#: Answers kept in one process, over all questions; most are a handful of rows.
MOST = 8192

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


class Part(StrEnum):
    """A part of the record whose changes are marked (migrations name its tables by `watch`)."""

    RULES = "rules"
    OFFICES = "offices"
    FIRMS = "firms"
    PLANS = "plans"


_MARKS = "SELECT part, string_agg(mark::text, ' ' ORDER BY slot) FROM journal_partmark GROUP BY part"

_answers: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
_lock = Lock()
_MISSING = object()


@dataclass(frozen=True)
class _Reading:
    """The marks that questions go by. `fresh`: they were read for the answer that is being worked out."""

    marks: dict[str, str]
    fresh: bool


#: None: every question asks for the marks; without marks: the first question does, for all that follow.
_reading: ContextVar[_Reading | None] = ContextVar("reading", default=None)


@contextmanager
def one_reading(*, joins: bool = False) -> Iterator[None]:
    """Within it the marks are asked for once. For work that reads these parts and does not change them: the length of
    a page that only reads, or of a step of buying. What others change meanwhile is seen by the next one. What was not
    answered before is kept under the marks of that very moment: own changes may be taken back. `joins`: inside another
    reading it goes by the marks of that one; a step that has held its rows asks anew."""
    if joins and _reading.get() is not None:
        yield
        return
    token = _reading.set(_Reading({}, fresh=False))
    try:
        yield
    finally:
        _reading.reset(token)


@contextmanager
def many_readings() -> Iterator[None]:
    """Within it every question asks for the marks anew: for work that turns the record itself, whoever calls it."""
    token = _reading.set(None)
    try:
        yield
    finally:
        _reading.reset(token)


def kept(*parts: Part) -> Callable[[Callable[Asked, Answer]], Callable[Asked, Answer]]:
    """Keep the answers of a function that depends on nothing but its arguments (plain values, the day among them) and
    these parts of the record. The answer is shared by all who ask: it must not be changed."""

    def decorate(compute: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
        name = f"{compute.__module__}.{compute.__qualname__}"

        @wraps(compute)
        def answer(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
            asked = args, *sorted(kwargs.items())
            reading = _going_by()
            known = _known((name, *(reading.marks[part] for part in parts), *asked))
            if known is _MISSING and not reading.fresh:
                reading = _Reading(_marks(), fresh=True)
                known = _known((name, *(reading.marks[part] for part in parts), *asked))
            if known is not _MISSING:
                found: Answer = known
                return found
            token = _reading.set(reading)  # whatever this answer asks in turn goes by the same marks
            try:
                computed = compute(*args, **kwargs)
            finally:
                _reading.reset(token)
            _keep((name, *(reading.marks[part] for part in parts), *asked), computed)
            return computed

        return answer

    return decorate


def _known(key: tuple[Any, ...]) -> Any:
    with _lock:
        if key not in _answers:
            return _MISSING
        _answers.move_to_end(key)
        return _answers[key]


def _keep(key: tuple[Any, ...], answer: object) -> None:
    with _lock:
        _answers[key] = answer
        while len(_answers) > MOST:
            _answers.popitem(last=False)


def _going_by() -> _Reading:
    """The marks for a question: those of the reading it belongs to, or new ones."""
    reading = _reading.get()
    if reading is not None and reading.marks:
        return reading
    read = _marks()
    if reading is not None:
        reading.marks.update(read)
    return _Reading(read, fresh=True)


def _marks() -> dict[str, str]:
    with prepared(), connection.cursor() as cursor:
        cursor.execute(_MARKS)
        return dict(cursor.fetchall())
