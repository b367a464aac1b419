"""The front page of the catalogue and the front of a firm."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Subquery

from belanja.catalogue.models import SearchState, Seller
from belanja.rules.decisions import RuleBroken


@dataclass(frozen=True)
class ShelfCount:
    """An etalase with what lies on it."""

    slug: str
    name: str
    kind: str
    motif: str
    description: str
    state: str
    offers: int


@dataclass(frozen=True)
class Front:
    """What is on offer in all: offers for sale, from an archive, firms, products with proved PDN; shelves by name;
    the offers listed last."""

    shelves: list[ShelfCount]
    for_sale: int
    archived: int
    firms: int
    small_firms: int
    firms_of_unknown_scale: int
    newest: list[int]
    archive_day: date | None


_FRONT = """
WITH counted AS (
  SELECT etalase_id, state, count(*) AS n FROM catalogue_offersearch GROUP BY 1, 2
)
SELECT 'shelf', e.slug, e.name, e.kind, e.motif, e.description, e.state, coalesce(sum(c.n), 0)::bigint
FROM etalase_etalase e LEFT JOIN counted c ON c.etalase_id = e.id
WHERE e.state IN ('aktif', 'beku') GROUP BY e.id
UNION ALL SELECT 'for_sale', '', '', '', '', '', '', coalesce(sum(n), 0)::bigint FROM counted WHERE state = 0
UNION ALL SELECT 'archived', '', '', '', '', '', '', coalesce(sum(n), 0)::bigint FROM counted WHERE state = 2
UNION ALL SELECT 'firms', '', '', '', '', '', '', count(*) FROM catalogue_seller
UNION ALL SELECT 'small', '', '', '', '', '', '', count(*) FROM catalogue_seller
  WHERE scale IN ('mikro', 'kecil', 'koperasi')
UNION ALL SELECT 'unknown', '', '', '', '', '', '', count(*) FROM catalogue_seller WHERE scale = ''
UNION ALL (SELECT 'newest', '', '', '', '', '', '', o.id FROM catalogue_offer o WHERE o.state = 'tayang'
  AND EXISTS (SELECT FROM catalogue_offersearch x WHERE x.offer_id = o.id AND x.state = 0)
  ORDER BY o.listed_on DESC NULLS LAST, o.id DESC LIMIT %s)
UNION ALL SELECT 'day', max(archive_day)::text, '', '', '', '', '', 0 FROM catalogue_offer WHERE archive_day IS NOT NULL
"""


def front(*, newest: int) -> Front:
    """Counts over everything visible. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_FRONT, [newest])
        rows = cursor.fetchall()
    told = {row[0]: row[7] for row in rows if row[0] not in {"shelf", "newest", "day"}}
    day = next((row[1] for row in rows if row[0] == "day"), None)
    return Front(
        [ShelfCount(*row[1:]) for row in rows if row[0] == "shelf"],
        told["for_sale"],
        told["archived"],
        told["firms"],
        told["small"],
        told["unknown"],
        [row[7] for row in rows if row[0] == "newest"],
        date.fromisoformat(day) if day else None,
    )


def seller(slug: str) -> Seller:
    """The firm of an address with its place and registration, and `search_version`; RuleBroken 404 where there is
    none, or the firm shows nothing (not yet, or it took its consent back). What the national archive tells of it stays
    public. One query."""
    version = SearchState.objects.values("version")[:1]
    sellers = Seller.objects.select_related("region", "firm__profile").annotate(search_version=Subquery(version))
    found = sellers.filter(slug=slug).first()
    if found is None or _out_of_sight(found):
        raise RuleBroken("seller_unknown", "Penyedia ini tidak ditemukan di katalog.", status=404)
    return found


def _out_of_sight(front: Seller) -> bool:
    """Whether a firm's own storefront has nothing to show, because its registration shows nothing."""
    profile = getattr(front.firm, "profile", None) if front.firm else None
    return front.government_id is not None and profile is not None and not profile.shown
