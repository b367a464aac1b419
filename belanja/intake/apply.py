"""Which service brings the domain in line with a feed's pull. One line a domain."""

from collections.abc import Callable
from typing import Protocol

from django.db import connection

from belanja.catalogue.services import apply_places, forget_archive
from belanja.etalase.services import apply_etalase, forget_etalase
from belanja.facts import services as facts
from belanja.plans import services as plans
from belanja.vendors import services as vendors

from .feeds import Feed
from .feeds.orders import CHANNEL
from .ties import tie_archive


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
    "places": apply_places,
    "budget": plans.apply_budget,
    "rup": plans.apply_rup,
    "rup_history": plans.apply_history,
    "rup_funding": plans.apply_funding,
    "firms": vendors.apply_firms,
    "sanctions": vendors.apply_sanctions,
    "products": facts.apply_products,
    "package_evidence": facts.apply_package_evidence,
    "receipts": facts.apply_receipts,
    "tender_list": facts.describe_tenders,
}
#: Domains of the whole country that prove something of everybody's orders.
_PROVE_EVERYWHERE = frozenset({"firms", "products"})
#: Domains that say what a plan line buys.
_NAME_LINES = frozenset({"rup", "rup_funding"})


class _Forgets(Protocol):
    def __call__(self, *, source_row_ids: list[int]) -> None: ...


def _keeps(*, source_row_ids: list[int]) -> None:
    """What was learnt of names stays."""


def _forget_products(*, source_row_ids: list[int]) -> None:
    facts.forget_products(source_row_ids=source_row_ids)
    forget_archive(source_row_ids=source_row_ids)


#: What a domain made of source rows that never were: each forgets, and is told the standing versions again.
_FORGETS: dict[str, _Forgets] = {
    "units": _keeps,
    "etalase": forget_etalase,
    "places": _keeps,
    "budget": plans.forget_budget,
    "rup": plans.forget_rup,
    "rup_history": plans.forget_history,
    "rup_funding": plans.forget_funding,
    "firms": vendors.forget_firms,
    "sanctions": vendors.forget_sanctions,
    "products": _forget_products,
    "package_evidence": facts.erase_package_evidence,
    "tender_list": _keeps,
}


def forget(feed: Feed, source_row_ids: list[int]) -> None:
    """Take back what these rows of a feed became (orders and receipts are taken back as a whole by `apply`; names of
    units and tenders that were learnt stay)."""
    _FORGETS[feed.domain](source_row_ids=source_row_ids)


def finish(*, touched: set[tuple[int, int]], domains: set[str]) -> None:
    """After all feeds of a run: native twins are linked, the aggregate is folded and parted by marks. `domains`: what
    the run brought."""
    for government_id in sorted({government for government, _year in touched}):
        facts.link_known_twins(government_id=government_id)
    for government_id, year in sorted(touched):
        if year:
            facts.name_by_plan(government_id=government_id, year=year)
            facts.fold(government_id=government_id, year=year)
            facts.mark(government_id=government_id, year=year)
            facts.tell_plans(government_id=government_id, year=year)
    if domains & _PROVE_EVERYWHERE:
        facts.mark_all(but=touched)
    if domains & _PROVE_EVERYWHERE:
        tie_archive()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def read_lines(*, touched: set[tuple[int, int]], domains: set[str]) -> None:
    """After a run or a withdrawal, not after the replay of an old state: what new and changed plan lines buy."""
    if domains & _NAME_LINES:
        for government_id, year in sorted(touched):
            if year:
                plans.read_classes(government_id=government_id, year=year)
