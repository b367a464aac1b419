"""Evidence beside the orders: packages as data.inaproc.id tells them, receipts, products, names of tenders.

Each reads the pull that the importer hands over in `intake_current` and `intake_gone`; none writes a fact.
"""

from django.db import connection


def apply_package_evidence() -> None:
    """What data.inaproc.id says of packages; what is no longer in a pull proves nothing any more."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO facts_packageevidence (government_id, year, channel, key, title, plan_codes, vendor_name,
              status, amount, pdn_amount, source_row_id, vanished)
            SELECT government_id, year, channel, package_key, coalesce(title, ''),
              coalesce(string_to_array(nullif(plan_codes, ''), ';'), '{}'), coalesce(vendor_name, ''),
              coalesce(left(status, 60), ''), amount, pdn_amount, source_row_id, false
            FROM intake_current
            ON CONFLICT (government_id, channel, key) DO UPDATE SET year = excluded.year, title = excluded.title,
              plan_codes = excluded.plan_codes, vendor_name = excluded.vendor_name, status = excluded.status,
              amount = excluded.amount, pdn_amount = excluded.pdn_amount, source_row_id = excluded.source_row_id,
              vanished = false
            """
        )
        cursor.execute(
            "UPDATE facts_packageevidence e SET vanished = true FROM intake_gone g WHERE e.source_row_id = g.id"
        )


def forget_package_evidence(*, source_row_ids: list[int]) -> None:
    """Packages that a person declared gone from the feed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE facts_packageevidence SET vanished = true WHERE source_row_id = ANY(%s)", [source_row_ids]
        )


#: A package with several codes has all its receipts once per code. Of receipts alike in all but the code so many are
#: real as one code has at most.
_RECEIPTS = """
INSERT INTO facts_packagereceipt (government_id, year, package_key, key, kind, number, day, amount, copies, vendor_name,
  vendor_refs, source_row_id)
SELECT government_id, year, package_key, receipt, coalesce(max(kind), ''), coalesce(max(number), ''), max(paid_on),
  max(amount), max(copies), coalesce(max(vendor_name), ''),
  coalesce(string_to_array(nullif(max(vendor_refs), ''), ';'), '{}'), min(source_row_id)
FROM (
  SELECT c.*, count(*) OVER (PARTITION BY government_id, year, package_key, receipt, plan_code) AS copies
  FROM intake_current c
) one_code
GROUP BY government_id, year, package_key, receipt
"""


def apply_receipts() -> None:
    """Receipts of recorded packages, as the pull has them: those of its governments and years are written anew."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM facts_packagereceipt r USING (SELECT DISTINCT government_id, year FROM intake_current) s
            WHERE r.government_id = s.government_id AND r.year = s.year
            """
        )
        cursor.execute(_RECEIPTS)


def apply_products() -> None:
    """What the listing of the catalogue proves of its products."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO facts_productevidence (product_key, owner_code, name, origin, tkdn, bmp, certificate, domestic,
              source_row_id)
            SELECT product_key, coalesce(owner_code, ''), coalesce(name, ''), coalesce(origin, ''), tkdn, bmp,
              coalesce(certificate, ''), domestic, source_row_id
            FROM intake_current WHERE class IN ('new', 'changed')
            ON CONFLICT (product_key, owner_code) DO UPDATE SET name = excluded.name, origin = excluded.origin,
              tkdn = excluded.tkdn, bmp = excluded.bmp, certificate = excluded.certificate,
              domestic = excluded.domestic, source_row_id = excluded.source_row_id
            """
        )


def erase_package_evidence(*, source_row_ids: list[int]) -> None:
    """Take back packages whose source rows never were (their import was withdrawn)."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM facts_packageevidence WHERE source_row_id = ANY(%s)", [source_row_ids])


def forget_products(*, source_row_ids: list[int]) -> None:
    """Take back products whose source rows never were (their import was withdrawn)."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM facts_productevidence WHERE source_row_id = ANY(%s)", [source_row_ids])


def forget_receipts(*, government_id: int, year: int) -> None:
    """Take back the receipts of a government and year: no pull that stands has any."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM facts_packagereceipt WHERE government_id = %s AND year = %s", [government_id, year])


def describe_tenders() -> None:
    """Names and methods of tenders from their list; packages themselves come with another feed."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE facts_purchasedocument d SET title = coalesce(nullif(c.title, ''), d.title),
              method = coalesce(left(nullif(c.method, ''), 60), d.method)
            FROM intake_current c
            WHERE d.government_id = c.government_id AND d.channel = 'tender' AND d.key = c.key
            """
        )


def name_by_plan(*, government_id: int, year: int) -> None:
    """Packages that their feed does not name take the title of the plan they belong to."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE facts_purchasedocument d SET title = p.title FROM plans_ruppackage p
            WHERE d.government_id = %s AND d.year = %s AND d.title = '' AND d.channel = 'tender'
              AND p.government_id = d.government_id AND p.code = d.plan_codes[1] AND p.kind = 'penyedia'
            """,
            [government_id, year],
        )
