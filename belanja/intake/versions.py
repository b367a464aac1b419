"""What is new, changed, the same or gone between a pull and what we hold; and the writing of row versions.

All in SQL over the staging table. After `compare`, the temp table `intake_rows` has one row per staged row: its scope,
final key, typed columns, and class: new, changed, same (winners of their key) or replay (repetitions). What follows
reads it alone; the staging table is asked again only for what source rows keep.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from .feeds import Feed
from .staging import TABLE

#: Rows that repeat rightfully get their place among equals into the key; the rest are one row a key. The same row in
#: two files (pages that overlap) is one row, so the place is that of the row and its occurrence inside its file.
_PLAIN_KEY, _PLAIN_SOURCE = "s.key", TABLE
_REPEATING_KEY = (
    "s.key || CASE WHEN s.repeats AND dense_rank() OVER again > 1 THEN '#' || dense_rank() OVER again ELSE '' END"
)
#: Rows of any other feed that repeat exactly say the same thing twice, so only lines of orders are told apart.
_REPEATING_SOURCE = f"""
(SELECT *, {{occurrence}} AS occurrence FROM {TABLE})
"""
_LINE_OCCURRENCE = "row_number() OVER (PARTITION BY file_no, gov, year, key, digest ORDER BY rid)"
_AGAIN = "WINDOW again AS (PARTITION BY s.gov, s.year, s.key ORDER BY s.digest, s.occurrence)"

#: Of rows with one key the latest stands; asked only where keys repeat at all. An order has one year, the latest.
_LATEST = """
row_number() OVER (
  PARTITION BY government_id, {year} final_key ORDER BY version DESC, year DESC, file_no DESC, rid DESC)
"""
_REPEATS = f"SELECT EXISTS (SELECT 1 FROM {TABLE} GROUP BY gov, {{year}} key HAVING count(*) > 1)"

_RESOLVE = """
CREATE TEMP TABLE intake_rows ON COMMIT DROP AS
WITH keyed AS (
  SELECT s.*, g.government_id, u.unit_id, {key} AS final_key
  FROM {source} s
  LEFT JOIN intake_governments g ON g.gov = s.gov
  LEFT JOIN intake_units u ON u.gov = s.gov AND u.year = s.year
    AND u.number = s.unit_number AND u.code = s.unit_code
  {window}
), ranked AS (
  SELECT *, {place} AS place FROM keyed
), former AS (
  SELECT id, year, government_id, key, digest FROM intake_sourcerow c
  WHERE pull_to_id IS NULL AND feed = %(feed)s AND {scope} AND year = ANY(%(years)s)
)
SELECT r.rid, r.file_no, r.government_id, r.year, r.unit_id, r.final_key AS key, r.amount,
  CASE WHEN r.place > 1 THEN 'replay'
       WHEN c.id IS NULL THEN 'new'
       WHEN c.digest = r.digest THEN 'same'
       ELSE 'changed' END AS class,
  CASE WHEN r.place = 1 THEN c.id END AS former_id,
  CASE WHEN r.place > 1 THEN NULL
       WHEN c.id IS NOT NULL AND c.digest = r.digest THEN c.id
       ELSE nextval('intake_sourcerow_id_seq') END AS source_row_id
  {typed}
FROM ranked r
LEFT JOIN former c ON c.year = r.year AND c.key = r.final_key{same_government}
"""

_SCOPES = """
CREATE TEMP TABLE intake_scopes ON COMMIT DROP AS
SELECT government_id, year, count(*) AS rows,
  count(*) FILTER (WHERE class = 'new') AS new, count(*) FILTER (WHERE class = 'changed') AS changed,
  count(*) FILTER (WHERE class = 'same') AS same, count(*) FILTER (WHERE class = 'replay') AS replay,
  coalesce(sum(amount), 0) AS amount,
  coalesce(sum(amount) FILTER (WHERE class IN ('new', 'changed')), 0) AS amount_loaded,
  coalesce(sum(amount) FILTER (WHERE class = 'same'), 0) AS amount_same,
  coalesce(sum(amount) FILTER (WHERE class = 'replay'), 0) AS amount_replay
