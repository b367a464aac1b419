"""One measured quantity with everything needed to believe it: its parts, its definition, or why it is not known."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from .shares import Reason


@dataclass(frozen=True)
class Part:
    """One quantity a measure is made of; `value` None where it is not known. `unit`: rupiah, paket, persen or poin."""

    label: str
    value: Decimal | None
    unit: str = "rupiah"
    aside: bool = False
    """Whether it stands beside the measure: told, but not counted in it."""


@dataclass(frozen=True)
class Measure:
    """`value` in `unit` (poin, persen), or None and then `reason` and `because`, in words that follow *karena*."""

    code: str
    label: str
    value: Decimal | None
    unit: str
    parts: tuple[Part, ...]
    definition: str
    citation: str
    legal_basis: str = ""
    reason: Reason | None = None
    because: str = ""
    owner: str = ""
    """The post that completes what is missing."""
    most: Decimal | None = None
    """The most it can be, where there is such a thing (the weight of a component)."""

    def __post_init__(self) -> None:
        if (self.value is None) == (not self.because):
            raise ValueError("either a value or a reason in words")


def rounded(exact: Fraction) -> Decimal:
    """A fraction with two decimals, rounded half up."""
    return Decimal(floor(exact * 100 + Fraction(1, 2))).scaleb(-2)
