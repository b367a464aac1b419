"""Imported orders become documents and facts, in bulk.

The importer hands over a relation `intake_current` with one row per order line of a pull (columns: government_id,
year, unit_id, class, former_id, source_row_id, amount, and those of `intake.feeds.orders.TYPED`) and a relation
`intake_gone` with the lines that are no longer in the feed (id = source row, payload). An order is taken as a
whole: when any of its lines is new, changed or gone, its facts are closed and written again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from belanja.foundation import clock
from belanja.rules.channels import Channel, Stage

from .aggregate import GROUP, append_deltas

_TOUCHED = """
CREATE TEMP TABLE facts_touched ON COMMIT DROP AS
SELECT DISTINCT government_id, doc_key FROM intake_current WHERE class IN ('new', 'changed')
UNION
SELECT DISTINCT government_id, coalesce(payload->>'kd_paket', payload->>'order_id') FROM intake_gone
"""

#: One row per touched order: its lines summed, its stated total kept. Lines of one order agree on everything but
#: amount and product; where they do not, the greatest value stands (and the sum of stages is never taken).
_DOCUMENTS = """
CREATE TEMP TABLE facts_incoming ON COMMIT DROP AS
SELECT c.government_id, c.doc_key, max(c.year) AS year, max(c.unit_id) AS unit_id,
  coalesce(max(c.doc_number), '') AS number, coalesce(max(c.title), '') AS title,
  coalesce(string_to_array(nullif(max(c.plan_codes), ''), ';'), '{}') AS plan_codes,
  coalesce(max(c.vendor_key), '') AS vendor_key, coalesce(max(c.vendor_name), '') AS vendor_name,
  coalesce(max(c.etalase_id), '') AS etalase_id, coalesce(max(c.status), '') AS status,
  coalesce(max(c.shipment), '') AS shipment, min(c.day) AS day, max(c.done_day) AS done_day,
  bit_or(c.stages) AS stages, sum(c.amount) AS lines_total,
  CASE WHEN min(c.doc_total) = max(c.doc_total) THEN max(c.doc_total) END AS stated_total,
  count(*) AS line_count, max(c.doc_kinds) AS kinds, min(c.source_row_id) AS source_row_id,
  coalesce(string_to_array(nullif(max(c.vendor_refs), ''), ';'), '{}') AS vendor_refs,
  coalesce(left(max(c.method), 60), '') AS method, max(c.pagu) AS pagu,
  max(c.pdn_amount) AS pdn_amount, max(c.umk_amount) AS umk_amount
FROM intake_current c JOIN facts_touched t USING (government_id, doc_key)
GROUP BY c.government_id, c.doc_key
"""

_UPSERT = """
INSERT INTO facts_purchasedocument (government_id, unit_id, year, channel, key, number, title, plan_codes,
  vendor_key, vendor_name, etalase_id, status, shipment, ordered_on, amount, line_count, stages, source_row_id,
  vendor_refs, method, pagu, pdn_amount, umk_amount, vanished)
SELECT government_id, unit_id, year, %(channel)s, doc_key, number, title, plan_codes, vendor_key,
  vendor_name, etalase_id, status, shipment, day, coalesce(stated_total, lines_total), line_count, stages,
  source_row_id, vendor_refs, method, pagu, pdn_amount, umk_amount, false
FROM facts_incoming
ON CONFLICT (government_id, channel, key) DO UPDATE SET
  unit_id = excluded.unit_id, year = excluded.year, number = excluded.number, title = excluded.title,
  plan_codes = excluded.plan_codes, vendor_key = excluded.vendor_key, vendor_name = excluded.vendor_name,
  etalase_id = excluded.etalase_id, status = excluded.status, shipment = excluded.shipment,
  ordered_on = excluded.ordered_on, amount = excluded.amount, line_count = excluded.line_count,
  vendor_refs = excluded.vendor_refs, method = excluded.method, pagu = excluded.pagu,
  pdn_amount = excluded.pdn_amount, umk_amount = excluded.umk_amount,
  stages = excluded.stages, source_row_id = excluded.source_row_id, vanished = false
"""

#: The first pull of a region has no orders to look for.
_ANY_BEFORE = """
SELECT EXISTS (
  SELECT 1 FROM (SELECT DISTINCT government_id FROM facts_touched) t
  JOIN facts_purchasedocument d ON d.government_id = t.government_id AND d.channel = %(channel)s)
