"""Goods that meet the same ready specification as others: which specifications these meet, and what else meets them."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import F, OuterRef, QuerySet, Subquery

from belanja.catalogue.models import OfferSearch, PriceRow, Product
from belanja.etalase.models import ReadySpecification
from belanja.rules.attributes import Attribute, AttributeType, Requirement, unmet

from .specifications import values_that_meet

#: Offers looked at of one specification: so many of the cheapest, and so many of the best class.
_MOST = 40
#: Specifications of one product that count: the most demanding ones.
_SPECIFICATIONS = 2

_OF_SHELVES = """
SELECT s.etalase_id, s.name, s.requirements,
  (SELECT json_agg(json_build_array(a.key, a.label, a.type, a.unit) ORDER BY a.position)
    FROM etalase_schemaattribute a
    WHERE a.schema_id = (SELECT id FROM etalase_schema WHERE etalase_id = s.etalase_id ORDER BY version DESC LIMIT 1)),
  (SELECT json_agg(json_build_array(f.id, f.key, f.value)) FROM catalogue_facetvalue f
    WHERE f.etalase_id = s.etalase_id AND f.key IN (SELECT n->>'key' FROM jsonb_array_elements(s.requirements) n))
FROM etalase_readyspecification s WHERE s.etalase_id = ANY(%s)
ORDER BY s.etalase_id, jsonb_array_length(s.requirements) DESC, s.name
"""


@dataclass(frozen=True)
class Standard:
    """A ready specification of a shelf; `meets`: for each need the numbers of the values that meet it."""

    etalase_id: int
    name: str
    needs: tuple[Requirement, ...]
    schema: tuple[Attribute, ...]
    meets: Sequence[Sequence[int]]

    def met_by(self, product: Product) -> bool:
        return product.etalase_id == self.etalase_id and not unmet(self.schema, self.needs, product.attributes)


def met_by(products: Collection[Product]) -> list[Standard]:
    """The ready specifications that these products meet, of each its most demanding ones. One query, none for no
    product."""
    shelves = sorted({product.etalase_id for product in products})
    if not shelves:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_OF_SHELVES, [shelves])
        known = [_standard(*row) for row in cursor.fetchall()]
    counted: list[Standard] = []
    for product in products:
        counted += [one for one in known if one.met_by(product)][:_SPECIFICATIONS]
    return [one for one in known if any(one is each for each in counted)]


def offers_of(standards: Collection[Standard]) -> list[QuerySet[OfferSearch, int]]:
    """The ids of what is for sale and meets a specification, as looks to be joined: the cheapest base units, and the
    best classes."""
    found: list[QuerySet[OfferSearch, int]] = []
    for one in standards:
        rows = OfferSearch.objects.filter(etalase_id=one.etalase_id, state=0)
        for ids in one.meets:
            rows = rows.filter(values__overlap=list(ids))
        prices = PriceRow.objects.filter(offer=OuterRef("pk"), ended_on__isnull=True, per_base__isnull=False)
        rows = rows.annotate(per_base=Subquery(prices.order_by("per_base").values("per_base")[:1]))
        cheapest = F("per_base").asc(nulls_last=True)
        found += [
            rows.order_by(*order, "pk").values_list("pk", flat=True)[:_MOST]
            for order in ((cheapest,), ("pdn", cheapest))
        ]
    return found


def _standard(etalase_id: int, name: str, needs: Any, schema: Any, values: Any) -> Standard:
    attributes = tuple(
        Attribute(key, label, AttributeType(kind), unit) for key, label, kind, unit in _json(schema) or ()
    )
    rules = ReadySpecification(requirements=_json(needs)).rules()
    known = [(number, key, value) for number, key, value in _json(values) or ()]
    return Standard(etalase_id, name, rules, attributes, values_that_meet(attributes, rules, known))


def _json(cell: Any) -> Any:
    return json.loads(cell) if isinstance(cell, str) else cell
