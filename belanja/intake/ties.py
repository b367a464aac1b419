"""Which firm of the archive is which firm on record: the orders of Katalog v5 name product and firm by id."""

from django.db import connection

from belanja.catalogue.services import tie_sellers
from belanja.rules.channels import Channel

#: A seller all of whose ordered products were sold by one and the same firm.
_FOUND = """
SELECT o.seller_id, min(i.firm_id)
FROM catalogue_seller s
JOIN catalogue_offer o ON o.seller_id = s.id AND o.archive_day IS NOT NULL
JOIN catalogue_product p ON p.id = o.product_id AND p.national_id <> ''
JOIN facts_spendfact f ON f.product_key = split_part(p.national_id, '/', 1) AND f.channel = %s AND f.known_to IS NULL
JOIN facts_purchasedocument d ON d.id = f.document_id
CROSS JOIN unnest(d.vendor_refs) ref
JOIN vendors_firmid i ON i.scheme = split_part(ref, ':', 1) AND i.value = split_part(ref, ':', 2)
WHERE s.government_id IS NULL AND s.firm_id IS NULL
GROUP BY o.seller_id HAVING count(DISTINCT i.firm_id) = 1
"""


def tie_archive() -> int:
    """Tie the sellers of the archive whose products were ordered from exactly one firm on record. Returns how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM catalogue_seller WHERE government_id IS NULL AND firm_id IS NULL LIMIT 1")
        if cursor.fetchone() is None:
            return 0
        cursor.execute(_FOUND, [Channel.V5.value])
        found = dict(cursor.fetchall())
    return tie_sellers(firms=found) if found else 0
