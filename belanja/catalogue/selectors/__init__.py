"""Reading the catalogue: the front page, a product with its offers, offers side by side, a firm."""

from .fronts import Front, ShelfCount, front, seller
from .kept import saved_by, saved_search
from .offers import OfferView, Price, offers_of, offers_side_by_side
from .photos import PhotoView, first_photos, photos_of, photos_of_product, picture_bytes
from .prices import price_as_of, price_of_one
from .products import ClaimView, ProductView, SpecificationView, product
from .stock import reserved_differences

__all__ = [
    "ClaimView",
    "Front",
    "OfferView",
    "PhotoView",
    "Price",
    "ProductView",
    "ShelfCount",
    "SpecificationView",
    "first_photos",
    "front",
    "offers_of",
    "offers_side_by_side",
    "photos_of",
    "photos_of_product",
    "picture_bytes",
    "price_as_of",
    "price_of_one",
    "product",
    "reserved_differences",
    "saved_by",
    "saved_search",
    "seller",
]
