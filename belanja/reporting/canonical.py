"""Canonical JSON (RFC 8785): one record, one sequence of bytes, one hash.

Amounts and percentages are text with two decimals, counts whole numbers, days ISO text, instants UTC. A binary
fraction is refused: it could be written in more than one way.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import rfc8785

from belanja.rules import money

Plain = dict[str, Any]


def canonical_bytes(document: Mapping[str, Any]) -> bytes:
    """The canonical form of a document of plain values. Raises TypeError for a float."""
    return rfc8785.dumps(plain(document))


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def read(data: bytes) -> Plain:
    """The document back from its bytes; no number in it may be a fraction."""
    document: Plain = json.loads(data, parse_float=_no_float)
    return document


def plain(value: Any) -> Any:
    """Values of Python as JSON knows them: Decimal to text with two decimals, days and instants to ISO text."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, str | int):
        return value
    if isinstance(value, Decimal):
        return f"{money.to_sen(value):f}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _no_float(text: str) -> Any:
    raise ValueError(f"a fraction in a canonical document: {text}")