FROM intake_rows GROUP BY 1, 2
"""

#: Current rows that no row of the pull speaks of any more (`former_id` names those that one does).
_GONE = """
CREATE TEMP TABLE intake_gone ON COMMIT DROP AS
SELECT c.id, c.government_id, c.year, c.payload, c.amount, c.year AS pull_year
FROM intake_sourcerow c JOIN intake_scopes s ON s.year = c.year AND s.government_id IS NOT DISTINCT FROM c.government_id
WHERE c.pull_to_id IS NULL AND c.feed = %(feed)s AND {scope} AND c.year = ANY(%(years)s) AND NOT %(national)s
  AND NOT EXISTS (SELECT 1 FROM intake_rows r WHERE r.former_id = c.id)
"""

#: How many rows were there before, how many are gone, and how many came from another fiscal year.
_TOLD = """
SELECT s.*, coalesce(before.rows, 0), coalesce(gone.rows, 0), coalesce(moved.rows, 0)
FROM intake_scopes s
LEFT JOIN (
  SELECT government_id, year, count(*) AS rows FROM intake_sourcerow c
  WHERE pull_to_id IS NULL AND feed = %(feed)s AND {scope} AND year = ANY(%(years)s) GROUP BY 1, 2
) before ON before.year = s.year AND before.government_id IS NOT DISTINCT FROM s.government_id
LEFT JOIN (
  SELECT government_id, year, count(*) AS rows FROM intake_gone WHERE pull_year = year GROUP BY 1, 2
) gone ON gone.year = s.year AND gone.government_id IS NOT DISTINCT FROM s.government_id
LEFT JOIN (
  SELECT government_id, pull_year AS year, count(*) AS rows FROM intake_gone WHERE pull_year <> year GROUP BY 1, 2
) moved ON moved.year = s.year AND moved.government_id IS NOT DISTINCT FROM s.government_id
ORDER BY s.government_id, s.year
"""

#: An order whose lines do not add up to its stated total, but do once exact repetitions are left out, was
#: delivered twice: the repetitions are replays. (Repeated lines that do add up are rightful and stay.)
_ORDER_REPLAYS = f"""
UPDATE intake_rows r SET class = 'replay', former_id = NULL, source_row_id = NULL
FROM (
  WITH lines AS (
    SELECT k.rid, k.government_id, k.year, k.doc_key, k.amount, k.doc_total,
           row_number() OVER (PARTITION BY k.government_id, k.year, k.doc_key, s.digest ORDER BY k.rid) AS copy
    FROM intake_rows k JOIN {TABLE} s ON s.rid = k.rid WHERE k.class <> 'replay'
  ), twice AS (
    SELECT government_id, year, doc_key FROM lines GROUP BY government_id, year, doc_key
    HAVING max(copy) > 1 AND min(doc_total) = max(doc_total) AND sum(amount) <> max(doc_total)
       AND sum(amount) FILTER (WHERE copy = 1) = max(doc_total)
  )
  SELECT l.rid FROM lines l JOIN twice t USING (government_id, year, doc_key) WHERE l.copy > 1
) doubled
WHERE doubled.rid = r.rid
"""

#: An order that stands in two files in two states (a monthly file, and a later one that has it again) is taken from
#: the later file as a whole.
_OLDER_STATES = """
UPDATE intake_rows r SET class = 'replay', former_id = NULL, source_row_id = NULL
FROM (
  SELECT government_id, year, doc_key, max(file_no) AS latest FROM intake_rows GROUP BY government_id, year, doc_key
  HAVING min(file_no) < max(file_no) AND count(DISTINCT (status, stages, doc_total, done_day)) > 1
) twice
WHERE r.government_id = twice.government_id AND r.year = twice.year AND r.doc_key = twice.doc_key
  AND r.file_no < twice.latest
