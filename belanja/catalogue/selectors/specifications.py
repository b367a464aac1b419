"""The goods of an etalase against one of its ready specifications: what meets it, what misses it and why."""

import heapq
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import OuterRef, Subquery

from belanja.etalase.models import ReadySpecification, Schema, SchemaAttribute
from belanja.rules.attributes import Attribute, Requirement, unmet
from belanja.rules.decisions import RuleBroken
from belanja.rules.listings import OPEN_SHELVES


@dataclass(frozen=True)
class Missed:
    product_id: int
    name: str
    reasons: list[str]


@dataclass(frozen=True)
class AgainstSpecification:
    """`meeting`: the best offer (for sale first, then the cheapest) of each product that meets it, the first `most` of
    them: for sale first, then the cheapest base unit; `missed`: the first `most` that miss the fewest demands. How many
    there are of each is counted."""

    name: str
    etalase: str
    etalase_slug: str
    requirements: tuple[Requirement, ...]
    schema: tuple[Attribute, ...]
    meeting: list[int]
    missed: list[Missed]
    meeting_count: int
    missed_count: int


#: Rows read at a time: a shelf may have a hundred thousand goods, a page shows few.
_BATCH = 2_000
_GOODS = """
SELECT best.product_id, p.name, p.attributes, best.offer_id
FROM (
  SELECT DISTINCT ON (x.product_id) x.product_id, x.offer_id, x.state
  FROM catalogue_offersearch x
  WHERE x.etalase_id = %s ORDER BY x.product_id, x.state, x.price NULLS LAST, x.offer_id
) best
JOIN catalogue_product p ON p.id = best.product_id
LEFT JOIN LATERAL (
  SELECT min(per_base) AS per_base FROM catalogue_pricerow WHERE offer_id = best.offer_id AND ended_on IS NULL
) r ON true
ORDER BY best.state <> 0, r.per_base NULLS LAST, best.offer_id
"""


def against_specification(etalase_slug: str, slug: str, *, most: int) -> AgainstSpecification:
    """Every visible product of an open shelf against a ready specification; the best `most` that meet it and that miss
    it are told, all are counted. RuleBroken 404 where there is none. Three queries."""
    latest = Schema.objects.filter(etalase=OuterRef("etalase")).order_by("-version").values("pk")[:1]
    open_ones = [state.value for state in OPEN_SHELVES]
    found = (
        ReadySpecification.objects.filter(slug=slug, etalase__slug=etalase_slug, etalase__state__in=open_ones)
        .select_related("etalase")
        .annotate(latest=Subquery(latest))
        .first()
    )
    if found is None:
        raise RuleBroken("specification_unknown", "Spesifikasi ini tidak ada di katalog.", status=404)
    schema = tuple(one.rule() for one in SchemaAttribute.objects.filter(schema_id=found.latest))
    needs = found.rules()
    meeting: list[int] = []
    counts = [0, 0]

    def misses() -> Iterator[Missed]:
        for product_id, name, values, offer_id in _goods(found.etalase_id):
            reasons = unmet(schema, needs, _json(values))
            counts[bool(reasons)] += 1
            if reasons:
                yield Missed(product_id, name, reasons)
            elif len(meeting) < most:
                meeting.append(offer_id)

    missed = heapq.nsmallest(most, misses(), key=lambda one: (len(one.reasons), one.name))
    return AgainstSpecification(
        found.name, found.etalase.name, found.etalase.slug, needs, schema, meeting, missed, *counts
    )


def _goods(etalase_id: int) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_GOODS, [etalase_id])
        while rows := cursor.fetchmany(_BATCH):
            yield from rows


def _json(cell: Any) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(cell) if isinstance(cell, str) else cell
    return read
