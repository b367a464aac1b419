"""A registered firm claims a storefront of the national archive; an officer looks, and ties it to the firm."""

from django.db import IntegrityError, transaction

from belanja.catalogue.models import Seller, StorefrontClaim
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.notices import services as notices
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty
from belanja.vendors import selectors as vendors


@transaction.atomic
def claim_storefront(*, firm_id: int, seller_id: int, words: str, actor: Actor) -> StorefrontClaim:
    """The firm's owner says that an archive storefront is its own, and how that can be seen (`words`).

    Raises RuleBroken: 404/403 for who may not and for an unknown storefront, 409 where it belongs to a firm already or
    was claimed before, 422 without words.
    """
    vendors.require_member(actor, firm_id, owner=True)
    profile = vendors.profile_of(firm_id)
    seller = Seller.objects.select_for_update().filter(pk=seller_id, government=None).first()
    if seller is None or profile is None:
        raise RuleBroken("not_found", "Etalase arsip ini tidak ditemukan.", status=404)
    if seller.firm_id is not None:
        raise RuleBroken("storefront_taken", "Data arsip ini sudah dihubungkan dengan sebuah usaha.", status=409)
    if len(words.strip()) < 10:
        raise RuleBroken(
            "words_missing", "Tulis bagaimana petugas dapat melihat bahwa ini usaha Anda, misalnya nomor SIKaP."
        )
    try:
        with transaction.atomic():
            row = StorefrontClaim.objects.create(
                firm_id=firm_id,
                seller=seller,
                government=profile.government,
                words=words.strip()[:300],
                at=clock.now(),
                by_id=actor.user_id,
            )
    except IntegrityError as error:
        raise RuleBroken("claimed_before", "Klaim ini sudah diajukan dan sedang diperiksa.", status=409) from error
    _write("catalogue.storefront_claimed", row, actor)
    return row


@transaction.atomic
def decide_storefront(*, claim_id: int, accept: bool, reason: str = "", actor: Actor) -> StorefrontClaim:
    """A verifier ties the archive to the firm, or declines with a reason. Other claims to the same archive end with it.

    Raises RuleBroken: 404/403 for a missing duty and for a firm of one's own, 409 where it was decided, the archive has
    a firm, or the firm is not verified yet; 422 for a refusal without a reason.
    """
    row = (
        StorefrontClaim.objects.select_for_update(of=("self",))
        .select_related("government", "seller", "firm")
        .filter(pk=claim_id)
        .first()
    )
    if row is None:
        raise RuleBroken("not_found", "Klaim ini tidak ditemukan.", status=404)
    institutions.require(actor, Duty.VERIFY_FIRM, row.government)
    if vendors.is_concerned(actor.user_id, row.firm_id, government_id=row.government_id):
        raise RuleBroken("own_firm", "Anda bertindak untuk usaha ini; petugas lain yang memutusnya.", status=403)
    if row.state != StorefrontClaim.State.OPEN:
        raise RuleBroken("decided", "Klaim ini sudah diputus petugas lain.", status=409)
    seller = Seller.objects.select_for_update().get(pk=row.seller_id)
    if accept:
        if seller.firm_id is not None:
            raise RuleBroken("storefront_taken", "Data arsip ini sudah dihubungkan dengan usaha lain.", status=409)
        if why := vendors.registered_to_sell(row.firm_id):
            raise RuleBroken("firm_not_verified", f"Verifikasi usahanya dahulu. {why}", status=409)
        seller.firm_id = row.firm_id
        seller.save(update_fields=["firm"])
    elif len(reason.strip()) < 10:
        raise RuleBroken("reason_missing", "Tulis mengapa klaim ini ditolak, agar usaha tahu apa yang kurang.")
    _close(row, StorefrontClaim.State.PASSED if accept else StorefrontClaim.State.DECLINED, reason, actor)
    if accept:
        rest = StorefrontClaim.objects.filter(seller=seller, state=StorefrontClaim.State.OPEN).select_related("seller")
        for other in rest.order_by("pk"):
            _close(other, StorefrontClaim.State.DECLINED, "Arsip ini terbukti milik usaha lain.", actor)
    return row


def _close(row: StorefrontClaim, state: StorefrontClaim.State, reason: str, actor: Actor) -> None:
    row.state, row.reason = state, reason.strip()[:300]
    row.decided_at, row.decided_by_id = clock.now(), actor.user_id
    row.save()
    _write("catalogue.storefront_claim_decided", row, actor)
    told = "dihubungkan dengan usaha Anda" if state == StorefrontClaim.State.PASSED else f"ditolak: {row.reason}"
    notices.tell(
        user_ids=vendors.people_of(row.firm_id),
        kind="catalogue.storefront_claim",
        text=f"Klaim arsip {row.seller.name} {told}.",
        link=f"/usaha/{row.firm_id}/nama-arsip/",
        actor=actor,
        government_code=row.government.code,
    )


def _write(name: str, row: StorefrontClaim, actor: Actor) -> None:
    journal.append(
        name=name,
        actor=actor,
        subject=f"firm:{row.firm_id}",
        government_code=row.government.code,
        payload={"seller": row.seller_id, "state": row.state},
    )
