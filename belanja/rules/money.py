"""Rupiah, exactly. Amounts are `Decimal` with two decimals (sen); shares are compared exact and rounded last."""

from decimal import ROUND_HALF_UP, Decimal

SEN = Decimal("0.01")
ZERO = Decimal("0.00")
#: The database keeps 20 digits, two of them sen: below this every amount fits.
LARGEST = Decimal(10) ** 18


def to_sen(amount: Decimal) -> Decimal:
    """`amount` with exactly two decimals, rounded half up (only sources that carry fractions of a sen are changed)."""
    return amount.quantize(SEN, rounding=ROUND_HALF_UP)


def share_percent(numerator: Decimal, denominator: Decimal) -> Decimal:
    """`numerator / denominator` in percent, rounded half up to two decimals. Raises ZeroDivisionError for no base.

    Works in whole numbers, so that no intermediate rounding can tip a half: 0.005 becomes 0.01.
    """
    top, bottom = _integers(numerator, denominator)
    if bottom == 0:
        raise ZeroDivisionError("no base")
    sign = -1 if (top < 0) != (bottom < 0) and top else 1
    top, bottom = abs(top), abs(bottom)
    hundredths = (top * 20_000 + bottom) // (2 * bottom)
    return Decimal(sign * hundredths).scaleb(-2)


def reaches(numerator: Decimal, denominator: Decimal, percent: Decimal) -> bool:
    """Whether numerator is at least `percent` of denominator, compared exactly (29.996 % does not reach 30 %)."""
    return numerator * 100 >= percent * denominator


def gap_to(numerator: Decimal, denominator: Decimal, percent: Decimal) -> Decimal:
    """Rupiah still missing to `percent` of denominator; 0.00 when it is reached. Rounded up to the sen, so that
    adding the gap really reaches the target."""
    missing = percent * denominator / 100 - numerator
    if missing <= 0:
        return ZERO
    rounded = missing.quantize(SEN, rounding=ROUND_HALF_UP)
    return rounded if rounded >= missing else rounded + SEN


def _integers(left: Decimal, right: Decimal) -> tuple[int, int]:
    left_exponent, right_exponent = left.as_tuple().exponent, right.as_tuple().exponent
    if not (isinstance(left_exponent, int) and isinstance(right_exponent, int)):
        raise ValueError("not a number")
    shift = max(0, -left_exponent, -right_exponent)
    return int(left.scaleb(shift)), int(right.scaleb(shift))
