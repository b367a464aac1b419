"""The Banten sample: invented plans, budgets and orders in realistic proportions, as files of the national feeds.

Everything follows from fixed seeds and whole numbers, so that every machine gets the same figures.
"""

from .places import PROVINCE
from .pulls import PULLS, SamplePull, write

__all__ = ["PROVINCE", "PULLS", "SamplePull", "write"]
