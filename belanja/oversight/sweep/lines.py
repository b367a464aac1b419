"""Lines of orders: what was paid, listed, offered beside it and stated of it."""

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from belanja.rules.buying.policy.model import Alternative
from belanja.rules.channels import Channel
from belanja.rules.flags.subjects import Certificate, Line, PricePoint
from belanja.rules.kept import made
from belanja.rules.pdn import PdnClass

from .plans import plan_of
from .reading import Reading, day_of, rows

#: Of like prices so many before and after are held against one: enough for a median, and the evidence stays small.
_BEFORE, _AFTER, _YEAR = 60, 40, timedelta(days=365)
_FOUR = Decimal("0.0001")

#: A line with what the rules were told when its order was last asked about (offers of that minute, standard price).
_OWN = """
SELECT l.id, o.id, o.code, l.position, o.unit_id, o.year, o.plan_code, o.firm_id, o.buyer_id, o.created_at,
  p.reason_codes, l.quantity * coalesce(l.base_per_unit, 1), l.unit_price / coalesce(l.base_per_unit, 1),
  l.listed_price / coalesce(l.base_per_unit, 1), l.goods, l.freight, l.total, l.pdn, l.tkdn, l.offer_id, l.product_id,
  f.etalase_id, f.likeness, f.origin, x.made_in, l.deliver_to_id,
  (SELECT min(s.at) FROM catalogue_listingstep s WHERE s.offer_id = l.offer_id AND s.to_state = 'tayang'), x.listed_on,
  (SELECT jsonb_path_query_first(
       c.record, '$.case.lines[*] ? (@.key == $key)', jsonb_build_object('key', l.id::text))
     FROM purchasing_policycase c WHERE c.order_id = o.id ORDER BY c.id DESC LIMIT 1)
FROM purchasing_orderline l JOIN purchasing_order o ON o.id = l.order_id
JOIN purchasing_package p ON p.id = o.package_id JOIN catalogue_product f ON f.id = l.product_id
JOIN catalogue_offer x ON x.id = l.offer_id
WHERE o.government_id = %(government)s AND l.quantity > 0 AND o.state NOT LIKE 'CANCELLED%%'
  AND (%(all)s OR o.id = ANY(%(ids)s))
ORDER BY o.id, l.position
"""
_PAID = """
SELECT f.etalase_id, CASE WHEN f.likeness = '' THEN f.id::text ELSE f.likeness END, o.created_at, o.id,
  l.unit_price / coalesce(l.base_per_unit, 1), l.deliver_to_id, l.freight, l.goods
FROM purchasing_orderline l JOIN purchasing_order o ON o.id = l.order_id JOIN catalogue_product f ON f.id = l.product_id
WHERE o.government_id = %(government)s AND l.quantity > 0 AND o.state NOT LIKE 'CANCELLED%%' ORDER BY o.created_at, l.id
"""
_PRICES = """
SELECT p.offer_id, p.region_id, p.valid_from, min(p.per_base) FROM catalogue_pricerow p
WHERE p.per_base IS NOT NULL AND p.offer_id IN (
  SELECT l.offer_id FROM purchasing_orderline l JOIN purchasing_order o ON o.id = l.order_id
  WHERE o.government_id = %(government)s AND (%(all)s OR o.id = ANY(%(ids)s)))
GROUP BY p.offer_id, p.region_id, p.valid_from, p.least_quantity
HAVING p.least_quantity = (SELECT min(q.least_quantity) FROM catalogue_pricerow q WHERE q.offer_id = p.offer_id)
ORDER BY p.offer_id, p.valid_from
"""
_LISTED = """
SELECT f.etalase_id, f.likeness, coalesce(o.listed_on, o.archive_day) FROM catalogue_offer o
JOIN catalogue_product f ON f.id = o.product_id
WHERE f.likeness <> '' AND coalesce(o.listed_on, o.archive_day) IS NOT NULL ORDER BY 3
"""
_CLAIMS = """
SELECT c.product_id, c.percent, c.number, c.valid_to, c.stated_at,
  (SELECT k.percent FROM catalogue_claimcheck k WHERE k.claim_id = c.id ORDER BY k.number DESC LIMIT 1)
FROM catalogue_claim c WHERE c.kind = 'tkdn' AND c.product_id IN (
  SELECT l.product_id FROM purchasing_orderline l JOIN purchasing_order o ON o.id = l.order_id
  WHERE o.government_id = %(government)s AND (%(all)s OR o.id = ANY(%(ids)s)))
ORDER BY c.percent DESC NULLS LAST, c.id
"""
#: Days on which an offer stated its origin or its claims anew.
_LABELS = """
SELECT offer_id, at FROM (
  SELECT v.offer_id, v.at, v.content -> 'origin' AS origin, v.content -> 'claims' AS claims,
    lag(v.content -> 'origin') OVER w AS former_origin, lag(v.content -> 'claims') OVER w AS former_claims
  FROM catalogue_offerversion v WHERE v.offer_id IN (
    SELECT l.offer_id FROM purchasing_orderline l JOIN purchasing_order o ON o.id = l.order_id
    WHERE o.government_id = %(government)s AND (%(all)s OR o.id = ANY(%(ids)s)))
  WINDOW w AS (PARTITION BY v.offer_id ORDER BY v.number)) x
WHERE former_origin IS NOT NULL AND (origin IS DISTINCT FROM former_origin OR claims IS DISTINCT FROM former_claims)
ORDER BY at
"""
#: Lines of Katalog v5 with the quantity, price and freight that their source row tells.
_TOLD = """
SELECT f.id, d.channel, d.key, f.line, d.unit_id, d.year, d.plan_codes, d.vendor_key, d.vendor_refs, f.day, f.amount,
  f.pdn_class, f.product_key, s.payload ->> 'kuantitas', s.payload ->> 'harga_satuan', s.payload ->> 'ongkos_kirim',
  s.payload ->> 'ppk_ref', d.id
FROM facts_spendfact f JOIN facts_purchasedocument d ON d.id = f.document_id
LEFT JOIN intake_sourcerow s ON s.id = f.source_row_id
WHERE f.government_id = %(government)s AND f.channel = 'v5' AND f.stage = 1 AND f.known_to IS NULL AND NOT d.vanished
  AND d.stages & 32 = 0 ORDER BY f.day, f.id
"""


