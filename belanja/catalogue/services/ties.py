"""Firms of the archive tied to the firms on record, where an id says that they are the same; never by name."""

from collections.abc import Mapping

from django.db import transaction

from belanja.catalogue.models import Offer, Seller
from belanja.catalogue.search.index import reindex
from belanja.foundation import clock
from belanja.vendors import selectors as vendors


@transaction.atomic
def tie_sellers(*, firms: Mapping[int, int]) -> int:
    """Tie archive sellers (by id) to firms (by id), with the scale that is known of them today; the search follows.
    Sellers that are tied already, or belong to a government's own catalogue, are left alone. Returns how many."""
    tied = []
    open_ = Seller.objects.select_for_update().filter(pk__in=list(firms), firm=None, government=None).order_by("pk")
    for seller in open_:
        seller.firm_id = firms[seller.pk]
        known = vendors.scale_of(firms[seller.pk], on=clock.today())
        if known.scale is not None:
            seller.scale, seller.scale_evidence = known.scale.value, known.evidence[:200]
            seller.scale_on = known.since
        seller.save(update_fields=["firm", "scale", "scale_evidence", "scale_on"])
        tied.append(seller.pk)
    if tied:
        reindex(list(Offer.objects.filter(seller__in=tied).values_list("pk", flat=True)))
    return len(tied)
