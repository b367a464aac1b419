"""The same catalogue many times over, made inside PostgreSQL: for measuring, never for looking at."""

from django.db import connection

from belanja.catalogue.search.index import changed

_COPIES = """
INSERT INTO catalogue_offer (id, government_id, product_id, seller_id, number, role, maker, made_in, stock,
  monthly_capacity, lead_days, least_order, serves, freight_rule, freight, warranty_months, valid_to, confirmed_on,
  state, state_reason, listed_on, archive_day, source_row_id, version, reviewed_version, submitted_at,
  holds)
SELECT b.id + n * %(step)s, b.government_id, b.product_id + n * %(products)s,
  %(seller)s + (b.seller_id - %(seller)s + n * 37 + b.id) %% %(sellers)s, b.number || '-' || n, b.role, b.maker,
  b.made_in, b.stock, b.monthly_capacity, b.lead_days, b.least_order, b.serves, b.freight_rule, b.freight,
  b.warranty_months, b.valid_to, b.confirmed_on, b.state, b.state_reason, b.listed_on, b.archive_day, NULL,
  b.version, b.reviewed_version, b.submitted_at, b.holds
FROM catalogue_offer b CROSS JOIN generate_series(1, %(copies)s) n
"""
_PRODUCTS = """
INSERT INTO catalogue_product (id, etalase_id, schema_id, name, brand_id, model, variant, description, gtin, kbki, unit,
  unit_written, pack_size, base_unit, attributes, likeness, origin, pdn, tkdn, bmp, pdn_reason, picture, national_id)
SELECT b.id + n * %(products)s, b.etalase_id, b.schema_id, b.name || ' Seri ' || n, b.brand_id, 'Seri ' || n, b.variant,
  b.description, '', b.kbki, b.unit, b.unit_written, b.pack_size, b.base_unit, b.attributes, b.likeness || '|' || n,
  b.origin, b.pdn, b.tkdn, b.bmp, b.pdn_reason, b.picture, ''
FROM catalogue_product b CROSS JOIN generate_series(1, %(copies)s) n
"""
_PRICES = """
INSERT INTO catalogue_pricerow (offer_id, region_id, least_quantity, amount, tax_basis, tax_percent, per_base, freight,
  valid_from, ended_on, recorded_at, reason)
SELECT r.offer_id + n * %(step)s, NULL, 1, greatest(10, round(r.amount * (80 + (r.offer_id * 7 + n * 13) %% 41) / 100)),
  r.tax_basis, r.tax_percent, round(r.per_base * (80 + (r.offer_id * 7 + n * 13) %% 41) / 100, 6), r.freight,
  r.valid_from, NULL, r.recorded_at, ''
FROM (SELECT DISTINCT ON (offer_id) * FROM catalogue_pricerow WHERE ended_on IS NULL ORDER BY offer_id, id) r
CROSS JOIN generate_series(1, %(copies)s) n
"""
_SEARCH = """
INSERT INTO catalogue_offersearch (offer_id, product_id, seller_id, etalase_id, brand_id, place_id, pdn, scale, state,
  regions, price, quality, boost, name_words, values, words)
SELECT o.id, o.product_id, o.seller_id, b.etalase_id, b.brand_id, s.region_id, b.pdn, b.scale, b.state, b.regions,
  (b.price * (80 + (b.offer_id * 7 + n * 13) %% 41) / 100), b.quality, b.boost, b.name_words, b.values, b.words
FROM catalogue_offersearch b CROSS JOIN generate_series(1, %(copies)s) n
JOIN catalogue_offer o ON o.id = b.offer_id + n * %(step)s
JOIN catalogue_seller s ON s.id = o.seller_id
"""


def to(offers: int) -> None:
    """Copies of every offer, product and price until there are about `offers`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), max(id) + 1, (SELECT max(id) + 1 FROM catalogue_product), "
            "(SELECT min(id) FROM catalogue_seller), (SELECT count(*) FROM catalogue_seller) FROM catalogue_offer"
        )
        count, step, products, seller, sellers = cursor.fetchone()
        values = {
            "copies": offers // count - 1, "step": step, "products": products, "seller": seller, "sellers": sellers,
        }  # fmt: skip
        if values["copies"] < 1:
            return
        for statement in (_PRODUCTS, _COPIES, _PRICES, _SEARCH):
            cursor.execute(statement, values)
        for table in ("catalogue_product", "catalogue_offer"):
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")  # noqa: S608 - constants
    changed()
