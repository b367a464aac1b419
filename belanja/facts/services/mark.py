"""Part what is bought into domestic and foreign, small firms and others: by the plan's marks, and by evidence.

Marks of the plan: those of the RUP packages that an order's codes lead to after all revisions; several packages only
where all agree, none or a silent one leaves the order open. Evidence of PDN: the part that the source itself tells
(SPSE), else what data.inaproc.id tells of the package, else the product's certificate in the catalogue's listing.
Evidence of UMKK: the part that the source tells, else the firm's scale on the day of the order. Belanja's own orders
keep class and scale of their lines, and are marked with each of their facts (`native_marks`).

The rules of `rules.domestic` and `rules.firms` stand here in SQL; `affirmation.recount` has them in Python.
"""

from collections.abc import Collection
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from belanja.rules.domestic import ROUNDING

from .. import parts
from ..plan_marks import CODES, PLANNED, leads
from .aggregate import GROUP, MARKED
from .native_marks import mark_native
from .times import keep_imported

MARKINGS = ("pdn_rup", "umkk_rup", "pdn_bukti", "umkk_bukti")

_TABLES = (
    "facts_mark_documents",
    "facts_mark_codes",
    "facts_mark_planned",
    "facts_mark_scales",
    "facts_mark_products",
    "facts_marks",
)

_DOCUMENTS = """
CREATE TEMP TABLE facts_mark_documents ON COMMIT DROP AS
SELECT id, channel, key, amount, pdn_amount, umk_amount, plan_codes, vendor_refs,
  coalesce(ordered_on, make_date(year, 12, 31)) AS on_day
FROM facts_purchasedocument WHERE government_id = %(government)s AND year = %(year)s AND channel <> 'native'
"""

_CODES = f"""
CREATE TEMP TABLE facts_mark_codes ON COMMIT DROP AS
WITH used AS (
  SELECT DISTINCT unnest(plan_codes) AS code FROM facts_mark_documents
), {CODES}
SELECT * FROM code_mark
"""

_PLANNED = f"""
CREATE TEMP TABLE facts_mark_planned ON COMMIT DROP AS
{PLANNED.format(documents="facts_mark_documents", marks="facts_mark_codes")}
"""

#: The latest statement about a firm on the day of the order speaks; firms or statements that differ leave it open.
_SCALES = f"""
CREATE TEMP TABLE facts_mark_scales ON COMMIT DROP AS
WITH {parts.STATED.format(documents="facts_mark_documents")}
SELECT id, {parts.SMALL} AS umkk FROM stated WHERE place = 1
GROUP BY id HAVING {parts.SMALL_AGREED}
"""

#: What all listings of a product prove alike.
_PRODUCTS = f"""
CREATE TEMP TABLE facts_mark_products ON COMMIT DROP AS
SELECT product_key, bool_and(domestic) AS domestic FROM facts_productevidence WHERE product_key <> ''
GROUP BY product_key HAVING {parts.PRODUCT_AGREED}
"""

_PARTS = f"""
CREATE TEMP TABLE facts_marks ON COMMIT DROP AS
SELECT d.id, d.amount, p.pdn AS pdn_rup, p.umkk AS umkk_rup, s.umkk AS small,
  {parts.PDN_PART} AS pdn_part,
  {parts.UMK_PART} AS umk_part
FROM facts_mark_documents d
LEFT JOIN facts_mark_planned p USING (id)
LEFT JOIN facts_mark_scales s USING (id)
{parts.PACKAGE}
"""

