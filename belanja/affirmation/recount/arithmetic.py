"""Percent, gaps and bands in fractions: the arithmetic of the recount, apart from that of `rules.shares`."""

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

ZERO = Decimal("0.00")


def percent(numerator: Decimal, denominator: Decimal) -> Decimal:
    exact = Fraction(numerator) / Fraction(denominator) * 10_000
    return Decimal(floor(exact + Fraction(1, 2))).scaleb(-2)


def gap(numerator: Decimal, denominator: Decimal, target: Decimal) -> Decimal:
    missing = Fraction(target) * Fraction(denominator) / 100 - Fraction(numerator)
    return Decimal(max(0, ceil(missing * 100))).scaleb(-2)


def reached(numerator: Decimal, unclassified: Decimal, denominator: Decimal, target: Decimal) -> bool | None:
    """True when the lowest share reaches the target, False when not even the highest does."""
    wanted = Fraction(target) * Fraction(denominator) / 100
    if Fraction(numerator) >= wanted:
        return True
    return None if Fraction(numerator + unclassified) >= wanted else False
