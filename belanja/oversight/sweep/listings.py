"""What the catalogue alone tells: listings that come and go, labels that differ, firms with marks in common."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations

from belanja.rules.flags.subjects import FirmPair, Listing, ProductLabels
from belanja.rules.listings import SellerRole
from belanja.rules.related import MOST_SHARING, Tie

from .reading import Reading, rows

#: Firms with something on sale on each shelf, since when the last of them has, and when somebody last left it.
_SELLERS = """
SELECT f.etalase_id, count(DISTINCT s.firm_id) FILTER (WHERE o.state = 'tayang'),
  min(o.listed_on) FILTER (WHERE o.state = 'tayang'), max(l.left_on) FILTER (WHERE o.state <> 'tayang')
FROM catalogue_offer o JOIN catalogue_product f ON f.id = o.product_id JOIN catalogue_seller s ON s.id = o.seller_id
LEFT JOIN LATERAL (
  SELECT max(x.at)::date AS left_on FROM catalogue_listingstep x WHERE x.offer_id = o.id AND x.from_state = 'tayang') l
  ON true
WHERE o.government_id = %(government)s AND s.firm_id IS NOT NULL GROUP BY f.etalase_id
"""
#: An offer with who bought it, when its firm took it off by itself, its price, and the lowest of a maker's own like
#: offer on the same basis.
_LISTINGS = """
SELECT o.id, s.firm_id, f.etalase_id, f.id, f.kbki, e.kbki, o.listed_on, o.role, o.stock, b.first_on, b.last_on,
  b.buyers, b.total, x.left_on, p.per_base, m.per_base
FROM catalogue_offer o JOIN catalogue_product f ON f.id = o.product_id JOIN catalogue_seller s ON s.id = o.seller_id
JOIN etalase_etalase e ON e.id = f.etalase_id
LEFT JOIN (
  SELECT l.offer_id, min(r.created_at)::date AS first_on, max(r.created_at)::date AS last_on,
    count(DISTINCT r.unit_id) AS buyers, sum(l.total) AS total
  FROM purchasing_orderline l JOIN purchasing_order r ON r.id = l.order_id
  WHERE r.government_id = %(government)s AND r.state NOT LIKE 'CANCELLED%%' GROUP BY l.offer_id) b ON b.offer_id = o.id
LEFT JOIN (
  SELECT offer_id, max(at)::date AS left_on FROM catalogue_listingstep WHERE step IN ('cabut', 'hapus')
  GROUP BY offer_id
) x ON x.offer_id = o.id AND o.state IN ('dicabut_sementara', 'dihapus')
LEFT JOIN (
  SELECT offer_id, min(per_base) AS per_base FROM catalogue_pricerow WHERE ended_on IS NULL GROUP BY offer_id
) p ON p.offer_id = o.id
LEFT JOIN (
  SELECT g.etalase_id, g.likeness, min(q.per_base) AS per_base FROM catalogue_offer n
  JOIN catalogue_product g ON g.id = n.product_id JOIN catalogue_pricerow q ON q.offer_id = n.id AND q.ended_on IS NULL
  WHERE n.role IN ('produsen', 'prinsipal') AND n.state = 'tayang' AND g.likeness <> '' GROUP BY 1, 2
) m ON m.etalase_id = f.etalase_id AND m.likeness = f.likeness
WHERE o.government_id = %(government)s AND o.listed_on IS NOT NULL AND (%(all)s OR o.id = ANY(%(ids)s)) ORDER BY o.id
"""
_LABELS = """
SELECT p.named, count(*) FILTER (WHERE p.made = 'lokal'), count(*) FILTER (WHERE p.made = 'impor')
FROM (
  SELECT CASE WHEN f.gtin <> '' THEN 'gtin:' || f.gtin ELSE 'tipe:' || f.brand_id || '/' || lower(f.model) END AS named,
    CASE WHEN o.made_in = '' THEN f.origin WHEN o.made_in ILIKE '%%indonesia%%' THEN 'lokal' ELSE 'impor' END AS made
  FROM catalogue_offer o JOIN catalogue_product f ON f.id = o.product_id
  WHERE o.government_id = %(government)s AND o.state IN ('tayang', 'tayang_tidak_dapat_dibeli')
    AND (f.gtin <> '' OR (f.brand_id IS NOT NULL AND f.model <> ''))) p
