"""Offers with all their prices, past and present: of one product, or side by side."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from belanja.catalogue.listings import holds_of
from belanja.catalogue.smallest import LIKES
from belanja.catalogue.standing import ON_SHELF, REGISTERED
from belanja.foundation import clock
from belanja.rules import asked
from belanja.rules import prices as rules
from belanja.rules.listing_steps import Hold
from belanja.rules.listings import Freight, ListingState, SellerRole, TaxBasis
from belanja.rules.pdn import PdnClass

from .references import STANDARDS, Beside
from .references import read as beside_of

#: Offers of one product that a page shows; the cheapest come first.
MOST = 60


@dataclass(frozen=True)
class Price:
    """A price of one region (None: wherever the offer is delivered), past where `ended_on` is set."""

    region_id: int | None
    least_quantity: Decimal
    amount: Decimal
    basis: TaxBasis
    tax_percent: Decimal | None
    per_base: Decimal | None
    freight: Decimal | None
    valid_from: date
    ended_on: date | None
    reason: str = ""
    """Why it rose, in the firm's words."""

    @property
    def place(self) -> int | None:
        """As `rules.asked` calls it."""
        return self.region_id


@dataclass(frozen=True)
class OfferView:
    id: int
    product_id: int
    product: str
    brand: str
    model: str
    picture: str
    unit: str
    unit_written: str
    pack_size: Decimal | None
    base_unit: str
    pdn: PdnClass
    tkdn: Decimal | None
    pdn_reason: str
    etalase: str
    values: dict[str, Any]
    schema: dict[str, tuple[str, str, str]]
    number: str
    role: SellerRole
    maker: str
    made_in: str
    stock: Decimal | None
    monthly_capacity: Decimal | None
    lead_days: int | None
    serves: tuple[int, ...]
    freight_rule: Freight
    freight: Decimal | None
    warranty_months: int | None
    valid_to: date | None
    confirmed_on: date | None
    state: ListingState
    archive_day: date | None
    seller: str
    seller_slug: str
    scale: str
    place: str
    place_code: str
    prices: tuple[Price, ...]
    likeness: str
    like_prices: tuple[Decimal, ...]
    holds: tuple[Hold, ...]
    barred: bool
    photo: str
    photo_words: str
    on_behalf: str
    least_order: Decimal | None
    registered: bool | None
    """Whether its firm is PKP today; None where that is not confirmed."""
    beside: Beside | None

    @property
    def current(self) -> tuple[Price, ...]:
        """Prices in force."""
        return tuple(price for price in self.prices if price.ended_on is None)

    def untaxed(self, price: Price) -> Price:
        """A price of a firm that is not PKP: without PPN, whatever was written beside it."""
        per_base = rules.per_base(price.amount, self.pack_size, TaxBasis.EXEMPT, None)
        return replace(price, basis=TaxBasis.EXEMPT, tax_percent=None, per_base=per_base)

    def serves_region(self, region_id: int) -> bool:
        """Whether it is delivered there; an offer that names no region is taken to be delivered everywhere."""
        return not self.serves or region_id in self.serves

    def price_for(self, region_id: int | None) -> Price | None:
        """The price in force of the smallest order that is taken: a region's own, else the one for everywhere; without
        a region the lowest. None where the offer is not delivered there or has no price."""
        if region_id is not None and not self.serves_region(region_id):
            return None
        found = asked.smallest_order(self.current, self.least_order)
        if region_id is not None:
            own = [price for price in found if price.region_id == region_id]
            found = own or [price for price in found if price.region_id is None]
        return min(found, key=lambda price: price.amount, default=None)

    def lowest_of_late(self, price: Price, region_id: int | None = None, *, on: date, days: int) -> Decimal | None:
        """The lowest price of the last `days` days for a region (None: for any) and the quantity of a price, in its
        terms; None where it cannot be told."""
        held = [asked.Held(one, one.valid_from, one.ended_on) for one in self.prices]
        return asked.lowest_of_late(held, price, place=region_id, on=on, days=days)

    def landed(self, region_id: int | None) -> rules.Landed | None:
        """The price of a base unit delivered to a region; None where anything needed is not known."""
        price = self.price_for(region_id)
        if price is None:
            return None
        return rules.landed(
            amount=price.amount,
            pack_size=self.pack_size,
            basis=price.basis,
            tax_percent=price.tax_percent,
            freight_rule=self.freight_rule,
            freight=price.freight if self.freight_rule is Freight.BY_REGION else self.freight,
        )


