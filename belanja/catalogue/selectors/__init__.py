"""Reading the catalogue: the front page, a product with its offers, offers side by side, a firm."""

from .fronts import Front, ShelfCount, front, seller
from .offers import OfferView, Price, offers_of, offers_side_by_side
from .products import ClaimView, ProductView, SpecificationView, product

__all__ = [
    "ClaimView",
    "Front",
    "OfferView",
    "Price",
    "ProductView",
    "ShelfCount",
    "SpecificationView",
    "front",
    "offers_of",
    "offers_side_by_side",
    "product",
    "seller",
]