"""

_EXISTING = """
CREATE TEMP TABLE facts_existing ON COMMIT DROP AS
SELECT d.id, i.doc_key IS NULL AS gone
FROM facts_touched t
JOIN facts_purchasedocument d
  ON d.government_id = t.government_id AND d.channel = %(channel)s AND d.key = t.doc_key
LEFT JOIN facts_incoming i ON i.government_id = t.government_id AND i.doc_key = t.doc_key
"""

_CLOSE = """
CREATE TEMP TABLE facts_closed ON COMMIT DROP AS
WITH closed AS (
  UPDATE facts_spendfact f SET known_to = %(now)s FROM facts_existing e
  WHERE f.document_id = e.id AND f.known_to IS NULL
  RETURNING f.*
) SELECT * FROM closed
"""

#: A line `selisih` brings the lines to the order's stated total, where feed and lines disagree: visible, not lost.
_FACTS = """
SELECT d.government_id, d.unit_id, d.id AS document_id, d.year, d.channel, b.stage::smallint AS stage, l.line,
  CASE WHEN b.stage IN (4, 8) THEN l.done_day ELSE l.day END AS day, l.amount,
  coalesce(d.plan_codes[1], '') AS plan_code, d.vendor_key, true AS counts, l.source_row_id,
  l.product_key
FROM (
  SELECT c.government_id, c.doc_key, c.key AS line, c.day, c.done_day, c.amount, c.source_row_id,
    coalesce(c.product_key, '') AS product_key
  FROM intake_current c JOIN facts_touched t USING (government_id, doc_key)
  UNION ALL
  SELECT government_id, doc_key, 'selisih', day, done_day, stated_total - lines_total, source_row_id, ''
  FROM facts_incoming WHERE stated_total <> lines_total
) l
JOIN facts_purchasedocument d
  ON d.government_id = l.government_id AND d.channel = %(channel)s AND d.key = l.doc_key
CROSS JOIN (VALUES (1), (2), (4), (8), (16), (32), (64)) b(stage)
WHERE CASE WHEN d.stages & 64 > 0 THEN b.stage = 64 ELSE d.stages & b.stage > 0 END
"""

#: Facts are written and added to the aggregate in one statement.
_OPEN = f"""
WITH opened AS (
  INSERT INTO facts_spendfact (government_id, unit_id, document_id, year, channel, stage, line, day, amount,
    plan_code, vendor_key, product_key, business_scale, pdn_class, counts, source_row_id, known_from)
  SELECT government_id, unit_id, document_id, year, channel, stage, left(line, 60), day, amount, plan_code,
    vendor_key, product_key, '', '', counts, source_row_id, %(now)s
  FROM ({{facts}}) f
  RETURNING {GROUP}, amount, counts
)
INSERT INTO facts_spenddelta ({GROUP}, amount, facts)
SELECT {GROUP}, sum(amount), count(*) FROM opened WHERE counts GROUP BY {GROUP}
"""


@dataclass(frozen=True)
class DocumentDoubt:
    """An order whose state nobody can tell: where it belongs and the status word that was not understood."""

    government_id: int
    year: int
    document_id: int
    status: str
    source_row_id: int | None


def apply_orders(*, channel: Channel) -> None:
    """Bring documents, facts and the aggregate in line with the pull in `intake_current`/`intake_gone`.

    Runs inside the importer's transaction; what the pull did not touch is not read.
    """
    parameters: dict[str, Any] = {"channel": channel.value, "now": clock.now()}
    with connection.cursor() as cursor:
        _drop(cursor, "facts_touched", "facts_incoming", "facts_existing", "facts_closed")
        cursor.execute(_TOUCHED)
        cursor.execute("CREATE INDEX ON facts_touched (government_id, doc_key)")
        cursor.execute("ANALYZE facts_touched")
        cursor.execute(_DOCUMENTS)
        cursor.execute("ANALYZE facts_incoming (government_id, doc_key)")
        cursor.execute(_ANY_BEFORE, parameters)
        if cursor.fetchone()[0]:
            cursor.execute(_EXISTING, parameters)
            cursor.execute("ANALYZE facts_existing")
            cursor.execute(_CLOSE, parameters)
            append_deltas(cursor, "facts_closed", -1)
            cursor.execute(
                "UPDATE facts_purchasedocument d SET vanished = true FROM facts_existing e WHERE e.gone AND d.id = e.id"
            )
        cursor.execute(_UPSERT, parameters)
        _open(cursor, _FACTS, parameters)


def restage(*, document_ids: Iterable[int], stages: int, done_on: Mapping[int, date] | None = None) -> int:
    """Give orders the stages that a person decided (bit mask); returns how many orders changed.

    Amounts, lines and days stay; only which stages they count for changes. `done_on`: the day of hand-over and
    completion by document, where the source tells it apart from the day of the order.
    """
    ids, days = list(document_ids), done_on or {}
    parameters: dict[str, Any] = {
        "ids": ids,
        "stages": int(stages),
        "now": clock.now(),
        "done_ids": list(days),
        "done_days": list(days.values()),
    }
    with connection.cursor() as cursor:
        _drop(cursor, "facts_closed")
        cursor.execute("UPDATE facts_purchasedocument SET stages = %(stages)s WHERE id = ANY(%(ids)s)", parameters)
        changed = int(cursor.rowcount)
        cursor.execute(
            """
            CREATE TEMP TABLE facts_closed ON COMMIT DROP AS
            WITH closed AS (
              UPDATE facts_spendfact f SET known_to = %(now)s
              WHERE f.document_id = ANY(%(ids)s) AND f.known_to IS NULL RETURNING f.*
            ) SELECT * FROM closed
            """,
            parameters,
        )
        append_deltas(cursor, "facts_closed", -1)
        _open(cursor, _RESTAGED, parameters)
    return changed


_RESTAGED = """
SELECT l.government_id, l.unit_id, l.document_id, l.year, l.channel, b.stage::smallint AS stage, l.line,
  CASE WHEN b.stage IN (4, 8) THEN coalesce(n.day, l.day) ELSE l.day END AS day,
  l.amount, l.plan_code, l.vendor_key, l.counts, l.source_row_id,
  l.product_key
