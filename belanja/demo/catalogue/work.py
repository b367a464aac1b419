"""Work on the desks of the sample: listings at every step, and a firm that is asked to explain itself."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from belanja.catalogue.models import Claim, ListingStep, Offer
from belanja.catalogue.services import curation, listings
from belanja.catalogue.services.listing_rows import content_of
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.listing_steps import Step
from belanja.rules.listings import ListingState, Verification
from belanja.rules.sanctions import Breach
from belanja.vendors.models import Firm, Member
from belanja.vendors.services import answer, open_case

_VERIFIER = Actor(user_id=None, label="Tim Verifikator (contoh)")
_BUREAU = Actor(user_id=None, label="Biro PBJ (contoh)")


def prepare(*, government: Government) -> None:
    """Since when listings and claims wait; listings of the firm that a newcomer tries, one at each step; and a case
    with an answer, one without."""
    _waiting(government)
    member = Member.objects.filter(firm__profile__isnull=False, firm__storefronts__isnull=False).order_by("pk").first()
    if member is None:
        return
    owner = Actor(member.user_id, "Pemilik akun")
    _listings(government, member.firm, owner)
    _cases(government, member.firm, owner)


def _waiting(government: Government) -> None:
    """Whatever waits came in within the last days, at moments that are the same at every start."""
    now = clock.now()
    chance = Random("belanja-contoh/menunggu")  # noqa: S311 - figures
    offers = Offer.objects.filter(
        government=government, state=ListingState.SUBMITTED.value, submitted_at=None
    ).order_by("pk")
    came = sorted((now - timedelta(minutes=chance.randrange(20, 5 * 24 * 60)), offer.pk, offer) for offer in offers)
    for at, _pk, offer in came:
        offer.submitted_at = at
    Offer.objects.bulk_update([offer for _at, _pk, offer in came], ["submitted_at"])
    ListingStep.objects.bulk_create(
        ListingStep(
            offer=offer, version=offer.version, step=Step.SUBMIT.value, from_state=ListingState.DRAFT.value,
            to_state=ListingState.SUBMITTED.value, at=at, by_label="Pemilik akun",
        )
        for at, _pk, offer in came
    )  # fmt: skip
    claims = list(Claim.objects.filter(basis="contoh", verification=Verification.OPEN.value).order_by("pk"))
    for claim in claims:
        claim.stated_at = now - timedelta(minutes=chance.randrange(20, 9 * 24 * 60))
    Claim.objects.bulk_update(claims, ["stated_at"])


def _listings(government: Government, firm: Firm, owner: Actor) -> None:
    model = Offer.objects.filter(
        seller__firm=firm, state=ListingState.LISTED.value, product__etalase__government=government
    )
    first = model.select_related("product").order_by("pk").first()
    if first is None:
        return
    stated = content_of(first)

    def begun(name: str, days: int) -> Offer:
        with clock.frozen(clock.now() - timedelta(days=days)):
            content = replace(stated, name=name, number="", gtin="", valid_to=clock.today() + timedelta(days=300))
            return listings.draft(
                firm_id=firm.pk, government_id=government.pk, etalase_id=first.product.etalase_id, content=content,
                actor=owner,
            )  # fmt: skip

    begun(f"{stated.name} Draf", 1)
    for name, days in (("Kemasan Besar", 2), ("Kemasan Kecil", 5)):
        made = begun(f"{stated.name} {name}", days)
        with clock.frozen(clock.now() - timedelta(days=days)):
            listings.submit(offer_id=made.pk, version=made.version, actor=owner)
    made = begun(f"{stated.name} Edisi Lama", 8)
    with clock.frozen(clock.now() - timedelta(days=8)):
        sent = listings.submit(offer_id=made.pk, version=made.version, actor=owner)
    with clock.frozen(clock.now() - timedelta(days=6)):
        curation.decide(
            offer_id=sent.pk, version=sent.version, step=Step.RETURN, reason_code="spesifikasi_kurang",
            note="Isi kemasannya belum disebut.", actor=_VERIFIER,
        )  # fmt: skip


def _cases(government: Government, firm: Firm, owner: Actor) -> None:
    with clock.frozen(clock.now() - timedelta(days=5)):
        case = open_case(
            firm_id=firm.pk, government=government, breach=Breach.PRICE, actor=_BUREAU,
            facts="Harga di katalog Rp55.500, di toko yang sama Rp49.000 pada hari yang sama (contoh).",
        )  # fmt: skip
    with clock.frozen(clock.now() - timedelta(days=2)):
        answer(case_id=case.pk, version=case.version, text="Harga di toko adalah promosi satu hari (contoh).",
               actor=owner)  # fmt: skip
    other = Firm.objects.filter(profile__state="terverifikasi").exclude(pk=firm.pk).order_by("pk").first()
    if other is not None:
        with clock.frozen(clock.now() - timedelta(days=1)):
            open_case(
                firm_id=other.pk, government=government, breach=Breach.DELIVERY, actor=_BUREAU,
                facts="Dua pesanan tidak dikirim lebih dari tiga puluh hari (contoh).",
            )  # fmt: skip
