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
from belanja.rules.channels import Channel

from .aggregate import GROUP, append_deltas

#: Orders of which any line is new, changed or gone.
_TOUCHED = """
CREATE TEMP TABLE facts_touched ON COMMIT DROP AS
SELECT DISTINCT government_id, doc_key FROM intake_current WHERE class IN ('new', 'changed')
UNION
SELECT DISTINCT government_id, coalesce(payload->>'kd_paket', payload->>'order_id') FROM intake_gone
"""

#: Whether every line of the pull is new or changed and none is gone (a first pull), whether every order has one line,
#: and whether any order of the channel is on record.
_SHAPE = """
SELECT NOT EXISTS (SELECT FROM intake_current WHERE class NOT IN ('new', 'changed'))
         AND NOT EXISTS (SELECT FROM intake_gone),
  NOT EXISTS (SELECT FROM intake_current WHERE key <> doc_key),
  EXISTS (SELECT FROM facts_purchasedocument d WHERE d.channel = %(channel)s
            AND d.government_id IN (SELECT DISTINCT government_id FROM intake_current
                                    UNION SELECT government_id FROM intake_gone))
"""

#: What documents take over from an order, under the names that both have.
_TAKEN_OVER = (
    "unit_id, year, number, title, plan_codes, vendor_key, vendor_name, vendor_refs, etalase_id, status, shipment,"
    " method, ordered_on, amount, pagu, pdn_amount, umk_amount, line_count, stages, source_row_id, vanished"
)

#: One row per touched order: its lines summed, its stated total kept. Lines of one order agree on everything but
#: amount and product; where they do not, the greatest value stands (and the sum of stages is never taken).
_ORDERS = """
SELECT c.government_id, c.doc_key, {max}(c.year) AS year, {max}(c.unit_id) AS unit_id,
  coalesce({max}(c.doc_number), '') AS number, coalesce({max}(c.title), '') AS title,
  coalesce(string_to_array(nullif({max}(c.plan_codes), ''), ';'), ARRAY[]::text[]) AS plan_codes,
  coalesce({max}(c.vendor_key), '') AS vendor_key, coalesce({max}(c.vendor_name), '') AS vendor_name,
  coalesce(string_to_array(nullif({max}(c.vendor_refs), ''), ';'), ARRAY[]::text[]) AS vendor_refs,
  coalesce({max}(c.etalase_id), '') AS etalase_id, coalesce({max}(c.status), '') AS status,
  coalesce({max}(c.shipment), '') AS shipment, coalesce(left({max}(c.method), 60), '') AS method,
  {min}(c.day) AS ordered_on, {max}(c.done_day) AS done_day, {sum}(c.amount) AS lines_total,
  CASE WHEN {min}(c.doc_total) = {max}(c.doc_total) THEN {max}(c.doc_total) END AS stated_total,
  {max}(c.pagu) AS pagu, {max}(c.pdn_amount) AS pdn_amount, {max}(c.umk_amount) AS umk_amount,
  {count} AS line_count, {bit_or}(c.stages) AS stages, {min}(c.source_row_id) AS source_row_id,
  coalesce({max}(c.product_key), '') AS product_key
FROM intake_current c {touched} {group}
"""
_SUMMED = {
    **{name: name for name in ("max", "min", "sum", "bit_or")},
    "count": "count(*)",
    "group": "GROUP BY c.government_id, c.doc_key",
}
#: The same where every order has one line.
_AS_THEY_ARE = {**dict.fromkeys(("max", "min", "sum", "bit_or", "group"), ""), "count": "1"}

_INCOMING = """
CREATE TEMP TABLE facts_incoming ON COMMIT DROP AS
SELECT coalesce({known}, nextval('facts_purchasedocument_id_seq')) AS id, {known} IS NOT NULL AS known, o.*,
  coalesce(o.stated_total, o.lines_total) AS amount, false AS vanished
FROM ({orders}) o {former}
"""
_FORMER = """LEFT JOIN facts_purchasedocument d
  ON d.government_id = o.government_id AND d.channel = %(channel)s AND d.key = o.doc_key"""

