"""The firms of the installation as matching reads them: read at once, then asked for many needs."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan

from belanja.foundation import clock
from belanja.foundation.phrases import asked
from belanja.foundation.words import lexeme, lexemes
from belanja.institutions import selectors as institutions
from belanja.rules.buying.policy.book import Book
from belanja.rules.needs import trades
from belanja.rules.needs.crowd import Crowd
from belanja.rules.needs.matching import Candidate, Ground, Sought
from belanja.rules.needs.states import NeedState
from belanja.vendors import bars as vendors

from .models import Need
from .texts import Texts, head, name_of

#: Registered, or on the way to be: whoever was refused is not told.
_FIRMS = """
SELECT p.firm_id, p.kbli, p.shelves, p.region_code, p.legal_form, p.scale, p.name || ' ' || p.about
FROM vendors_profile p
WHERE p.state IN ('terverifikasi', 'diajukan', 'dikembalikan', 'menunggu_pemilik', 'draf')
  AND (%(firms)s::bigint[] IS NULL OR p.firm_id = ANY(%(firms)s))
"""
_GOODS = """
SELECT e.firm_id, s.etalase_id, bool_or(o.role = 'produsen'), max(o.monthly_capacity),
       array_remove(array_agg(DISTINCT r.code), NULL)
FROM catalogue_offersearch s
JOIN catalogue_offer o ON o.id = s.offer_id
JOIN catalogue_seller e ON e.id = s.seller_id
LEFT JOIN LATERAL unnest(o.serves) region(id) ON TRUE
LEFT JOIN catalogue_region r ON r.id = region.id
WHERE s.state = 0 AND e.firm_id IS NOT NULL AND (%(firms)s::bigint[] IS NULL OR e.firm_id = ANY(%(firms)s))
GROUP BY e.firm_id, s.etalase_id
"""
_MADE = """
SELECT p.name, array_agg(DISTINCT e.firm_id)
FROM catalogue_offersearch s
JOIN catalogue_offer o ON o.id = s.offer_id AND o.role = 'produsen'
JOIN catalogue_seller e ON e.id = s.seller_id
JOIN catalogue_product p ON p.id = s.product_id
WHERE s.state < 2 AND e.firm_id IS NOT NULL AND (%(firms)s::bigint[] IS NULL OR e.firm_id = ANY(%(firms)s))
GROUP BY p.id, p.name
"""
_ORDERS = """
SELECT o.firm_id, array_agg(DISTINCT p.etalase_id), count(DISTINCT o.id)
FROM purchasing_order o
JOIN purchasing_orderline l ON l.order_id = o.id
JOIN catalogue_product p ON p.id = l.product_id
WHERE o.state IN ('ON_PROCESS', 'ON_ADDENDUM', 'COMPLETED', 'PAYMENT_OUTSIDE_SYSTEM')
  AND (%(firms)s::bigint[] IS NULL OR o.firm_id = ANY(%(firms)s))
