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
from enum import StrEnum
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from django.db import connection

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
_reading: ContextVar[dict[str, str] | None] = ContextVar("reading", default=None)


@contextmanager
def one_reading() -> Iterator[None]:
    """Within it the marks are asked for once. For work that reads these parts and does not change them: the length of
    a page that only reads, or of a step of buying. What others change meanwhile is seen by the next one."""
    token = _reading.set({})
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
            key = (name, *_marks(parts), args, *sorted(kwargs.items()))
            with _lock:
                if key in _answers:
                    _answers.move_to_end(key)
                    known: Answer = _answers[key]
                    return known
            fresh = compute(*args, **kwargs)
            with _lock:
                _answers[key] = fresh
                while len(_answers) > MOST:
                    _answers.popitem(last=False)
            return fresh

        return answer

    return decorate


def _marks(parts: tuple[Part, ...]) -> list[str]:
    marks = _reading.get()
    if not marks:
        with connection.cursor() as cursor:
            cursor.execute(_MARKS)
            fresh: dict[str, str] = dict(cursor.fetchall())
        if marks is None:
            return [fresh[part] for part in parts]
        marks.update(fresh)
    return [marks[part] for part in parts]
