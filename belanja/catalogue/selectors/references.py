"""What stands beside a product's price: the region's standards that a curator matched, and prices seen outside."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Beside:
    references: tuple[ReferenceView, ...] = ()
    outside: tuple[OutsideView, ...] = ()


#: Outside prices that a page shows, the latest first.
MOST_OUTSIDE = 10
#: Standards of the product `p` of a query, of every year in force; `read` takes the latest that has begun.
STANDARDS = """
  (SELECT json_agg(json_build_object('kind', r.kind, 'amount', r.amount::text, 'unit', r.unit,
      'tax_basis', l.tax_basis, 'tax_percent', l.tax_percent::text, 'delivery', l.delivery, 'code', r.code,
      'name', r.name, 'specification', r.specification, 'unit_written', r.unit_written, 'government', v.name,
      'year', l.year, 'decree', l.decree, 'dated', l.dated, 'id', r.id))
    FROM catalogue_referencematch m
    JOIN catalogue_referencelist l ON l.government_id = m.government_id AND l.kind = m.kind AND l.state = 'berlaku'
    JOIN catalogue_referenceprice r ON r.list_id = l.id AND r.kind = m.kind AND r.key = m.key
    JOIN institutions_government v ON v.id = l.government_id
    WHERE m.ended_at IS NULL AND (m.product_id = p.id
      OR (m.likeness <> '' AND m.etalase_id = p.etalase_id AND m.likeness = p.likeness)))
"""
#: Outside prices of the product `p` that are shown.
OUTSIDE = f"""
  (SELECT json_agg(json_build_object('shop', x.shop, 'place', coalesce(w.name, ''), 'seen_on', x.seen_on,
      'amount', x.amount::text, 'unit', x.unit, 'note', x.note, 'photo', coalesce(f.sha256, '')))
    FROM (SELECT * FROM catalogue_outsideprice o WHERE o.product_id = p.id AND o.state = 'tampil'
      ORDER BY o.seen_on DESC, o.id DESC LIMIT {MOST_OUTSIDE}) x
    LEFT JOIN catalogue_region w ON w.id = x.region_id LEFT JOIN catalogue_photofile f ON f.id = x.photo_id)
"""  # noqa: S608 - a number of ours


def beside(product_ids: Collection[int]) -> Mapping[int, Beside]:
    """What stands beside each of these products; one query. Pages that read a product anyway take `STANDARDS` and
    `OUTSIDE` into their own."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT p.id, {STANDARDS}, {OUTSIDE} FROM catalogue_product p WHERE p.id = ANY(%s)",  # noqa: S608
            [list(product_ids)],
        )
        rows = cursor.fetchall()
    return {product_id: found for product_id, *told in rows if (found := read(*told))}


def read(standards: Any, outside: Any = None) -> Beside | None:
    """The columns `STANDARDS` and `OUTSIDE` as views; None where nothing stands beside."""
    given = {one["id"]: one for one in _loaded(standards) if one["year"] <= clock.today().year}
    latest: dict[tuple[str, str], int] = {}
    for one in given.values():
        of = one["government"], one["kind"]
        latest[of] = max(latest.get(of, 0), one["year"])
    views = [_reference(one) for one in given.values() if one["year"] == latest[one["government"], one["kind"]]]
    views.sort(key=lambda view: (list(Kind).index(view.standard.kind), view.standard.amount))
    seen = sorted((_outside(one) for one in _loaded(outside)), key=lambda view: view.seen_on, reverse=True)
    return Beside(tuple(views), tuple(seen)) if views or seen else None


def _loaded(cell: Any) -> list[dict[str, Any]]:
    read_: list[dict[str, Any]] = (json.loads(cell) if isinstance(cell, str) else cell) or []
    return read_


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
