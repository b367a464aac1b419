"""Measures beside the shares: the ITKP components that data can tell, weighted TKDN, completeness of the RUP."""

from .completeness import UnitCompleteness
from .itkp import NotComputed
from .measures import Governance, governance

__all__ = ["Governance", "NotComputed", "UnitCompleteness", "governance"]