@dataclass(frozen=True)
class Market:
    """What lines are held against: prices paid, days of listing and freight of like goods, price curves of offers,
    what is stated of products."""

    paid: Mapping[tuple[int, str], Sequence[tuple[date, int, Decimal]]]
    freight: Mapping[tuple[int, int | None], Sequence[tuple[int, Decimal]]]
    curves: Mapping[int, Sequence[tuple[int | None, PricePoint]]]
    listed: Mapping[tuple[int, str], Sequence[date]]
    certificates: Mapping[int, Certificate]
    labels: Mapping[int, Sequence[date]]


def market(reading: Reading) -> Market:
    """Five queries, whatever the number of lines."""
    values = _values(reading)
    paid = defaultdict[tuple[int, str], list[tuple[date, int, Decimal]]](list)
    freight = defaultdict[tuple[int, int | None], list[tuple[int, Decimal]]](list)
    for shelf, alike, at, order, price, region, carried, goods in rows(_PAID, values):
        paid[shelf, alike].append((at.date(), order, price.quantize(_FOUR)))
        if goods:
            freight[shelf, region].append((order, (carried * 100 / goods).quantize(_FOUR)))
    curves = defaultdict[int, list[tuple[int | None, PricePoint]]](list)
    for offer, region, since, amount in rows(_PRICES, values):
        curves[offer].append((region, PricePoint(since, amount.quantize(_FOUR))))
    listed = defaultdict[tuple[int, str], list[date]](list)
    for shelf, alike, day in rows(_LISTED, values):
        listed[shelf, alike].append(day)
    certificates: dict[int, Certificate] = {}
    labels = defaultdict[int, list[date]](list)
    for product, percent, number, valid_to, _at, registered in rows(_CLAIMS, values):
        certificates.setdefault(product, Certificate(percent or Decimal(0), number, valid_to, registered=registered))
    for offer, at in rows(_LABELS, values):
        changed = day_of(at)
        assert changed is not None  # a version has its moment
        labels[offer].append(changed)
    return Market(paid, freight, curves, listed, certificates, labels)


def own_lines(reading: Reading) -> Iterator[Line]:
    """Lines of orders made here."""
    around = market(reading)
    for row in rows(_OWN, _values(reading)):
        yield _own(row, reading, around)


