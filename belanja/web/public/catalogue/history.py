"""What a product has cost: the steps of its lowest and highest price, and every price row behind them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from belanja.catalogue.selectors import OfferView, Price
from belanja.documents.charts import price_steps
from belanja.documents.charts.price_steps import PriceSteps
from belanja.foundation import clock, text
from belanja.rules.asked import smallest_order, times
from belanja.rules.listings import TaxBasis
from belanja.web.pieces import Cell, ChartFigure, Column, Row, Table

from .cards import amount, from_words

_MOST_ROWS = 60
#: Days below which a line over time says nothing.
_SHORTEST = 7


def history(offers: Sequence[OfferView], *, unit: str, regions: dict[int, str]) -> ChartFigure | Table | None:
    """The chart with its table, the table alone where there is no time to draw yet; None where no price is known.
    Amounts per sold unit, as stated. An archive ends on its day."""
    rows = [(offer, price) for offer in offers for price in offer.prices]
    if not rows:
        return None
    table = _table(rows, unit=unit, regions=regions)
    steps = _steps(offers)
    archived = [offer.archive_day for offer in offers if offer.archive_day]
    until = max(archived) if len(archived) == len(offers) else clock.today()
    until = max(until, steps[-1].day) if steps else until
    if not steps or (until - steps[0].day).days < _SHORTEST:
        return replace(table, level=2)
    word = "kini" if len(archived) < len(offers) else f"{until.day} {text.MONTHS_SHORT[until.month - 1]} {until.year}"
    chart = PriceSteps(
        key="harga",
        title=f"Harga per {unit}",
        steps=[(step.day, step.lowest.amount, step.highest.amount) for step in steps],
        until=until,
        until_word=word,
    )
    return ChartFigure(
        finding=_finding(steps),
        definition=f"Harga satuan jual per {unit} seperti dicantumkan penyedia, untuk pesanan terkecil yang dilayani. "
        "Garis tebal: terendah; garis tipis: tertinggi. Harga tidak pernah diubah, hanya diganti oleh yang baru.",
        wide=price_steps.draw(chart),
        narrow=price_steps.draw(chart, narrow=True),
        table=table,
    )


def _table(rows: Sequence[tuple[OfferView, Price]], *, unit: str, regions: dict[int, str]) -> Table:
    """The latest prices first, of every quantity; the caption says where older ones are left out."""
    caption = "Harga yang pernah dicantumkan"
    if len(rows) > _MOST_ROWS:
        caption = f"{_MOST_ROWS} harga terakhir, dari {text.number(len(rows))} yang pernah dicantumkan"
    latest = sorted(rows, key=lambda one: (one[1].valid_from, one[1].amount), reverse=True)[:_MOST_ROWS]
    return Table(
        key="riwayat-harga",
        caption=caption,
        columns=[
            Column(key="penyedia", label="Penyedia"),
            Column(key="wilayah", label="Wilayah"),
            Column(key="harga", label="Harga", numeric=True, note=f"per {unit}"),
            Column(key="basis", label="Pajak"),
            Column(key="mulai", label="Berlaku sejak"),
            Column(key="akhir", label="Sampai"),
        ],
        rows=[
            Row(
                cells=[
                    offer.seller,
                    regions.get(price.region_id, "wilayah lain") if price.region_id else "semua wilayah jual",
                    Cell(
                        text=amount(price.amount),
                        sub=". ".join(part for part in (from_words(price.least_quantity, unit), price.reason) if part),
                    ),
                    price.basis.label,
                    text.long_date(price.valid_from),
                    text.long_date(price.ended_on) if price.ended_on else Cell(text="masih berlaku", words=True),
                ]
            )
            for offer, price in latest
        ],
        tight=True,
    )


@dataclass(frozen=True)
class _Step:
    day: date
    lowest: Price
    highest: Price
    taxes: frozenset[tuple[TaxBasis, Decimal | None]]
    """What the prices of the day carry of tax."""


def _steps(offers: Sequence[OfferView]) -> list[_Step]:
    """The lowest and highest price of a smallest order on each day on which one began or ended."""
    days = sorted({day for offer in offers for p in offer.prices for day in (p.valid_from, p.ended_on) if day})
    steps: list[_Step] = []
    for day in days:
        held = [
            price
            for offer in offers
            for price in smallest_order(
                [p for p in offer.prices if p.valid_from <= day and (p.ended_on is None or p.ended_on > day)],
                offer.least_order,
            )
        ]
        if not held:
            continue
        held.sort(key=lambda price: price.amount)
        step = _Step(day, held[0], held[-1], frozenset((price.basis, price.tax_percent) for price in held))
        if not steps or _drawn(steps[-1]) != _drawn(step):
            steps.append(step)
    return steps


def _drawn(step: _Step) -> tuple[Decimal, Decimal, frozenset[tuple[TaxBasis, Decimal | None]]]:
    return step.lowest.amount, step.highest.amount, step.taxes


def _finding(steps: Sequence[_Step]) -> str:
    """Up or down is said only where all prices carry the same tax and come in the same pack."""
    first, last = steps[0], steps[-1]
    if len(first.taxes | last.taxes) > 1:
        return f"Harga terendah kini {amount(last.lowest.amount)}; basis pajaknya tidak selalu sama"
    since = text.month_year(first.day)
    change = times(first.lowest, last.lowest)
    if change is None:
        return f"Harga terendah kini {amount(last.lowest.amount)}; dengan {since} belum dapat dibandingkan"
    if change == 1:
        return f"Harga terendah sama sejak {since}: {amount(last.lowest.amount)}"
    word = "naik" if change > 1 else "turun"
    return f"Harga terendah {word} {text.percent(abs(change - 1) * 100, 1)} sejak {since}"
