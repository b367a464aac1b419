"""Reads of needs, for pages, files and the API alike."""

from ..models import MOMENTS
from .coachings import coaching, coachings, coachings_of, pairs_of
from .funnel import counts, funnel
from .funnel import years as funnel_years
from .needs import (
    Size,
    demand,
    demand_of,
    demands,
    firm_names,
    match_of,
    matches_of_firm,
    matches_of_need,
    need,
    need_by_code,
    needs_held,
    needs_in,
    needs_of,
    requirements_of,
    schema_of,
    sizes,
    story,
    wanted_of_units,
)

__all__ = [
    "MOMENTS",
    "Size",
    "coaching",
    "coachings",
    "coachings_of",
    "counts",
    "demand",
    "demand_of",
    "demands",
    "firm_names",
    "funnel",
    "funnel_years",
    "match_of",
    "matches_of_firm",
    "matches_of_need",
    "need",
    "need_by_code",
    "needs_held",
    "needs_in",
    "needs_of",
    "pairs_of",
    "requirements_of",
    "schema_of",
    "sizes",
    "story",
    "wanted_of_units",
]
