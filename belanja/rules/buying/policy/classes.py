"""The step of a thing on the ladder of domestic products, by the numbers of the day."""

from collections.abc import Iterable
from decimal import Decimal
from enum import IntEnum

from ...pdn import PdnClass
from .book import Book
from .model import Alternative, LineCase


class Level(IntEnum):
    """Best first (Perpres 16/2018 Pasal 66 as amended by 46/2025)."""

    COMBINED = 0
    MINIMUM = 1
    BELOW = 2
    REGISTERED = 3
    UNPROVEN = 4
    IMPORT = 5

    @property
    def label(self) -> str:
        return (
            "PDN dengan TKDN + BMP yang mewajibkan",
            "PDN dengan TKDN paling sedikit batasnya",
            "PDN dengan TKDN di bawah batas",
            "PDN terdaftar di SIINas",
            "PDN belum terbukti",
            "impor",
        )[self]


_BY_CLASS = {
    PdnClass.TKDN_BMP_40: Level.COMBINED,
    PdnClass.TKDN_25: Level.MINIMUM,
    PdnClass.TKDN_BELOW_25: Level.BELOW,
    PdnClass.SIINAS: Level.REGISTERED,
    PdnClass.UNPROVEN: Level.UNPROVEN,
    PdnClass.UNKNOWN: Level.UNPROVEN,
    PdnClass.IMPORT: Level.IMPORT,
}


def level(thing: LineCase | Alternative, book: Book) -> Level:
    """By the percentages that count, where the class is a proven one and they are known; else by the class."""
    if thing.tkdn is None or thing.pdn not in {PdnClass.TKDN_BMP_40, PdnClass.TKDN_25, PdnClass.TKDN_BELOW_25}:
        return _BY_CLASS[thing.pdn]
    benefit = min(thing.bmp or Decimal(0), book.number("pdn.bmp.terbesar"))
    if thing.tkdn + benefit >= book.number("pdn.tkdn_bmp.wajib"):
        return Level.COMBINED
    return Level.MINIMUM if thing.tkdn >= book.number("pdn.tkdn.minimum") else Level.BELOW


def enough(offers: Iterable[Alternative], quantity: Decimal) -> bool:
    """Whether what is on offer together covers the quantity."""
    stocks = [offer.stock for offer in offers]
    return bool(stocks) and (None in stocks or sum((one for one in stocks if one is not None), Decimal(0)) >= quantity)
