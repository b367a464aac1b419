"""Frozen data classes as JSON and back, so that what a rule was given can be asked again. The same value is the same
JSON."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
#: What JSON holds as it is.
_PLAIN = frozenset({str, int, bool, type(None)})


def plain(value: Any, *, told: bool = False) -> Any:
    """`value` as JSON holds it: amounts as text, days and moments ISO, sets sorted, data classes as objects. `told`:
    objects without what is None."""
    kind: Any = type(value)
    if kind in _PLAIN:  # most of what is kept: looked at first
        return value
    if kind is tuple:
        return [plain(one, told=told) for one in value]
    if names := _names(kind):
        parts = ((name, getattr(value, name)) for name in names)
        return {
            name: one if type(one) in _PLAIN else plain(one, told=told)
            for name, one in parts
            if not told or one is not None
        }
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {plain(key): plain(one, told=told) for key, one in value.items() if not told or one is not None}
    if isinstance(value, frozenset):
        return sorted(plain(one, told=told) for one in value)
    return value


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """The fields of a data class; of anything else none."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def made(kind: type[T], stored: Mapping[str, Any]) -> T:
    """The data class that `plain` wrote down. Raises KeyError, TypeError or ValueError for anything else."""
    hints = get_type_hints(kind)
    return kind(**{name: _typed(hints[name], value) for name, value in stored.items()})


def _typed(hint: Any, value: Any) -> Any:
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        kind = next(part for part in parts if part is not type(None))
        return None if value is None else _typed(kind, value)
    if origin is tuple:
        kinds = parts[:1] * len(value) if parts[-1] is Ellipsis else parts
        return tuple(_typed(kind, one) for kind, one in zip(kinds, value, strict=True))
    if origin is frozenset:
        return frozenset(_typed(parts[0], one) for one in value)
    if origin is not None:
        return {_typed(parts[0], key): _typed(parts[1], one) for key, one in value.items()}
    if isinstance(hint, type) and is_dataclass(hint):
        return made(hint, value)
    return hint.fromisoformat(value) if hint in (date, datetime) else hint(value)
