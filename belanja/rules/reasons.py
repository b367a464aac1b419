"""A standard reason that an officer gives: with its article, and with what the firm does next."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Reason:
    """`cure`: what the firm does now. `uses`: what it may be given for, where a table serves several steps.
    `needs_note`: a sentence of the officer's own has to say which and where."""

    code: str
    label: str
    cure: str
    citation: str
    uses: frozenset[StrEnum] = frozenset()
    needs_note: bool = False
