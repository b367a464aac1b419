"""The PDN class of products, reckoned anew from their claims whenever those change or run out."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from decimal import Decimal

from belanja.catalogue.models import Claim, Offer, Product
from belanja.catalogue.search.index import reindex
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.rules.listings import ClaimKind, Origin, Verification
from belanja.rules.pdn import Evidence, PdnClass, Thresholds, classify


def thresholds(on: date) -> Thresholds:
    """The limits of the PDN ladder in force on a day (Perpres 16/2018 Pasal 66; Permenperin 35/2025)."""
    rows = institutions.parameters(government_id=None, on=on)
    return Thresholds(
        *(Decimal(rows[key].value) for key in ("pdn.tkdn.minimum", "pdn.tkdn_bmp.wajib", "pdn.bmp.terbesar")),
    )


def reclassify(*, product_ids: Collection[int]) -> list[int]:
    """Reckon the class of products from all their claims as of today; the search follows. Returns the ids of those
    whose class, percentages or reason have changed. To be called in the transaction that changed a claim."""
    if not product_ids:
        return []
    today = clock.today()
    limits = thresholds(today)
    claims: dict[int, list[Evidence]] = defaultdict(list)
    for claim in Claim.objects.filter(product_id__in=product_ids):
        claims[claim.product_id].append(
            Evidence(ClaimKind(claim.kind), Verification(claim.verification), claim.percent, claim.valid_to)
        )
    changed = []
    for product in Product.objects.select_for_update().filter(pk__in=product_ids).order_by("pk"):
        found = classify(origin=Origin(product.origin), evidence=claims[product.pk], on=today, thresholds=limits)
        now = (found.pdn.value, found.tkdn, found.bmp, found.reason)
        if now != (product.pdn, product.tkdn, product.bmp, product.pdn_reason):
            product.pdn, product.tkdn, product.bmp, product.pdn_reason = now
            product.save(update_fields=["pdn", "tkdn", "bmp", "pdn_reason"])
            changed.append(product.pk)
    if changed:
        reindex(list(Offer.objects.filter(product_id__in=changed).values_list("pk", flat=True)))
    return changed


def expire_claims() -> int:
    """Take their class from products whose proof has run out; part of the daily pass, and harmless when repeated.
    Returns how many products changed."""
    over = Claim.objects.filter(verification=Verification.VERIFIED.value, valid_to__lt=clock.today())
    proven = [one.value for one in PdnClass if one.proven]
    ids = over.filter(product__pdn__in=proven).values_list("product_id", flat=True).distinct()
    return len(reclassify(product_ids=list(ids)))
