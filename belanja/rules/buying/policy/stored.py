"""What was asked and answered, as JSON, so that it can be asked again under the rules of its day.

Amounts are text, days ISO, sets sorted: the same case is the same JSON. Of the thresholds only those are kept that the
rules looked at.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from .book import Book, Threshold
from .engine import ask
from .model import Answer, Case

T = TypeVar("T")


class Noted(dict[str, Threshold]):
    """Thresholds that remember which of them were looked at."""

    def __init__(self, rows: Mapping[str, Threshold]) -> None:
        super().__init__(rows)
        self.looked_at: set[str] = set()

    def __getitem__(self, key: str) -> Threshold:
        self.looked_at.add(key)
        return super().__getitem__(key)


def asked_and_kept(case: Case, *, book: Book) -> tuple[tuple[Answer, ...], dict[str, Any]]:
    """The answers, and a record (JSON) from which `replayed` gives the same ones."""
    rows = Noted(book.rows)
    answers = ask(case, book=Book(book.day, rows))
    record = {
        "case": _plain(case),
        "rows": [_plain(book.rows[key]) for key in sorted(rows.looked_at)],
        "answers": [answer.as_json() for answer in answers],
    }
    return answers, record


def replayed(record: Mapping[str, Any]) -> tuple[Answer, ...]:
    """The rules asked again with the case and the thresholds of a record. Raises KeyError, TypeError or ValueError for
    what is no record."""
    case = _made(Case, record["case"])
    rows = {row["key"]: _made(Threshold, row) for row in record["rows"]}
    return ask(case, book=Book(case.day, rows))


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {_plain(key): _plain(one) for key, one in value.items()}
    if isinstance(value, frozenset):
        return sorted(_plain(one) for one in value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


def _made(kind: type[T], stored: Mapping[str, Any]) -> T:
    hints = get_type_hints(kind)
    return kind(**{name: _typed(hints[name], value) for name, value in stored.items()})


def _typed(hint: Any, value: Any) -> Any:
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        kind = next(part for part in parts if part is not type(None))
        return None if value is None else _typed(kind, value)
    if origin is tuple:
        return tuple(_typed(parts[0], one) for one in value)
    if origin is frozenset:
        return frozenset(_typed(parts[0], one) for one in value)
    if origin is not None:
        return {_typed(parts[0], key): _typed(parts[1], one) for key, one in value.items()}
    if isinstance(hint, type) and is_dataclass(hint):
        return _made(hint, value)
    return date.fromisoformat(value) if hint is date else hint(value)
