"""A firm goes on here with what the national archive shows under its name."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from belanja.catalogue.models import Offer, Via
from belanja.etalase.models import Etalase
from belanja.journal.services import Actor
from belanja.rules.listing_steps import Step
from belanja.rules.listings import EtalaseState, ListingState
from belanja.vendors import selectors as vendors

from .listing_record import locked_many
from .listing_rows import content_from_rows, tidy
from .listings import begin
from .storefronts import storefront

_STATE = ListingState


@transaction.atomic
def claim_archive(*, firm_id: int, offer_ids: Sequence[int], government_id: int, actor: Actor) -> list[int]:
    """Begin drafts from offers of the national archive that stand under the firm's own name there (a verifier tied
    them to it). The archive stays as it was; it leaves the pages when its successor is visible. Returns the ids of
    the drafts; what was claimed before, and what is another firm's, is left alone."""
    vendors.require_member(actor, firm_id)
    seller = storefront(firm_id=firm_id, government_id=government_id)
    made = []
    for old in locked_many(offer_ids):
        if old.seller.firm_id != firm_id or old.state != _STATE.ARCHIVE.value:
            continue
        if old.continued_by.exclude(state=_STATE.REMOVED.value).exists():
            continue
        content = content_from_rows(old)
        taken = Offer.objects.filter(seller=seller, number=content.number).exclude(state=_STATE.REMOVED.value)
        if content.number and taken.exists():
            content = replace(content, number="")
        offer = Offer(seller=seller, government_id=government_id, state=_STATE.DRAFT.value, continues=old)
        shelf = _shelf_for(old, government_id)
        begin(offer, tidy(content), shelf, actor=actor, via=Via.ARCHIVE, step=Step.CLAIM)
        made.append(offer.pk)
    return made


def _shelf_for(old: Offer, government_id: int) -> Etalase:
    """An active shelf of the same name, where there is one; else the archive's own, which sells nothing until the
    firm has moved the listing."""
    return (
        Etalase.objects.filter(name__iexact=old.product.etalase.name, state=EtalaseState.ACTIVE.value)
        .filter(government_id__in=[government_id])
        .first()
        or old.product.etalase
    )