FROM (SELECT DISTINCT ON (document_id, line) * FROM facts_closed ORDER BY document_id, line, stage) l
LEFT JOIN unnest(%(done_ids)s::bigint[], %(done_days)s::date[]) n(document_id, day) USING (document_id)
CROSS JOIN (VALUES (1), (2), (4), (8), (16), (32), (64)) b(stage)
WHERE CASE WHEN %(stages)s & 64 > 0 THEN b.stage = 64 ELSE %(stages)s & b.stage > 0 END
"""


def forget_documents(*, source_row_ids: Iterable[int]) -> None:
    """Orders whose rows a person declared gone: their facts are closed, the paper stays, marked as vanished."""
    parameters: dict[str, Any] = {"rows": list(source_row_ids), "now": clock.now()}
    with connection.cursor() as cursor:
        _drop(cursor, "facts_closed")
        cursor.execute(
            """
            CREATE TEMP TABLE facts_closed ON COMMIT DROP AS
            WITH closed AS (
              UPDATE facts_spendfact f SET known_to = %(now)s
              WHERE f.source_row_id = ANY(%(rows)s) AND f.known_to IS NULL RETURNING f.*
            ) SELECT * FROM closed
            """,
            parameters,
        )
        append_deltas(cursor, "facts_closed", -1)
        cursor.execute(
            """
            UPDATE facts_purchasedocument d SET vanished = true
            WHERE d.id IN (SELECT document_id FROM facts_closed) AND NOT EXISTS (
              SELECT 1 FROM facts_spendfact f WHERE f.document_id = d.id AND f.known_to IS NULL)
            """
        )


def uncertain_documents(*, government_ids: Iterable[int], channel: Channel) -> list[DocumentDoubt]:
    """Orders of a channel that wait for somebody to say what their state means."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT government_id, year, id, status, source_row_id FROM facts_purchasedocument
            WHERE government_id = ANY(%s) AND channel = %s AND stages & %s > 0 AND NOT vanished ORDER BY id
            """,
            [list(government_ids), channel.value, int(Stage.UNCERTAIN)],
        )
        return [DocumentDoubt(*row) for row in cursor.fetchall()]


def _open(cursor: CursorWrapper, facts: str, parameters: Mapping[str, Any]) -> None:
    cursor.execute(_OPEN.format(facts=facts), parameters)


def _drop(cursor: CursorWrapper, *tables: str) -> None:
    for table in tables:
        cursor.execute(f"DROP TABLE IF EXISTS {table}")
