"""Part what is bought into domestic and foreign, small firms and others: by the plan's marks, and by evidence.

Marks of the plan: those of the RUP packages that an order's codes lead to after all revisions; several packages only
where all agree, none or a silent one leaves the order open. Evidence of PDN: the part that the source itself tells
(SPSE), else what data.inaproc.id tells of the package, else the product's certificate in the catalogue's listing.
Evidence of UMKK: the part that the source tells, else the firm's scale on the day of the order.

`mark` makes a year anew, `shift` moves it by one document. The rules of `rules.domestic` and `rules.firms` stand here
in SQL; `affirmation.recount` has them in Python.
"""

from collections.abc import Collection
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from belanja.plans import selectors as plans
from belanja.rules.domestic import ROUNDING
from belanja.rules.firms import UMKK

from .. import parts

MARKINGS = ("pdn_rup", "umkk_rup", "pdn_bukti", "umkk_bukti")

_DOCUMENTS = """
SELECT id, channel, key, amount, pdn_amount, umk_amount, plan_codes, vendor_refs,
  coalesce(ordered_on, make_date(year, 12, 31)) AS on_day
FROM facts_purchasedocument WHERE government_id = %(government)s AND year = %(year)s
"""
#: Instead of all documents of the year, these.
_THESE = " AND id = ANY(%(documents)s)"

#: What a code says: of the packages it became, else of the package it is.
_CODES = """
WITH used AS (
  SELECT DISTINCT unnest(plan_codes) AS code FROM facts_mark_documents
), package AS (
  SELECT code, pdn, umkk FROM plans_ruppackage WHERE government_id = %(government)s AND kind = 'penyedia'
    AND code IN (SELECT code FROM used UNION SELECT end_code FROM facts_plan_ends)
), found AS (
  SELECT e.code, p.pdn, p.umkk, true AS ahead
  FROM facts_plan_ends e JOIN package p ON p.code = e.end_code WHERE e.end_code <> e.code
  UNION ALL
  SELECT u.code, p.pdn, p.umkk, false FROM used u JOIN package p USING (code)
), chosen AS (
  SELECT *, bool_or(ahead) OVER (PARTITION BY code) AS any_ahead FROM found
)
SELECT code,
  CASE WHEN count(*) = count(pdn) AND bool_and(pdn) = bool_or(pdn) THEN bool_and(pdn) END AS pdn,
  CASE WHEN count(*) = count(umkk) AND bool_and(umkk) = bool_or(umkk) THEN bool_and(umkk) END AS umkk
FROM chosen WHERE ahead = any_ahead GROUP BY code
"""

_PLANNED = """
SELECT d.id,
  CASE WHEN count(*) = count(m.pdn) AND bool_and(m.pdn) = bool_or(m.pdn) THEN bool_and(m.pdn) END AS pdn,
  CASE WHEN count(*) = count(m.umkk) AND bool_and(m.umkk) = bool_or(m.umkk) THEN bool_and(m.umkk) END AS umkk
FROM facts_mark_documents d CROSS JOIN LATERAL unnest(d.plan_codes) c(code)
LEFT JOIN facts_mark_codes m USING (code)
GROUP BY d.id
"""

#: The latest statement about a firm on the day of the order speaks; firms or statements that differ leave it open.
_SCALES = f"""
WITH {parts.STATED.format(documents="facts_mark_documents")}
SELECT id, {parts.SMALL} AS umkk FROM stated WHERE place = 1
GROUP BY id HAVING {parts.SMALL_AGREED}
"""

#: What all listings of a product prove alike.
_PRODUCTS = """
SELECT product_key, bool_and(domestic) AS domestic FROM facts_productevidence WHERE product_key <> ''
"""
_PRODUCTS_OF_THESE = (
    " AND product_key IN (SELECT product_key FROM facts_spendfact WHERE document_id = ANY(%(documents)s))"
)
_PRODUCTS_AGREED = f" GROUP BY product_key HAVING {parts.PRODUCT_AGREED}"

_PARTS = f"""
SELECT d.id, d.amount, p.pdn AS pdn_rup, p.umkk AS umkk_rup, s.umkk AS small,
  {parts.PDN_PART} AS pdn_part,
  {parts.UMK_PART} AS umk_part
FROM facts_mark_documents d
LEFT JOIN facts_mark_planned p USING (id)
LEFT JOIN facts_mark_scales s USING (id)
{parts.PACKAGE}
"""

_PIECES = {
    "facts_mark_documents": _DOCUMENTS,
    "facts_mark_codes": _CODES,
    "facts_mark_planned": _PLANNED,
    "facts_mark_scales": _SCALES,
    "facts_mark_products": _PRODUCTS + _PRODUCTS_AGREED,
    "facts_marks": _PARTS,
}
_PIECES_OF_THESE = _PIECES | {
    "facts_mark_documents": _DOCUMENTS + _THESE,
    "facts_mark_products": _PRODUCTS + _PRODUCTS_OF_THESE + _PRODUCTS_AGREED,
}

