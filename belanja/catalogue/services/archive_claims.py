"""What the national listing claims of its products. Nothing of it has been proved here: all of it is open."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from belanja.catalogue.models import Claim, Product
from belanja.foundation import clock
from belanja.rules.listings import ClaimKind, Origin, Verification
from belanja.rules.pdn import Evidence, classify

from . import bulk

if TYPE_CHECKING:
    from .archive import Listed

_BASIS = "katalog nasional"


def judge(product: Product, row: "Listed") -> None:
    """Set the class of a product by what its row claims of it."""
    evidence = [Evidence(kind, Verification.OPEN, percent) for kind, percent in _told(row)]
    found = classify(origin=Origin(product.origin), evidence=evidence, on=clock.today())
    product.pdn, product.tkdn, product.bmp = found.pdn.value, found.tkdn, found.bmp
    product.pdn_reason = found.reason


def write_claims(rows: Mapping[int, "Listed"]) -> None:
    """Claims of the products (by id) as their rows tell them, in place of those of earlier pulls."""
    Claim.objects.filter(product_id__in=list(rows), basis=_BASIS).delete()
    bulk.add([_claim(product, row, kind, percent) for product, row in rows.items() for kind, percent in _told(row)])


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
