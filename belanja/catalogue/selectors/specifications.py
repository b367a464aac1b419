"""The goods of an etalase against one of its ready specifications: what meets it, what misses it and why."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from belanja.catalogue.models import FacetValue
from belanja.etalase.models import ReadySpecification, Schema, SchemaAttribute
from belanja.rules.attributes import Attribute, AttributeType, Requirement, unmet
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


_JUDGED = """
WITH best AS (
  SELECT DISTINCT ON (x.product_id) x.product_id, x.offer_id, x.state, {misses} AS misses
  FROM catalogue_offersearch x
  WHERE x.etalase_id = %(etalase)s ORDER BY x.product_id, x.state, x.price NULLS LAST, x.offer_id
), meeting AS (
  SELECT b.offer_id, row_number() OVER (ORDER BY b.state <> 0, r.per_base NULLS LAST, b.offer_id) AS place
  FROM best b LEFT JOIN LATERAL (
    SELECT min(per_base) AS per_base FROM catalogue_pricerow WHERE offer_id = b.offer_id AND ended_on IS NULL
  ) r ON true
  WHERE b.misses = 0 ORDER BY place LIMIT %(most)s
), missed AS (
  SELECT product_id, misses FROM best WHERE misses > 0 ORDER BY misses, product_id LIMIT %(most)s
)
SELECT count(*) FILTER (WHERE misses = 0), count(*) FILTER (WHERE misses > 0),
  (SELECT json_agg(offer_id ORDER BY place) FROM meeting),
  (SELECT json_agg(json_build_array(p.id, p.name, p.attributes) ORDER BY m.misses, p.name)
    FROM missed m JOIN catalogue_product p ON p.id = m.product_id)
FROM best
"""


def against_specification(etalase_slug: str, slug: str, *, most: int) -> AgainstSpecification:
    """Every visible product of an open shelf against a ready specification; the best `most` that meet it and that miss
    it are told, all are counted. RuleBroken 404 where there is none. Three queries."""
    latest = Schema.objects.filter(etalase=OuterRef(OuterRef("etalase"))).order_by("-version").values("pk")[:1]
    asked = SchemaAttribute.objects.filter(schema_id=Subquery(latest)).order_by("position")
    told_of = JSONObject(key="key", label="label", type="type", unit="unit")
    open_ones = [state.value for state in OPEN_SHELVES]
    found = (
        ReadySpecification.objects.filter(slug=slug, etalase__slug=etalase_slug, etalase__state__in=open_ones)
        .select_related("etalase")
        .annotate(asked=ArraySubquery(asked.values(told=told_of)))
        .first()
    )
    if found is None:
        raise RuleBroken("specification_unknown", "Spesifikasi ini tidak ada di katalog.", status=404)
    schema = tuple(
        Attribute(one["key"], one["label"], AttributeType(one["type"]), one["unit"]) for one in map(_json, found.asked)
    )
    needs = found.rules()
    meets = _values_that_meet(found.etalase_id, schema, needs)
    met, missed, meeting, nearest = _judged(found.etalase_id, meets, most)
    told = [Missed(product_id, name, unmet(schema, needs, values)) for product_id, name, values in nearest]
    return AgainstSpecification(
        found.name, found.etalase.name, found.etalase.slug, needs, schema, meeting, told, met, missed
    )


def _values_that_meet(etalase_id: int, schema: Sequence[Attribute], needs: Sequence[Requirement]) -> list[list[int]]:
    """As `values_that_meet`, of all values that the goods of the shelf have. One query."""
    rows = FacetValue.objects.filter(etalase_id=etalase_id, key__in=[need.key for need in needs])
    return values_that_meet(schema, needs, list(rows.values_list("pk", "key", "value")))


def values_that_meet(
    schema: Sequence[Attribute], needs: Sequence[Requirement], rows: Sequence[tuple[int, str, str]]
) -> list[list[int]]:
    """For each need the numbers of the values (number, attribute, value) that meet it: the rules judge each value once,
    however many goods have it. A value that is longer than any choice has no number and meets nothing."""
    told = {True: "ya", False: "tidak"}
    flags = {one.key for one in schema if one.type is AttributeType.YES_NO}
    said = {number: next((flag for flag, word in told.items() if key in flags and word == value), value)
            for number, key, value in rows}  # fmt: skip
    return [
        [number for number, key, _value in rows if key == need.key and not unmet(schema, [need], {key: said[number]})]
        for need in needs
    ]


def _judged(etalase_id: int, meets: Sequence[Sequence[int]], most: int) -> tuple[int, int, list[int], list[Any]]:
    """How many goods of a shelf meet the needs and how many do not, the offers of the best that do, and id, name and
    values of those that miss the fewest. One query over the narrow rows of the search."""
    given: dict[str, Any] = {"etalase": etalase_id, "most": most}
    given |= {f"need{number}": list(ids) for number, ids in enumerate(meets)}
    misses = " + ".join(f"(NOT x.values && %(need{number})s::int[])::int" for number in range(len(meets))) or "0"
    with connection.cursor() as cursor:
        cursor.execute(_JUDGED.format(misses=misses), given)
        met, missed, meeting, nearest = cursor.fetchone() or (0, 0, None, None)
    return met, missed, _json(meeting) or [], _json(nearest) or []


def _json(cell: Any) -> Any:
    return json.loads(cell) if isinstance(cell, str) else cell