_INTO = """
INSERT INTO facts_markedspend (government_id, unit_id, year, channel, stage, day, amount, facts,
  pdn_rup_yes, pdn_rup_no, umkk_rup_yes, umkk_rup_no, pdn_bukti_yes, pdn_bukti_no, umkk_bukti_yes, umkk_bukti_no)
"""
_FACTS = f"""
fact AS (
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
"""
_SUMS = """
SELECT government_id, unit_id, year, channel, stage, day, %(sign)s * sum(amount), %(sign)s * sum(facts),
  %(sign)s * sum(a), %(sign)s * sum(b), %(sign)s * sum(c), %(sign)s * sum(d),
  %(sign)s * sum(e), %(sign)s * sum(f), %(sign)s * sum(g), %(sign)s * sum(h)
FROM told GROUP BY government_id, unit_id, year, channel, stage, day
ORDER BY government_id, year, stage, unit_id, channel, day
"""


_ANEW = f"{_INTO} WITH {_FACTS} {_SUMS}"
_SHIFT = (
    f"{_INTO} WITH facts_plan_ends AS (SELECT * FROM unnest(%(codes)s::text[], %(ends)s::text[]) e(code, end_code)), "
    + ", ".join(f"{name} AS ({query})" for name, query in _PIECES_OF_THESE.items())
    + f", {_FACTS} {_SUMS}"
)


@transaction.atomic
def mark(*, government_id: int, year: int) -> None:
    """Make the marked aggregate of one government and year anew from facts, plans and evidence as they are now."""
    parameters = _parameters(government_id, year)
    with connection.cursor() as cursor:
        # Two at once would each leave their rows: the second waits, and then sees what the first has written.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('belanja.marks'), %s)", [government_id])
        cursor.execute(f"DROP TABLE IF EXISTS facts_plan_ends, {', '.join(_PIECES)}")
        _make(cursor, "facts_mark_documents", parameters)
        cursor.execute("CREATE TEMP TABLE facts_plan_ends (code text, end_code text) ON COMMIT DROP")
        cursor.executemany(
            "INSERT INTO facts_plan_ends VALUES (%s, %s)",
            _plan_ends(cursor, government_id, "SELECT unnest(plan_codes) FROM facts_mark_documents"),
        )
        for name in list(_PIECES)[1:]:
            _make(cursor, name, parameters)
        # In an import's transaction nothing is known of these tables yet, and a plan for empty ones would take long.
        cursor.execute("ANALYZE facts_marks, facts_mark_products")
        cursor.execute(
            "DELETE FROM facts_markedspend WHERE government_id = %(government)s AND year = %(year)s", parameters
        )
        cursor.execute(_ANEW, parameters)


def shift(*, government_id: int, year: int, document_id: int, sign: int) -> None:
    """Add (`sign` 1) what the facts of one document are marked as now, or take it off (-1): the year is not made anew
    for one order. Whoever changes a document takes off what it was before, and adds what it has become, in one
    transaction. Orders do not wait for each other here, only for a year that is being made anew."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtext('belanja.marks'), %s)", [government_id])
        codes = "SELECT unnest(plan_codes) FROM facts_purchasedocument WHERE id = %s"
        ends = _plan_ends(cursor, government_id, codes, document_id)
        cursor.execute(
            _SHIFT,
            _parameters(government_id, year)
            | {
                "documents": [document_id],
                "codes": [code for code, _end in ends],
                "ends": [end for _code, end in ends],
                "sign": sign,
            },
        )


def mark_all(*, but: Collection[tuple[int, int]] = ()) -> None:
    """After evidence that belongs to no single government (firms, products): every government and year with spend,
    except those that have just been marked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT government_id, year FROM facts_spenddelta")
        found: list[tuple[int, int]] = cursor.fetchall()
    for government_id, year in sorted(set(found) - set(but)):
        mark(government_id=government_id, year=year)


def _parameters(government_id: int, year: int) -> dict[str, Any]:
    return {
        "government": government_id,
        "year": year,
        "small": [scale.value for scale in sorted(UMKK)],
        "rounding": ROUNDING,
        "sign": 1,
    }


def _make(cursor: CursorWrapper, name: str, parameters: dict[str, Any]) -> None:
    cursor.execute(f"CREATE TEMP TABLE {name} ON COMMIT DROP AS {_PIECES[name]}", parameters)


def _plan_ends(cursor: CursorWrapper, government_id: int, used: str, *parameters: int) -> list[tuple[str, str]]:
    """Where those of the `used` codes (SQL) that were ever revised lead to."""
    cursor.execute(
        f"SELECT DISTINCT r.old_code FROM plans_ruprevision r WHERE r.government_id = %s AND r.old_code IN ({used})",
        [government_id, *parameters],
    )
    codes = [code for (code,) in cursor.fetchall()]
    if not codes:
        return []
    ends = plans.follow_revisions(government_id=government_id, codes=codes)
    return [(code, end) for code, reached in sorted(ends.items()) for end in sorted(reached)]
