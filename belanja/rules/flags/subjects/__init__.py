"""What indicators are asked of. Plain frozen shapes that a nightly sweep fills set-wise, one query a kind.

Amounts are rupiah as Decimal; days and hours are those of WIB; None is *not told*, never *no*; ids are opaque, so that
nothing personal enters a flag.
"""

from .base import Document, DocumentKind, Subject
from .bids import Bid, Competition
from .groups import Bought, FirmOrders, LikeOrders, OfficerOrders, PairOrders, Period, ShelfOrders, UnitOrders
from .listings import FirmPair, Listing, ProductLabels, Specification
from .orders import Certificate, Line, Order, PricePoint
from .plans import PlanLine, PlanOfOrder, Record, UnitPlan

__all__ = [
    "Bid",
    "Bought",
    "Certificate",
    "Competition",
    "Document",
    "DocumentKind",
    "FirmOrders",
    "FirmPair",
    "LikeOrders",
    "Line",
    "Listing",
    "OfficerOrders",
    "Order",
    "PairOrders",
    "Period",
    "PlanLine",
    "PlanOfOrder",
    "PricePoint",
    "ProductLabels",
    "Record",
    "ShelfOrders",
    "Specification",
    "Subject",
    "UnitOrders",
    "UnitPlan",
]