_AGGREGATE = f"""
INSERT INTO facts_markedspend ({GROUP}, amount, facts, {MARKED})
WITH fact AS (
  SELECT f.id, f.document_id, f.government_id, f.unit_id, f.year, f.channel, f.stage, f.day, f.amount, f.line,
    m.pdn_rup, m.umkk_rup, m.small, m.pdn_part, m.umk_part, m.amount AS whole, p.domestic
  FROM facts_marks m JOIN facts_spendfact f ON f.document_id = m.id
  LEFT JOIN facts_mark_products p ON p.product_key = f.product_key
  WHERE f.government_id = %(government)s AND f.year = %(year)s AND f.known_to IS NULL AND f.counts
), parted AS (
  SELECT *, sum(amount) OVER line AS upto, row_number() OVER line = 1 AS first
  FROM fact WHERE pdn_part IS NOT NULL OR umk_part IS NOT NULL
  WINDOW line AS (PARTITION BY document_id, stage ORDER BY {parts.LINE_ORDER} ROWS UNBOUNDED PRECEDING)
), marked AS (
  SELECT government_id, unit_id, year, channel, stage, day, amount, 1 AS facts, pdn_rup, umkk_rup, domestic, small,
    CASE WHEN pdn_part IS NOT NULL THEN {parts.of_line("pdn_part")} END AS pdn_yes,
    CASE WHEN umk_part IS NOT NULL THEN {parts.of_line("umk_part")} END AS umk_yes
  FROM parted
  UNION ALL
  -- Facts that are told alike are added up first: that is most of them.
  SELECT government_id, unit_id, year, channel, stage, day, sum(amount), count(*), pdn_rup, umkk_rup, domestic, small,
    NULL, NULL
  FROM fact WHERE pdn_part IS NULL AND umk_part IS NULL
  GROUP BY government_id, unit_id, year, channel, stage, day, pdn_rup, umkk_rup, domestic, small
), told AS (
  SELECT *,
    CASE WHEN pdn_rup THEN amount ELSE 0 END AS a, CASE WHEN NOT pdn_rup THEN amount ELSE 0 END AS b,
    CASE WHEN umkk_rup THEN amount ELSE 0 END AS c, CASE WHEN NOT umkk_rup THEN amount ELSE 0 END AS d,
    coalesce(pdn_yes, CASE WHEN domestic THEN amount END, 0) AS e,
    coalesce(amount - pdn_yes, CASE WHEN NOT domestic THEN amount END, 0) AS f,
    coalesce(umk_yes, CASE WHEN small THEN amount END, 0) AS g,
    coalesce(amount - umk_yes, CASE WHEN NOT small THEN amount END, 0) AS h
  FROM marked
)
SELECT government_id, unit_id, year, channel, stage, day, sum(amount), sum(facts),
  sum(a), sum(b), sum(c), sum(d), sum(e), sum(f), sum(g), sum(h)
FROM told GROUP BY government_id, unit_id, year, channel, stage, day
ORDER BY government_id, year, stage, unit_id, channel, day
"""


@transaction.atomic
def mark(*, government_id: int, year: int) -> None:
    """Make the marked aggregate of one government and year anew from facts, plans and evidence as they are now."""
    parameters: dict[str, Any] = {
        "government": government_id,
        "year": year,
        "small": parts.SMALL_SCALES,
        "rounding": ROUNDING,
    }
    with connection.cursor() as cursor:
        # Two at once would each leave their rows: the second waits, and then sees what the first has written.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('belanja.marks'), %s)", [government_id])
        cursor.execute(f"DROP TABLE IF EXISTS {', '.join(_TABLES)}")
        cursor.execute(_DOCUMENTS, parameters)
        parameters |= leads(government_id=government_id, codes=_revised(cursor, government_id))
        for statement in (_CODES, _PLANNED, _SCALES, _PRODUCTS, _PARTS):
            cursor.execute(statement, parameters)
        # In an import's transaction nothing is known of these tables yet, and a plan for empty ones would take long.
        cursor.execute("ANALYZE facts_marks, facts_mark_products")
        cursor.execute(
            "DELETE FROM facts_markedspend"
            " WHERE government_id = %(government)s AND year = %(year)s AND channel <> 'native'",
            parameters,
        )
        # Nor of the facts: taken for one row, all products would be gone through for each of them.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(_AGGREGATE, parameters)
        cursor.execute("SET LOCAL enable_nestloop = DEFAULT")
    mark_native(government_id=government_id, year=year)
    keep_imported(government_id=government_id, year=year)


def mark_all(*, but: Collection[tuple[int, int]] = ()) -> None:
    """After evidence that belongs to no single government (firms, products): every government and year with spend,
    except those that have just been marked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT government_id, year FROM facts_spenddelta")
        found: list[tuple[int, int]] = cursor.fetchall()
    for government_id, year in sorted(set(found) - set(but)):
        mark(government_id=government_id, year=year)


def _revised(cursor: CursorWrapper, government_id: int) -> list[str]:
    """The used codes that were ever revised."""
    cursor.execute(
        """
        SELECT DISTINCT r.old_code FROM plans_ruprevision r
        WHERE r.government_id = %s AND r.old_code IN (SELECT unnest(plan_codes) FROM facts_mark_documents)
        """,
        [government_id],
    )
    return [code for (code,) in cursor.fetchall()]
