"""Reads of needs, for pages, files and the API alike."""

from .funnel import funnel, parted, totals
from .funnel import years as funnel_years
from .needs import demand_of, match_of, matches_of_firm, need, need_by_code, needs_of, sizes, story, wanted_of_units

__all__ = [
    "demand_of",
    "funnel",
    "funnel_years",
    "match_of",
    "matches_of_firm",
    "need",
    "need_by_code",
    "needs_of",
    "parted",
    "sizes",
    "story",
    "totals",
    "wanted_of_units",
]
