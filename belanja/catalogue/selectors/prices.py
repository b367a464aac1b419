"""The price of an offer at a moment: what a cart, a negotiation or a competition that is open since then goes by."""

from datetime import datetime
from decimal import Decimal

from django.db.models import Q

from belanja.catalogue.models import Offer, PriceRow
from belanja.foundation import clock


def price_as_of(
    offer: Offer, moment: datetime, *, region_id: int | None = None, quantity: Decimal = Decimal(1)
) -> PriceRow | None:
    """The row that held at `moment` (aware) for a region and quantity: the region's own, else the one for everywhere;
    of several quantities the largest that `quantity` reaches. None where there was none.

    Rows are never changed, so a later rise does not touch what was begun before it. A row without the moment of its
    end (from an import) ended with the beginning of its day.
    """
    day = clock.wib(moment).date()
    rows = [
        row
        for row in PriceRow.objects.filter(
            Q(region_id=region_id) | Q(region_id__isnull=True),
            offer=offer,
            recorded_at__lte=moment,
            valid_from__lte=day,
            least_quantity__lte=quantity,
        )
        if not _ended(row, moment)
    ]
    own = [row for row in rows if row.region_id == region_id] or rows
    return max(own, key=lambda row: (row.least_quantity, row.recorded_at, row.pk), default=None)


def _ended(row: PriceRow, moment: datetime) -> bool:
    if row.ended_at is not None:
        return row.ended_at <= moment
    return row.ended_on is not None and row.ended_on <= clock.wib(moment).date()
