"""The PDN class of products, reckoned anew from their claims whenever those change or run out, and whenever the dated
rows of the ladder change."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache

from django.db import transaction

from belanja.catalogue.models import Claim, Offer, Product
from belanja.catalogue.search.index import reindex
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.rules.listings import ClaimKind, Origin, Verification
from belanja.rules.pdn import Evidence, Finding, PdnClass, Thresholds, classify

_CALENDAR = Actor(user_id=None, label="waktu")
_BATCH = 500


def thresholds(*, government_id: int | None, on: date) -> Thresholds:
    """The limits of the PDN ladder in force on a day (Perpres 16/2018 Pasal 66; Permenperin 35/2025) for the shelves of
    a government; None: national shelves, for which the general rows hold."""
    rows = institutions.parameters(government_id=government_id, on=on)
    return Thresholds(
        *(Decimal(rows[key].value) for key in ("pdn.tkdn.minimum", "pdn.tkdn_bmp.wajib", "pdn.bmp.terbesar")),
    )


def limits_on(day: date) -> Callable[[int | None], Thresholds]:
    """`thresholds` of a day by government, each read once."""
    return cache(lambda government_id: thresholds(government_id=government_id, on=day))


def reclassify(*, product_ids: Collection[int]) -> list[int]:
    """Reckon the class of products from all their claims as of today; the search follows. Returns the ids of those
    whose class, percentages or reason have changed. To be called in the transaction that changed a claim."""
    if not product_ids:
        return []
    products = Product.objects.select_for_update(of=("self",)).select_related("etalase").filter(pk__in=product_ids)
    changed = []
    for product, found in _out_of_line(products.order_by("pk"), limits_on(clock.today())):
        product.pdn, product.tkdn, product.bmp, product.pdn_reason = _told(found)
        product.save(update_fields=["pdn", "tkdn", "bmp", "pdn_reason"])
        changed.append(product.pk)
    if changed:
        reindex(list(Offer.objects.filter(product_id__in=changed).values_list("pk", flat=True)))
    return changed


def _out_of_line(
    products: Iterable[Product], limits: Callable[[int | None], Thresholds]
) -> list[tuple[Product, Finding]]:
    """Those of the products to which their claims give another class today, with what they give."""
    there = list(products)
    claims = _evidence([product.pk for product in there])
    found = [
        (
            product,
            classify(
                origin=Origin(product.origin),
                evidence=claims.get(product.pk, ()),
                on=clock.today(),
                thresholds=limits(product.etalase.government_id),
            ),
        )
        for product in there
    ]
    return [
        (product, now)
        for product, now in found
        if _told(now) != (product.pdn, product.tkdn, product.bmp, product.pdn_reason)
    ]


def _told(found: Finding) -> tuple[str, Decimal | None, Decimal | None, str]:
    return found.pdn.value, found.tkdn, found.bmp, found.reason


def _evidence(product_ids: Collection[int]) -> Mapping[int, list[Evidence]]:
    claims: dict[int, list[Evidence]] = defaultdict(list)
    for claim in Claim.objects.filter(product_id__in=product_ids):
        claims[claim.product_id].append(
            Evidence(ClaimKind(claim.kind), Verification(claim.verification), claim.percent, claim.valid_to)
        )
    return claims


def follow_the_day() -> int:
    """Bring the class of every product with a proof in line with today: proofs run out, and dated rows of the ladder
    (`pdn.*`) begin to hold. Part of the daily pass; harmless when repeated or broken off. The journal keeps what became
    of which product. Returns how many products changed."""
    proven = Product.objects.filter(pdn__in=[one.value for one in PdnClass if one.proven]).order_by("pk")
    last = changed = 0
    while True:
        batch = list(proven.filter(pk__gt=last).select_related("etalase")[:_BATCH])
        if not batch:
            return changed
        last = batch[-1].pk
        late = [product.pk for product, _now in _out_of_line(batch, limits_on(clock.today()))]
        if late:
            changed += _follow(late)


@transaction.atomic
def _follow(product_ids: Collection[int]) -> int:
    before = dict(
        Product.objects.select_for_update().filter(pk__in=product_ids).order_by("pk").values_list("pk", "pdn")
    )
    changed = reclassify(product_ids=product_ids)
    if changed:
        after = dict(Product.objects.filter(pk__in=changed).values_list("pk", "pdn"))
        journal.append(
            name="catalogue.classes_followed",
            actor=_CALENDAR,
            subject="products:pdn",
            payload={
                "on": clock.today().isoformat(),
                "products": {str(one): [before[one], after[one]] for one in changed},
            },
        )
    return len(changed)
