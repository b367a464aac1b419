"""Weighted TKDN: how much of what was bought is domestic content, by value.

Informational: no regulation sets a target for it. Value whose product has no TKDN on record is left out of the mean
and told beside it, because a missing certificate is not a content of zero.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from . import money
from .measured import rounded

LEGAL_BASIS = "perpres-16-2018"
CITATION = "Perpres 16/2018 jo. 12/2021 Pasal 66 (TKDN); rata-rata tertimbang untuk informasi, tanpa target"
DEFINITION = (
    "Jumlah (nilai kontrak kali TKDN produk) dibagi jumlah nilai kontrak, atas pesanan yang TKDN produknya tercatat. "
    "Nilai yang TKDN-nya tidak tercatat tidak dianggap nol dan disebut di sampingnya."
)


@dataclass(frozen=True)
class Weighted:
    """`percent` is None where no value has a TKDN on record. Rupiah with and without one."""

    percent: Decimal | None
    with_tkdn: Decimal
    without_tkdn: Decimal


def weighted(lines: Iterable[tuple[Decimal, Decimal | None]]) -> Weighted:
    """The mean TKDN of (rupiah, TKDN in percent or None), weighted by rupiah, rounded half up to two decimals.

    Raises ValueError for a TKDN outside 0 to 100.
    """
    product, known, unknown = Fraction(0), money.ZERO, money.ZERO
    for amount, tkdn in lines:
        if tkdn is None:
            unknown += amount
            continue
        if not 0 <= tkdn <= 100:
            raise ValueError(f"TKDN {tkdn}")
        known += amount
        product += Fraction(amount) * Fraction(tkdn)
    return Weighted(rounded(product / Fraction(known)) if known > 0 else None, known, unknown)
