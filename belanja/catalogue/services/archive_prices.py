"""Prices of the archive: read from the short form of the importer, written as rows that only end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import connection

from belanja.catalogue.models import PriceRow
from belanja.foundation import clock

#: Region of the national list (None: none told) -> amount and freight, as text that PostgreSQL takes.
Prices = dict[int | None, tuple[str, str]]


@dataclass(frozen=True)
class PriceList:
    prices: Prices = field(default_factory=dict)
    doubt: str = ""

    @property
    def regions(self) -> list[int]:
        return [region for region in self.prices if region is not None]

    @property
    def tells_freight(self) -> bool:
        """Whether any entry names a freight; a list of zeros says nothing about it."""
        return any(Decimal(freight) > 0 for _amount, freight in self.prices.values())

    @classmethod
    def read(cls, written: str | None, *, least: Decimal) -> "PriceList":
        """From `amount|freight|region,region;…`. Prices below `least` are slips: said, and not shown as prices."""
        if not written:
            return cls(doubt="Daftar harganya kosong.")
        doubtful = written.endswith("!")
        prices: Prices = {}
        slips: set[str] = set()
        for line in written.rstrip("!").split(";"):
            amount, freight, regions = line.split("|")
            if Decimal(amount) < least:
                slips.add(amount)
                continue
            for region in regions.split(","):
                prices[int(region) if region else None] = (amount, freight)
        doubts = []
        if slips:
            doubts.append(
                f"Harga Rp{min(slips, key=Decimal)} tidak masuk akal, mungkin salah satuan; tidak ditampilkan."
            )
        if doubtful:
            doubts.append("Ada wilayah yang disebut dua kali dengan harga berbeda; yang pertama dipakai.")
        return cls(prices, " ".join(doubts))


def write_prices(
    lists: Mapping[int, PriceList], *, days: Mapping[int, date], region: Callable[[int], int]
) -> None:  # fmt: skip
    """End what no longer holds and add what is new; prices that stay the same stay the same rows."""
    standing: dict[int, dict[int | None, tuple[int, str, str]]] = {}
    rows = PriceRow.objects.filter(offer_id__in=list(lists), ended_on__isnull=True)
    for offer_id, pk, region_id, amount, freight in rows.values_list(
        "offer_id", "id", "region_id", "amount", "freight"
    ):
        standing.setdefault(offer_id, {})[region_id] = (pk, f"{amount:f}", f"{freight or Decimal('0.00'):f}")
    over: dict[date, list[int]] = {}
    new: list[tuple[int, int | None, str, str, date]] = []
    for offer_id, told in lists.items():
        now = {None if one is None else region(one): price for one, price in told.prices.items()}
        was = standing.get(offer_id, {})
        for place, (pk, was_amount, was_freight) in was.items():
            if now.get(place) != (was_amount, was_freight):
                over.setdefault(days[offer_id], []).append(pk)
        new += [
            (offer_id, region_id, *price, days[offer_id])
            for region_id, price in now.items()
            if region_id not in was or was[region_id][1:] != price
        ]
    with connection.cursor() as cursor:
        for day, ended in over.items():
            cursor.execute(
                "UPDATE catalogue_pricerow SET ended_on = greatest(valid_from, %s) WHERE id = ANY(%s)", [day, ended]
            )
        at = clock.now()
        with cursor.copy(
            "COPY catalogue_pricerow (offer_id, region_id, least_quantity, amount, tax_basis, freight, valid_from, "
            "recorded_at, reason) FROM STDIN"
        ) as copy:
            for line in new:
                copy.write_row((*line[:2], 1, line[2], "", *line[3:], at, ""))


def going_on(days: Mapping[int, date]) -> dict[int, date]:
    """The day of each offer (by id), put off to the day on which its last price was ended: what stands again goes on
    from there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT offer_id, max(ended_on) FROM catalogue_pricerow WHERE offer_id = ANY(%s) AND ended_on > valid_from "
            "GROUP BY 1",
            [list(days)],
        )
        ended = dict(cursor.fetchall())
    return {offer: max(day, ended.get(offer) or day) for offer, day in days.items()}
