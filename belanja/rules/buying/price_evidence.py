"""The statistics of an order's price evidence: like prices on one basis, robust against a single wrong one.

Median and median absolute deviation (MAD) are not moved by a minority of absurd prices. Only prices that are far too
high are put aside, each with its reason; a cheap price is marked where it is far below the others and always counted,
because an honest cheap offer is what a buyer looks for. The order's own price is never among those it is held against.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ..prices import PER_BASE, quantile
from ..written import number, percent_short
from .policy.book import Book

_HUNDREDTH = Decimal("0.01")
_HALF = Decimal("0.5")


@dataclass(frozen=True)
class Price:
    """A like price: `amount` per base unit on the pack's one basis; `name`: the offer, opaque; `source`: where from."""

    name: str
    amount: Decimal
    source: str = "penawaran"


@dataclass(frozen=True)
class Aside:
    """A price that is not counted, or one that is counted with a remark."""

    price: Price
    reason: str


@dataclass(frozen=True)
class Statistics:
    """Of `n` prices that count, per base unit."""

    n: int
    lowest: Decimal
    lower: Decimal
    median: Decimal
    upper: Decimal
    highest: Decimal
    mad: Decimal


@dataclass(frozen=True)
class Evidence:
    """`statistics` None: too few prices, told in `why_not`. `above_median`: the own price in percent above the median,
    below zero where it is cheaper."""

    own: Decimal
    statistics: Statistics | None
    counted: tuple[Price, ...]
    excluded: tuple[Aside, ...]
    remarked: tuple[Aside, ...]
    above_median: Decimal | None = None
    why_not: str = ""

    def as_json(self) -> dict[str, object]:
        """For the frozen pack: amounts as text."""
        stats = self.statistics
        return {
            "own": str(self.own),
            "statistics": None if stats is None else {name: str(value) for name, value in vars(stats).items()},
            "counted": [_written(one) for one in self.counted],
            "excluded": [_written(one.price) | {"reason": one.reason} for one in self.excluded],
            "remarked": [_written(one.price) | {"reason": one.reason} for one in self.remarked],
            "above_median": None if self.above_median is None else str(self.above_median),
            "why_not": self.why_not,
        }


def _written(price: Price) -> dict[str, str]:
    return {"name": price.name, "amount": str(price.amount), "source": price.source}


def gather(prices: Sequence[Price], *, own: Decimal, book: Book, excluded: Iterable[Aside] = ()) -> Evidence:
    """The evidence for a price `own` from like `prices`. `excluded`: what the caller has put aside before (another
    unit, no known tax basis), which stays in the pack with its reason."""
    counted, aside = list(prices), list(excluded)
    least = book.number("beli.bukti.harga")
    # The highest goes first and alone, so that an absurd price leaves the others exactly as they were without it; and
    # never one of the lower half, else a wide spread would peel away down to its cheapest.
    middle = statistics([one.amount for one in counted]).median if counted else Decimal(0)
    while far := _too_high(counted, middle, least, book):
        aside += far
        gone = {id(one.price) for one in far}
        counted = [one for one in counted if id(one) not in gone]
    if len(counted) < least:
        told = f"{len(counted)} harga sejenis; statistik memerlukan paling sedikit {least:f}."
        return Evidence(own, None, tuple(counted), tuple(aside), (), why_not=told)
    stats = statistics([one.amount for one in counted])
    share = (own - stats.median) * 100 / stats.median if stats.median else Decimal(0)
    return Evidence(
        own,
        stats,
        tuple(counted),
        tuple(aside),
        tuple(_cheap(counted, stats, book)),
        share.quantize(_HUNDREDTH, ROUND_HALF_UP),
    )


def statistics(amounts: Sequence[Decimal]) -> Statistics:
    """Raises ValueError for no amounts."""
    if not amounts:
        raise ValueError("no prices")
    ordered = sorted(amounts)
    median = quantile(ordered, _HALF)
    away = sorted(abs(amount - median) for amount in ordered)
    return Statistics(
        len(ordered),
        ordered[0],
        quantile(ordered, Decimal("0.25")),
        median,
        quantile(ordered, Decimal("0.75")),
        ordered[-1],
        quantile(away, _HALF).quantize(PER_BASE, ROUND_HALF_UP),
    )


def _too_high(prices: Sequence[Price], middle: Decimal, least: Decimal, book: Book) -> list[Aside]:
    """The highest price, where it is so far above the median that it is another thing or a mistake."""
    if len(prices) < least:
        return []
    stats = statistics([one.amount for one in prices])
    if not stats.median or stats.highest <= max(middle, stats.median + _distance(stats, book)):
        return []
    return [
        Aside(
            one,
            f"{percent_short((one.amount - stats.median) * 100 / stats.median)} di atas median {number(stats.median)} "
            "per satuan dasar: terlalu jauh dari harga lain.",
        )
        for one in prices
        if one.amount == stats.highest
    ]


def _cheap(prices: Sequence[Price], stats: Statistics, book: Book) -> list[Aside]:
    line = stats.median - _distance(stats, book)
    return [
        Aside(one, f"Jauh di bawah median {number(stats.median)}; tetap dihitung, periksa isi dan spesifikasinya.")
        for one in prices
        if one.amount < line
    ]


def _distance(stats: Statistics, book: Book) -> Decimal:
    """How far from the median is far: by MAD, and never nearer than the dated percentage, because among equal prices
    every small difference is many MAD."""
    return max(stats.mad * book.number("beli.bukti.mad"), stats.median * book.number("beli.bukti.rentang") / 100)


def finding(evidence: Evidence) -> str:
    """The evidence in a few words, for card and paper."""
    if evidence.statistics is None or evidence.above_median is None:
        return evidence.why_not
    word = "di atas" if evidence.above_median > 0 else "di bawah"
    share = f"{percent_short(abs(evidence.above_median))} {word}" if evidence.above_median else "sama dengan"
    return f"{share} median {evidence.statistics.n} harga sejenis"
