"""Exact arithmetic of indicators: medians, fences, shares. No division where a comparison can do without."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from ..prices import quantile
from .subjects.groups import Bought
from .subjects.orders import PricePoint

_HALF, _QUARTER, _THREE = Decimal("0.5"), Decimal("0.25"), Decimal("0.75")


def median(values: Iterable[Decimal]) -> Decimal:
    """The middle of at least one value."""
    return quantile(sorted(values), _HALF)


def spread(values: Sequence[Decimal]) -> Decimal:
    """The median of the distances from the median (MAD)."""
    middle = median(values)
    return median([abs(one - middle) for one in values])


def fence(values: Iterable[Decimal], factor: Decimal) -> Decimal:
    """The upper fence of at least one value: third quartile plus `factor` times the distance of the quartiles."""
    ordered = sorted(values)
    upper = quantile(ordered, _THREE)
    return upper + factor * (upper - quantile(ordered, _QUARTER))


def at_least(part: Decimal | int, whole: Decimal | int, percent: Decimal) -> bool:
    """Whether `part` is at least so many percent of `whole`; never of nothing."""
    return whole > 0 and part * 100 >= whole * percent


def more_than(part: Decimal | int, whole: Decimal | int, percent: Decimal) -> bool:
    """Whether `part` is more than so many percent of `whole`; never of nothing."""
    return whole > 0 and part * 100 > whole * percent


def percent_of(part: Decimal | int, whole: Decimal | int) -> Decimal:
    """For the eye alone: percent with two decimals; 0 of nothing."""
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.01")) if whole else Decimal(0)


def average(values: Sequence[Decimal]) -> Decimal:
    """The mean of at least one value."""
    return sum(values, Decimal(0)) / len(values)


def deviation(values: Sequence[Decimal]) -> Decimal:
    """The standard deviation of at least one value, of all of them."""
    middle = average(values)
    return average([(one - middle) ** 2 for one in values]).sqrt()


def added(orders: Iterable[Bought]) -> Decimal:
    """The sum of their totals."""
    return sum((one.total for one in orders), Decimal(0))


def price_on(curve: Sequence[PricePoint], day: date) -> Decimal | None:
    """The listed price of a day; None before the first."""
    held = [point.amount for point in curve if point.since <= day]
    return held[-1] if held else None


def middle_price(curve: Sequence[PricePoint], first: date, last: date) -> Decimal | None:
    """The median of the listed prices of the days from `first` to `last`; None where it was not listed on any."""
    days = (first + timedelta(days=step) for step in range((last - first).days + 1))
    told = [price for day in days if (price := price_on(curve, day)) is not None]
    return median(told) if told else None
