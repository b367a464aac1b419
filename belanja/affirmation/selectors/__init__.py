"""Reads of this capability: every published figure comes from one of these."""

from .definitions import definition_for
from .path import Path, PathLine, Standing, path_of
from .regions import region_map
from .shares import every_share, share_table, share_tables
from .trends import trend
from .units import LARGEST_PAGE, OrdersPage, SubUnit, UnitPage, orders_page, unit_page
from .unknowns import explanation_of, unknown_list

__all__ = [
    "LARGEST_PAGE",
    "OrdersPage",
    "Path",
    "PathLine",
    "Standing",
    "SubUnit",
    "UnitPage",
    "definition_for",
    "every_share",
    "explanation_of",
    "orders_page",
    "path_of",
    "region_map",
    "share_table",
    "share_tables",
    "trend",
    "unit_page",
    "unknown_list",
]
