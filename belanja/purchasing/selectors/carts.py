"""A package as its page shows it: each line with its price, freight and tax, the sum, what is left of the plan, and the
rules that speak."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from belanja.rules.buying.policy import Alternative, Answer

from ..models import Package, PackageLine


@dataclass(frozen=True)
class CartLine:
    """One line worked out. Money is rupiah; `unit_price` without tax a sold unit; `trouble`: why it cannot be ordered as
    it stands (not for sale, too little in stock, region not served …), empty where it can."""

    line: PackageLine
    unit_price: Decimal | None
    goods: Decimal
    freight: Decimal
    tax: Decimal
    tax_percent: Decimal
    tax_kind: str
    total: Decimal
    trouble: str
    alternatives: Sequence[Alternative]


@dataclass(frozen=True)
class FirmPart:
    """What will be one order: the lines of one firm and what the rules say of them."""

    firm_id: int
    firm_name: str
    seller_id: int
    lines: Sequence[CartLine]
    goods: Decimal
    freight: Decimal
    tax: Decimal
    total: Decimal
    answers: Sequence[Answer]


@dataclass(frozen=True)
class Cart:
    """`remaining`: what the plan line has left before this package; None while none is chosen."""

    package: Package
    parts: Sequence[FirmPart]
    total: Decimal
    remaining: Decimal | None
    answers: Sequence[Answer]

    @property
    def ready(self) -> bool:
        """Whether it could become orders now: nothing in trouble, nothing refused, no reason missing."""
        raise NotImplementedError


def cart_of(package: Package) -> Cart:
    """A package worked out at the prices of its lines' moments."""
    raise NotImplementedError


@dataclass(frozen=True)
class PlanLine:
    """A line of the plan that a unit may buy from; `remaining` after what both channels have committed."""

    code: str
    title: str
    pagu: Decimal
    remaining: Decimal
    pdn: bool | None
    umkk: bool | None
    contract_to: date | None


def plan_lines(package: Package, *, text: str = "") -> list[PlanLine]:
    """Lines of the plan of the package's unit and year that it may be tied to, by title."""
    raise NotImplementedError
