"""The share query over facts of different sizes. Floor: one grouped sum over the aggregate by psycopg alone."""

import time
from collections.abc import Callable, Iterator

from django.db import transaction

from belanja.affirmation.selectors import share_table
from belanja.institutions.models import Government
from bench.report import Figure, percentile
from bench.scale import grow
from bench.surroundings import GOVERNMENT, raw_connection

_YEAR = 2025
_AGGREGATE = """
SELECT unit_id, stage, channel, sum(amount), sum(facts) FROM facts_spenddelta
WHERE government_id = %s AND year = %s AND stage IN (2, 64) GROUP BY 1, 2, 3
"""
_RAW = """
SELECT unit_id, stage, channel, sum(amount), count(*) FROM facts_spendfact
WHERE government_id = %s AND year = %s AND stage IN (2, 64) AND known_to IS NULL AND counts GROUP BY 1, 2, 3
"""
_DIFFERENCES = """
SELECT count(*) FROM
  (SELECT unit_id, year, channel, stage, day, sum(amount) AS a, sum(facts) AS n FROM facts_spenddelta
   WHERE government_id = %(g)s GROUP BY 1, 2, 3, 4, 5) x
FULL JOIN
  (SELECT unit_id, year, channel, stage, day, sum(amount) AS a, count(*) AS n FROM facts_spendfact
   WHERE government_id = %(g)s AND known_to IS NULL AND counts GROUP BY 1, 2, 3, 4, 5) y
USING (unit_id, year, channel, stage, day) WHERE x.a IS DISTINCT FROM y.a OR x.n IS DISTINCT FROM y.n
"""


def code_of(size: int) -> str:
    return f"{GOVERNMENT}{size // 1000}"


def measure(size: int, *, runs: int) -> Iterator[Figure]:
    """Make the facts, then time the table of shares, its floor and the sum over the raw facts."""
    government, made, seconds = grow(code_of(size), size)
    label = f"{made / 1e6:.1f} M facts"
    with raw_connection() as connection:
        connection.prepare_threshold = 0

        def sums(query: str) -> Callable[[], object]:
            return lambda: connection.execute(query, (government.pk, _YEAR)).fetchall()

        floor = _times(sums(_AGGREGATE), runs)
        raw = _times(sums(_RAW), max(3, runs // 10))
        row = connection.execute(_DIFFERENCES, {"g": government.pk}).fetchone()
    with transaction.atomic():  # inside a transaction no answer is remembered
        table = _times(lambda: _table(government), runs)
    known = _times(lambda: _table(government), runs)
    for name, part, goal in (("p50", 0.5, "< 100"), ("p95", 0.95, "< 200")):
        yield Figure(
            f"share table, {label}, {name}", percentile(table, part), "ms", percentile(floor, part),
            "one grouped sum over the aggregate", goal,
        )  # fmt: skip
    yield Figure(f"  remembered, {label}, p50", percentile(known, 0.5), "ms", note="nothing written since")
    yield Figure(f"  same sum over raw facts, {label}, p50", percentile(raw, 0.5), "ms", note="for comparison")
    yield Figure(
        f"  groups where aggregate and facts differ, {label}", float(str(row[0])) if row else -1.0, "groups", goal="= 0"
    )
    yield Figure(f"  making and folding {label}", seconds, "s")


def _table(government: Government) -> None:
    table = share_table(government=government, year=_YEAR)
    if table.total.units_known != len(table.units) or not table.units:
        raise RuntimeError("the measured government has unknown shares")


def _times(work: Callable[[], object], runs: int) -> list[float]:
    """Milliseconds of each run, after one that warms up."""
    work()
    found = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        found.append((time.perf_counter() - begun) * 1000)
    return found
