"""Contracted value by class of PDN and by scale of the firm, from evidence. Read through `facts.selectors`.

The parts that are domestic and that go to small firms are those of `facts.services.mark`; here each of them also has a
class: of a product whose listings all prove the same one, of a firm whose latest statements all name the same scale.
Where a source tells only a part of an order's value, that part has no class of product.
"""

from datetime import date
from decimal import Decimal

from django.db import connection

from belanja.rules.channels import Stage
from belanja.rules.domestic import ROUNDING
from belanja.rules.firms import UMKK
from belanja.rules.pdn import Thresholds
from belanja.rules.spend_classes import PdnSpend, ScaleSpend, SpendClasses

ZERO = Decimal("0.00")

_QUERY = """
WITH document AS MATERIALIZED (
  SELECT id, channel, key, amount, pdn_amount, umk_amount, vendor_refs,
    coalesce(ordered_on, make_date(year, 12, 31)) AS on_day
  FROM facts_purchasedocument WHERE government_id = %(government)s AND year = %(year)s
), ref AS (
  SELECT id, on_day, unnest(vendor_refs) AS ref FROM document
), firm AS (
  SELECT DISTINCT r.id, r.on_day, f.firm_id FROM ref r JOIN vendors_firmid f
    ON f.scheme = split_part(r.ref, ':', 1) AND f.value = substr(r.ref, strpos(r.ref, ':') + 1)
), stated AS (
  SELECT f.id, s.scale, rank() OVER (PARTITION BY f.id, f.firm_id ORDER BY s.valid_from DESC NULLS LAST) AS place
  FROM firm f JOIN vendors_scaleevidence s ON s.firm_id = f.firm_id
  WHERE s.scale <> '' AND (s.valid_from IS NULL OR s.valid_from <= f.on_day)
), scale AS MATERIALIZED (
  SELECT id, bool_and(scale = ANY(%(small)s)) AS small,
    CASE WHEN min(scale) = max(scale) THEN min(scale) END AS scale
  FROM stated WHERE place = 1
  GROUP BY id HAVING bool_and(scale = ANY(%(small)s)) = bool_or(scale = ANY(%(small)s))
), product AS MATERIALIZED (
  SELECT product_key, bool_and(domestic) AS domestic, CASE WHEN min(class) = max(class) THEN min(class) END AS class
  FROM (
    SELECT product_key, domestic, CASE
      WHEN tkdn + least(greatest(coalesce(bmp, 0), 0), %(most_benefit)s) >= %(with_benefit)s THEN 'tkdn_bmp_40'
      WHEN tkdn >= %(minimum)s THEN 'tkdn_25'
      ELSE 'tkdn_lt25' END AS class
    FROM facts_productevidence WHERE product_key <> ''
  ) listing
  GROUP BY product_key HAVING count(*) = count(domestic) AND bool_and(domestic) = bool_or(domestic)
), part AS MATERIALIZED (
  SELECT d.id, d.amount AS whole, s.small, s.scale,
    CASE
      WHEN d.pdn_amount BETWEEN 0 AND d.amount + %(rounding)s THEN d.pdn_amount
      WHEN e.amount > 0 AND e.pdn_amount BETWEEN e.amount AND e.amount + %(rounding)s THEN d.amount
      WHEN e.amount > 0 AND e.pdn_amount = 0 THEN 0
      WHEN e.amount > 0 AND e.pdn_amount BETWEEN 0 AND e.amount AND e.amount = d.amount THEN e.pdn_amount
    END AS pdn_part,
    CASE WHEN d.umk_amount BETWEEN 0 AND d.amount + %(rounding)s THEN d.umk_amount END AS umk_part
  FROM document d
  LEFT JOIN scale s USING (id)
  LEFT JOIN facts_packageevidence e ON e.government_id = %(government)s AND e.channel = d.channel AND e.key = d.key
    AND NOT e.vanished
), fact AS (
  SELECT f.day, f.amount, p.whole, p.small, p.scale, p.pdn_part, p.umk_part, o.domestic, o.class,
    sum(f.amount) OVER line AS upto, row_number() OVER line = 1 AS first
  FROM facts_spendfact f JOIN part p ON p.id = f.document_id
  LEFT JOIN product o ON o.product_key = f.product_key
  WHERE f.government_id = %(government)s AND f.year = %(year)s AND f.stage = %(stage)s
    AND f.known_to IS NULL AND f.counts
  WINDOW line AS (PARTITION BY f.document_id ORDER BY f.day NULLS LAST, f.amount, f.line, f.id
                  ROWS UNBOUNDED PRECEDING)
), marked AS (
  SELECT day, amount,
    CASE
      WHEN pdn_part IS NOT NULL THEN least(upto, pdn_part) - least(upto - amount, pdn_part)
        + CASE WHEN first THEN greatest(pdn_part - whole, 0) ELSE 0 END
      WHEN domestic THEN amount WHEN NOT domestic THEN 0
    END AS pdn,
    CASE
      WHEN umk_part IS NOT NULL THEN least(upto, umk_part) - least(upto - amount, umk_part)
        + CASE WHEN first THEN greatest(umk_part - whole, 0) ELSE 0 END
      WHEN small THEN amount WHEN NOT small THEN 0
    END AS umk,
    CASE WHEN domestic AND (pdn_part IS NULL OR pdn_part = whole) THEN class END AS class,
    CASE WHEN small THEN scale END AS smaller, CASE WHEN NOT small THEN scale END AS larger
  FROM fact
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
        "small": [scale.value for scale in sorted(UMKK)],
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
