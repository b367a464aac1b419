"""Orders looked at together: of a unit, a firm, an officer, a pair, a shelf."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ...channels import Channel
from ...firms import Scale
from .base import Subject


@dataclass(frozen=True, kw_only=True)
class Bought:
    """One order as a member of a group. `goods`: what it buys, as broad as a shelf (etalase or KBKI division)."""

    key: str
    day: date
    total: Decimal
    channel: Channel = Channel.NATIVE
    firm: str = ""
    unit: str = ""
    officer: str = ""
    at: datetime | None = None
    day_off: bool | None = None
    ceiling: Decimal | None = None
    listed: Decimal | None = None
    agreed: Decimal | None = None
    imported: Decimal | None = None
    """Rupiah of its lines of the class import; None: not told."""
    signed_on: date | None = None
    received_on: date | None = None
    cancelled_on: date | None = None
    outside: bool | None = None
    score: Decimal | None = None
    rated: bool | None = None
    call_off: bool | None = None


@dataclass(frozen=True, kw_only=True)
class _Group(Subject):
    orders: tuple[Bought, ...] = ()

    @property
    def total(self) -> Decimal:
        return sum((one.total for one in self.orders), Decimal(0))

    @property
    def event(self) -> date | None:
        """The first of its orders."""
        return self.day or min((one.day for one in self.orders), default=None)


#: What `LikeOrders.same` says of orders that have nothing but their firm in common.
SAME_FIRM = "penyedia"


@dataclass(frozen=True, kw_only=True)
class LikeOrders(_Group):
    """Orders of one unit that may be one need: of the same goods or plan, or from the same firm (`same` says which)."""

    same: str = "barang"


@dataclass(frozen=True, kw_only=True)
class PairOrders(_Group):
    """All orders of an officer (or of a unit, where the source names no officer), asked about one `firm` of them.
    `rivals`: other firms that had like goods on sale; None: not known."""

    rivals: int | None = None


@dataclass(frozen=True, kw_only=True)
class OfficerOrders(_Group):
    """Orders of one officer in a year. `peers`: of other officers, in percent, the part of their orders of some weight
    that were agreed at the listed price; None: not known."""

    peers: tuple[Decimal, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class UnitOrders(_Group):
    """Orders of one unit in a fiscal year. `former`: in percent, the part of former years that was spent in their last
    days; `peers`: of other units, in percent, the part paid outside the system."""

    year: int
    former: tuple[Decimal, ...] = ()
    peers: tuple[Decimal, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Period(_Group):
    """Orders of one unit in a reporting period that ends with `last`."""

    last: date


@dataclass(frozen=True, kw_only=True)
class FirmOrders(_Group):
    """Orders of one firm in twelve months, from whichever unit. `kinds`: how many groups of goods they buy; `peers`:
    the same of other firms with as many orders."""

    scale: Scale | None = None
    kinds: int | None = None
    peers: tuple[int, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class ShelfOrders(_Group):
    """Orders of one shelf. `firms`: that sell on it today; `single_since`: since when there has been but one. Shares of
    firms are asked of the orders of one unit."""

    firms: int | None = None
    single_since: date | None = None
