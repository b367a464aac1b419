"""The price of an offer at a moment: what a cart, a negotiation or a competition that is open since then goes by."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import connection
from django.db.models import Q

from belanja.catalogue.models import Offer, PriceRow, Region
from belanja.catalogue.smallest import PER_BASE
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.rules.asked import Statement
from belanja.rules.listings import TaxBasis


def price_as_of(
    offer: Offer, moment: datetime, *, region_id: int | None = None, quantity: Decimal = Decimal(1)
) -> PriceRow | None:
    """The row that held at `moment` (aware) for a region and quantity: the region's own, else the one for everywhere;
    of several quantities the largest that `quantity` reaches. None where there was none.

    Rows are never changed, so a later rise does not touch what was begun before it. A row without the moment of its
    end (from an import) ended with the beginning of its day.
    """
    rows = PriceRow.objects.filter(Q(region_id=region_id) | Q(region_id__isnull=True), offer=offer)
    return row_that_held(rows, moment, region_id=region_id, quantity=quantity)


def row_that_held(
    rows: Iterable[PriceRow], moment: datetime, *, region_id: int | None = None, quantity: Decimal = Decimal(1)
) -> PriceRow | None:
    """As `price_as_of`, of the rows of one offer that are read already."""
    day = clock.wib(moment).date()
    held = [
        row
        for row in rows
        if row.region_id in (region_id, None)
        and row.recorded_at <= moment
        and row.valid_from <= day
        and row.least_quantity <= quantity
        and not _ended(row, moment)
    ]
    own = [row for row in held if row.region_id == region_id] or held
    return max(own, key=lambda row: (row.least_quantity, row.recorded_at, row.pk), default=None)


def price_of_one(offer_id: int) -> Decimal | None:
    """The lowest price without tax per base unit of the smallest order of an offer; None where it cannot be told."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {PER_BASE} FROM catalogue_offer o WHERE o.id = %s", [offer_id])  # noqa: S608 - constant
        row = cursor.fetchone()
    return row[0] if row else None


def late_days(government_id: int | None) -> int:
    """Over how many days the lowest price is looked for (`katalog.harga.hari_terendah`)."""
    return int(institutions.parameter("katalog.harga.hari_terendah", government_id=government_id, on=clock.today()))


@dataclass(frozen=True)
class Lately:
    """`before`: each time what held together, also for less than a day; `now`: what holds. Places are region codes."""

    before: Sequence[Sequence[Statement]]
    now: Sequence[Statement]


def held_lately(offer_ids: Collection[int], *, days: int) -> Mapping[int, Lately]:
    """By offer, the prices of the last `days` days, today among them. Two queries."""
    first = clock.today() - timedelta(days=days - 1)
    codes = dict(Region.objects.exclude(code="").values_list("pk", "code"))
    rows: dict[int, list[PriceRow]] = {}
    for row in PriceRow.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=first) | Q(valid_from__gte=first), offer__in=list(offer_ids)
    ).order_by("id"):
        rows.setdefault(row.offer_id, []).append(row)
    start = clock.midnight(first)
    return {
        offer_id: Lately(
            _together(found, start, codes), list(_statements([row for row in found if row.ended_on is None], codes))
        )
        for offer_id, found in rows.items()
    }


def _together(rows: Sequence[PriceRow], start: datetime, codes: Mapping[int, str]) -> list[list[Statement]]:
    spans = [(row, *_span(row)) for row in rows]
    found = []
    for moment in sorted({max(begun, start) for _row, begun, _ended in spans}):
        held = [
            row
            for row, begun, ended in spans
            if begun <= moment and (ended is None or ended > moment or begun == ended == moment)
        ]
        found.append(list(_statements(held, codes)))
    return found


def _span(row: PriceRow) -> tuple[datetime, datetime | None]:
    """From which moment until which a row held: the moments where it was written and ended here, else its days."""
    midnight = clock.midnight(row.valid_from)
    begun = row.recorded_at if clock.wib(row.recorded_at).date() == row.valid_from else midnight
    if row.ended_at is not None:
        return begun, max(row.ended_at, begun)
    return begun, None if row.ended_on is None else clock.midnight(row.ended_on)


def _statements(rows: Iterable[PriceRow], codes: Mapping[int, str]) -> Iterable[Statement]:
    for row in rows:
        place = None if row.region_id is None else codes.get(row.region_id, f"#{row.region_id}")
        yield Statement(place, row.least_quantity, row.amount, TaxBasis(row.tax_basis), row.tax_percent, row.per_base)


def _ended(row: PriceRow, moment: datetime) -> bool:
    if row.ended_at is not None:
        return row.ended_at <= moment
    return row.ended_on is not None and row.ended_on <= clock.wib(moment).date()
