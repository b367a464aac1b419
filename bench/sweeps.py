"""APIP's sweeps over facts of different sizes: the nightly whole, and what a day has changed. Floors: psycopg alone
reads the same documents with their facts, or finds those that changed."""

import resource
import time
from collections.abc import Iterator
from datetime import datetime

from django.db import connection

from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.oversight.models import Flag, Sweep
from belanja.oversight.sweep import run
from bench.report import Figure
from bench.scale import grow
from bench.shares import code_of
from bench.surroundings import raw_connection

#: Orders that something happened to in a day.
_A_DAY = 1_000
_READ = """
SELECT d.id, d.unit_id, d.year, d.channel, d.key, d.plan_codes, d.vendor_key, d.ordered_on, d.amount, d.stages, f.day
FROM facts_purchasedocument d LEFT JOIN (
  SELECT document_id, min(day) AS day FROM facts_spendfact WHERE government_id = %(g)s AND known_to IS NULL GROUP BY 1
) f ON f.document_id = d.id WHERE d.government_id = %(g)s
"""
_FIND = """
SELECT DISTINCT document_id FROM facts_spendfact
WHERE government_id = %(g)s AND (known_from >= %(since)s OR known_to >= %(since)s)
"""
_TOUCH = """
UPDATE facts_spendfact SET known_from = %(now)s WHERE document_id IN (
  SELECT id FROM facts_purchasedocument WHERE government_id = %(g)s ORDER BY ordered_on DESC, id LIMIT %(count)s)
"""


def measure(size: int) -> Iterator[Figure]:
    """Sweep all of it, again, and then what a day has changed."""
    government = Government.objects.filter(code=code_of(size)).first() or grow(code_of(size), size)[0]
    label = f"{size / 1e6:.1f} M facts"
    floor = _floor(_READ, {"g": government.pk})
    first, seconds = _swept(government)
    note = f"{first.asked:,} subjects, {first.found:,} flags, {_megabytes():.0f} MB"
    yield Figure(f"nightly sweep, {label}", seconds, "s", floor, "psycopg reads the same documents", "< 600", note=note)
    again, seconds = _swept(government)
    yield Figure(
        f"  the next night, {label}", seconds, "s", floor, "as above", "< 600", note=f"{again.found:,} new flags"
    )
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(_TOUCH, {"g": government.pk, "count": _A_DAY, "now": now})
    floor = _floor(_FIND, {"g": government.pk, "since": now})
    day, seconds = _swept(government, since=now)
    note = f"{_A_DAY:,} orders, {day.asked:,} subjects"
    yield Figure(f"a day's changes, {label}", seconds, "s", floor, "psycopg finds what changed", "< 60", note=note)
    yield Figure(f"  flags that stand, {label}", float(Flag.objects.filter(gone_at__isnull=True).count()), "flags")


def _swept(government: Government, *, since: datetime | None = None) -> tuple[Sweep, float]:
    begun = time.perf_counter()
    sweep = run(government, since=since)
    if sweep is None:
        raise RuntimeError("another sweep is under way")
    return sweep, time.perf_counter() - begun


def _floor(query: str, values: dict[str, object]) -> float:
    with raw_connection() as raw:
        begun = time.perf_counter()
        raw.execute(query, values).fetchall()
        return time.perf_counter() - begun


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
