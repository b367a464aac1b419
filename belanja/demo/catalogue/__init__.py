"""The catalogue of the sample: shelves, firms, goods, offers and prices of Banten, all of them invented."""

from .load import load, wanted_offers

__all__ = ["load", "wanted_offers"]
