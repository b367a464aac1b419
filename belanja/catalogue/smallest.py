"""What one unit costs, for queries: `rules.asked.smallest_order` as SQL."""

#: The lowest price per base unit, without tax, of the smallest order that an offer `o` takes (the quantity discounts of
#: larger orders left out), over the places that have their own; null where it cannot be told.
PER_BASE = """
(SELECT min(own.per_base) FROM (
  SELECT DISTINCT ON (r.region_id) r.per_base FROM catalogue_pricerow r
  WHERE r.offer_id = o.id AND r.ended_on IS NULL
  ORDER BY r.region_id, r.least_quantity > greatest(1, coalesce(o.least_order, 1)),
    CASE WHEN r.least_quantity > greatest(1, coalesce(o.least_order, 1)) THEN r.least_quantity
      ELSE -r.least_quantity END
) own)
"""

#: What goods like a product `p` cost that are for sale, one price an offer.
LIKES = f"""
(SELECT json_agg(like_price::text) FROM (
  SELECT {PER_BASE} AS like_price FROM catalogue_product q
  JOIN catalogue_offersearch l ON l.product_id = q.id AND l.state = 0
  JOIN catalogue_offer o ON o.id = l.offer_id
  WHERE p.likeness <> '' AND q.etalase_id = p.etalase_id AND q.likeness = p.likeness
) likes WHERE like_price IS NOT NULL)
"""  # noqa: S608 - constants
