"""What a product has cost: the steps of its lowest and highest price, and every price row behind them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from belanja.catalogue.selectors import OfferView
from belanja.documents.charts import price_steps
from belanja.documents.charts.price_steps import PriceSteps
from belanja.foundation import clock, text
from belanja.web.pieces import Cell, ChartFigure, Column, Row, Table

from .cards import amount

_MOST_ROWS = 60
#: Days below which a line over time says nothing.
_SHORTEST = 7


def history(offers: Sequence[OfferView], *, unit: str, regions: dict[int, str]) -> ChartFigure | Table | None:
    """The chart with its table, the table alone where there is no time to draw yet; None where no price is known.
    Amounts per sold unit, as stated. An archive ends on its day."""
    rows = [(offer, price) for offer in offers for price in offer.prices if price.least_quantity <= 1]
    if not rows:
        return None
    steps = _steps(offers)
    archived = [offer.archive_day for offer in offers if offer.archive_day]
    until = max(max(archived) if len(archived) == len(offers) else clock.today(), steps[-1][0])
    word = "kini" if len(archived) < len(offers) else f"{until.day} {text.MONTHS_SHORT[until.month - 1]} {until.year}"
    chart = PriceSteps(key="harga", title=f"Harga per {unit}", steps=steps, until=until, until_word=word)
    table = Table(
        key="riwayat-harga",
        caption="Setiap harga yang pernah berlaku",
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
                    Cell(text=amount(price.amount), sub=price.reason),
                    price.basis.label,
                    text.long_date(price.valid_from),
                    text.long_date(price.ended_on) if price.ended_on else Cell(text="masih berlaku", words=True),
                ]
            )
            for offer, price in sorted(rows, key=lambda one: (one[1].valid_from, one[1].amount), reverse=True)[
                :_MOST_ROWS
            ]
        ],
        tight=True,
    )
    if (until - steps[0][0]).days < _SHORTEST:
        return replace(table, level=2)
    return ChartFigure(
        finding=_finding(steps),
        definition=f"Harga satuan jual per {unit} seperti dicantumkan penyedia, dari penawaran barang ini. "
        "Garis tebal: terendah; garis tipis: tertinggi. Harga tidak pernah diubah, hanya diganti oleh yang baru.",
        wide=price_steps.draw(chart),
        narrow=price_steps.draw(chart, narrow=True),
        table=table,
    )


def _steps(offers: Sequence[OfferView]) -> list[tuple[date, Decimal, Decimal]]:
    """The lowest and highest price in force on each day on which one began or ended."""
    rows = [price for offer in offers for price in offer.prices if price.least_quantity <= 1]
    days = sorted({price.valid_from for price in rows} | {price.ended_on for price in rows if price.ended_on})
    steps: list[tuple[date, Decimal, Decimal]] = []
    for day in days:
        held = [p.amount for p in rows if p.valid_from <= day and (p.ended_on is None or p.ended_on > day)]
        if held and (not steps or steps[-1][1:] != (min(held), max(held))):
            steps.append((day, min(held), max(held)))
    return steps


def _finding(steps: Sequence[tuple[date, Decimal, Decimal]]) -> str:
    first, last = steps[0], steps[-1]
    since = text.month_year(first[0])
    if first[1] == last[1]:
        return f"Harga terendah sama sejak {since}: {amount(last[1])}"
    change = (last[1] - first[1]) / first[1] * 100
    word = "naik" if change > 0 else "turun"
    return f"Harga terendah {word} {text.percent(abs(change), 1)} sejak {since}"
