"""The firms of the installation as matching reads them: read at once, then asked for each need."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from django.db import connection

from belanja.foundation import clock
from belanja.foundation.phrases import asked
from belanja.foundation.words import tokens
from belanja.institutions import selectors as institutions
from belanja.rules.kbli import is_code, trades_of
from belanja.rules.needs.matching import Candidate

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
SELECT DISTINCT e.firm_id
FROM catalogue_offersearch s JOIN catalogue_seller e ON e.id = s.seller_id
WHERE s.words @@ %s::tsquery AND s.state < 2 AND e.firm_id IS NOT NULL
"""


_NONE: frozenset[int] = frozenset()
_Key = TypeVar("_Key", int, str)


@dataclass(frozen=True)
class Market:
    """Candidates by firm, and who has a shelf, a past or a trade (first two digits of KBLI), so that for each need only
    those are weighed for whom something decides. `scale`: business scale of each firm, empty where it is not known;
    `told`: of how many needs each was told lately, which grows as more are told; `said`: who has a word in its
    name or in what it says of itself."""

    firms: dict[int, Candidate]
    scale: dict[int, str]
    on_shelf: dict[int, frozenset[int]]
    in_trade: dict[int, frozenset[int]]
    told: dict[int, int]
    said: dict[str, frozenset[int]]

    def near(self, etalase_id: int | None, kbki: Iterable[str]) -> frozenset[int]:
        """Firms that may fit by shelf, past or trade; the rule weighs them."""
        shelf = self.on_shelf.get(etalase_id, _NONE) if etalase_id is not None else _NONE
        return shelf.union(*(self.in_trade.get(trade, _NONE) for trade in trades_of(kbki)))

    def says(self, what: str) -> frozenset[int]:
        """Firms that say of themselves every word of a title: who makes it and has nothing on sale yet."""
        words = [token.lexeme for token in tokens(what)]
        return frozenset.intersection(*(self.said.get(word, _NONE) for word in words)) if words else _NONE


def read(firm_ids: Collection[int] | None = None) -> Market:
    """Every firm that may be told of a need, or some of them alone. Four queries."""
    days = institutions.parameter("kebutuhan.cocok.giliran.hari", government_id=None, on=clock.today())
    which = {"firms": None if firm_ids is None else list(firm_ids), "since": clock.now() - timedelta(days=int(days))}
    goods = _by_firm(_GOODS, which)
    orders = {row[0]: row[1:] for row in _rows(_ORDERS, which)}
    firms, scale = {}, {}
    on_shelf: dict[int, set[int]] = defaultdict(set)
    in_trade: dict[int, set[int]] = defaultdict(set)
    said: dict[str, set[int]] = defaultdict(set)
    for firm_id, kbli, wanted, place, form, size, words in _rows(_FIRMS, which):
        mine = goods.get(firm_id, [])
        sold_on, count = orders.get(firm_id, ([], 0))
        shelves = frozenset([*wanted, *(row[0] for row in mine)])
        serves = frozenset(code for row in mine for code in row[3])
        firms[firm_id] = Candidate(
            key=str(firm_id),
            kbli=tuple(kbli),
            shelves=shelves,
            place=place,
            serves=serves or None,
            sold_on=frozenset(sold_on),
            maker=any(row[1] for row in mine),
            cooperative=form == "koperasi",
            capacity={row[0]: row[2] for row in mine if row[2] is not None},
            orders=count,
        )
        scale[firm_id] = size
        for etalase_id in shelves | firms[firm_id].sold_on:
            on_shelf[etalase_id].add(firm_id)
        for code in kbli:
            if is_code(code):
                in_trade[int(code[:2])].add(firm_id)
        for token in tokens(words):
            said[token.lexeme].add(firm_id)
    told = dict(_rows(_TOLD, which))
    return Market(firms, scale, _frozen(on_shelf), _frozen(in_trade), told, _frozen(said))


def sells(what: str) -> frozenset[int]:
    """Firms that show something in the catalogue with every word of a title. One query."""
    words = asked([what])
    return frozenset(row[0] for row in _rows(_SELLS, [words])) if words else frozenset()


def _by_firm(sql: str, given: dict[str, Any]) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for firm_id, *rest in _rows(sql, given):
        found[firm_id].append(tuple(rest))
    return found


def _rows(sql: str, given: list[Any] | dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())


def _frozen(found: Mapping[_Key, set[int]]) -> dict[_Key, frozenset[int]]:
    return {key: frozenset(ids) for key, ids in found.items()}