#: Documents of touched orders that were on record, and whether the order is gone.
_EXISTING = """
CREATE TEMP TABLE facts_existing ON COMMIT DROP AS
SELECT id, false AS gone FROM facts_incoming WHERE known
"""
_GONE = """
INSERT INTO facts_existing
SELECT d.id, true FROM facts_touched t
JOIN facts_purchasedocument d
  ON d.government_id = t.government_id AND d.channel = %(channel)s AND d.key = t.doc_key
WHERE NOT EXISTS (
  SELECT FROM facts_incoming i WHERE i.government_id = t.government_id AND i.doc_key = t.doc_key)
"""

_CLOSE = """
CREATE TEMP TABLE facts_closed ON COMMIT DROP AS
WITH closed AS (
  UPDATE facts_spendfact f SET known_to = %(now)s FROM facts_existing e
  WHERE f.document_id = e.id AND f.known_to IS NULL
  RETURNING f.*
) SELECT * FROM closed
"""

_WRITE_NEW = f"""
INSERT INTO facts_purchasedocument (id, government_id, channel, key, {_TAKEN_OVER})
SELECT id, government_id, %(channel)s, doc_key, {_TAKEN_OVER} FROM facts_incoming WHERE NOT known
"""
#: A name that another feed gave (`evidence.describe_tenders`) stays where this one gives none.
_KEPT = {name: f"coalesce(nullif(i.{name}, ''), d.{name})" for name in ("title", "method")}
_WRITE_KNOWN = f"""
UPDATE facts_purchasedocument d
SET ({_TAKEN_OVER}) = ROW ({", ".join(_KEPT.get(n, f"i.{n}") for n in _TAKEN_OVER.split(", "))})
FROM facts_incoming i WHERE i.known AND d.id = i.id
"""

#: Lines with what their facts need. A line `selisih` brings the lines to the order's stated total, where feed and lines
#: disagree: visible, not lost.
_DIFFERENCES = """
SELECT government_id, doc_key, 'selisih' AS line, ordered_on AS day, done_day, stated_total - lines_total AS amount,
  source_row_id, '' AS product_key
FROM facts_incoming WHERE stated_total <> lines_total
"""
_LINES = f"""
SELECT i.government_id, i.unit_id, i.id AS document_id, i.year, %(channel)s::text AS channel, l.line, l.day, l.done_day,
  l.amount, coalesce(i.plan_codes[1], '') AS plan_code, i.vendor_key, true AS counts, l.source_row_id, l.product_key,
  i.stages
FROM (
  SELECT government_id, doc_key, key AS line, day, done_day, amount, source_row_id,
    coalesce(product_key, '') AS product_key
  FROM intake_current
  UNION ALL {_DIFFERENCES}
) l JOIN facts_incoming i USING (government_id, doc_key)
"""
#: The same where every order has one line: that is the order itself.
_ONE_LINE_EACH = f"""
SELECT i.government_id, i.unit_id, i.id AS document_id, i.year, %(channel)s::text AS channel, i.doc_key AS line,
  i.ordered_on AS day, i.done_day, i.lines_total AS amount, coalesce(i.plan_codes[1], '') AS plan_code, i.vendor_key,
  true AS counts, i.source_row_id, i.product_key, i.stages
FROM facts_incoming i
UNION ALL
SELECT i.government_id, i.unit_id, i.id, i.year, %(channel)s::text, l.line, l.day, l.done_day, l.amount,
  coalesce(i.plan_codes[1], ''), i.vendor_key, true, l.source_row_id, l.product_key, i.stages
FROM ({_DIFFERENCES}) l JOIN facts_incoming i USING (government_id, doc_key)
"""

