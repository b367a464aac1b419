"""What the national listing claims of its products. Nothing of it has been proved here: all of it is open."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from belanja.catalogue.models import Claim, Product
from belanja.foundation import clock
from belanja.rules.listings import ClaimKind, Origin, Verification
from belanja.rules.pdn import Evidence, Thresholds, classify

from . import bulk
from .evidence import reclassify

if TYPE_CHECKING:
    from .archive import Listed

_BASIS = "katalog nasional"


def judge(product: Product, row: "Listed", limits: Thresholds) -> None:
    """Set the class of a product by what its row claims of it, under the limits of its shelf."""
    evidence = [Evidence(kind, Verification.OPEN, percent) for kind, percent in _told(row)]
    found = classify(origin=Origin(product.origin), evidence=evidence, on=clock.today(), thresholds=limits)
    product.pdn, product.tkdn, product.bmp = found.pdn.value, found.tkdn, found.bmp
    product.pdn_reason = found.reason


def write_claims(rows: Mapping[int, "Listed"]) -> None:
    """Claims of the products (by id) as their rows tell them, in place of those of earlier pulls. What somebody here
    has looked into keeps its verdict as long as the listing tells the same of it; else it is open again. The class of
    products with other claims than those of this pull is reckoned from all of them."""
    listed = Claim.objects.filter(product_id__in=list(rows), basis=_BASIS)
    kept = {(claim.product_id, claim.kind): claim for claim in listed.filter(checked__gt=0)}
    listed.filter(checked=0).delete()
    new = []
    for product, row in rows.items():
        for kind, percent in _told(row):
            claim = _claim(product, row, kind, percent)
            there = kept.get((product, claim.kind))
            if there is None:
                new.append(claim)
            elif (there.number, there.owner, there.percent) != (claim.number, claim.owner, claim.percent):
                there.number, there.owner, there.percent = claim.number, claim.owner, claim.percent
                there.verification, there.source_row_id = Verification.OPEN.value, claim.source_row_id
                there.version += 1
                there.save()
    bulk.add(new)
    others = Claim.objects.filter(product_id__in=list(rows)).exclude(basis=_BASIS, checked=0)
    reclassify(product_ids=list(others.values_list("product_id", flat=True).distinct()))


def _told(row: "Listed") -> Iterator[tuple[ClaimKind, Decimal]]:
    for kind, percent in ((ClaimKind.TKDN, row.tkdn), (ClaimKind.BMP, row.bmp)):
        if percent is not None and percent > 0:
            yield kind, percent


def _claim(product_id: int, row: "Listed", kind: ClaimKind, percent: Decimal) -> Claim:
    return Claim(
        product_id=product_id,
        kind=kind.value,
        number=row.certificate,
        # The listing repeats one constant as owner of certificates that have no number.
        owner=row.certificate_owner if row.certificate else "",
        percent=percent,
        basis=_BASIS,
        verification=Verification.OPEN.value,
        source_row_id=row.source_row_id,
    )
