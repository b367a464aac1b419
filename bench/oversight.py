"""Pages of APIP and of the leadership over facts of a size: cases, questions, one question with its flags, the one
screen. Each is made anew for whoever has signed in. Floors: one SQL by psycopg alone that reads the same rows."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from belanja.institutions.models import Government
from belanja.oversight.models import Case, Sweep
from belanja.oversight.sweep import run
from belanja.rules.duties import Role
from bench.desks import cookie_of
from bench.pages import after_change
from bench.report import Figure, percentile
from bench.scale import grow
from bench.serving import served, visit
from bench.shares import code_of
from bench.surroundings import raw_connection

_HOST = "127.0.0.1"
#: Cases in the list while it is measured.
_CASES = 12_000
_FLOOR_NAME, _TIMES = "psycopg reads the same rows", 9
_OPEN = """
INSERT INTO oversight_case (code, government_id, key, year, unit_id, firm_id, amount, priority, state, since, due,
  opened_at, version)
SELECT 'UJI-' || lpad(row_number() OVER (ORDER BY case_key)::text, 9, '0'), %(g)s, case_key, min(year), min(unit_id),
  min(firm_id), coalesce(max(amount), 0), 1 + count(*) %% 9, 'terdeteksi', now(), current_date + (count(*) %% 20)::int,
  now(), 1
FROM oversight_flag WHERE government_id = %(g)s AND gone_at IS NULL GROUP BY case_key ORDER BY case_key LIMIT %(count)s
"""
_PUT = """
INSERT INTO oversight_caseflag (case_id, flag_id, indicator, joined_at)
SELECT c.id, f.id, f.indicator, now() FROM oversight_case c
JOIN oversight_flag f ON f.government_id = c.government_id AND f.case_key = c.key AND f.gone_at IS NULL
WHERE c.government_id = %(g)s
"""
_MOST = """
SELECT indicator FROM oversight_flag WHERE government_id = %s AND gone_at IS NULL
GROUP BY indicator ORDER BY count(*) DESC LIMIT 1
"""
_CASE_ROWS = """
SELECT c.*, (SELECT count(*) FROM oversight_caseflag f WHERE f.case_id = c.id) FROM oversight_case c
WHERE government_id = %(g)s ORDER BY due NULLS LAST, priority DESC, amount DESC, id DESC LIMIT 50
"""
_TALLY_ROWS = """
SELECT * FROM oversight_tally WHERE sweep_id IN (
  SELECT id FROM oversight_sweep WHERE government_id = %(g)s AND since IS NULL ORDER BY started_at DESC LIMIT 12)
"""
_FLAG_ROWS = """
SELECT id, subject_key, unit_id, firm_id, amount, (
  SELECT count(*) FROM oversight_flag WHERE government_id = %(g)s AND gone_at IS NULL AND indicator = %(code)s)
FROM oversight_flag
WHERE government_id = %(g)s AND gone_at IS NULL AND indicator = %(code)s ORDER BY amount DESC, id LIMIT 50
"""
_SHARE_ROWS = """
SELECT unit_id, channel, stage, sum(amount) FROM facts_spenddelta WHERE government_id = %(g)s AND year = 2025
GROUP BY 1, 2, 3
"""


@dataclass(frozen=True)
class _Page:
    name: str
    path: str
    role: Role
    rows: str


def measure(size: int, *, seconds: float) -> Iterator[Figure]:
    """p50 and p95 at one and at sixteen connections, queries, and the floor of each page."""
    government = Government.objects.filter(code=code_of(size)).first() or grow(code_of(size), size)[0]
    indicator, cases = _filled(government)
    values: dict[str, object] = {"g": government.pk, "code": indicator}
    pages = [
        _Page(f"case list ({cases:,} cases)", f"/pantau/{government.code}/kasus/", Role.APIP, _CASE_ROWS),
        _Page("APIP's questions", f"/pantau/{government.code}/tanda/", Role.APIP, _TALLY_ROWS),
        _Page("one question", f"/pantau/{government.code}/tanda/{indicator}/", Role.APIP, _FLAG_ROWS),
        _Page("leadership page", f"/pimpinan/{government.code}/?tahun=2025", Role.PIMPINAN, _SHARE_ROWS),
    ]
    cookies = {role: cookie_of(government, role=role) for role in (Role.APIP, Role.PIMPINAN)}
    with served("belanja.config.settings", "/sehat") as site:
        for page in pages:
            cookie = cookies[page.role]
            queries, floor = _queries(page.path, cookie), _floor(page.rows, values)
            for count in (1, 16):
                visit(site, page.path, connections=count, seconds=min(0.5, seconds), cookie=cookie)
                seen = visit(site, page.path, connections=count, seconds=seconds, cookie=cookie)
                at = f"{page.name}, {size / 1e6:.1f} M facts, {count} conn."
                note = f"{seen.size / 1024:.0f} kB, {seen.rate:.0f} req/s"
                yield Figure(f"{at}, p50", percentile(seen.times, 0.5), "ms", floor, _FLOOR_NAME, note=note)
                yield Figure(f"{at}, p95", percentile(seen.times, 0.95), "ms", goal="< 200" if count == 1 else "")
            changed = after_change(site, page.path, cookie)
            yield Figure(f"  {page.name}, first after a change, p50", changed, "ms", goal="< 200")
            yield Figure(f"  SQL queries of {page.name}", float(queries), "queries", goal="<= 8")


def _filled(government: Government) -> tuple[str, int]:
    """Sweep it and open cases, where that was not done yet. Returns the question with most flags, and how many cases
    there are."""
    if not Sweep.objects.filter(government=government, ended_at__isnull=False).exists():
        run(government)
    with connection.cursor() as cursor:
        if not Case.objects.filter(government=government).exists():
            cursor.execute(_OPEN, {"g": government.pk, "count": _CASES})
            cursor.execute(_PUT, {"g": government.pk})
        for table in ("flag", "case", "caseflag", "tally"):
            cursor.execute(f"VACUUM ANALYZE oversight_{table}")
        cursor.execute(_MOST, [government.pk])
        return str(cursor.fetchone()[0]), Case.objects.filter(government=government).count()


def _queries(path: str, cookie: str) -> int:
    client = Client(headers={"host": _HOST})
    client.cookies.load(cookie)
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answers {answer.status_code}")
    return len(captured)


def _floor(query: str, values: dict[str, object]) -> float:
    """Milliseconds, the median of some."""
    times = []
    with raw_connection() as raw:
        for _ in range(_TIMES):
            begun = time.perf_counter()
            raw.execute(query, values).fetchall()
            times.append((time.perf_counter() - begun) * 1000)
    return percentile(times, 0.5)
