"""Sums of orders and of their parts, and the late penalty. What may be paid stands in `receipt`.

Rupiah with sen. A line is goods (quantity x unit price without tax, rounded half up to the sen), freight without tax,
and the tax on both (`taxes.charge`, whole rupiah); an order is the sum of its lines. A part of a line is worth its
share of each, such that all parts together are the line to the sen.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ..money import ZERO, to_sen
from .policy.book import Book
from .taxes import RUPIAH, Charge, Taxed, charge


@dataclass(frozen=True)
class Sum:
    """Goods and freight without tax, and the tax on both."""

    goods: Decimal = ZERO
    freight: Decimal = ZERO
    tax: Decimal = ZERO

    @property
    def bare(self) -> Decimal:
        return self.goods + self.freight

    @property
    def total(self) -> Decimal:
        return self.goods + self.freight + self.tax

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.goods + other.goods, self.freight + other.freight, self.tax + other.tax)

    def __sub__(self, other: "Sum") -> "Sum":
        return Sum(self.goods - other.goods, self.freight - other.freight, self.tax - other.tax)


def line_sum(
    *, quantity: Decimal, unit_price: Decimal, freight: Decimal, taxed: Taxed, book: Book
) -> tuple[Sum, Charge]:
    """What a line costs, and the tax on top of it. `freight`: for the whole line, without tax."""
    goods, carried = to_sen(quantity * unit_price), to_sen(freight)
    tax = charge(goods + carried, taxed, book=book)
    return Sum(goods, carried, to_sen(tax.amount)), tax


def part_of(line: Sum, *, quantity: Decimal, ordered: Decimal) -> Sum:
    """What the first `quantity` of `ordered` of a line is worth: all of it is the line itself. Of a later part it is
    the difference of two such sums. Raises ValueError outside 0 to `ordered`."""
    if not 0 <= quantity <= ordered or ordered <= 0:
        raise ValueError(f"{quantity} of {ordered}")
    if quantity == ordered:
        return line
    goods, freight, tax = (amount * quantity / ordered for amount in (line.goods, line.freight, line.tax))
    return Sum(to_sen(goods), to_sen(freight), to_sen(tax.quantize(RUPIAH, ROUND_HALF_UP)))


@dataclass(frozen=True)
class Penalty:
    """A late penalty (Perpres 16/2018 Pasal 56): `base` without tax x `per_thousand` x `days`, at most `most`."""

    days: int
    base: Decimal
    per_thousand: Decimal
    most: Decimal
    citation: str
    article: str

    @property
    def uncapped(self) -> Decimal:
        return to_sen(self.base * self.per_thousand * self.days / 1000)

    @property
    def amount(self) -> Decimal:
        return min(self.uncapped, self.most)


def late_penalty(*, days: int, late: Decimal, whole: Decimal, book: Book) -> Penalty:
    """The penalty for being `days` calendar days late. `late`: the part delivered too late or not yet, `whole`: the
    contract, both without tax; which of them it goes by is a dated choice (`beli.denda.dasar`). Not late: zero."""
    row = book.row("beli.denda.per_seribu")
    base = whole if book.word("beli.denda.dasar") == "seluruh" else late
    return Penalty(
        days=max(days, 0),
        base=base,
        per_thousand=row.number,
        most=to_sen(whole * book.number("beli.denda.paling_banyak") / 100),
        citation=row.citation,
        article=row.article,
    )
