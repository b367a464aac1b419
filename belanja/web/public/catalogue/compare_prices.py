"""Beneath a comparison: what like goods cost, with how many prices stand behind it, and how the compared prices moved,
all per base unit and without tax."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from belanja.catalogue.selectors import OfferView
from belanja.documents.charts import price_lines
from belanja.documents.charts.price_lines import PriceLine, PriceLines
from belanja.foundation import clock, text
from belanja.rules import prices
from belanja.rules.asked import smallest_order
from belanja.rules.measures import word_of
from belanja.web.pieces import Cell, ChartFigure, Column, Row, Table

from .cards import amount
from .compare_lines import LETTERS

#: Days below which a line over time says nothing.
_SHORTEST = 7


def like_prices(offers: Sequence[OfferView]) -> Table | None:
    """Median and quartiles of the goods that are alike in every comparable attribute, one line for each group."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    told: dict[tuple[str, str, str], Sequence[Decimal]] = {}
    for letter, offer in zip(LETTERS, offers, strict=False):
        key = (offer.etalase, offer.base_unit, offer.likeness or str(offer.product_id))
        groups.setdefault(key, []).append(letter)
        told[key] = offer.like_prices
    if not groups:
        return None
    rows = [Row(cells=[_names(letters, offers), *_spread(told[key])]) for key, letters in groups.items()]
    return Table(
        key="sejenis",
        stacked=True,
        caption="Harga barang sejenis",
        columns=[
            Column(key="barang", label="Barang"),
            Column(
                key="jumlah", label="Penawaran", numeric=True, note="dapat dibeli, sama semua atribut pembandingnya"
            ),
            Column(key="bawah", label="Kuartil bawah", numeric=True),
            Column(key="median", label="Median", numeric=True, note="tanpa PPN"),
            Column(key="atas", label="Kuartil atas", numeric=True),
        ],
        rows=rows,
        level=2,
        tight=True,
    )


def _names(letters: Sequence[str], offers: Sequence[OfferView]) -> Cell:
    offer = offers[LETTERS.index(letters[0])]
    base = word_of(offer.base_unit) if offer.base_unit else "satuan"
    return Cell(text=f"{', '.join(letters)}. {offer.product}", sub=f"per {base}")


def _spread(found: Sequence[Decimal]) -> list[Cell | str]:
    spread = prices.spread(found)
    if spread is None:
        few = Cell(text="belum dapat diringkas", sub="kurang dari tiga harga", words=True)
        return [text.number(len(found)), few, few, few]
    return [text.number(spread.count), amount(spread.lower), amount(spread.median), amount(spread.upper)]


def history_of(offers: Sequence[OfferView]) -> ChartFigure | None:
    """The lowest price of each compared offer over time; None where units differ or there is no time to draw yet."""
    if len(offers) < 2 or len({offer.base_unit for offer in offers}) != 1 or not offers[0].base_unit:
        return None
    today = clock.today()
    lines = [
        PriceLine(letter, offer.seller, steps)
        for letter, offer in zip(LETTERS, offers, strict=False)
        if (steps := _steps(offer, today))
    ]
    if len(lines) < 2 or (today - min(line.steps[0][0] for line in lines)).days < _SHORTEST:
        return None
    base = word_of(offers[0].base_unit)
    chart = PriceLines(key="harga-banding", title=f"Harga per {base} tanpa PPN", lines=lines, until=today)
    return ChartFigure(
        finding=_finding(lines),
        definition=f"Harga terendah satu {base} tanpa PPN pada pesanan terkecil yang berlaku pada tiap hari, seperti "
        "dicantumkan penyedianya. Huruf menunjuk kolom perbandingan di atas.",
        wide=price_lines.draw(chart),
        narrow=price_lines.draw(chart, narrow=True),
        table=Table(
            key="harga-banding-tabel",
            caption="Perubahan harga penawaran yang dibandingkan",
            columns=[
                Column(key="penawaran", label="Penawaran"),
                Column(key="sejak", label="Sejak"),
                Column(key="harga", label="Harga", numeric=True, note=f"per {base}, tanpa PPN"),
            ],
            rows=[
                Row(cells=[f"{line.letter}. {line.name}", text.long_date(day), _written(price)])
                for line in lines
                for day, price in line.steps
            ],
            tight=True,
        ),
    )


def _written(price: Decimal | None) -> Cell | str:
    return Cell(text="tidak ada harga", words=True) if price is None else amount(price)


def _steps(offer: OfferView, today: date) -> list[tuple[date, Decimal | None]]:
    """The lowest price per base unit from each day on which it changed; None where none held any longer."""
    rows = [price for price in offer.prices if price.per_base is not None]
    days = sorted({p.valid_from for p in rows} | {p.ended_on for p in rows if p.ended_on and p.ended_on <= today})
    steps: list[tuple[date, Decimal | None]] = []
    for day in days:
        there = [p for p in rows if p.valid_from <= day and (p.ended_on is None or p.ended_on > day)]
        held = [price.per_base for price in smallest_order(there, offer.least_order)]
        lowest = min((one for one in held if one is not None), default=None)
        if not steps or steps[-1][1] != lowest:
            steps.append((day, lowest))
    return steps


def _finding(lines: Sequence[PriceLine]) -> str:
    now = [(line.steps[-1][1], line) for line in lines if line.steps[-1][1] is not None]
    if not now:
        return "Tidak ada harga yang masih berlaku"
    lowest = min(price for price, _line in now if price is not None)
    best = [line.letter for price, line in now if price == lowest]
    since = text.month_year(min(line.steps[0][0] for line in lines))
    verb = "Paling murah kini" if len(best) == 1 else "Sama-sama paling murah kini"
    return f"{verb} {', '.join(best)}: {amount(lowest)}, dilihat sejak {since}"
