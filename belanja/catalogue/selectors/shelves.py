"""What lies on a shelf, and which of it does not fit the shelf's schema and terms, with the reasons."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from belanja.etalase.models import Etalase, Schema
from belanja.rules import schemas
from belanja.rules.attributes import Attribute, Requirement
from belanja.rules.attributes import unmet as reasons_unmet
from belanja.rules.listings import ListingState
from belanja.rules.shelves import role_refused

_GONE = [ListingState.REMOVED.value]


@dataclass(frozen=True)
class Misfit:
    """A product that does not fit, why, under which version it was entered, and whose offers it concerns."""

    product_id: int
    name: str
    version: int | None
    offers: int
    sellers: list[str]
    firm_ids: list[int]
    reasons: list[str]


@dataclass(frozen=True)
class Preview:
    """How the goods of a shelf stand under a schema. `aside`: label of an attribute no longer asked -> products whose
    value is laid aside."""

    products: int
    misfits: list[Misfit]
    aside: dict[str, int]

    @property
    def fitting(self) -> int:
        return self.products - len(self.misfits)

    @property
    def offers(self) -> int:
        """Offers of the products that do not fit."""
        return sum(one.offers for one in self.misfits)

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """Each reason with the number of products it concerns, the commonest first."""
        return Counter(reason for one in self.misfits for reason in one.reasons).most_common()


@dataclass(frozen=True)
class Count:
    products: int
    offers: int
    for_sale: int
    firms: int


_GOODS = """
SELECT p.id, p.name, c.version, p.attributes, p.former_attributes, count(o.id),
  array_agg(DISTINCT s.name ORDER BY s.name), array_agg(DISTINCT o.role),
  array_remove(array_agg(DISTINCT s.firm_id), NULL)
FROM catalogue_product p
JOIN catalogue_offer o ON o.product_id = p.id AND NOT o.state = ANY(%s)
JOIN catalogue_seller s ON s.id = o.seller_id
LEFT JOIN etalase_schema c ON c.id = p.schema_id AND c.etalase_id = p.etalase_id
WHERE p.etalase_id = %s AND (%s::bigint IS NULL OR s.firm_id = %s)
GROUP BY p.id, c.version ORDER BY p.name, p.id
"""


def misfits(etalase: Etalase, *, firm_id: int | None = None) -> Preview:
    """How the goods of a shelf stand under its schema in force and its terms (of one firm where `firm_id` is given).
    Three queries."""
    latest = Schema.objects.filter(etalase=etalase).order_by("-version").prefetch_related("attributes").first()
    return preview(etalase, latest.rules() if latest else (), firm_id=firm_id)


def preview(
    etalase: Etalase, schema: Sequence[Attribute], *, allowed: Sequence[str] | None = None, firm_id: int | None = None
) -> Preview:
    """How the goods of a shelf would stand under `schema` and `allowed` roles (default: its own). One query."""
    roles = etalase.allowed_roles if allowed is None else allowed
    found, aside, products = [], Counter[str](), 0
    for row in _goods(etalase.pk, firm_id):
        number, name, version, values, former, offers, sellers, sold_as, firms = row
        fit = schemas.fit(schema, values, aside=former)
        products += 1
        aside.update(key for key in fit.aside if key in values)
        reasons = fit.reasons + [role_refused(role, roles) for role in sold_as if role and roles and role not in roles]
        if reasons:
            found.append(Misfit(number, name, version, offers, sellers, firms, reasons))
    return Preview(products, found, dict(aside))


def meeting(etalase: Etalase, requirements: Sequence[Requirement], schema: Sequence[Attribute]) -> tuple[int, int]:
    """How many products of a shelf meet a ready specification, of how many. One query."""
    told = [bool(reasons_unmet(schema, requirements, row[3])) for row in _goods(etalase.pk, None)]
    return told.count(False), len(told)


def counts(etalase_ids: Sequence[int]) -> dict[int, Count]:
    """Products, visible offers, those for sale, and firms of each shelf; shelves without any are left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT etalase_id, count(DISTINCT product_id), count(*), count(*) FILTER (WHERE state = 0), "
            "count(DISTINCT seller_id) FROM catalogue_offersearch WHERE etalase_id = ANY(%s) GROUP BY 1",
            [list(etalase_ids)],
        )
        return {row[0]: Count(*row[1:]) for row in cursor.fetchall()}


def _goods(etalase_id: int, firm_id: int | None) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_GOODS, [_GONE, etalase_id, firm_id, firm_id])
        for row in cursor.fetchall():
            yield (*row[:3], _json(row[3]), _json(row[4]), *row[5:])


def _json(cell: Any) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(cell) if isinstance(cell, str) else cell
    return read
