"""Reads of needs, for pages, files and the API alike."""

from .funnel import parted, totals
from .needs import demand_of, match_of, matches_of_firm, need, need_by_code, needs_of, sizes, story

__all__ = [
    "demand_of",
    "match_of",
    "matches_of_firm",
    "need",
    "need_by_code",
    "needs_of",
    "parted",
    "sizes",
    "story",
    "totals",
]
