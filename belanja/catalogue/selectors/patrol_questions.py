"""What a patrol may ask of everything that is listed: ready questions, each a query for the ids of offers.

After the checks of a patrol in the national catalogue: fairness of price, TKDN that does not match, import in the place
of domestic goods (domain facts: LKPP, patrol). A question finds what is worth a look; it says nothing about guilt.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection

from belanja.catalogue.models import Claim, Offer
from belanja.catalogue.search.ask import search
from belanja.catalogue.search.filters import Filters
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.rules.listing_steps import Hold
from belanja.rules.listings import VISIBLE, ClaimKind, ListingState, Origin, Verification

#: Visible here and stated by a firm: an archive is not patrolled.
PATROLLED = tuple(sorted(state.value for state in VISIBLE - {ListingState.ARCHIVE}))
#: A question finds at most so many.
MOST = 200
_LATELY = 30


def patrolled(government_id: int, *, etalase_id: int | None = None) -> list[int]:
    """Ids of all offers of a government that a patrol can look at: visible, not frozen yet."""
    found = Offer.objects.filter(government_id=government_id, state__in=PATROLLED).exclude(
        holds__contains=[Hold.PATROL.value]
    )
    if etalase_id is not None:
        found = found.filter(product__etalase_id=etalase_id)
    return list(found.order_by("pk").values_list("pk", flat=True))


def by_words(words: str) -> list[int]:
    """Ids of the offers that a search finds, of all governments."""
    return [one.offer_id for one in search(words, Filters(), size=MOST).listings]


_FAR = """
WITH priced AS (
  SELECT o.id, o.government_id, p.etalase_id, p.likeness, min(r.per_base) AS price
  FROM catalogue_offer o JOIN catalogue_product p ON p.id = o.product_id
  JOIN catalogue_pricerow r ON r.offer_id = o.id AND r.ended_on IS NULL AND r.per_base IS NOT NULL
  WHERE o.state = ANY(%s) AND p.likeness <> '' GROUP BY o.id, p.id
), alike AS (
  SELECT etalase_id, likeness, percentile_cont(0.5) WITHIN GROUP (ORDER BY price) AS middle
  FROM priced GROUP BY 1, 2 HAVING count(*) >= 3
)
SELECT d.id FROM priced d JOIN alike a USING (etalase_id, likeness)
WHERE d.price > %s * a.middle ORDER BY d.price / a.middle DESC, d.id LIMIT %s
"""
_ROSE = """
SELECT n.offer_id FROM catalogue_pricerow n
JOIN catalogue_pricerow b ON b.offer_id = n.offer_id AND b.region_id IS NOT DISTINCT FROM n.region_id
  AND b.least_quantity = n.least_quantity AND b.ended_on = n.valid_from AND b.id <> n.id
JOIN catalogue_offer o ON o.id = n.offer_id
WHERE n.ended_on IS NULL AND n.valid_from >= %s AND n.amount > b.amount * (1 + %s / 100) AND o.state = ANY(%s)
GROUP BY 1 ORDER BY max(n.amount / b.amount) DESC, 1 LIMIT %s
"""


def _read(sql: str, *values: Any) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return [row[0] for row in cursor.fetchall()]


def _far_from_like() -> list[int]:
    times = institutions.parameter("katalog.patroli.harga_jauh", government_id=None, on=clock.today())
    return _read(_FAR, list(PATROLLED), times, MOST)


def _rose() -> list[int]:
    percent = institutions.parameter("katalog.harga.naik_perlu_alasan", government_id=None, on=clock.today())
    return _read(_ROSE, clock.today() - timedelta(days=_LATELY), percent, list(PATROLLED), MOST)


def _with_claims(**claims: object) -> list[int]:
    products = Claim.objects.filter(**claims).values("product_id")
    return list(
        Offer.objects.filter(product_id__in=products, state__in=PATROLLED).order_by("pk").values_list("pk", flat=True)
    )[:MOST]


def _over() -> list[int]:
    return _with_claims(verification=Verification.VERIFIED.value, valid_to__lt=clock.today())


def _import_with_tkdn() -> list[int]:
    return _with_claims(kind=ClaimKind.TKDN.value, percent__gt=0, product__origin=Origin.IMPORT.value)


@dataclass(frozen=True)
class Question:
    """A ready question: what it finds, and why that is worth a look."""

    code: str
    label: str
    why: str
    find: Callable[[], list[int]]


QUESTIONS: dict[str, Question] = {
    one.code: one
    for one in (
        Question(
            "harga_jauh",
            "Harga jauh di atas median barang sejenis",
            "Ambangnya ada di Parameter; dihitung per satuan isi, mulai tiga penawaran sejenis.",
            _far_from_like,
        ),
        Question(
            "harga_naik",
            "Harga naik tajam dalam 30 hari",
            "Ambangnya sama dengan kenaikan yang memerlukan alasan; dibanding harga tepat sebelumnya.",
            _rose,
        ),
        Question(
            "bukti_lewat",
            "Sertifikat terbukti yang masa berlakunya sudah lewat",
            "Klaim yang lewat tidak lagi dihitung; penyedia perlu memperbaruinya.",
            _over,
        ),
        Question(
            "impor_tkdn",
            "Tercatat impor, tetapi menyebut TKDN",
            "Keduanya tidak dapat benar bersama; kelas PDN-nya ditahan.",
            _import_with_tkdn,
        ),
    )
}
