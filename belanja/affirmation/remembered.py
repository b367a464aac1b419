"""Figures are computed once for one state of the database, and asked for many times.

What is on record decides a figure, and the calendar day. PostgreSQL names the state of the record exactly: the
snapshot of visible transactions, which changes with every writing transaction, whoever makes it. An answer is kept
under that name, so it can never be older than the record; no code has to remember to throw it away.

Inside a transaction nothing is kept: it sees its own writes, which the snapshot's name does not tell.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from django.db import connection
from django.db.models import Model

from belanja.foundation import clock

from .figures import ShareTable, UnitShare

#: Answers kept in one process; each is some kilobytes.
MOST = 256

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

_answers: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
_lock = Lock()
_moment: ContextVar[list[str] | None] = ContextVar("moment", default=None)


@contextmanager
def one_moment() -> Iterator[None]:
    """Within it the state of the record is asked for once: for the length of one page that only reads."""
    token = _moment.set([])
    try:
        yield
    finally:
        _moment.reset(token)


def remembered(compute: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Keep the answers of a reading that depends on nothing but its arguments, the record and the day."""

    @wraps(compute)
    def answer(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        question = (
            compute.__qualname__,
            tuple(_named(value) for value in args),
            tuple((name, _named(value)) for name, value in sorted(kwargs.items())),
        )
        return kept(question, lambda: compute(*args, **kwargs))

    return answer


def kept(question: tuple[Any, ...], compute: Callable[[], Answer]) -> Answer:
    """The answer to `question` for the present state of the record and today, computed when it is not known yet."""
    if connection.in_atomic_block:
        return compute()
    key = (_state(), clock.today(), question)
    with _lock:
        if key in _answers:
            _answers.move_to_end(key)
            known: Answer = _answers[key]
            return known
    fresh = compute()
    with _lock:
        _answers[key] = fresh
        while len(_answers) > MOST:
            _answers.popitem(last=False)
    return fresh


def _state() -> str:
    moment = _moment.get()
    if moment:
        return moment[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database() || pg_current_snapshot()::text")
        (state,) = cursor.fetchone()
    if moment is not None:
        moment.append(state)
    return str(state)


def _named(value: Any) -> Any:
    """What stands for an argument: the identity of a row, the question behind a table, the value itself."""
    if isinstance(value, Model):
        return type(value).__name__, value.pk
    if isinstance(value, ShareTable):
        return value.government.id, value.year, value.definition.id, value.definition.version, value.as_of
    if isinstance(value, UnitShare):
        return "unit", value.id
    return value
