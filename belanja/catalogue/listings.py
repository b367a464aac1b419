"""An offer as lists show it: what, by whom, from where, at which price on which basis."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from belanja.catalogue.standing import ON_SHELF, REGISTERED
from belanja.foundation import clock
from belanja.foundation.prepared import prepared
from belanja.rules import prices
from belanja.rules.listing_steps import Hold
from belanja.rules.listings import ListingState, TaxBasis
from belanja.rules.measures import word_of
from belanja.rules.pdn import PdnClass


@dataclass(frozen=True)
class Listing:
    """`price` is the lowest amount in force (rupiah a sold unit, as stated) and `dearest` the highest: they differ
    `by_quantity`, `by_region`, or by both. `least`: the smallest quantity that has a price. `per_base` is the lowest
    without tax, per base unit. The price of a firm that is not PKP carries no tax, whatever was written beside it."""

    offer_id: int
    product_id: int
    name: str
    brand: str
    picture: str
    unit: str
    unit_written: str
    pack_size: Decimal | None
    base_unit: str
    pdn: PdnClass
    tkdn: Decimal | None
    etalase_id: int
    seller_id: int
    seller: str
    seller_slug: str
    scale: str
    place: str
    state: ListingState
    archive_day: date | None
    stock: Decimal | None
    monthly_capacity: Decimal | None
    lead_days: int | None
    price: Decimal | None
    dearest: Decimal | None
    per_base: Decimal | None
    tax_basis: TaxBasis
    is_example: bool
    offers: int
    holds: tuple[Hold, ...]
    barred: bool
    place_code: str
    photo: str
    photo_words: str
    least: Decimal | None
    by_quantity: bool
    by_region: bool

    @property
    def unit_word(self) -> str:
        return word_of(self.unit) if self.unit else (self.unit_written.lower() or "satuan")

    @property
    def for_sale(self) -> bool:
        return self.state is ListingState.LISTED


_SQL = f"""
SELECT o.id, p.id, p.name, coalesce(b.name, ''), p.picture, p.unit, p.unit_written, p.pack_size, p.base_unit, p.pdn,
  p.tkdn, p.etalase_id, s.id, s.name, s.slug, s.scale,
  coalesce(nullif(g.name, ''), 'Wilayah ' || g.national_id, ''), {ON_SHELF}, o.archive_day, o.stock - o.reserved,
  o.monthly_capacity,
  o.lead_days, r.lowest, r.highest, r.per_base, coalesce(r.tax_basis, ''), s.is_example,
  (SELECT count(*) FROM catalogue_offersearch x WHERE x.product_id = p.id), o.holds, s.bar <> '',
  coalesce(g.code, ''), coalesce(f.sha256, ''), coalesce(f.alt_text, ''), r.least, r.by_quantity, r.by_region,
  {REGISTERED}
FROM unnest(%s::bigint[]) WITH ORDINALITY asked(id, place)
JOIN catalogue_offer o ON o.id = asked.id
JOIN catalogue_product p ON p.id = o.product_id
JOIN catalogue_seller s ON s.id = o.seller_id
JOIN etalase_etalase e ON e.id = p.etalase_id
LEFT JOIN catalogue_brand b ON b.id = p.brand_id
LEFT JOIN catalogue_region g ON g.id = s.region_id
LEFT JOIN catalogue_photo f ON f.offer_id = o.id AND f.position = 0
LEFT JOIN LATERAL (
  SELECT min(amount) AS lowest, max(amount) AS highest, min(per_base) AS per_base, min(tax_basis) AS tax_basis,
    min(least_quantity) AS least,
    count(DISTINCT (coalesce(region_id, 0), amount)) > count(DISTINCT coalesce(region_id, 0)) AS by_quantity,
    count(DISTINCT (least_quantity, amount)) > count(DISTINCT least_quantity) AS by_region
  FROM catalogue_pricerow WHERE offer_id = o.id AND ended_on IS NULL
) r ON true
ORDER BY asked.place
"""  # noqa: S608 - constants


def listings(offer_ids: Sequence[int]) -> list[Listing]:
    """The offers in the given order; one query, none for nothing."""
    if not offer_ids:
        return []
    with prepared(), connection.cursor() as cursor:
        cursor.execute(_SQL, [clock.today(), clock.today(), list(offer_ids)])
        return [_read(row) for row in cursor.fetchall()]


def _read(row: Sequence[Any]) -> Listing:
    values = list(row)
    values[9], values[17], values[25] = PdnClass(row[9]), ListingState(row[17]), TaxBasis(row[25])
    values[28] = holds_of(row[28])
    registered = values.pop()
    found = Listing(*values)
    return _untaxed(found) if registered is False else found


def _untaxed(one: Listing) -> Listing:
    if one.price is None:
        return one
    per_base = prices.per_base(one.price, one.pack_size, TaxBasis.EXEMPT, None)
    return replace(one, tax_basis=TaxBasis.EXEMPT, per_base=per_base)


def holds_of(written: Sequence[str] | None) -> tuple[Hold, ...]:
    """Why an offer is not for sale, as it is stored."""
    return tuple(Hold(one) for one in written or ())
