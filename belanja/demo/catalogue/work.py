"""Work on the desks of the sample: listings at every step, and a firm that is asked to explain itself."""

from dataclasses import replace
from datetime import timedelta

from belanja.catalogue.models import Offer
from belanja.catalogue.services import curation, listings
from belanja.catalogue.services.listing_rows import content_of
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.listing_steps import Step
from belanja.rules.listings import ListingState
from belanja.rules.sanctions import Breach
from belanja.vendors.models import Firm, Member
from belanja.vendors.services import answer, open_case

_VERIFIER = Actor(user_id=None, label="Tim Verifikator (contoh)")
_BUREAU = Actor(user_id=None, label="Biro PBJ (contoh)")


def prepare(*, government: Government) -> None:
    """Listings of the firm that a newcomer tries, one at each step; and a case with an answer, one without."""
    member = Member.objects.filter(firm__profile__isnull=False, firm__storefronts__isnull=False).order_by("pk").first()
    if member is None:
        return
    owner = Actor(member.user_id, "Pemilik akun")
    _listings(government, member.firm, owner)
    _cases(government, member.firm, owner)


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
