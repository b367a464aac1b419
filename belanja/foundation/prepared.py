"""Statements of a busy step are read and planned once, not each time they are asked."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.db import connection
from psycopg import RawCursor

#: A statement is prepared when it comes for the second time; so many are kept of a connection, the latest.
_SECOND, _KEPT = 1, 200
#: Texts whose places are known to a process: those of all its busy steps and pages together.
_TEXTS = 2_000
_PLACE = re.compile(r"%(?:\((\w+)\)s|s|%)")


@contextmanager
def prepared() -> Iterator[None]:
    """Within it PostgreSQL gets parameters apart from the text and keeps its plan of each statement. Planning is half
    of what a short statement costs. For steps and pages that always ask the same."""
    connection.ensure_connection()
    raw = connection.connection
    if raw.cursor_factory is _Cursor:
        yield
        return
    before = raw.cursor_factory, raw.prepare_threshold
    raw.cursor_factory, raw.prepare_threshold = _Cursor, _SECOND
    raw.prepared_max = _KEPT
    try:
        yield
    finally:
        raw.cursor_factory, raw.prepare_threshold = before


class _Cursor(RawCursor[Any]):
    """Finds the places of parameters in a text once a process. psycopg keeps what it found of 128 texts, none of them
    long or with more than fifty places: less than a purchase asks."""

    def execute(self, query: Any, params: Any = None, **how: Any) -> Any:
        if params is None:
            return super().execute(query, **how)
        text, names = _numbered(query)
        return super().execute(text, _in_order(params, names), **how)

    def executemany(self, query: Any, params_seq: Iterable[Any], **how: Any) -> None:
        text, names = _numbered(query)
        super().executemany(text, [_in_order(params, names) for params in params_seq], **how)


@lru_cache(maxsize=_TEXTS)
def _numbered(query: str) -> tuple[str, tuple[str, ...]]:
    """The text as PostgreSQL reads it (`$1`), and the names of its parameters in their order, where they have any."""
    names: dict[str, int] = {}
    count = 0

    def place(found: re.Match[str]) -> str:
        nonlocal count
        if found[0] == "%%":
            return "%"
        if found[1] is not None:
            return f"${names.setdefault(found[1], len(names) + 1)}"
        count += 1
        return f"${count}"

    return _PLACE.sub(place, query), tuple(names)


def _in_order(params: Any, names: tuple[str, ...]) -> Any:
    return [params[name] for name in names] if names else params
