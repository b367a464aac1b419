"""Which firm of the archive is which firm on record: the orders of Katalog v5 name product and firm by id."""

from collections import defaultdict
from collections.abc import Mapping

from django.db import connection

from belanja.catalogue.services import tie_sellers
from belanja.rules.channels import Channel
from belanja.vendors.models import FirmId

_SELLERS = """
SELECT DISTINCT split_part(p.national_id, '/', 1), o.seller_id
FROM catalogue_seller s
JOIN catalogue_offer o ON o.seller_id = s.id AND o.archive_day IS NOT NULL
JOIN catalogue_product p ON p.id = o.product_id AND p.national_id <> ''
WHERE s.government_id IS NULL AND s.firm_id IS NULL
"""
_ORDERED = """
SELECT DISTINCT f.product_key, d.vendor_refs
FROM facts_spendfact f JOIN facts_purchasedocument d ON d.id = f.document_id
WHERE f.channel = %s AND f.known_to IS NULL AND f.product_key = ANY(%s)
"""


def tie_archive() -> int:
    """Tie the sellers of the archive all of whose ordered products were sold by one firm on record and no other.
    Returns how many.

    The halves are read apart and put together here: an import has just written both, and a planner that does not know
    yet how long they are would compare every line with every other.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SELLERS)
        sellers: dict[str, set[int]] = defaultdict(set)
        for product, seller in cursor.fetchall():
            sellers[product].add(seller)
        if not sellers:
            return 0
        cursor.execute(_ORDERED, [Channel.V5.value, list(sellers)])
        ordered = [(product, tuple(refs or ())) for product, refs in cursor.fetchall()]
    firms = _firms({ref for _product, refs in ordered for ref in refs})
    found: dict[int, set[int]] = defaultdict(set)
    for product, refs in ordered:
        for seller in sellers[product]:
            found[seller] |= {firms[ref] for ref in refs if ref in firms}
    alone = {seller: next(iter(ids)) for seller, ids in found.items() if len(ids) == 1}
    return tie_sellers(firms=alone) if alone else 0


def _firms(refs: set[str]) -> Mapping[str, int]:
    """Firm ids by `scheme:value`."""
    values = [ref.partition(":")[2] for ref in refs]
    rows = FirmId.objects.filter(value__in=values).values_list("scheme", "value", "firm_id")
    return {f"{scheme}:{value}": firm for scheme, value, firm in rows}
