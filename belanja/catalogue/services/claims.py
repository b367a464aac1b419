"""Looking into claims: a verifier's verdict takes the place of what was stated; the PDN class follows by the rules."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from belanja.catalogue.models import Claim, ClaimCheck, Offer, Product
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.notices import services as notices
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.rules.listings import ClaimKind, ListingState, Verification
from belanja.vendors import selectors as vendors

from .curators import require_curator, require_distance
from .evidence import reclassify

#: So many claims are decided with one answer.
MOST = 200
_PERCENT = frozenset({ClaimKind.TKDN, ClaimKind.BMP})
_CITATION = "Permenperin 35/2025"


@dataclass(frozen=True)
class Verdict:
    """What a look into claims found. `looked_at`: the register or paper. `percent`, `valid_to`: as found there, where
    that differs from what is stated; they take the place of what the firm stated."""

    verification: Verification
    looked_at: str
    note: str = ""
    percent: Decimal | None = None
    valid_to: date | None = None


@transaction.atomic
def look_into(
    *, claims: Collection[tuple[int, int]], verdict: Verdict, government: Government, actor: Actor
) -> list[Claim]:
    """Record one verdict on some claims, all or none. `claims`: (id, version that this verifier saw). The class of
    their products and the search follow in the same transaction.

    Raises RuleBroken: 404 for claims of other governments' shelves, 403 without CURATE_CLAIM or for claims on what
    the verifier's own firm sells, 409 where a colleague was faster (`claim_decided`) or the firm states otherwise by
    now (`claim_changed`), 422 for an incomplete verdict.
    """
    if not claims or len(claims) > MOST:
        raise RuleBroken("claims_none", f"Pilih paling sedikit satu klaim, paling banyak {MOST}.")
    seen = dict(claims)
    # Products before claims, as a firm's statement locks them: the two wait for each other in turn, never for ever.
    of_claims = Claim.objects.filter(pk__in=seen).values("product_id")
    list(Product.objects.select_for_update().filter(pk__in=of_claims).order_by("pk"))
    found = list(
        Claim.objects.select_for_update(of=("self",))
        .select_related("product__etalase")
        .filter(pk__in=seen)
        .order_by("pk")
    )
    if len(found) != len(seen):
        raise RuleBroken("claim_unknown", "Klaim ini tidak ada.", status=404)
    products = sorted({claim.product_id for claim in found})
    require_curator(
        actor=actor,
        duty=Duty.CURATE_CLAIM,
        government=government,
        shelf_governments={claim.product.etalase.government_id for claim in found},
    )
    require_distance(actor=actor, product_ids=products, government=government)
    late = next((claim for claim in found if claim.version != seen[claim.pk]), None)
    if late is not None:
        raise _late(late)
    for claim in found:
        _guard(claim, verdict)
    before = {claim.pk: claim.verification for claim in found}
    classes = dict(Product.objects.filter(pk__in=products).values_list("pk", "pdn"))
    for claim in found:
        _record(claim, verdict, actor)
    reclassify(product_ids=products)
    after = dict(Product.objects.filter(pk__in=products).values_list("pk", "pdn"))
    for claim in found:
        journal.append(
            name="catalogue.claim_checked",
            actor=actor,
            subject=f"claim:{claim.pk}",
            payload={
                "product": claim.product_id,
                "kind": claim.kind,
                "number": claim.number,
                "before": before[claim.pk],
                "verdict": claim.verification,
                "looked_at": verdict.looked_at.strip(),
                "pdn_before": classes[claim.product_id],
                "pdn_after": after[claim.product_id],
            },
            government_code=government.code,
        )
        _tell_firms(claim, government, actor)
    return found


def _tell_firms(claim: Claim, government: Government, actor: Actor) -> None:
    """Whoever sells the product reads what was found of its claim, and where to mend it."""
    offers = Offer.objects.filter(product_id=claim.product_id, seller__firm__isnull=False, archive_day=None)
    kind = ClaimKind(claim.kind).label
    found = Verification(claim.verification).label
    for offer in offers.exclude(state=ListingState.REMOVED.value).select_related("product", "seller"):
        firm_id = offer.seller.firm_id
        assert firm_id is not None  # by the filter
        notices.tell(
            user_ids=vendors.people_of(firm_id),
            kind="catalogue.claim",
            text=f"{kind} {claim.number} untuk “{offer.product.name}”: {found}. {claim.note}".strip(),
            link=f"/usaha/{firm_id}/barang/{offer.pk}/",
            actor=actor,
            government_code=government.code,
        )


def _guard(claim: Claim, verdict: Verdict) -> None:
    kind = ClaimKind(claim.kind)
    if verdict.verification is Verification.OPEN:
        raise RuleBroken("verdict_missing", "Pilih hasil pemeriksaan.")
    if len(verdict.looked_at.strip()) < 3:
        raise RuleBroken("looked_at_missing", "Tulis di mana klaim ini diperiksa.", _CITATION)
    proved = verdict.verification is Verification.VERIFIED
    percent = verdict.percent if verdict.percent is not None else claim.percent
    if proved and kind in _PERCENT and percent is None:
        raise RuleBroken("percent_missing", f"{kind.label}: tulis persentase menurut sertifikat.", _CITATION)
    if verdict.percent is not None and not (0 < verdict.percent <= 100):
        raise RuleBroken("percent_wrong", "Persentase lebih dari 0 dan paling banyak 100.", _CITATION)
    if proved and not claim.number and kind is not ClaimKind.SIINAS:
        raise RuleBroken("number_missing", f"{kind.label} tanpa nomor sertifikat tidak dapat dinyatakan terbukti.")
    until = verdict.valid_to or claim.valid_to
    if proved and until is not None and until < clock.today():
        raise RuleBroken("claim_over", "Masa berlakunya sudah lewat: pilih hasil kedaluwarsa.")
    if not proved and verdict.verification is not Verification.EXPIRED and len(verdict.note.strip()) < 5:
        raise RuleBroken("note_missing", "Tulis apa yang berbeda, agar penyedia tahu apa yang diperbaiki.")


def _record(claim: Claim, verdict: Verdict, actor: Actor) -> None:
    now = clock.now()
    before = claim.verification
    proved = verdict.verification is Verification.VERIFIED
    if proved and verdict.percent is not None:
        claim.percent = verdict.percent
    if verdict.valid_to is not None:
        claim.valid_to = verdict.valid_to
    claim.verification = verdict.verification.value
    claim.note = " ".join(verdict.note.split())[:300]
    claim.verified_on, claim.verified_by_id = clock.today(), actor.user_id
    claim.checked += 1
    claim.version += 1
    claim.save()
    ClaimCheck.objects.create(
        claim=claim,
        number=claim.checked,
        product_id=claim.product_id,
        claimed=f"{ClaimKind(claim.kind).label} {claim.number}".strip(),
        before=before,
        verdict=claim.verification,
        looked_at=" ".join(verdict.looked_at.split())[:200],
        percent=verdict.percent,
        valid_to=verdict.valid_to,
        note=claim.note,
        at=now,
        by_id=actor.user_id,
        by_label=actor.label,
    )


def _late(claim: Claim) -> RuleBroken:
    last = claim.checks.order_by("-number").first()
    told = f"Klaim {ClaimKind(claim.kind).label} {claim.number}"
    kept = "Tidak ada yang disimpan; yang Anda tulis masih ada di bawah."
    if last is None or claim.verification == Verification.OPEN:
        return RuleBroken("claim_changed", f"{told} diubah penyedia sesudah Anda membukanya. {kept}", status=409)
    who = f"{last.by_label}: {Verification(last.verdict).label}"
    return RuleBroken("claim_decided", f"{told} sudah diputuskan lebih dahulu ({who}). {kept}", status=409)
