"""Contracted value by class of PDN and by scale of the firm, from evidence. Read through `facts.selectors`.

The parts that are domestic and that go to small firms are those of `facts.services.mark`; here each of them also has a
class: of a product whose listings all prove the same one, of a firm whose latest statements all name the same scale.
Where a source tells only a part of an order's value, that part has no class of product. Lines of Belanja's own orders
have the class and the scale of their purchase.
"""

from datetime import date
from decimal import Decimal

from django.db import connection

from belanja.rules.channels import Stage
from belanja.rules.domestic import ROUNDING
from belanja.rules.pdn import Thresholds
from belanja.rules.spend_classes import PdnSpend, ScaleSpend, SpendClasses

from . import parts

ZERO = Decimal("0.00")

_QUERY = f"""
WITH document AS MATERIALIZED (
  SELECT id, channel, key, amount, pdn_amount, umk_amount, vendor_refs,
    coalesce(ordered_on, make_date(year, 12, 31)) AS on_day
  FROM facts_purchasedocument WHERE government_id = %(government)s AND year = %(year)s AND channel <> 'native'
), {parts.STATED.format(documents="document")}, scale AS MATERIALIZED (
  SELECT id, {parts.SMALL} AS small, CASE WHEN min(scale) = max(scale) THEN min(scale) END AS scale
  FROM stated WHERE place = 1
  GROUP BY id HAVING {parts.SMALL_AGREED}
), product AS MATERIALIZED (
  SELECT product_key, bool_and(domestic) AS domestic, CASE WHEN min(class) = max(class) THEN min(class) END AS class
  FROM (
    SELECT product_key, domestic, CASE
      WHEN tkdn + least(greatest(coalesce(bmp, 0), 0), %(most_benefit)s) >= %(with_benefit)s THEN 'tkdn_bmp_40'
      WHEN tkdn >= %(minimum)s THEN 'tkdn_25'
      ELSE 'tkdn_lt25' END AS class
    FROM facts_productevidence WHERE product_key <> ''
  ) listing
  GROUP BY product_key HAVING {parts.PRODUCT_AGREED}
), part AS MATERIALIZED (
  SELECT d.id, d.amount AS whole, s.small, s.scale,
    {parts.PDN_PART} AS pdn_part,
    {parts.UMK_PART} AS umk_part
  FROM document d
  LEFT JOIN scale s USING (id)
  {parts.PACKAGE}
), fact AS (
  SELECT f.id, f.document_id, f.line, f.day, f.amount, p.whole, p.small, p.scale, p.pdn_part, p.umk_part, o.domestic,
    o.class
  FROM facts_spendfact f JOIN part p ON p.id = f.document_id
  LEFT JOIN product o ON o.product_key = f.product_key
  WHERE f.government_id = %(government)s AND f.year = %(year)s AND f.stage = %(stage)s
    AND f.known_to IS NULL AND f.counts
), own AS (
  SELECT f.day, f.amount, {parts.NATIVE_DOMESTIC} AS domestic, f.pdn_class AS class,
    {parts.NATIVE_SMALL} AS small, f.business_scale AS scale
  FROM facts_purchasedocument d JOIN facts_spendfact f ON f.document_id = d.id
  WHERE d.government_id = %(government)s AND d.year = %(year)s AND d.channel = 'native' AND f.stage = %(stage)s
    AND f.known_to IS NULL AND f.counts
), parted AS (
  SELECT *, sum(amount) OVER line AS upto, row_number() OVER line = 1 AS first FROM fact
  WINDOW line AS (PARTITION BY document_id ORDER BY {parts.LINE_ORDER} ROWS UNBOUNDED PRECEDING)
), marked AS (
  SELECT day, amount,
    CASE
      WHEN pdn_part IS NOT NULL THEN {parts.of_line("pdn_part")}
      WHEN domestic THEN amount WHEN NOT domestic THEN 0
    END AS pdn,
    CASE
      WHEN umk_part IS NOT NULL THEN {parts.of_line("umk_part")}
      WHEN small THEN amount WHEN NOT small THEN 0
    END AS umk,
    CASE WHEN domestic AND (pdn_part IS NULL OR pdn_part = whole) THEN class END AS class,
    CASE WHEN small THEN scale END AS smaller, CASE WHEN NOT small THEN scale END AS larger
  FROM parted
  UNION ALL
  SELECT day, amount, CASE WHEN domestic THEN amount WHEN NOT domestic THEN 0 END,
    CASE WHEN small THEN amount WHEN NOT small THEN 0 END,
    CASE WHEN domestic THEN class END, CASE WHEN small THEN scale END, CASE WHEN NOT small THEN scale END
  FROM own
)
SELECT t.marking, t.class, sum(t.amount) FROM marked m CROSS JOIN LATERAL (VALUES
  ('pdn', coalesce(class, 'pdn_tanpa_kelas'), pdn),
  ('pdn', 'bukan_pdn', amount - pdn),
  ('pdn', 'belum', CASE WHEN pdn IS NULL THEN amount END),
  ('umkk', coalesce(smaller, 'umkk_tanpa_skala'), umk),
  ('umkk', coalesce(larger, 'bukan_umkk'), amount - umk),
  ('umkk', 'belum', CASE WHEN umk IS NULL THEN amount END)
) AS t(marking, class, amount)
WHERE t.amount IS NOT NULL AND (%(as_of)s::date IS NULL OR m.day <= %(as_of)s::date)
GROUP BY t.marking, t.class
"""


def spend_classes(*, government_id: int, year: int, limit: Thresholds, as_of: date | None = None) -> SpendClasses:
    """Contracted rupiah of every channel by class of PDN and by scale, every class named; with `as_of` what was
    contracted until then. One query."""
    parameters = {
        "government": government_id,
        "year": year,
        "stage": int(Stage.CONTRACTED),
        "as_of": as_of,
        "small": parts.SMALL_SCALES,
        "rounding": ROUNDING,
        "minimum": limit.minimum,
        "with_benefit": limit.with_benefit,
        "most_benefit": limit.most_benefit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, parameters)
        found = {(marking, name): amount for marking, name, amount in cursor.fetchall()}
    return (
        {one: found.get(("pdn", one.value), ZERO) for one in PdnSpend},
        {one: found.get(("umkk", one.value), ZERO) for one in ScaleSpend},
    )
