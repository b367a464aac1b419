"""The two aggregates of Belanja's own orders: moved with each fact, and made anew as a whole.

An order's line keeps its PDN class and its firm's scale as of the purchase; only the plan's marks may change later. A
movement appends what it adds and takes away, so that no order waits for another or for an import. The whole is one
statement: it sees a purchase with its movement, or neither.
"""

from collections.abc import Sequence

from django.db import connection

from belanja.rules.channels import Channel

from .. import parts
from ..models import MarkedSpend, PurchaseDocument
from ..plan_marks import CODES, PLANNED, leads
from .aggregate import GROUP, MARKED

_PLANNED = f"""
used AS (
  SELECT DISTINCT unnest(plan_codes) AS code FROM doc
), {CODES}, planned AS ({PLANNED.format(documents="doc", marks="code_mark")})
"""
_FACT = f"""
fact AS MATERIALIZED (
  SELECT f.government_id, f.unit_id, f.year, f.channel, f.stage, f.day, f.amount, {{sign}} AS sign,
    p.pdn AS pdn_rup, p.umkk AS umkk_rup, {parts.NATIVE_DOMESTIC} AS domestic, {parts.NATIVE_SMALL} AS small
  FROM {{facts}} LEFT JOIN planned p ON p.id = f.document_id WHERE f.counts
)
"""
_SIDES = ", ".join(
    f"coalesce(sum(sign * amount) FILTER (WHERE {side}), 0)"
    for mark in ("pdn_rup", "umkk_rup", "domestic", "small")
    for side in (mark, f"NOT {mark}")
)
_INSERT = f"""
INSERT INTO facts_markedspend ({GROUP}, amount, facts, {MARKED})
SELECT {GROUP}, sum(sign * amount), sum(sign), {_SIDES} FROM fact GROUP BY {GROUP}
"""

_MOVE = f"""
WITH changed AS (
  SELECT * FROM unnest(%(ids)s::bigint[], %(signs)s::int[]) c(id, sign)
), doc AS (
  SELECT id, plan_codes FROM facts_purchasedocument WHERE id = %(document)s
), {_PLANNED}, {_FACT.format(sign="c.sign", facts="changed c JOIN facts_spendfact f ON f.id = c.id")}, deltas AS (
  INSERT INTO facts_spenddelta ({GROUP}, amount, facts)
  SELECT {GROUP}, sum(sign * amount), sum(sign) FROM fact GROUP BY {GROUP}
  HAVING sum(sign * amount) <> 0 OR sum(sign) <> 0
)
{_INSERT}
"""

_WHOLE = f"""
WITH gone AS (
  DELETE FROM facts_markedspend
  WHERE government_id = %(government)s AND year = %(year)s AND channel = '{Channel.NATIVE}'
), doc AS MATERIALIZED (
  SELECT id, plan_codes FROM facts_purchasedocument
  WHERE government_id = %(government)s AND year = %(year)s AND channel = '{Channel.NATIVE}'
), {_PLANNED}, {
    _FACT.format(sign="1", facts="doc JOIN facts_spendfact f ON f.document_id = doc.id AND f.known_to IS NULL")
}
{_INSERT}
"""


def move(document: PurchaseDocument, *, closed: Sequence[int], opened: Sequence[int]) -> None:
    """Bring both aggregates in line with facts of one own order that were just closed and opened (by id)."""
    if not closed and not opened:
        return
    ids = [*closed, *opened]
    with connection.cursor() as cursor:
        cursor.execute(
            _MOVE,
            {
                **leads(government_id=document.government_id, codes=document.plan_codes),
                "government": document.government_id,
                "document": document.pk,
                "small": parts.SMALL_SCALES,
                "ids": ids,
                "signs": [-1] * len(closed) + [1] * len(opened),
            },
        )


def mark_native(*, government_id: int, year: int) -> None:
    """Make the marked aggregate of a year's own orders anew, after the plan has changed."""
    own = PurchaseDocument.objects.filter(government_id=government_id, channel=Channel.NATIVE, year=year)
    if not own.exists():
        # None left (a look back at a day before the first): what they had added goes with them.
        MarkedSpend.objects.filter(government_id=government_id, channel=Channel.NATIVE, year=year).delete()
        return
    with connection.cursor() as cursor:
        # Of every code that was ever revised: an order that comes meanwhile may name any of them.
        cursor.execute("SELECT DISTINCT old_code FROM plans_ruprevision WHERE government_id = %s", [government_id])
        codes = [code for (code,) in cursor.fetchall()]
        cursor.execute(
            _WHOLE,
            {
                **leads(government_id=government_id, codes=codes),
                "government": government_id,
                "year": year,
                "small": parts.SMALL_SCALES,
            },
        )
