"""From the RUP codes of an order to the plan of today: every revision in between, in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from belanja.plans.models import RupPackage

#: Longer histories than any real one; a circle in the data must not run for ever.
_LONGEST = 50


@dataclass(frozen=True)
class Step:
    """One revision: a code was replaced by another, on a day. The written reason stays in: it is free text and
    may name people."""

    old_code: str
    new_code: str
    kind: str
    on: date | None


@dataclass(frozen=True)
class Chain:
    """`codes` in the order of the story (the order's own first), `steps` between them, `packages` by code."""

    codes: tuple[str, ...]
    steps: tuple[Step, ...]
    packages: dict[str, RupPackage]


_STEPS = """
WITH RECURSIVE chain (code, depth) AS (
  SELECT code, 0 FROM unnest(%(codes)s::varchar[]) AS own (code)
  UNION
  SELECT revision.new_code, chain.depth + 1
  FROM chain JOIN plans_ruprevision revision
    ON revision.government_id = %(government)s AND revision.old_code = chain.code
   AND revision.new_code <> revision.old_code
  WHERE chain.depth < %(longest)s
)
SELECT DISTINCT revision.old_code, revision.new_code, revision.kind, revision.revised_on, revision.id
FROM plans_ruprevision revision
WHERE revision.government_id = %(government)s AND revision.old_code IN (SELECT code FROM chain)
ORDER BY revision.revised_on NULLS FIRST, revision.id
"""


def chain_of(government_id: int, codes: Sequence[str]) -> Chain:
    """The revisions that begin at `codes`, and the plan lines of every code met. Two queries; none without
    codes."""
    if not codes:
        return Chain((), (), {})
    with connection.cursor() as cursor:
        cursor.execute(_STEPS, {"government": government_id, "codes": list(codes), "longest": _LONGEST})
        steps = tuple(Step(*row[:4]) for row in cursor.fetchall())
    met = list(dict.fromkeys([*codes, *(code for step in steps for code in (step.old_code, step.new_code))]))
    packages = RupPackage.objects.filter(government_id=government_id, code__in=met).select_related("unit")
    return Chain(tuple(met), steps, {package.code: package for package in packages})