"""

#: Orders that a former pull knew under another fiscal year: few or none, so they are found first, and only then
#: looked up among the rows.
_MOVED_ORDERS = """
CREATE TEMP TABLE intake_moved ON COMMIT DROP AS
SELECT d.government_id, d.year AS former_year, d.key, max(o.year) AS year
FROM (SELECT DISTINCT government_id, year, doc_key FROM intake_rows WHERE class IN ('new', 'changed')) o
JOIN facts_purchasedocument d ON d.government_id = o.government_id AND d.channel = %(channel)s AND d.key = o.doc_key
WHERE d.year <> o.year AND NOT d.vanished
GROUP BY 1, 2, 3
"""

#: Their rows in the former year are over.
_MOVED = """
INSERT INTO intake_gone
SELECT c.id, c.government_id, c.year, c.payload, c.amount, m.year
FROM intake_sourcerow c
JOIN intake_moved m ON m.government_id = c.government_id AND m.former_year = c.year
  AND m.key = coalesce(c.payload->>'kd_paket', c.payload->>'order_id')
WHERE c.feed = %(feed)s AND c.pull_to_id IS NULL AND NOT EXISTS (SELECT 1 FROM intake_gone g WHERE g.id = c.id)
"""


@dataclass(frozen=True)
class Scope:
    """One government and year of a feed, with what became of its rows. Amounts in rupiah."""

    government_id: int | None
    year: int
    rows: int
    new: int
    changed: int
    same: int
    replay: int
    amount: Decimal
    amount_loaded: Decimal
    amount_same: Decimal
    amount_replay: Decimal
    before: int
    vanished: int
    moved: int
    """Orders' rows that came here from another fiscal year."""


def compare(feed: Feed, *, scopes: set[tuple[int | None, int]], files: int, channel: str | None = None) -> list[Scope]:
    """Fill `intake_rows` and `intake_gone`; returns what became of each scope that the staged rows touch. `scopes`:
    those (government, year); `files`: how many files were staged. `channel`: that of a feed of orders, whose keys are
    one order's whatever fiscal year a pull gives it."""
    year = "" if channel else "year,"
    parameters: dict[str, Any] = {
        "feed": feed.name,
        "national": feed.national,
        "channel": channel,
        "governments": sorted({government_id for government_id, _year in scopes if government_id is not None}),
        "years": sorted({year for _government_id, year in scopes}),
    }
    # One of the two, so that the index of current rows is used from its first column on.
    scope = "c.government_id IS NULL" if feed.national else "c.government_id = ANY(%(governments)s)"
    with connection.cursor() as cursor:
        for name in ("intake_rows", "intake_gone", "intake_scopes", "intake_moved"):
            cursor.execute(f"DROP TABLE IF EXISTS {name} CASCADE")
        cursor.execute(f"ANALYZE {TABLE} (rid, gov, year, key)")
        cursor.execute(_REPEATS.format(year=year))
        (repeats,) = cursor.fetchone()
        lines = repeats and feed.lines_repeat
        resolve = _RESOLVE.format(
            place=_LATEST.format(year=year) if repeats else "1",
            source=_REPEATING_SOURCE.format(occurrence=_LINE_OCCURRENCE if channel or feed.exact_repeats else "1")
            if lines
            else _PLAIN_SOURCE,
            key=_REPEATING_KEY if lines else _PLAIN_KEY,
            window=_AGAIN if lines else "",
            scope=scope,
            same_government="" if feed.national else " AND c.government_id = r.government_id",
            typed="".join(f", r.{name}" for name, _kind in feed.typed),
        )
        # However many rows the statistics promise: rows and former rows are matched in one pass, never one by one.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(resolve, parameters)
        if channel and feed.lines_repeat and files > 1:
            cursor.execute(_OLDER_STATES)
        if channel and lines:
            cursor.execute(_ORDER_REPLAYS)
        cursor.execute("ANALYZE intake_rows (rid, government_id, year, class, former_id)")
        cursor.execute(_SCOPES)
        cursor.execute(_GONE.format(scope=scope), parameters)
        cursor.execute("SET LOCAL enable_nestloop = DEFAULT")
        if channel:
            cursor.execute(_MOVED_ORDERS, parameters)
            if cursor.rowcount:
                cursor.execute("ANALYZE intake_moved")
                cursor.execute(_MOVED, parameters)
        cursor.execute(_TOLD.format(scope=scope), parameters)
        return [Scope(*row) for row in cursor.fetchall()]


