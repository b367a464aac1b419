"""Firms as they sell, products, offers, prices and evidence; and what the search reads."""

from .curation import ClaimCheck, LikelyDuplicate, Patrol, PatrolItem, ProductMove, ZeroResultAnswer
from .goods import Brand, Claim, Product
from .kept import SavedSearch
from .offers import MemberOffer, Offer, PriceRow
from .photos import Photo, PhotoFile
from .references import OutsidePrice, ReferenceHeading, ReferenceList, ReferenceMatch, ReferencePrice
from .search import FacetValue, OfferSearch, SearchState, Synonym, Word, ZeroResult
from .sellers import Region, Seller, StorefrontClaim
from .stock import StockMove
from .versions import ListingStep, OfferVersion, Via

__all__ = [
    "Brand",
    "Claim",
    "ClaimCheck",
    "FacetValue",
    "LikelyDuplicate",
    "ListingStep",
    "MemberOffer",
    "Offer",
    "OfferSearch",
    "OfferVersion",
    "OutsidePrice",
    "Patrol",
    "PatrolItem",
    "Photo",
    "PhotoFile",
    "PriceRow",
    "Product",
    "ProductMove",
    "ReferenceHeading",
    "ReferenceList",
    "ReferenceMatch",
    "ReferencePrice",
    "Region",
    "SavedSearch",
    "SearchState",
    "Seller",
    "StockMove",
    "StorefrontClaim",
    "Synonym",
    "Via",
    "Word",
    "ZeroResult",
    "ZeroResultAnswer",
]