#: The stages that a line counts for, each with its day; the same for facts and for their aggregate.
_STAGES = """CROSS JOIN (VALUES (1::smallint), (2), (4), (8), (16), (32), (64)) b(stage)
WHERE CASE WHEN l.stages & 64 > 0 THEN b.stage = 64 ELSE l.stages & b.stage > 0 END"""
_DAY = "CASE WHEN b.stage IN (4, 8) THEN l.done_day ELSE l.day END"

_OPEN_FACTS = f"""
INSERT INTO facts_spendfact (government_id, unit_id, document_id, year, channel, stage, line, day, amount,
  plan_code, vendor_key, product_key, business_scale, pdn_class, counts, source_row_id, known_from)
SELECT l.government_id, l.unit_id, l.document_id, l.year, l.channel, b.stage, left(l.line, 60), {_DAY}, l.amount,
  l.plan_code, l.vendor_key, l.product_key, '', '', l.counts, l.source_row_id, %(now)s
FROM ({{lines}}) l {_STAGES}
"""

#: Lines are added up before they are spread over stages: a fourth of the work.
_OPEN_DELTAS = f"""
INSERT INTO facts_spenddelta ({GROUP}, amount, facts)
SELECT l.government_id, l.unit_id, l.year, l.channel, b.stage, {_DAY}, sum(l.amount), sum(l.facts)
FROM (
  SELECT government_id, unit_id, year, channel, stages, day, done_day, sum(amount) AS amount, count(*) AS facts
  FROM ({{lines}}) one WHERE counts GROUP BY government_id, unit_id, year, channel, stages, day, done_day
) l {_STAGES}
GROUP BY 1, 2, 3, 4, 5, 6
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
        cursor.execute(_SHAPE, parameters)
        everything, one_line_each, any_before = cursor.fetchone()
        if not everything:
            cursor.execute(_TOUCHED)
            cursor.execute("CREATE INDEX ON facts_touched (government_id, doc_key)")
            cursor.execute("ANALYZE facts_touched")
        orders = _ORDERS.format(
            touched="" if everything else "JOIN facts_touched t USING (government_id, doc_key)",
            **(_AS_THEY_ARE if one_line_each else _SUMMED),
        )
        former = {"known": "d.id", "former": _FORMER} if any_before else {"known": "NULL::bigint", "former": ""}
        cursor.execute(_INCOMING.format(orders=orders, **former), parameters)
        cursor.execute("ANALYZE facts_incoming (government_id, doc_key, known)")
        if any_before:
            cursor.execute(_EXISTING)
            if not everything:
                cursor.execute(_GONE, parameters)
            cursor.execute("ANALYZE facts_existing")
            cursor.execute(_CLOSE, parameters)
            append_deltas(cursor, "facts_closed", -1)
            cursor.execute(
                "UPDATE facts_purchasedocument d SET vanished = true FROM facts_existing e WHERE e.gone AND d.id = e.id"
            )
            cursor.execute(_WRITE_KNOWN)
        cursor.execute(_WRITE_NEW, parameters)
        _open(cursor, _ONE_LINE_EACH if one_line_each else _LINES, parameters)


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
SELECT l.government_id, l.unit_id, l.document_id, l.year, l.channel, l.line, l.day, coalesce(n.day, l.day) AS done_day,
  l.amount, l.plan_code, l.vendor_key, l.counts, l.source_row_id, l.product_key, %(stages)s::smallint AS stages
FROM (SELECT DISTINCT ON (document_id, line) * FROM facts_closed ORDER BY document_id, line, stage) l
LEFT JOIN unnest(%(done_ids)s::bigint[], %(done_days)s::date[]) n(document_id, day) USING (document_id)
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


def _open(cursor: CursorWrapper, lines: str, parameters: Mapping[str, Any]) -> None:
    """Write the facts of lines, and add them to the aggregate."""
    cursor.execute(_OPEN_FACTS.format(lines=lines), parameters)
    cursor.execute(_OPEN_DELTAS.format(lines=lines), parameters)


def _drop(cursor: CursorWrapper, *tables: str) -> None:
    for table in tables:
        cursor.execute(f"DROP TABLE IF EXISTS {table}")
