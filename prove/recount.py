"""Stock, plan lines, orders and facts counted anew from the orders themselves: what must agree after every race."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import connection

from belanja.catalogue import selectors as catalogue
from belanja.facts import selectors as facts
from belanja.plans import selectors as plans
from belanja.purchasing.models import Order
from belanja.rules.buying.states import CANCELLED

#: Of each listing that states a stock: what there is, what is held, and what live orders have of it.
_STOCK = """
SELECT o.id, o.stock, o.reserved, coalesce(sum(l.quantity) FILTER (WHERE r.state <> ALL(%s)), 0)
FROM catalogue_offer o LEFT JOIN purchasing_orderline l ON l.offer_id = o.id
LEFT JOIN purchasing_order r ON r.id = l.order_id WHERE o.stock IS NOT NULL GROUP BY o.id
"""
_PAGU = """
SELECT p.code, p.pagu, coalesce(b.held, 0), coalesce(r.total, 0) FROM plans_ruppackage p
LEFT JOIN (SELECT code, sum(reserved + committed) AS held FROM plans_planbalance GROUP BY 1) b USING (code)
LEFT JOIN (SELECT plan_code AS code, sum(total) AS total FROM purchasing_order WHERE state <> ALL(%s) GROUP BY 1) r
  USING (code)
"""
#: Packages with another number of orders than their state says; orders that are not the sum of their lines.
_ORDERS = """
SELECT 'paket ' || p.id || ' (' || p.state || ') mempunyai ' || count(o.id) || ' pesanan' FROM purchasing_package p
LEFT JOIN purchasing_order o ON o.package_id = p.id GROUP BY p.id
HAVING count(o.id) <> CASE WHEN p.state = 'dibeli' THEN 1 ELSE 0 END
UNION ALL
SELECT 'pesanan ' || o.code || ' berbeda dari barisnya' FROM purchasing_order o
LEFT JOIN purchasing_orderline l ON l.order_id = o.id GROUP BY o.id HAVING o.total IS DISTINCT FROM sum(l.total)
UNION ALL
SELECT 'pesanan ' || o.code || ' dibuat ' || count(e.id) || ' kali menurut jurnal' FROM purchasing_order o
LEFT JOIN journal_event e ON e.subject = 'order:' || o.id AND e.name = 'purchasing.order_buat_pesanan'
GROUP BY o.id HAVING count(e.id) <> 1
"""
_FACTS = """
SELECT o.code || ': fakta ' || coalesce(f.amount::text, 'tidak ada') || ', pesanan ' || o.total FROM purchasing_order o
LEFT JOIN (
  SELECT d.key, sum(f.amount) AS amount FROM facts_purchasedocument d JOIN facts_spendfact f ON f.document_id = d.id
  WHERE d.channel = 'native' AND f.stage = 1 AND f.known_to IS NULL GROUP BY 1
) f ON f.key = o.code WHERE o.state <> ALL(%s) AND o.total IS DISTINCT FROM f.amount
"""


def complaints(stated: Mapping[int, int]) -> list[str]:
    """What does not agree; empty is the proof. `stated`: the stock of listings before anybody bought."""
    ended = [state.value for state in CANCELLED]
    found = []
    with connection.cursor() as cursor:
        cursor.execute(_STOCK, [ended])
        for offer, stock, reserved, ordered in cursor.fetchall():
            first = Decimal(stated.get(offer, stock))
            if not 0 <= reserved <= stock or first - stock + reserved != ordered or ordered > first:
                found.append(f"barang {offer}: stok {first}, dipesan {ordered}, ditahan {reserved}, tersisa {stock}")
        cursor.execute(_PAGU, [ended])
        for code, pagu, held, total in cursor.fetchall():
            if held != total or held > pagu:
                found.append(f"RUP {code}: pagu {pagu}, dipegang {held}, pesanan {total}")
        cursor.execute(_ORDERS)
        found += [told for (told,) in cursor.fetchall()]
        cursor.execute(_FACTS, [ended])
        found += [told for (told,) in cursor.fetchall()]
    found += [f"stok: {one}" for one in catalogue.reserved_differences()]
    found += [f"pagu: {one}" for one in plans.balance_differences()]
    for government_id, year in Order.objects.values_list("government_id", "year").distinct():
        found += [f"fakta: {one}" for one in facts.aggregate_differences(government_id=government_id, year=year)]
        found += [f"tanda: {one}" for one in facts.marked_differences(government_id=government_id, year=year)]
    return found
