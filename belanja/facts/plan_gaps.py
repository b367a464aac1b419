"""Orders that lead to no plan line, and plan lines that led to no order. Asked through `facts.selectors`.

Both are found by the database: a province has a million orders a year, and a page shows fifty of them. Where a revised
code leads is walked there as `plans.selectors.follow_revisions` walks it: level by level, and a code is an end when
none of its steps leads further.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from belanja.plans.models import RupPackage
from belanja.rules.channels import Stage

from .models import PurchaseDocument

#: More often than this no package is revised; it only ends the walk in circles.
_LONGEST_CHAIN = 200
#: Documents fetched at a time where a list is read whole.
_CHUNK = 1_000

_ORDERS = f"""
SELECT id, unit_id, amount, plan_codes FROM facts_purchasedocument
WHERE government_id = %(government)s AND year = %(year)s AND NOT vanished
  AND stages <> 0 AND stages & {int(Stage.CANCELLED)} = 0
"""

#: `ends`: where codes lead that were ever revised.
_ENDS = f"""
step AS MATERIALIZED (
  SELECT DISTINCT old_code, new_code FROM plans_ruprevision
  WHERE government_id = %(government)s AND old_code <> new_code
), walk(start, code, depth) AS (
  SELECT DISTINCT old_code, old_code, 0 FROM step
  UNION
  SELECT w.start, s.new_code, w.depth + 1 FROM walk w JOIN step s ON s.old_code = w.code AND s.new_code <> w.start
  WHERE w.depth < {_LONGEST_CHAIN}
), reached AS MATERIALIZED (
  SELECT start, code, min(depth) AS depth FROM walk GROUP BY start, code
), ends AS MATERIALIZED (
  SELECT r.start, r.code FROM reached r WHERE NOT EXISTS (
    SELECT FROM step s JOIN reached ahead ON ahead.code = s.new_code
    WHERE s.old_code = r.code AND ahead.start = r.start AND ahead.depth > r.depth)
)
"""

#: `missing`: orders none of whose codes, nor where these lead, is a plan line that counts. Most orders have one, so the
#: codes that do are put aside first, and only what is left is looked at closely.
_MISSING = f"""
WITH RECURSIVE {_ENDS}, lead AS MATERIALIZED (
  SELECT e.start AS code, bool_or(p.counts) AS counts FROM ends e
  JOIN plans_ruppackage p ON p.government_id = %(government)s AND p.code = e.code GROUP BY e.start
), good AS (
  SELECT code FROM plans_ruppackage WHERE government_id = %(government)s AND counts
  UNION ALL SELECT code FROM lead WHERE counts
), left_over AS (
  SELECT o.*, c.code FROM ({_ORDERS}) o LEFT JOIN LATERAL unnest(o.plan_codes) c(code) ON true
  WHERE NOT EXISTS (SELECT FROM good g WHERE g.code = c.code)
), missing AS (
  SELECT id, unit_id, amount, plan_codes,
    CASE WHEN cardinality(plan_codes) = 0 THEN 'no_code'
         WHEN bool_or(EXISTS (SELECT FROM plans_ruppackage p
                              WHERE p.government_id = %(government)s AND p.code = left_over.code)
                      OR lead.code IS NOT NULL) THEN 'retired'
         ELSE 'unknown_code' END AS why
  FROM left_over LEFT JOIN lead USING (code)
  GROUP BY id, unit_id, amount, plan_codes HAVING count(code) = cardinality(plan_codes)
)
"""

_GROUPS = (
    _MISSING + "SELECT unit_id, why, count(*), sum(amount) FROM missing GROUP BY unit_id, why ORDER BY unit_id, why"
)

_PAGE = (
    _MISSING
    + """, page AS (
  SELECT * FROM missing
  WHERE (%(units)s::bigint[] IS NULL OR unit_id = ANY(%(units)s)) AND (%(why)s = '' OR why = %(why)s)
  ORDER BY amount DESC, id OFFSET %(offset)s LIMIT %(limit)s
), led AS (
  SELECT p.id, array_agg(DISTINCT coalesce(e.code, c.code) COLLATE "C") AS ends
  FROM page p CROSS JOIN unnest(p.plan_codes) c(code) LEFT JOIN ends e ON e.start = c.code GROUP BY p.id
)
SELECT p.id, p.why, coalesce(l.ends, ARRAY[]::text[]) FROM page p LEFT JOIN led l ON l.id = p.id
ORDER BY p.amount DESC, p.id
"""
)

#: Plan lines whose code no order names, and to which none that an order names leads.
_UNSPOKEN = f"""
NOT EXISTS (
  SELECT FROM ({_ORDERS}) o CROSS JOIN unnest(o.plan_codes) c(code) WHERE c.code = plans_ruppackage.code
) AND NOT EXISTS (
  SELECT FROM (
    WITH RECURSIVE {_ENDS} SELECT e.code FROM ends e WHERE EXISTS (
      SELECT FROM ({_ORDERS}) o CROSS JOIN unnest(o.plan_codes) c(code) WHERE c.code = e.start)
  ) led WHERE led.code = plans_ruppackage.code
)
"""


@dataclass(frozen=True)
class OrderWithoutPlan:
    """An order none of whose RUP codes leads to a plan line. `why`: no_code, unknown_code or retired."""

    document: PurchaseDocument
    why: str
    ends: tuple[str, ...]


@dataclass(frozen=True)
class Gap:
    """How many such orders a unit has for one reason, and what they are worth."""

    unit_id: int
    why: str
    orders: int
    amount: Decimal


class OrdersWithoutPlan:
    """Orders of a year that lead to no plan line, the largest first. Read a slice at a time, or one after another."""

    def __init__(
        self,
        *,
        government_id: int,
        year: int,
        unit_ids: Sequence[int] | None = None,
        why: str = "",
        gaps: Sequence[Gap] | None = None,
    ) -> None:
        self._scope: dict[str, Any] = {"government": government_id, "year": year}
        self._unit_ids, self._why, self._all_gaps = unit_ids, why, gaps

    def only(self, *, unit_ids: Sequence[int] | None = None, why: str = "") -> "OrdersWithoutPlan":
        """Those of some units, or for one reason."""
        return OrdersWithoutPlan(
            government_id=self._scope["government"],
            year=self._scope["year"],
            unit_ids=self._unit_ids if unit_ids is None else unit_ids,
            why=why or self._why,
            gaps=self.gaps,
        )

    @cached_property
    def gaps(self) -> list[Gap]:
        """Counts and sums by unit and reason."""
        every = self._all_gaps
        if every is None:
            with connection.cursor() as cursor:
                cursor.execute(_GROUPS, self._scope)
                every = [Gap(*row) for row in cursor.fetchall()]
        units = None if self._unit_ids is None else set(self._unit_ids)
        return [
            gap for gap in every if (units is None or gap.unit_id in units) and (not self._why or gap.why == self._why)
        ]

    @property
    def amount(self) -> Decimal:
        return sum((gap.amount for gap in self.gaps), Decimal("0.00"))

    def __len__(self) -> int:
        return sum(gap.orders for gap in self.gaps)

    def __getitem__(self, wanted: slice) -> list[OrderWithoutPlan]:
        start = wanted.start or 0
        limit = None if wanted.stop is None else max(0, wanted.stop - start)
        with connection.cursor() as cursor:
            cursor.execute(_PAGE, self._asked(start, limit))
            return self._orders(cursor.fetchall())

    def __iter__(self) -> Iterator[OrderWithoutPlan]:
        with connection.chunked_cursor() as cursor:
            with connection.cursor() as plain:
                # The list is read to its end and may be long: a plan for few rows would be a slow one.
                plain.execute("SET cursor_tuple_fraction = 1; SET enable_nestloop = off")
                cursor.execute(_PAGE, self._asked(0, None))
                plain.execute("RESET cursor_tuple_fraction; RESET enable_nestloop")
            while rows := cursor.fetchmany(_CHUNK):
                yield from self._orders(rows)

    def _asked(self, offset: int, limit: int | None) -> dict[str, Any]:
        units = None if self._unit_ids is None else list(self._unit_ids)
        return {**self._scope, "units": units, "why": self._why, "offset": offset, "limit": limit}

    def _orders(self, rows: Sequence[tuple[int, str, list[str]]]) -> list[OrderWithoutPlan]:
        documents = PurchaseDocument.objects.select_related("unit").in_bulk([pk for pk, _why, _ends in rows])
        return [OrderWithoutPlan(documents[pk], why, tuple(ends)) for pk, why, ends in rows if pk in documents]


def orders_without_plan(*, government_id: int, year: int, unit_ids: Sequence[int] | None = None) -> OrdersWithoutPlan:
    """Orders, not cancelled, whose RUP codes lead, after all revisions, to no plan line that counts."""
    return OrdersWithoutPlan(government_id=government_id, year=year, unit_ids=unit_ids)


def plans_without_order(
    *, government_id: int, year: int, unit_ids: Sequence[int] | None = None
) -> QuerySet[RupPackage]:
    """Counting e-Purchasing plan lines that no order, by any earlier code of theirs, has used. Largest first."""
    lines = RupPackage.objects.filter(government_id=government_id, year=year, counts=True, epurchasing=True)
    if unit_ids is not None:
        lines = lines.filter(unit_id__in=unit_ids)
    unspoken = _UNSPOKEN.replace("%(government)s", str(int(government_id))).replace("%(year)s", str(int(year)))
    return lines.extra(where=[unspoken]).select_related("unit").order_by("-pagu", "code")
