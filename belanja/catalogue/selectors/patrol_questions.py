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
from belanja.catalogue.smallest import PER_BASE
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.rules.listing_prices import found
from belanja.rules.listing_steps import Hold
from belanja.rules.listings import VISIBLE, ClaimKind, ListingState, Origin, Verification
from belanja.rules.prices import LEAST_PRICES

from .prices import held_lately, late_days

#: Visible here and stated by a firm: an archive is not patrolled.
PATROLLED = tuple(sorted(state.value for state in VISIBLE - {ListingState.ARCHIVE}))
#: A question finds at most so many.
MOST = 200


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


_FAR = f"""
WITH priced AS (
  SELECT o.id, o.government_id, p.etalase_id, p.likeness, {PER_BASE} AS price
  FROM catalogue_offer o JOIN catalogue_product p ON p.id = o.product_id
  WHERE o.state = ANY(%s) AND p.likeness <> ''
), alike AS (
  SELECT etalase_id, likeness, percentile_cont(0.5) WITHIN GROUP (ORDER BY price) AS middle
  FROM priced WHERE price IS NOT NULL GROUP BY 1, 2 HAVING count(*) >= {LEAST_PRICES}
)
SELECT d.id FROM priced d JOIN alike a USING (etalase_id, likeness)
WHERE d.government_id = %s AND d.price > %s * a.middle ORDER BY d.price / a.middle DESC, d.id LIMIT %s
"""  # noqa: S608 - constants
#: Offers of which any price begun lately is steeply above any other of that time; who of their buyers pays more is for
#: `rules.listing_prices` to say.
_MAY_HAVE_RISEN = """
SELECT n.offer_id FROM catalogue_pricerow n
JOIN catalogue_offer o ON o.id = n.offer_id
JOIN catalogue_pricerow b ON b.offer_id = n.offer_id AND b.id <> n.id AND (b.ended_on >= %s)
WHERE n.ended_on IS NULL AND n.valid_from >= %s AND o.government_id = %s AND o.state = ANY(%s)
  AND (n.per_base > b.per_base * (1 + %s / 100)
    OR ((n.per_base IS NULL OR b.per_base IS NULL) AND n.amount > b.amount * (1 + %s / 100)))
GROUP BY 1 ORDER BY max(n.amount / nullif(b.amount, 0)) DESC NULLS LAST, 1 LIMIT %s
"""
#: Of so many offers that may have risen the answer is worked out.
_MOST_ASKED = 5_000


def _read(sql: str, *values: Any) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return [row[0] for row in cursor.fetchall()]


def _far_from_like(government_id: int) -> list[int]:
    times = institutions.parameter("katalog.patroli.harga_jauh", government_id=government_id, on=clock.today())
    return _read(_FAR, list(PATROLLED), government_id, times, MOST)


def _rose(government_id: int) -> list[int]:
    """Those for whose buyers it is known that they pay steeply more than the lowest of the days; steepest first."""
    today = clock.today()
    percent = institutions.parameter("katalog.harga.naik_perlu_alasan", government_id=government_id, on=today)
    days = late_days(government_id)
    first = today - timedelta(days=days - 1)
    asked = _read(_MAY_HAVE_RISEN, first, first, government_id, list(PATROLLED), percent, percent, _MOST_ASKED)
    steepest = {}
    for offer_id, held in held_lately(asked, days=days).items():
        rises = [one.by for one in found(held.before, held.now, percent=percent) if one.by is not None]
        if rises:
            steepest[offer_id] = max(rises)
    return sorted(steepest, key=lambda one: (-steepest[one], one))[:MOST]


def _with_claims(government_id: int, **claims: object) -> list[int]:
    products = Claim.objects.filter(**claims).values("product_id")
    return list(
        Offer.objects.filter(government_id=government_id, product_id__in=products, state__in=PATROLLED)
        .order_by("pk")
        .values_list("pk", flat=True)[:MOST]
    )


def _over(government_id: int) -> list[int]:
    return _with_claims(government_id, verification=Verification.VERIFIED.value, valid_to__lt=clock.today())


def _import_with_tkdn(government_id: int) -> list[int]:
    return _with_claims(government_id, kind=ClaimKind.TKDN.value, percent__gt=0, product__origin=Origin.IMPORT.value)


@dataclass(frozen=True)
class Question:
    """A ready question: what it finds of a government (under its own dated rows), and why that is worth a look."""

    code: str
    label: str
    why: str
    find: Callable[[int], list[int]]


QUESTIONS: dict[str, Question] = {
    one.code: one
    for one in (
        Question(
            "harga_jauh",
            "Harga jauh di atas median barang sejenis",
            "Ambangnya ada di Parameter; dihitung per satuan isi pada pesanan terkecil, mulai "
            f"{LEAST_PRICES} penawaran sejenis.",
            _far_from_like,
        ),
        Question(
            "harga_naik",
            "Harga naik tajam belakangan ini",
            "Ambangnya sama dengan kenaikan yang memerlukan alasan; dibanding harga terendah dalam hari yang disebut "
            "Parameter, untuk pembeli yang sama, tanpa PPN per satuan isi.",
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
