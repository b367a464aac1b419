"""A verifier passed what a firm states of its scale: the marked sums of whoever bought from it follow."""

from collections.abc import Sequence

from django.db import transaction

from belanja.facts.models import PurchaseDocument

from .mark import mark


@transaction.atomic
def firm_stated(*, refs: Sequence[str]) -> None:
    """Mark anew every government and year that has documents of the firm with one of these ids (`scheme:value`)."""
    found = PurchaseDocument.objects.filter(vendor_refs__overlap=list(refs)).values_list("government_id", "year")
    for government_id, year in sorted(set(found)):
        mark(government_id=government_id, year=year)
