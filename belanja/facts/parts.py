"""Which part of an order is domestic and which goes to a small firm, by evidence: the pieces of SQL that say so.

Written once for whoever parts what is bought (`services.mark`, `classes`). The rules are those of `rules.domestic` and
`rules.firms`; `affirmation.recount` has them in Python. Parameters: `government`, `small` (`SMALL_SCALES`), `rounding`.
"""

from belanja.rules.firms import UMKK
from belanja.rules.pdn import PdnClass

SMALL_SCALES = [scale.value for scale in sorted(UMKK)]

#: Statements about the firms of the orders in a relation `{documents}` (id, on_day, vendor_refs): `stated` has each
#: with its place; the latest that holds on the day of the order has place 1, and there may be several.
STATED = """
refs AS (
  SELECT id, on_day, unnest(vendor_refs) AS ref FROM {documents}
), firms AS (
  SELECT DISTINCT r.id, r.on_day, f.firm_id FROM refs r JOIN vendors_firmid f
    ON f.scheme = split_part(r.ref, ':', 1) AND f.value = substr(r.ref, strpos(r.ref, ':') + 1)
), stated AS (
  SELECT f.id, s.scale, rank() OVER (PARTITION BY f.id, f.firm_id ORDER BY s.valid_from DESC NULLS LAST) AS place
  FROM firms f JOIN vendors_scaleevidence s ON s.firm_id = f.firm_id
  WHERE s.scale <> '' AND (s.valid_from IS NULL OR s.valid_from <= f.on_day)
)
"""
#: Whether the firm is small: true, false, and no row where firms or statements differ (`HAVING SMALL_AGREED`).
SMALL = "bool_and(scale = ANY(%(small)s))"
SMALL_AGREED = f"{SMALL} = bool_or(scale = ANY(%(small)s))"

#: What data.inaproc.id tells of the package of a document `d`, as `e`.
PACKAGE = """LEFT JOIN facts_packageevidence e
  ON e.government_id = %(government)s AND e.channel = d.channel AND e.key = d.key AND NOT e.vanished"""
#: Rupiah of a document `d` that its source, else its package, tells to be domestic; NULL where neither does.
PDN_PART = """CASE
    WHEN d.pdn_amount BETWEEN 0 AND d.amount + %(rounding)s THEN d.pdn_amount
    WHEN e.amount > 0 AND e.pdn_amount BETWEEN e.amount AND e.amount + %(rounding)s THEN d.amount
    WHEN e.amount > 0 AND e.pdn_amount = 0 THEN 0
    WHEN e.amount > 0 AND e.pdn_amount BETWEEN 0 AND e.amount AND e.amount = d.amount THEN e.pdn_amount
  END"""
#: The same of small firms; no package tells it.
UMK_PART = "CASE WHEN d.umk_amount BETWEEN 0 AND d.amount + %(rounding)s THEN d.umk_amount END"

#: Listings of a product say whether it is domestic only where all of them say the same.
PRODUCT_AGREED = "count(*) = count(domestic) AND bool_and(domestic) = bool_or(domestic)"

#: What a fact `f` of Belanja's own orders says by the class and the scale that it keeps as of the purchase.
_PROVED = ", ".join(f"'{one}'" for one in PdnClass if one.proven)
NATIVE_DOMESTIC = (
    f"CASE WHEN f.pdn_class IN ({_PROVED}) THEN true WHEN f.pdn_class = '{PdnClass.IMPORT}' THEN false END"
)
NATIVE_SMALL = "CASE WHEN f.business_scale <> '' THEN f.business_scale = ANY(%(small)s) END"

#: A document's part is given to its lines from the first on, until it is used up: to the sen, whatever the lines are.
LINE_ORDER = "day NULLS LAST, amount, line, id"


def of_line(part: str) -> str:
    """SQL for what a line gets of its document's `part`. The line has `amount`, `upto` (the sum of the lines up to and
    with it), `first` and the document's `whole`; what a part exceeds its document by goes to the first line."""
    return (
        f"least(upto, {part}) - least(upto - amount, {part})"
        f" + CASE WHEN first THEN greatest({part} - whole, 0) ELSE 0 END"
    )
