"""What changed since a moment, as keys of what has to be asked again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

#: Own orders that something happened to, with what they belong to.
_OWN = """
WITH touched AS (
  SELECT s.order_id AS id FROM purchasing_orderstep s WHERE s.at >= %(since)s
  UNION SELECT r.order_id FROM purchasing_round r WHERE r.at >= %(since)s OR r.answered_at >= %(since)s
  UNION SELECT d.order_id FROM purchasing_delivery d WHERE d.prepared_at >= %(since)s OR d.sent_at >= %(since)s
    OR d.inspected_at >= %(since)s
  UNION SELECT h.order_id FROM purchasing_handover h WHERE h.at >= %(since)s
  UNION SELECT r.order_id FROM purchasing_rating r WHERE r.at >= %(since)s
  UNION SELECT o.id FROM purchasing_order o WHERE o.created_at >= %(since)s
  UNION SELECT l.order_id FROM purchasing_orderline l JOIN catalogue_pricerow p ON p.offer_id = l.offer_id
    WHERE p.recorded_at >= %(since)s OR p.ended_at >= %(since)s
)
SELECT o.id, o.unit_id, o.firm_id, o.plan_code,
  ARRAY[o.year, date_part('year', o.created_at AT TIME ZONE 'Asia/Jakarta')]::int[]
FROM purchasing_order o JOIN touched t ON t.id = o.id
WHERE o.government_id = %(government)s
"""
#: Documents of other channels of which a fact was written or closed, and whether one was closed. (The facts have no
#: index by moment: one pass over them costs less than keeping one in every import.)
_TOLD = """
SELECT d.id, d.unit_id, d.vendor_refs, d.vendor_key, d.plan_codes, c.corrected OR d.vanished,
  array_append(c.years, d.year)::int[]
FROM facts_purchasedocument d JOIN (
  SELECT document_id, bool_or(coalesce(f.known_to >= %(since)s, false)) AS corrected,
    array_agg(DISTINCT f.year) AS years
  FROM facts_spendfact f
  WHERE f.government_id = %(government)s AND (f.known_from >= %(since)s OR f.known_to >= %(since)s)
  GROUP BY document_id) c ON c.document_id = d.id
WHERE d.government_id = %(government)s AND d.channel <> 'native'
"""
_OFFERS = """
SELECT o.id, o.product_id FROM catalogue_offer o WHERE o.government_id = %(government)s AND o.id IN (
  SELECT offer_id FROM catalogue_listingstep WHERE at >= %(since)s
  UNION SELECT offer_id FROM catalogue_pricerow WHERE recorded_at >= %(since)s
  UNION SELECT l.offer_id FROM purchasing_orderline l JOIN purchasing_order r ON r.id = l.order_id
    WHERE r.created_at >= %(since)s OR r.signed_at >= %(since)s)
"""
_BUDGETS = """
SELECT unit_id FROM plans_budgetversion WHERE government_id = %(government)s AND decided_at >= %(since)s
"""


def firm_of(firms: Mapping[str, int], refs: Sequence[str], written: str) -> str:
    """By what a firm is told everywhere: our number, or the mark of the feed where we do not know it."""
    for ref in refs:
        if ref in firms:
            return str(firms[ref])
    return f"x:{refs[0] if refs else written}" if refs or written else ""


_NOTHING: frozenset[object] = frozenset()


@dataclass(frozen=True)
class Changed:
    """Keys of what changed, by kind: own orders, documents of other channels, units, firms, plan codes, offers,
    products, years. `moved`: units with a document that was corrected or is gone: nobody tells to which groups it
    belonged before, so that all groups of the unit in its years are asked."""

    keys: Mapping[str, frozenset[object]]

    def of(self, kind: str) -> frozenset[object]:
        return self.keys.get(kind, _NOTHING)


def since(moment: datetime, *, government_id: int, firms: Mapping[str, int]) -> Changed:
    """What has changed from a moment on; `firms`: our numbers by the ids of feeds. Four queries."""
    values: dict[str, Any] = {"since": moment, "government": government_id}
    found: dict[str, set[object]] = {
        name: set() for name in ("own", "told", "unit", "firm", "plan", "offer", "product", "moved", "year")
    }
    with connection.cursor() as cursor:
        cursor.execute(_OWN, values)
        for order, unit, firm, plan, years in cursor.fetchall():
            found["own"].add(order)
            found["unit"].add(str(unit))
            found["firm"].add(str(firm))
            found["plan"].add(plan)
            found["year"].update(years)
        cursor.execute(_TOLD, values)
        for document, unit, refs, written, plans, corrected, years in cursor.fetchall():
            found["told"].add(document)
            found["unit"].add(str(unit))
            found["firm"].add(firm_of(firms, refs, written))
            found["plan"].update(plans)
            found["year"].update(years)
            if corrected:
                found["moved"].add(str(unit))
        cursor.execute(_OFFERS, values)
        for offer, product in cursor.fetchall():
            found["offer"].add(offer)
            found["product"].add(product)
        cursor.execute(_BUDGETS, values)
        found["unit"].update(str(unit) for (unit,) in cursor.fetchall())
    found["plan"].discard("")
    return Changed({name: frozenset(keys) for name, keys in found.items()})
