"""Which service brings the domain in line with a feed's pull. One line a domain."""

from collections.abc import Callable

from django.db import connection

from belanja.etalase.services import apply_etalase
from belanja.facts import services as facts
from belanja.facts.services.native import link_known_twins
from belanja.plans import services as plans

from .feeds import Feed
from .feeds.orders import CHANNEL


def apply(feed: Feed) -> None:
    """Apply `intake_current`/`intake_gone` of this feed to the capability that owns the data."""
    if feed.domain == "orders":
        facts.apply_orders(channel=CHANNEL[feed.name])
    else:
        _DOMAINS[feed.domain]()


def _units() -> None:
    """The master list speaks of units alone; `institutions` has already taken them in."""


_DOMAINS: dict[str, Callable[[], None]] = {
    "units": _units,
    "etalase": apply_etalase,
    "budget": plans.apply_budget,
    "rup": plans.apply_rup,
    "rup_history": plans.apply_history,
}


def finish(*, touched: set[tuple[int, int]]) -> None:
    """After all feeds of a run: native twins are linked, the aggregate is folded and parted by marks."""
    for government_id in sorted({government for government, _year in touched}):
        link_known_twins(government_id=government_id)
    for government_id, year in sorted(touched):
        if year:
            facts.fold(government_id=government_id, year=year)
            facts.mark(government_id=government_id, year=year)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