_OFFERS = """
SELECT o.id, p.id, p.name, coalesce(b.name, ''), p.model, p.picture, p.unit, p.unit_written, p.pack_size, p.base_unit,
  p.pdn, p.tkdn, p.pdn_reason, e.name, p.attributes,
  (SELECT json_object_agg(a.key, json_build_array(a.label, a.type, a.unit)) FROM etalase_schemaattribute a
    WHERE a.schema_id = p.schema_id),
  o.number, o.role, o.maker, o.made_in, o.stock - o.reserved, o.monthly_capacity, o.lead_days,
  o.serves, o.freight_rule, o.freight,
  o.warranty_months, o.valid_to, o.confirmed_on, {state}, o.archive_day, s.name, s.slug, s.scale,
  coalesce(nullif(g.name, ''), 'Wilayah ' || g.national_id, ''), coalesce(g.code, ''),
  (SELECT json_agg(json_build_array(r.region_id, r.least_quantity::text, r.amount::text, r.tax_basis,
      r.tax_percent::text, r.per_base::text, r.freight::text, r.valid_from, r.ended_on, r.reason)
      ORDER BY r.valid_from, r.id)
    FROM catalogue_pricerow r WHERE r.offer_id = o.id),
  p.likeness, {likes}, o.holds, s.bar <> '', coalesce(f.sha256, ''), coalesce(f.alt_text, ''),
  coalesce((SELECT m.shown->>'name' FROM catalogue_memberoffer w JOIN vendors_profile m ON m.firm_id = w.member_id
    WHERE w.offer_id = o.id), ''), o.least_order,
  {registered},
  {standards}
FROM catalogue_offersearch x
JOIN catalogue_offer o ON o.id = x.offer_id
JOIN catalogue_product p ON p.id = o.product_id
JOIN etalase_etalase e ON e.id = p.etalase_id
JOIN catalogue_seller s ON s.id = o.seller_id
LEFT JOIN catalogue_region g ON g.id = s.region_id
LEFT JOIN catalogue_photo f ON f.offer_id = o.id AND f.position = 0
LEFT JOIN catalogue_brand b ON b.id = p.brand_id
WHERE {wanted}
ORDER BY x.state, x.price NULLS LAST, o.id LIMIT %s
"""


def offers_of(product_id: int) -> list[OfferView]:
    """The visible offers of a product: for sale first, then by price. One query."""
    return _read("x.product_id = %s", product_id)


def offers_side_by_side(offer_ids: Sequence[int]) -> list[OfferView]:
    """Visible offers in the order asked for; unknown ones are left out. One query."""
    found = {
        offer.id: offer for offer in _read("x.offer_id = ANY(%s)", list(offer_ids), likes=LIKES, standards=STANDARDS)
    }
    return [found[one] for one in offer_ids if one in found]


def _read(wanted: str, value: int | list[int], *, likes: str = "NULL", standards: str = "NULL") -> list[OfferView]:
    with connection.cursor() as cursor:
        sql = _OFFERS.format(wanted=wanted, state=ON_SHELF, registered=REGISTERED, likes=likes, standards=standards)
        cursor.execute(sql, [clock.today(), clock.today(), value, MOST])
        return [_view(row) for row in cursor.fetchall()]


def _view(row: Sequence[Any]) -> OfferView:
    cells = list(row)
    cells[10] = PdnClass(row[10])
    cells[14] = json.loads(row[14]) if isinstance(row[14], str) else row[14]
    cells[15] = {key: tuple(told) for key, told in (_loaded(row[15]) or {}).items()}
    cells[17], cells[23] = SellerRole(row[17]), tuple(row[23] or ())
    cells[24], cells[29] = Freight(row[24]), ListingState(row[29])
    cells[36] = tuple(_price(one) for one in _loaded(row[36]) or ())
    cells[38] = tuple(Decimal(one) for one in _loaded(row[38]) or ())
    cells[39] = holds_of(row[39])
    cells[-1] = beside_of(row[-1])
    view = OfferView(*cells)
    return view if view.registered is not False else replace(view, prices=tuple(map(view.untaxed, view.prices)))


def _loaded(cell: Any) -> Any:
    return json.loads(cell) if isinstance(cell, str) else cell


def _price(one: Sequence[Any]) -> Price:
    region, quantity, amount, basis, percent, per_base, freight, begun, ended, reason = one
    return Price(
        region,
        Decimal(quantity),
        Decimal(amount),
        TaxBasis(basis),
        None if percent is None else Decimal(percent),
        None if per_base is None else Decimal(per_base),
        None if freight is None else Decimal(freight),
        date.fromisoformat(begun),
        None if ended is None else date.fromisoformat(ended),
        reason,
    )
