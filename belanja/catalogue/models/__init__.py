"""Firms as they sell, products, offers, prices and evidence; and what the search reads."""

from .goods import Brand, Claim, Product
from .offers import Offer, PriceRow
from .search import FacetValue, OfferSearch, SearchState, Synonym, Word, ZeroResult
from .sellers import Region, Seller

__all__ = [
    "Brand",
    "Claim",
    "FacetValue",
    "Offer",
    "OfferSearch",
    "PriceRow",
    "Product",
    "Region",
    "SearchState",
    "Seller",
    "Synonym",
    "Word",
    "ZeroResult",
]
