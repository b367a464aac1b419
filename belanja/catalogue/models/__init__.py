"""Firms as they sell, products, offers, prices and evidence; and what the search reads."""

from .curation import ClaimCheck, LikelyDuplicate, Patrol, PatrolItem, ProductMove, ZeroResultAnswer
from .goods import Brand, Claim, Product
from .offers import Offer, PriceRow
from .photos import Photo, PhotoFile
from .search import FacetValue, OfferSearch, SearchState, Synonym, Word, ZeroResult
from .sellers import Region, Seller

__all__ = [
    "Brand",
    "Claim",
    "ClaimCheck",
    "FacetValue",
    "LikelyDuplicate",
    "Offer",
    "OfferSearch",
    "Patrol",
    "PatrolItem",
    "Photo",
    "PhotoFile",
    "PriceRow",
    "Product",
    "ProductMove",
    "Region",
    "SearchState",
    "Seller",
    "Synonym",
    "Word",
    "ZeroResult",
    "ZeroResultAnswer",
]
