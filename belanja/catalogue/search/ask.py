"""The search as everybody uses it: a question in words in, listings with total, facets and what was understood out."""

import re
from dataclasses import dataclass

from django.db import connection

from belanja.catalogue.listings import Listing, listings
from belanja.foundation import clock

from . import directory, vocabulary
from .directory import Directory
from .filters import Filters, Order
from .find import MOST_SHOWN, Found, find
from .query import Query, parse

PAGE = 24
#: Below so many results some that miss a word are shown beneath, at most so many.
_FEW, _NEARBY = 6, 8


@dataclass(frozen=True)
class Answer:
    """`corrected`: the question as it was understood, where that differs. `loosely`: nothing has all the words, these
    have all but one. `nearby`: where few have all of them, some that have all but one; they are not in the total."""

    query: Query
    chosen: Filters
    order: Order
    page: int
    found: Found
    listings: list[Listing]
    directory: Directory
    loosely: bool = False
    nearby: tuple[Listing, ...] = ()

    @property
    def total(self) -> int:
        return self.found.total

    @property
    def corrected(self) -> str:
        return self.query.corrected

    @property
    def pages(self) -> int:
        return max(1, -(-min(self.total, MOST_SHOWN) // PAGE))


def search(
    text: str,
    chosen: Filters | None = None,
    *,
    order: Order = Order.AFFIRMED,
    page: int = 1,
    size: int = PAGE,
    mend: bool = True,
    version: int | None = None,
) -> Answer:
    """Three queries when the first understanding finds something: version, search, listings. When it finds nothing or
    little, known words are suspected of typos, then one word may be missing; each costs one query more."""
    chosen = chosen or Filters()
    at = vocabulary.version() if version is None else version
    words, names = vocabulary.current(at), directory.current(at)
    page = max(1, min(page, MOST_SHOWN // size))
    served = names.served
    regions = (served[-1].bit or 0) + 1 if served else 0
    query = parse(text, words, mend=mend)
    found = find(query, chosen, order=order, page=page, size=size, regions=regions)
    loosely = False
    if not found.total and not _found_without_filters(found) and query.groups:
        if mend:
            suspected = parse(text, words, suspect_all=True)
            if suspected != query:
                retried = find(suspected, chosen, order=order, page=page, size=size, regions=regions)
                if retried.total:
                    query, found = suspected, retried
        apart = query.apart()
        if not found.total and len(apart.hard) > 1:
            loosely, query = True, apart
            found = find(query, chosen, order=order, page=page, size=size, regions=regions, loosely=True)
    nearby: list[int] = []
    apart = query.apart()
    if page == 1 and not loosely and 0 < found.total < _FEW and len(apart.hard) > 1 and not chosen.any:
        around = find(apart, chosen, order=order, page=1, size=_NEARBY + _FEW, regions=regions, loosely=True)
        have = {hit.offer_id for hit in found.hits}
        nearby = [hit.offer_id for hit in around.hits if hit.offer_id not in have][:_NEARBY]
    shown = listings([*(hit.offer_id for hit in found.hits), *nearby])
    return Answer(
        query, chosen, order, page, found, shown[: len(found.hits)], names, loosely, tuple(shown[len(found.hits) :])
    )  # fmt: skip


def _found_without_filters(found: Found) -> bool:
    """The words lead somewhere, only the chosen filters leave nothing: the words are not to blame."""
    return bool(found.facets)


#: What may be a person's number, address or name with a number is never kept.
_PERSONAL = re.compile(r"\d{6,}|@|\bhttps?:")


def remember_nothing_found(text: str) -> None:
    """Count a question that led nowhere, by day, so that curators see what is missing. Never who asked."""
    said = " ".join(text.lower().split())[:80]
    if not said or _PERSONAL.search(said):
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO catalogue_zeroresult (day, query, count) VALUES (%s, %s, 1) "
            "ON CONFLICT (day, query) DO UPDATE SET count = catalogue_zeroresult.count + 1",
            [clock.today(), said],
        )