GROUP BY p.named HAVING count(*) > 1 ORDER BY 1
"""
_MARKS = """
SELECT kind, array_agg(DISTINCT firm_id ORDER BY firm_id) FROM vendors_firmmark WHERE source <> 'bantuan'
GROUP BY kind, mark HAVING count(DISTINCT firm_id) BETWEEN 2 AND %(most)s
"""
#: Shelves on which a firm sells and units that bought from it; like goods that it lists.
_MEETS = """
SELECT s.firm_id, 'e' || f.etalase_id, CASE WHEN f.likeness = '' THEN NULL ELSE f.etalase_id || f.likeness END
FROM catalogue_offer o JOIN catalogue_product f ON f.id = o.product_id JOIN catalogue_seller s ON s.id = o.seller_id
WHERE s.firm_id = ANY(%(firms)s) AND o.government_id = %(government)s AND o.state = 'tayang'
UNION SELECT o.firm_id, 'u' || o.unit_id, NULL FROM purchasing_order o
WHERE o.firm_id = ANY(%(firms)s) AND o.government_id = %(government)s AND o.signed_at IS NOT NULL
"""


@dataclass(frozen=True)
class Sellers:
    """Of each own shelf: firms with something on sale, and since when nobody else has."""

    told: Mapping[int, tuple[int, date | None]]

    def count(self, shelf: int | None) -> int:
        return self.told.get(shelf or 0, (0, None))[0]

    def single_since(self, shelf: int | None) -> date | None:
        return self.told.get(shelf or 0, (0, None))[1]


def sellers(reading: Reading) -> Sellers:
    """One query. Since when a shelf has one firm: since that one listed first, or the last other one left."""
    found: dict[int, tuple[int, date | None]] = {}
    for shelf, count, first, left in rows(_SELLERS, {"government": reading.government_id}):
        found[shelf] = (count, max(first, left) if first and left else first)
    return Sellers(found)


def listings(reading: Reading) -> Iterator[Listing]:
    """Offers that were on sale."""
    changed = reading.changed
    ids = [] if changed is None else sorted(int(str(one)) for one in changed.of("offer"))
    values = {"government": reading.government_id, "all": changed is None, "ids": ids}
    for row in rows(_LISTINGS, values):
        (offer, firm, shelf, product, kbki, groups, listed_on, role, stock, first, last, buyers, total, left, price,
         maker) = row  # fmt: skip
        yield Listing(
            key=str(offer),
            as_of=reading.today,
            year=(last or listed_on).year,
            day=last or listed_on,
            amount=total or Decimal(0),
            firm=str(firm or ""),
            documents=reading.answers.of(firm=firm, shelves=(shelf,), products=(product,)),
            listed_on=listed_on,
            first_bought_on=first,
            last_bought_on=last,
            left_on=left,
            buyers=buyers,
            role=SellerRole(role),
            stock=stock,
            price=price,
            maker_price=maker,
            kbki=kbki,
            shelf_groups=frozenset(groups),
        )


def labels(reading: Reading) -> Iterator[ProductLabels]:
    """Things of several listings, by GTIN or by brand and type. All of them, each time: they are few and one query."""
    for named, domestic, imported in rows(_LABELS, {"government": reading.government_id}):
        yield ProductLabels(
            key=named[:190], as_of=reading.today, year=reading.today.year, domestic=domestic, imported=imported
        )


def firm_pairs(reading: Reading) -> Iterator[FirmPair]:
    """Firms with marks in common: those of helpers are no marks of firms, those of very many say nothing."""
    ties = defaultdict[tuple[int, int], set[Tie]](set)
    for kind, firms in rows(_MARKS, {"most": MOST_SHARING}):
        for one, other in combinations(firms, 2):
            ties[one, other].add(Tie(kind))
    named = sorted({firm for pair in ties for firm in pair})
    meet = defaultdict[int, set[str]](set)
    alike = defaultdict[int, set[str]](set)
    for firm, place, goods in rows(_MEETS, {"firms": named, "government": reading.government_id}):
        meet[firm].add(place)
        if goods is not None:
            alike[firm].add(goods)
    for (one, other), shared in sorted(ties.items()):
        if not (meet[one] and meet[other]):
            continue
        yield FirmPair(
            key=f"{one}-{other}",
            as_of=reading.today,
            year=reading.today.year,
            firm=str(one),
            other=str(other),
            ties=frozenset(shared),
            meet=len(meet[one] & meet[other]),
            alike=len(alike[one] & alike[other]),
        )
