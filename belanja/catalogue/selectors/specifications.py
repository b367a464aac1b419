"""The goods of an etalase against one of its ready specifications: what meets it, what misses it and why."""

import json
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
    """`meeting`: the best offer (for sale first, then the cheapest) of each product that meets it; `missed`: those that
    miss the fewest demands first."""

    name: str
    etalase: str
    etalase_slug: str
    requirements: tuple[Requirement, ...]
    schema: tuple[Attribute, ...]
    meeting: list[int]
    missed: list[Missed]


_GOODS = """
SELECT DISTINCT ON (x.product_id) x.product_id, p.name, p.attributes, x.offer_id
FROM catalogue_offersearch x JOIN catalogue_product p ON p.id = x.product_id
WHERE x.etalase_id = %s ORDER BY x.product_id, x.state, x.price NULLS LAST, x.offer_id
"""


def against_specification(etalase_slug: str, slug: str) -> AgainstSpecification:
    """Every visible product of an open shelf against a ready specification. RuleBroken 404 where there is none.
    Three queries."""
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
    meeting, missed = [], []
    with connection.cursor() as cursor:
        cursor.execute(_GOODS, [found.etalase_id])
        for product_id, name, values, offer_id in cursor.fetchall():
            reasons = unmet(schema, needs, _json(values))
            if reasons:
                missed.append(Missed(product_id, name, reasons))
            else:
                meeting.append(offer_id)
    missed.sort(key=lambda one: (len(one.reasons), one.name))
    return AgainstSpecification(found.name, found.etalase.name, found.etalase.slug, needs, schema, meeting, missed)


def _json(cell: Any) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(cell) if isinstance(cell, str) else cell
    return read
