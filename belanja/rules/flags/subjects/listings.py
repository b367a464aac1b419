"""What the catalogue alone tells: listings, products, specifications, firms that may belong together."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ...listings import SellerRole
from ...related import Tie
from .base import Subject


@dataclass(frozen=True, kw_only=True)
class Listing(Subject):
    """One offer. `left_on`: when its firm took it off sale by itself; None: it did not. `price` and `maker_price` per
    base unit on one basis, the latter of the maker's or principal's own offer of the same goods."""

    listed_on: date | None = None
    first_bought_on: date | None = None
    last_bought_on: date | None = None
    left_on: date | None = None
    buyers: int | None = None
    role: SellerRole = SellerRole.UNKNOWN
    stock: Decimal | None = None
    price: Decimal | None = None
    maker_price: Decimal | None = None
    kbki: str = ""
    shelf_groups: frozenset[str] = frozenset()
    """Beginnings of KBKI codes that its shelf is for."""


@dataclass(frozen=True, kw_only=True)
class ProductLabels(Subject):
    """One thing (GTIN, or brand and type) as its listings call it: made here, imported. `labels`: with their number."""

    domestic: int = 0
    imported: int = 0


@dataclass(frozen=True, kw_only=True)
class Specification(Subject):
    """What a need, a ready specification or a competition asks for. `meets`: goods of the catalogue that meet it,
    `beside`: goods of the same kind that do not; `firms`: that sell what meets it; None: not looked for."""

    names_brand: bool = False
    meets: int | None = None
    beside: int | None = None
    firms: int | None = None


@dataclass(frozen=True, kw_only=True)
class FirmPair(Subject):
    """Two firms with marks in common (`rules.related`), marks of helpers and of many left out. `meet`: shelves on which
    both sell or buyers whom both serve; `alike`: like goods that both list; None: not counted."""

    other: str
    ties: frozenset[Tie] | None = None
    meet: int | None = None
    alike: int | None = None
