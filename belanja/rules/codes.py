"""Codes that people type: Crockford's base 32 in groups of four, the last sign a check.

Eleven random signs (55 bits) cannot be guessed. The check is a weighted sum over the field of 32 elements: it finds
every wrong sign and every two signs that changed places.
"""

import secrets
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 12
_READ: Final = {sign: place for place, sign in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}


def new() -> str:
    """A fresh code as it is shown: `7K3M-9QXF-2D4T`."""
    return _with_check([secrets.randbelow(32) for _ in range(LENGTH - 1)])


def read(typed: str) -> str | None:
    """The code that somebody typed, as it is shown; None where a sign is wrong, missing or too many.

    Blanks and dashes do not count; small letters, O, I and L are taken for what they look like.
    """
    signs = [_READ.get(sign) for sign in typed.upper() if sign not in " -–—\t\r\n\u00a0"]
    if len(signs) != LENGTH or None in signs:
        return None
    values = [sign for sign in signs if sign is not None]
    code = _with_check(values[:-1])
    return code if code[-1] == ALPHABET[values[-1]] else None


def _with_check(values: list[int]) -> str:
    signs = "".join(ALPHABET[value] for value in [*values, _check(values)])
    return "-".join(signs[at : at + 4] for at in range(0, LENGTH, 4))


def _check(values: list[int]) -> int:
    """The sign that makes the sum of 2^n times the n-th sign zero (2^0 belongs to the check itself)."""
    total = 0
    for value in values:
        total = _double(total ^ value)
    return total


def _double(value: int) -> int:
    """Twice a sign in the field of 32 elements (polynomial x^5 + x^2 + 1)."""
    value <<= 1
    return value ^ 0b100101 if value & 32 else value
