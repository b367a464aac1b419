"""One module per national feed. Adding one: write the module, list its `FEED` here, add its row to docs/feeds.md."""

from . import (
    budget,
    etalase,
    master_satker,
    rup_history,
    rup_penyedia,
    rup_swakelola,
    toko_daring,
    v5_orders,
    v6_orders,
)
from .base import Column, Feed, Plan, Reject, Staged

ALL: tuple[Feed, ...] = (
    master_satker.FEED,
    etalase.FEED,
    budget.FEED,
    rup_penyedia.FEED,
    rup_swakelola.FEED,
    rup_history.FEED,
    v5_orders.FEED,
    v6_orders.FEED,
    toko_daring.FEED,
)
BY_NAME: dict[str, Feed] = {feed.name: feed for feed in ALL}

#: A table must fit a feed at least this well (share of its columns known, and of its known columns present).
LEAST_FIT = 0.6

__all__ = ["ALL", "BY_NAME", "Column", "Feed", "Plan", "Reject", "Staged", "recognise"]


def recognise(columns: frozenset[str]) -> Feed | None:
    """The feed whose columns these are, by the columns alone; None when no feed fits well enough."""
    present = frozenset(name.strip().lower() for name in columns)
    fit, best = max(((feed.match(present), feed) for feed in ALL), key=lambda pair: pair[0])
    return best if fit >= LEAST_FIT else None
