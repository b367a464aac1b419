"""The one thing that is asked of the leadership when it reads the figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

#: From this part of the units on, what is not known comes before what is missing.
_UNKNOWN_PART = 4
_MOST_NAMED = 3


class Ask(StrEnum):
    COMPLETE = "lengkapi"
    SHIFT = "alihkan"
    KEEP = "pertahankan"


@dataclass(frozen=True)
class Decision:
    """What is asked; of whom (units by name, largest gap first) and how much they lack together, or how many units
    are not known."""

    ask: Ask
    units: tuple[str, ...] = ()
    gap: Decimal = Decimal(0)
    unknown: int = 0


def decision(units: int, unknown: int, gaps: Sequence[tuple[str, Decimal]]) -> Decision:
    """What is unknown first, where it is a quarter of the units or more; else the three largest gaps (`gaps`: name and
    rupiah of each unit below the target, largest first); else to keep on."""
    if unknown and unknown * _UNKNOWN_PART >= units:
        return Decision(Ask.COMPLETE, unknown=unknown)
    named = gaps[:_MOST_NAMED]
    if named:
        return Decision(Ask.SHIFT, tuple(name for name, _gap in named), sum((gap for _n, gap in named), Decimal(0)))
    return Decision(Ask.KEEP)