def told_lines(reading: Reading) -> Iterator[Line]:
    """Lines of Katalog v5 that changed, held against what others paid for the very same product of the catalogue."""
    paid = defaultdict[str, list[tuple[date, int, Decimal]]](list)
    found = []
    for row in rows(_TOLD, _values(reading)):
        price = _number(row[14])
        if row[12] and price is not None and row[9] is not None:
            paid[row[12]].append((row[9], row[0], price))
        found.append((row, price))
    for row, price in found:
        key, line, unit, year, plans, vendor, refs, day, amount, pdn, product = row[2:13]
        if not reading.asks("told", row[17]):
            continue
        quantity, freight = _number(row[13]), _number(row[15])
        yield Line(
            key=f"v5:{key}/{line or row[0]}",
            as_of=reading.today,
            year=year,
            day=day,
            amount=amount,
            channel=Channel.V5,
            unit=str(unit),
            firm=reading.firm(refs, vendor),
            officer=f"x:{row[16]}" if row[16] else "",
            plan_code=plans[0] if len(plans) == 1 else "",
            order=f"v5:{key}",
            quantity=quantity,
            unit_price=price,
            goods=price * quantity if price is not None and quantity is not None else None,
            freight=freight,
            like_prices=_others(paid[product], row[0], day) if product and day is not None else None,
            pdn=PdnClass(pdn) if pdn else None,
            plan=plan_of(reading, year, plans),
        )


def _own(row: tuple[Any, ...], reading: Reading, around: Market) -> Line:
    (_id, order, code, position, unit, year, plan, firm, buyer, at, reasons, quantity, price, listed, goods, freight,
     total, pdn, tkdn, offer, product, shelf, likeness, origin, made_in, region, first_listed, listed_on,
     case) = row  # fmt: skip
    day = day_of(at)
    assert day is not None  # every order has its moment
    alike = likeness or str(product)
    asked: dict[str, Any] = json.loads(case) if case else {}
    curve = around.curves.get(offer, ())
    there = [point for place, point in curve if place == region] or [point for place, point in curve if place is None]
    since = day_of(first_listed) or listed_on
    older = bisect_left(around.listed.get((shelf, likeness), ()), since) if likeness and since is not None else None
    parts = [part for other, part in around.freight.get((shelf, region), ()) if other != order][-_BEFORE:]
    return Line(
        key=f"{code}/{position}",
        as_of=reading.today,
        year=year,
        day=day,
        amount=total,
        channel=Channel.NATIVE,
        unit=str(unit),
        firm=str(firm),
        officer=str(buyer),
        plan_code=plan,
        documents=reading.answers.of(order=order, firm=firm, shelves=(shelf,), products=(product,)),
        order=code,
        ordered_at=at,
        quantity=quantity,
        unit_price=price.quantize(_FOUR),
        listed_price=listed.quantize(_FOUR),
        landed_price=(total / quantity).quantize(_FOUR),
        goods=goods,
        freight=freight,
        standard_price=_number(asked.get("standard_price")),
        curve=tuple(there) or None,
        like_prices=_others(around.paid.get((shelf, alike), ()), order, day),
        freight_parts=tuple(parts),
        alternatives=_alternatives(asked.get("alternatives")),
        tkdn=tkdn,
        reasons=frozenset((*(reasons or ()), *asked.get("reasons", ()))),
        listed_at=first_listed,
        older_alike=older,
        pdn=PdnClass(pdn),
        made_abroad=_abroad(origin, made_in),
        certificate=around.certificates.get(product),
        claims_known=True,
        label_changes=tuple(around.labels.get(offer, ())),
        plan=plan_of(reading, year, [plan] if plan else []),
    )


def _others(paid: Sequence[tuple[date, int, Decimal]], own: int, day: date) -> tuple[Decimal, ...]:
    """What others paid for like goods within a year, the nearest days of both sides; `paid` is in order of days."""
    first = bisect_left(paid, (day - _YEAR,))
    last = bisect_right(paid, (day + _YEAR,))
    here = min(max(bisect_left(paid, (day,)), first), last)
    near = [*paid[max(first, here - _BEFORE) : here], *paid[here : min(last, here + _AFTER)]]
    return tuple(price for _day, order, price in near if order != own)


def _alternatives(told: list[dict[str, Any]] | None) -> tuple[Alternative, ...] | None:
    return tuple(made(Alternative, one) for one in told) if told is not None else None


def _abroad(origin: str, made_in: str) -> bool | None:
    if made_in:
        return "indonesia" not in made_in.lower()
    return {"impor": True, "lokal": False}.get(origin)


def _number(written: str | None) -> Decimal | None:
    """An amount as a source row or a record has it; None for what is none."""
    text = (written or "").strip()
    return Decimal(text) if text.replace(".", "", 1).isdigit() else None


def _values(reading: Reading) -> dict[str, object]:
    changed = reading.changed
    ids = [] if changed is None else sorted(int(str(one)) for one in changed.of("own"))
    return {"government": reading.government_id, "all": changed is None, "ids": ids}
