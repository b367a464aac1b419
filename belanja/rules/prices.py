"""Prices on one basis: without tax, per base unit, delivered; and what like prices have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from .listings import Freight, TaxBasis

#: Places of a price per base unit; rounding happens once, at the end.
PER_BASE = Decimal("0.000001")
SEN = Decimal("0.01")
#: Like-for-like figures say nothing below this number of prices.
LEAST_PRICES = 3


@dataclass(frozen=True)
class Landed:
    """The price of one base unit delivered: goods and freight without tax, tax, all together (rupiah)."""

    goods: Decimal
    freight: Decimal
    tax: Decimal

    @property
    def total(self) -> Decimal:
        return self.goods + self.freight + self.tax


@dataclass(frozen=True)
class Spread:
    """Quartiles of `count` prices per base unit, by linear interpolation between the sorted prices."""

    count: int
    lowest: Decimal
    lower: Decimal
    median: Decimal
    upper: Decimal
    highest: Decimal


def without_tax(amount: Decimal, basis: TaxBasis, percent: Decimal | None) -> Decimal | None:
    """A price without VAT; None where its basis is not known, or the percentage that it carries."""
    if basis in {TaxBasis.EXCLUDED, TaxBasis.EXEMPT}:
        return amount
    if basis is TaxBasis.INCLUDED and percent is not None:
        return amount / (1 + percent / 100)
    return None


def per_base(amount: Decimal, pack_size: Decimal | None, basis: TaxBasis, percent: Decimal | None) -> Decimal | None:
    """The price without tax of one base unit; None where pack size or tax basis are not known."""
    bare = without_tax(amount, basis, percent)
    if bare is None or not pack_size or pack_size <= 0:
        return None
    return (bare / pack_size).quantize(PER_BASE, ROUND_HALF_UP)


def landed(
    *,
    amount: Decimal,
    pack_size: Decimal | None,
    basis: TaxBasis,
    tax_percent: Decimal | None,
    freight_rule: Freight,
    freight: Decimal | None,
) -> Landed | None:
    """What one base unit costs delivered, on the basis: unit price without tax, freight, tax on both.

    None where anything needed is not known: an incomplete sum would look like a bargain.
    """
    bare = without_tax(amount, basis, tax_percent)
    if bare is None or not pack_size or pack_size <= 0:
        return None
    if freight_rule is Freight.INCLUDED:
        freight = Decimal(0)
    if freight is None or freight_rule in {Freight.UNKNOWN, Freight.PICK_UP}:
        return None
    rate = Decimal(0) if basis is TaxBasis.EXEMPT else tax_percent
    if rate is None:
        return None
    goods = (bare / pack_size).quantize(PER_BASE, ROUND_HALF_UP)
    carried = (freight / pack_size).quantize(PER_BASE, ROUND_HALF_UP)
    return Landed(goods, carried, ((goods + carried) * rate / 100).quantize(PER_BASE, ROUND_HALF_UP))


def spread(prices: Sequence[Decimal]) -> Spread | None:
    """Quartiles of like prices; None below three, because two prices have no middle."""
    ordered = sorted(prices)
    if len(ordered) < LEAST_PRICES:
        return None
    low, mid, high = (quantile(ordered, part) for part in (Decimal("0.25"), Decimal("0.5"), Decimal("0.75")))
    return Spread(len(ordered), ordered[0], low, mid, high, ordered[-1])


def quantile(ordered: Sequence[Decimal], part: Decimal) -> Decimal:
    """The value at `part` (0 to 1) of sorted prices, by linear interpolation between the two beside it."""
    place = part * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return (ordered[below] + (ordered[above] - ordered[below]) * (place - below)).quantize(PER_BASE, ROUND_HALF_UP)