def years_left() -> set[tuple[int, int]]:
    """Governments and fiscal years that orders of the pull just compared have left for another year."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('pg_temp.intake_moved') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return set()
        cursor.execute("SELECT DISTINCT government_id, former_year FROM intake_moved")
        return {(government_id, year) for government_id, year in cursor.fetchall()}


def write(feed: Feed, pulls: dict[tuple[int | None, int], int], kept_gone: set[tuple[int | None, int]]) -> None:
    """Close changed and vanished versions and write the new ones. `pulls`: scope -> Pull id; `kept_gone`: scopes
    whose vanished rows stay current, because the pull waits for a decision."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS intake_pulls")
        cursor.execute(
            "CREATE TEMP TABLE intake_pulls (government_id bigint, year smallint, pull_id bigint, keep_gone boolean)"
            " ON COMMIT DROP"
        )
        cursor.executemany(
            "INSERT INTO intake_pulls VALUES (%s, %s, %s, %s)",
            [(gov, year, pull, (gov, year) in kept_gone) for (gov, year), pull in pulls.items()],
        )
        cursor.execute("ANALYZE intake_pulls")
        cursor.execute(
            """
            DELETE FROM intake_gone g USING intake_pulls p
            WHERE p.keep_gone AND p.government_id IS NOT DISTINCT FROM g.government_id AND p.year = g.year
              AND g.pull_year = g.year
            """
        )
        cursor.execute(
            """
            UPDATE intake_sourcerow c SET pull_to_id = p.pull_id
            FROM (SELECT former_id AS id, government_id, year FROM intake_rows WHERE class = 'changed'
                  UNION ALL SELECT id, government_id, pull_year FROM intake_gone) x
            JOIN intake_pulls p ON p.government_id IS NOT DISTINCT FROM x.government_id AND p.year = x.year
            WHERE c.id = x.id
            """
        )
        cursor.execute(
            f"""
            INSERT INTO intake_sourcerow (id, government_id, feed, year, key, digest, payload, amount, pull_from_id)
            SELECT r.source_row_id, r.government_id, %s, r.year, r.key, s.digest, s.payload, s.amount, p.pull_id
            FROM intake_rows r JOIN {TABLE} s ON s.rid = r.rid
            JOIN intake_pulls p ON p.government_id IS NOT DISTINCT FROM r.government_id AND p.year = r.year
            WHERE r.class IN ('new', 'changed')
            """,
            [feed.name],
        )
    expose()


def expose() -> None:
    """The relation `intake_current` that the capabilities read: rows with scope, unit, class and typed columns."""
    with connection.cursor() as cursor:
        cursor.execute("DROP VIEW IF EXISTS intake_current")
        cursor.execute("CREATE TEMP VIEW intake_current AS SELECT * FROM intake_rows WHERE class <> 'replay'")


def files_of_scopes() -> dict[tuple[int | None, int], set[int]]:
    """Which of a run's files (by their place) held rows of which government and year: a pull names its own files,
    not those of a neighbour that were read in the same run."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT government_id, year, array_agg(DISTINCT file_no) FROM intake_rows GROUP BY 1, 2")
        return {(government_id, year): set(files) for government_id, year, files in cursor.fetchall()}
