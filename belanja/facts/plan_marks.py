"""What the plan says of the codes that orders name: the pieces of SQL for whoever marks orders by it.

The marks are those of the RUP packages that the codes lead to after all revisions; several packages only where all
agree, none or a silent one leaves the order open. Parameters: `government`, and those of `leads`.
"""

from collections.abc import Iterable

from belanja.plans import selectors as plans

#: After a relation `used` (code): `code_mark` has what each code says, of the packages it became, else of the package
#: it is.
CODES = """
ends(code, end_code) AS (
  SELECT * FROM unnest(%(codes)s::text[], %(ends)s::text[])
), package AS (
  SELECT code, pdn, umkk FROM plans_ruppackage WHERE government_id = %(government)s AND kind = 'penyedia'
    AND code IN (SELECT code FROM used UNION ALL SELECT end_code FROM ends e JOIN used USING (code))
), found AS (
  SELECT e.code, p.pdn, p.umkk, true AS ahead
  FROM ends e JOIN package p ON p.code = e.end_code WHERE e.end_code <> e.code
  UNION ALL
  SELECT u.code, p.pdn, p.umkk, false FROM used u JOIN package p USING (code)
), chosen AS (
  SELECT *, bool_or(ahead) OVER (PARTITION BY code) AS any_ahead FROM found
), code_mark AS (
  SELECT code,
    CASE WHEN count(*) = count(pdn) AND bool_and(pdn) = bool_or(pdn) THEN bool_and(pdn) END AS pdn,
    CASE WHEN count(*) = count(umkk) AND bool_and(umkk) = bool_or(umkk) THEN bool_and(umkk) END AS umkk
  FROM chosen WHERE ahead = any_ahead GROUP BY code
)
"""

#: What the plan says of each of `{documents}` (id, plan_codes) by the marks of codes in `{marks}`.
PLANNED = """
SELECT d.id,
  CASE WHEN count(*) = count(m.pdn) AND bool_and(m.pdn) = bool_or(m.pdn) THEN bool_and(m.pdn) END AS pdn,
  CASE WHEN count(*) = count(m.umkk) AND bool_and(m.umkk) = bool_or(m.umkk) THEN bool_and(m.umkk) END AS umkk
FROM {documents} d CROSS JOIN LATERAL unnest(d.plan_codes) c(code)
LEFT JOIN {marks} m USING (code)
GROUP BY d.id
"""


def leads(*, government_id: int, codes: Iterable[str]) -> dict[str, list[str]]:
    """Where codes lead after all revisions, as the two columns of `ends`. One that was never revised may be left out:
    it leads to itself."""
    found = plans.follow_revisions(government_id=government_id, codes=codes)
    rows = [(code, end) for code, reached in sorted(found.items()) for end in sorted(reached)]
    return {"codes": [code for code, _end in rows], "ends": [end for _code, end in rows]}
