"""A firm sells what the catalogue shows already: its draft stands with that product from the first day and says of the
thing what the product says, so that nobody types it again and prices stand side by side without a curator's merge."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from belanja.catalogue.models import Offer, OfferSearch, Product
from belanja.catalogue.search import codes
from belanja.rules.decisions import RuleBroken
from belanja.rules.listing_checks import Finding, blocking
from belanja.rules.listing_content import IDENTITY, Content
from belanja.rules.listings import EtalaseState, ListingState

from .listing_rows import identity_of, says_as, shared, tidy


@transaction.atomic
def thing_to_sell(*, product_id: int, etalase_id: int, firm_id: int, government_id: int) -> Product:
    """The product of a shelf that a firm may begin to sell, too, in the catalogue of a government; locked until the
    transaction ends. RuleBroken 404 where no listing of this catalogue shows one there (what only an archive knows is
    claimed, not joined), 409 where the shelf takes nothing or the firm has a listing of it already."""
    found = Product.objects.select_for_update(of=("self",)).select_related("brand", "etalase")
    product = found.filter(pk=product_id, etalase_id=etalase_id).first()
    shown = OfferSearch.objects.filter(product_id=product_id, state__lt=codes.state(ListingState.ARCHIVE.value))
    if product is None or not shown.exists():
        raise RuleBroken("product_unknown", "Barang ini tidak ada di katalog.", status=404)
    if product.etalase.state != EtalaseState.ACTIVE.value:
        raise RuleBroken("etalase_closed", "Etalase barang ini sedang tidak menerima penawaran baru.", status=409)
    own = own_offer(product_id=product_id, firm_id=firm_id, government_id=government_id)
    if own is not None:
        raise RuleBroken("already_offered", f"Usaha Anda sudah menjual barang ini: {own.number}.", status=409)
    return product


def own_offer(*, product_id: int, firm_id: int, government_id: int) -> Offer | None:
    """The standing listing by which a firm sells a product there already; drafts count."""
    found = Offer.objects.filter(product_id=product_id, seller__firm_id=firm_id, government_id=government_id)
    return found.exclude(state=ListingState.REMOVED.value).order_by("pk").first()


def refuse_incomplete(findings: Sequence[Finding]) -> None:
    """RuleBroken 422 where the thing itself lacks what its shelf asks; a firm then tells it as a thing of its own."""
    if any(one.field.partition(".")[0] in IDENTITY for one in blocking(findings)):
        raise RuleBroken(
            "product_incomplete",
            "Keterangan barang ini belum memenuhi etalasenya. Buat barang Anda sendiri dengan keterangan yang lengkap.",
        )


def described(content: Content, product: Product) -> Content:
    """The statement, saying of the thing what the product says."""
    return replace(content, **identity_of(product))


def joined(offer: Offer) -> bool:
    """Whether the listing was begun from a product that others show, and was never submitted: until then it says of the
    thing what the product says."""
    return offer.submitted_at is None and offer.state == ListingState.DRAFT.value and shared(offer)


def kept(offer: Offer, old: Content, content: Content) -> Content:
    """A changed statement of a joined draft, with what the product says now. RuleBroken 422 where it says anything else
    of the thing than the draft or the product did."""
    now = described(content, offer.product)
    told, before, there = (tidy(one) for one in (content, old, now))
    if any(getattr(told, name) not in (getattr(before, name), getattr(there, name)) for name in IDENTITY):
        raise RuleBroken(
            "product_shared",
            "Barang ini juga dijual penyedia lain, maka keterangan barangnya tetap. Untuk barang lain, buat yang baru.",
        )
    return now


def refuse_changed(offer: Offer, content: Content) -> None:
    """RuleBroken 409 where the product has become something else since the draft was saved: its firm looks first."""
    if not says_as(content, offer.product):
        raise RuleBroken(
            "product_changed",
            "Keterangan barang ini berubah sejak draf Anda disimpan. Buka isiannya, periksa, simpan, lalu ajukan lagi.",
            status=409,
        )
