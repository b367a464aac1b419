"""Some rows of an upload in one transaction: indexed once, each standing for itself."""

from collections.abc import Callable, Sequence

from django.db import OperationalError, transaction

from belanja.catalogue.models import Offer
from belanja.catalogue.search.index import together
from belanja.vendors.models import Firm

from ..models import Upload, UploadRow

#: Rows of one piece; a process that dies loses no more than one piece of its work.
PIECE = 20


def take(ids: Sequence[int], upload: Upload, one: Callable[[int], None]) -> None:
    """Do `one` with every row (by id). Where somebody else holds some of their listings the other way round, one after
    the other instead."""
    try:
        _together(ids, upload, one)
    except OperationalError:
        for pk in ids:
            one(pk)


@transaction.atomic
def _together(ids: Sequence[int], upload: Upload, one: Callable[[int], None]) -> None:
    """Whoever works on several listings of a firm takes the firm first, then the listings by their number, so that
    nobody waits for each other."""
    Firm.objects.select_for_update().get(pk=upload.firm_id)
    offers = UploadRow.objects.filter(pk__in=ids, offer__isnull=False).values("offer")
    list(Offer.objects.select_for_update().filter(pk__in=offers).order_by("pk").values_list("pk", flat=True))
    with together():
        for pk in ids:
            one(pk)
