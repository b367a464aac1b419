"""Reads of needs, for pages, files and the API alike."""

from .funnel import parted, totals
from .needs import demand_of, need, needs_of, story

__all__ = ["demand_of", "need", "needs_of", "parted", "story", "totals"]
