"""What stands beside a product's price: the region's standards that a curator matched, and prices seen outside."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from belanja.foundation import clock
from belanja.rules.listings import TaxBasis
from belanja.rules.reference_prices import Delivery, Kind, Standard


@dataclass(frozen=True)
class ReferenceView:
    """A standard price with its list: `standard` is what the rules compare."""

    standard: Standard
    code: str
    name: str
    specification: str
    unit_written: str
    government: str
    year: int
    decree: str
    dated: date


@dataclass(frozen=True)
class OutsideView:
    """A price seen outside that a curator has shown; `photo` is the name of its file."""

    shop: str
    place: str
    seen_on: date
    amount: Decimal
    unit: str
    note: str
    photo: str


@dataclass
class Beside:
    references: list[ReferenceView] = field(default_factory=list)
    outside: list[OutsideView] = field(default_factory=list)


#: Outside prices that a page shows, the latest first.
MOST_OUTSIDE = 10
_BESIDE = """
WITH asked AS (SELECT id, etalase_id, likeness FROM catalogue_product WHERE id = ANY(%(ids)s)),
list AS (
  SELECT DISTINCT ON (l.government_id, l.kind) l.id, l.government_id, l.kind, l.year, l.decree, l.dated, l.tax_basis,
    l.tax_percent, l.delivery, g.name
  FROM catalogue_referencelist l JOIN institutions_government g ON g.id = l.government_id
  WHERE l.state = 'berlaku' AND l.year <= %(year)s ORDER BY l.government_id, l.kind, l.year DESC, l.id DESC
)
SELECT DISTINCT a.id, 'reference', json_build_object('kind', r.kind, 'amount', r.amount::text, 'unit', r.unit,
    'tax_basis', l.tax_basis, 'tax_percent', l.tax_percent::text, 'delivery', l.delivery, 'code', r.code,
    'name', r.name, 'specification', r.specification, 'unit_written', r.unit_written, 'government', l.name,
    'year', l.year, 'decree', l.decree, 'dated', l.dated)::text, r.id
FROM asked a
JOIN catalogue_referencematch m ON m.ended_at IS NULL AND (m.product_id = a.id
  OR (m.likeness <> '' AND m.etalase_id = a.etalase_id AND m.likeness = a.likeness))
JOIN list l ON l.government_id = m.government_id AND l.kind = m.kind
JOIN catalogue_referenceprice r ON r.list_id = l.id AND r.kind = m.kind AND r.key = m.key
UNION ALL (
SELECT a.id, 'outside', json_build_object('shop', o.shop, 'place', coalesce(g.name, ''), 'seen_on', o.seen_on,
    'amount', o.amount::text, 'unit', o.unit, 'note', o.note, 'photo', coalesce(f.sha256, ''))::text, o.id
FROM asked a JOIN catalogue_outsideprice o ON o.product_id = a.id AND o.state = 'tampil'
LEFT JOIN catalogue_region g ON g.id = o.region_id
LEFT JOIN catalogue_photofile f ON f.id = o.photo_id
ORDER BY o.seen_on DESC, o.id DESC LIMIT %(most)s)
"""


def beside(product_ids: Collection[int]) -> Mapping[int, Beside]:
    """What stands beside each of these products; one query. Each list is the one in force for the latest year begun."""
    found: dict[int, Beside] = defaultdict(Beside)
    with connection.cursor() as cursor:
        cursor.execute(
            _BESIDE, {"ids": list(product_ids), "year": clock.today().year, "most": MOST_OUTSIDE * len(product_ids)}
        )
        rows = cursor.fetchall()
    for product_id, what, told, _id in rows:
        one = json.loads(told)
        if what == "reference":
            found[product_id].references.append(_reference(one))
        else:
            found[product_id].outside.append(_outside(one))
    for each in found.values():
        each.references.sort(key=lambda view: (list(Kind).index(view.standard.kind), view.standard.amount))
        each.outside.sort(key=lambda view: view.seen_on, reverse=True)
    return found


def _reference(one: dict[str, Any]) -> ReferenceView:
    standard = Standard(
        Kind(one["kind"]),
        Decimal(one["amount"]),
        one["unit"],
        TaxBasis(one["tax_basis"]),
        None if one["tax_percent"] is None else Decimal(one["tax_percent"]),
        Delivery(one["delivery"]),
    )
    return ReferenceView(
        standard, one["code"], one["name"], one["specification"], one["unit_written"], one["government"], one["year"],
        one["decree"], date.fromisoformat(one["dated"]),
    )  # fmt: skip


def _outside(one: dict[str, Any]) -> OutsideView:
    return OutsideView(
        one["shop"], one["place"], date.fromisoformat(one["seen_on"]), Decimal(one["amount"]), one["unit"], one["note"],
        one["photo"],
    )  # fmt: skip