GROUP BY o.firm_id
"""
_TOLD = """
SELECT firm_id, count(*)
FROM needs_match
WHERE told_at >= %(since)s AND (%(firms)s::bigint[] IS NULL OR firm_id = ANY(%(firms)s))
GROUP BY firm_id
"""
_SELLS = """
SELECT asked.words, array_agg(DISTINCT e.firm_id)
FROM unnest(%(asked)s::text[]) AS asked(words)
JOIN catalogue_offersearch s ON s.words @@ asked.words::tsquery AND s.state < 2
JOIN catalogue_seller e ON e.id = s.seller_id AND e.firm_id IS NOT NULL
WHERE %(firms)s::bigint[] IS NULL OR e.firm_id = ANY(%(firms)s)
GROUP BY asked.words
"""
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Market:
    """Firms as candidates, by their ids as keys, for as many needs as are compared with them. `scale`: business scale
    of each, empty where it is not known; `told`: of how many needs each was told lately, which grows as more are told;
    `said`: name of each and what it says of itself; `made`: names of what they make; `only`: the firms read; None: all
    there are."""

    crowd: Crowd
    scale: dict[str, str]
    told: dict[str, int]
    said: Texts
    made: Texts
    only: list[int] | None = None
    _barred: dict[tuple[int, date], frozenset[str]] = field(default_factory=dict)

    def sells(self, titles: Collection[str]) -> dict[str, frozenset[str]]:
        """Who shows something in the catalogue with every word of a title, or says every word of it of himself (who
        makes it and has nothing on sale yet), for each title. One query."""
        shown = selling(titles, self.only)
        return {title: shown.get(title, _NONE) | self.said.holding(lexemes(title)) for title in titles}

    def could(self, title: str) -> frozenset[str]:
        """Whose trade makes what a title names, or who says that word of himself or makes something that is called so:
        nobody is sure that it is the same thing."""
        words = [lexeme(word) for word in head(title)]
        return self.said.holding(words) | self.made.holding(words) | self.crowd.in_trade(trades.named(name_of(title)))

    def barred(self, government_id: int, on: date) -> frozenset[str]:
        """Who is barred on a day in the catalogue of a government. Four queries for the first need of each."""
        if (government_id, on) not in self._barred:
            firms = [int(key) for key in self.crowd.candidates]
            found = vendors.bars(firms, government_id=government_id, on=on) if firms else {}
            self._barred[government_id, on] = frozenset(str(firm_id) for firm_id in found)
        return self._barred[government_id, on]


def read(firm_ids: Collection[int] | None = None) -> Market:
    """Every firm that may be told of a need, or some of them alone. Five queries."""
    days = institutions.parameter("kebutuhan.cocok.giliran.hari", government_id=None, on=clock.today())
    which: dict[str, Any] = {
        "firms": None if firm_ids is None else list(firm_ids),
        "since": clock.now() - timedelta(days=int(days)),
    }
    goods = _by_firm(_GOODS, which)
    orders = {row[0]: row[1:] for row in _rows(_ORDERS, which)}
    firms: list[Candidate] = []
    scale: dict[str, str] = {}
    said, made = Texts(), Texts()
    for firm_id, kbli, wanted, place, form, size, words in _rows(_FIRMS, which):
        key, mine = str(firm_id), goods.get(firm_id, [])
        sold_on, count = orders.get(firm_id, ([], 0))
        firms.append(
            Candidate(
                key=key,
                kbli=tuple(kbli),
                shelves=frozenset([*wanted, *(row[0] for row in mine)]),
                place=place,
                serves=frozenset(code for row in mine for code in row[3]) or None,
                sold_on=frozenset(sold_on),
                maker=any(row[1] for row in mine),
                cooperative=form == "koperasi",
                capacity={row[0]: row[2] for row in mine if row[2] is not None},
                orders=count,
            )
        )
        scale[key] = size
        said.add(words, [key])
    for name, makers in _rows(_MADE, which):
        made.add(name, map(str, makers))
    told = {str(firm_id): count for firm_id, count in _rows(_TOLD, which)}
    return Market(Crowd(firms), scale, told, said, made, which["firms"])


def selling(titles: Iterable[str], firm_ids: Collection[int] | None = None) -> dict[str, frozenset[str]]:
    """Ids of firms that show something in the catalogue with every word of a title, for each title for which there
    are any; of some firms alone, where they are named. One query."""
    words = {title: asked([title]) for title in titles}
    which = {"asked": sorted(set(words.values()) - {""}), "firms": None if firm_ids is None else list(firm_ids)}
    shown = {each: frozenset(map(str, firms)) for each, firms in _rows(_SELLS, which)} if which["asked"] else {}
    return {title: shown[each] for title, each in words.items() if each in shown}


def sought_of(need: Need) -> Sought:
    """A need as matching reads it."""
    place = need.region.code if need.region else ""
    return Sought(need.code, need.etalase_id, tuple(need.kbki), place, need.amount, name_of(need.what))


def ground_points(book: Book) -> Mapping[Ground, int]:
    """Points of each ground."""
    return {ground: number(book, ground.value) for ground in Ground}


def holding(book: Book) -> "ExpressionWrapper[Q]":
    """Of a pair whether it takes a place at its need: as long as nobody can meet it, only that of a firm that may still
    answer. Whoever declined, or said nothing for the dated number of days, keeps nobody else from it."""
    since = clock.now() - timedelta(days=number(book, "diam.hari"))
    lately = GreaterThan(Coalesce("interested_at", "told_at", "matched_at"), since)
    may_answer = Q(lately, declined_at=None)
    return ExpressionWrapper(~Q(need__state=NeedState.OPEN.value) | may_answer, output_field=BooleanField())


def number(book: Book, key: str) -> int:
    """A dated value of matching."""
    return int(book.number(f"kebutuhan.cocok.{key}"))


def _by_firm(sql: str, given: dict[str, Any]) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for firm_id, *rest in _rows(sql, given):
        found[firm_id].append(tuple(rest))
    return found


def _rows(sql: str, given: list[Any] | dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())
