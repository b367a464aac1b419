"""What a firm claims of a product, put beside it as evidence to be looked into. Only what the firm states otherwise
than before touches a claim: what a verifier found in the register stands beside an unchanged statement."""

from collections.abc import Collection, Iterable, Sequence

from django.db import transaction

from belanja.catalogue.models import Claim, Product
from belanja.foundation import clock
from belanja.rules.listing_content import Stated
from belanja.rules.listings import Verification

from .evidence import reclassify


@transaction.atomic
def state_claims(
    *, product_id: int, stated: Sequence[Stated], before: Sequence[Stated] | None = None, alone: bool = True
) -> None:
    """Put what a firm claims beside its product, each unproven until somebody has looked into it.

    `before`: what the same firm stated until now (none given: what stands there). A claim that it states as before is
    left with its verdict and with what was found; one that says something else is open again, for what was proved was
    another claim; one that it states no longer goes. `alone`: no other firm offers the product. Else claims are only
    added: another firm's claim is neither overwritten, opened, nor taken away; the same certificate with other
    content stands beside it until a verifier has looked.
    To be called by the service that takes the firm's statement, which checks who may; the class of PDN follows."""
    Product.objects.select_for_update().get(pk=product_id)
    there = list(Claim.objects.filter(product_id=product_id).order_by("id"))
    former = [_content(claim) for claim in there] if before is None else list(before)
    if alone:
        _replace(product_id, there, former, stated)
    else:
        for one in stated:
            unchanged = one in former and _row(one, there) is not None
            if not unchanged and all(_content(claim) != one for claim in there):
                there.append(_open(Claim(product_id=product_id, basis="penyedia"), one))
    reclassify(product_ids=[product_id])


def worth_moving(*, kept: Iterable[Claim], other: Iterable[Claim]) -> list[int]:
    """The claims of one product that tell another one something when the two become one thing: no verdict is lost, and
    nothing that stands there already, or waits there to be looked into, is asked twice."""
    rows = list(kept)
    told = {(_content(one), one.verification) for one in rows}
    known = {(one.kind, one.number, one.owner) for one in rows}
    return [
        one.pk
        for one in other
        if (one.kind, one.number, one.owner) not in known
        or (one.verification != Verification.OPEN and (_content(one), one.verification) not in told)
    ]


def _replace(product_id: int, there: list[Claim], former: Sequence[Stated], stated: Sequence[Stated]) -> None:
    """From what the only firm of a product stated to what it states now."""
    taken: set[int] = set()
    new = []
    for one in stated:
        row = _row(one, there, taken) if one in former else _same(one, there, taken)
        if row is None:
            new.append(one)
        else:
            taken.add(row.pk)
    left = [row for one in former if one not in stated and (row := _row(one, there, taken)) is not None]
    for one in new:
        row = _row(one, left, taken) or next(
            (claim for claim in left if claim.kind == one.kind and claim.pk not in taken), None
        )
        taken.add(_open(row or Claim(product_id=product_id, basis="penyedia"), one).pk)
    Claim.objects.filter(pk__in=[claim.pk for claim in left if claim.pk not in taken]).delete()


def _open(claim: Claim, one: Stated) -> Claim:
    """Write a statement into its row, to be looked into anew."""
    claim.kind, claim.number, claim.owner, claim.percent, claim.valid_to = (
        one.kind, one.number, one.owner, one.percent, one.valid_to,
    )  # fmt: skip
    claim.verification, claim.note, claim.stated_at = Verification.OPEN.value, "", clock.now()
    claim.verified_on = claim.verified_by_id = None
    if claim.pk is not None:
        claim.version += 1  # whoever has the former statement on screen is told
    claim.save()
    return claim


def _content(claim: Claim) -> Stated:
    return Stated(claim.kind, claim.number, claim.owner, claim.percent, claim.valid_to)


def _same(one: Stated, there: Sequence[Claim], taken: Collection[int] = ()) -> Claim | None:
    return next((claim for claim in there if claim.pk not in taken and _content(claim) == one), None)


def _row(one: Stated, there: Sequence[Claim], taken: Collection[int] = ()) -> Claim | None:
    """The row that carries a statement: the one that says the same, else the same certificate, looked into if any."""
    same = [claim for claim in there if claim.pk not in taken and (claim.kind, claim.number) == (one.kind, one.number)]
    return _same(one, same) or max(same, key=lambda claim: claim.checked, default=None)
