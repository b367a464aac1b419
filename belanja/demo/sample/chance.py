"""Amounts, days and ids drawn with whole numbers only: no logarithm whose last digit depends on the machine."""

import itertools
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from random import Random
from typing import TypeVar

T = TypeVar("T")

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_WIB = timezone(timedelta(hours=7))

#: Share of orders (per mille) at or below an amount in thousands of rupiah, as orders of a regency were in 2025:
#: quarter 33 million, median 90, 71 of 100 at most 200, three quarters 256, nine tenths 599, largest 14.7 billion.
ORDER_SIZES = (
    (0, 1_500), (100, 12_000), (250, 33_000), (500, 90_000), (710, 200_000), (750, 256_000), (900, 599_000),
    (950, 1_100_000), (990, 3_000_000), (999, 7_000_000), (1_000, 14_700_000),
)  # fmt: skip
#: The same for packages of the plan.
PLAN_SIZES = (
    (0, 3_000), (200, 25_000), (500, 120_000), (700, 320_000), (850, 900_000), (950, 2_800_000),
    (990, 9_000_000), (1_000, 38_000_000),
)  # fmt: skip

#: Orders by month in parts of a hundred: slow start, a lump at mid-year, a rush at its end.
MONTHS = (1, 2, 4, 5, 8, 13, 7, 8, 12, 9, 12, 19)


def amount(chance: Random, sizes: Sequence[tuple[int, int]]) -> int:
    """Rupiah (whole thousands) by the table of sizes, straight lines between its points."""
    place = chance.randrange(1_000_000)
    for (low, small), (high, large) in itertools.pairwise(sizes):
        if place < high * 1_000:
            into = place - low * 1_000
            return (small + (large - small) * into // ((high - low) * 1_000)) * 1_000
    return sizes[-1][1] * 1_000


def day(chance: Random, year: int, last: date) -> date:
    """A day of the year by the weight of its month, not after `last`, and no Sunday."""
    months = [(number, weight) for number, weight in enumerate(MONTHS, 1) if date(year, number, 1) <= last]
    pick = chance.randrange(sum(weight for _number, weight in months))
    for number, weight in months:  # noqa: B007 - the month reached is what is wanted
        pick -= weight
        if pick < 0:
            break
    # Towards the end of a month offices hurry: of two draws the later one.
    found = date(year, number, max(chance.randrange(1, 29), chance.randrange(1, 29)))
    if found.weekday() == 6:
        found -= timedelta(days=1) if found.day > 1 else timedelta(days=-1)
    return min(found, last)


def ulid(chance: Random, on: date) -> str:
    """A ULID made at some time of the working day `on`."""
    begun = datetime(on.year, on.month, on.day, 8, tzinfo=_WIB) + timedelta(seconds=chance.randrange(28_800))
    value = (int(begun.timestamp()) * 1_000 << 80) | chance.getrandbits(80)
    return "".join(_CROCKFORD[(value >> shift) & 31] for shift in range(125, -1, -5))


def weighted(chance: Random, table: Sequence[tuple[T, int]]) -> T:
    """One of the values, by whole-number weights."""
    pick = chance.randrange(sum(weight for _value, weight in table))
    for value, weight in table:
        pick -= weight
        if pick < 0:
            return value
    raise AssertionError("weights of nothing")
