"""Two pulls of the sample's feeds: all of them in the middle of the last year, and what had changed by autumn."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from pathlib import Path

from belanja.foundation.clock import WIB

from . import evidence, orders, plans, rows, spse
from .orders import LAST_DAY, Order
from .places import LAST_YEAR, PROVINCE, YEARS, Buyer, buyers
from .plans import Package
from .rows import Row


@dataclass(frozen=True)
class SamplePull:
    """When the sample's feeds were pulled, and up to which day they tell."""

    at: datetime
    known: date
    first: bool


PULLS = (
    SamplePull(datetime(2026, 7, 6, 9, 30, tzinfo=WIB), date(2026, 6, 30), first=True),
    SamplePull(datetime(2026, 11, 2, 8, 15, tzinfo=WIB), LAST_DAY, first=False),
)


@dataclass(frozen=True)
class _Book:
    """Everything one buyer planned and ordered in a year."""

    buyer: Buyer
    catalogue: list[Package]
    other: list[Package]
    self_managed: list[Package]
    orders: list[Order]


def write(folder: Path, pull: SamplePull) -> None:
    """Write the files of one pull into `folder`. The later pull brings again what moves during the year."""
    books = [_book(buyer) for year in YEARS for buyer in buyers(year) if pull.first or year == LAST_YEAR]
    _file(folder / "rup-penyedia.json", chain.from_iterable(_packages(book, pull) for book in books))
    _file(folder / "rup-riwayat.json", chain.from_iterable(_revisions(book, pull) for book in books))
    _file(folder / "pesanan-v6.json", chain(*(_v6(book, pull) for book in books), _misfits(books, pull)))
    _file(folder / "toko-daring.json", chain.from_iterable(_shop(book, pull) for book in books))
    _spse(folder, books, pull)
    _file(folder / "paket-inaproc.json", chain.from_iterable(_told(book, pull) for book in books))
    if not pull.first:
        return
    _file(folder / "penyedia.json", evidence.firm_sheet())
    _file(folder / "produk.json", evidence.products(order for book in books for order in book.orders))
    _file(
        folder / "rup-anggaran.json",
        (
            line
            for book in books
            if book.buyer.government == PROVINCE and book.buyer.year == LAST_YEAR
            for item in chain(book.catalogue, book.other)
            for line in evidence.funding_lines(book.buyer, item)
        ),
    )
    _file(folder / "etalase.json", rows.etalase())
    _file(
        folder / "master-satker.json",
        (
            rows.unit_master(book.buyer, unit)
            for book in books
            if book.buyer.year == LAST_YEAR
            for unit in book.buyer.units
        ),
    )
    _file(
        folder / "anggaran.json",
        (rows.budget(book.buyer, unit, sum_) for book in books for unit, sum_ in plans.budget_rows(book.buyer)),
    )
    _file(
        folder / "rup-swakelola.json",
        (rows.self_managed(book.buyer, item, pull.known) for book in books for item in book.self_managed),
    )
    _file(
        folder / "pesanan-v5.json",
        (row for book in books for order in book.orders if order.v5 for row in rows.v5_lines(book.buyer, order)),
    )


def _book(buyer: Buyer) -> _Book:
    catalogue = plans.catalogue_packages(buyer)
    return _Book(
        buyer,
        catalogue,
        plans.other_packages(buyer),
        plans.self_managed_packages(buyer),
        orders.orders(buyer, catalogue),
    )


def _packages(book: _Book, pull: SamplePull) -> Iterator[Row]:
    """Between the pulls packages are added, one in sixty gets another ceiling, and a few disappear."""
    for item in chain(book.catalogue, book.other):
        last_year = book.buyer.year == LAST_YEAR
        if last_year and pull.first and item.announced > pull.known:
            continue
        if last_year and not pull.first and item.code % 173 == 5 and item.method != "E-Purchasing":
            continue
        row = rows.package(book.buyer, item, pull.known)
        if last_year and pull.first and item.code % 61 == 7:
            row["pagu"] = item.pagu * 9 // 10
        yield row


def _revisions(book: _Book, pull: SamplePull) -> Iterator[Row]:
    for item in book.catalogue:
        if item.former_code is not None and item.announced <= pull.known:
            yield rows.revision(book.buyer, item)


def _v6(book: _Book, pull: SamplePull) -> Iterator[Row]:
    for order in book.orders:
        if order.v5 or order.on > pull.known:
            continue
        if not pull.first and order.state == "CANCELLED" and order.vendor % 4 == 0 and order.on < PULLS[0].known:
            continue
        state, shipment = order.state, order.shipment
        if pull.first and book.buyer.year == LAST_YEAR:
            state, shipment = orders.earlier_state(order, pull.known)
        yield rows.v6_order(book.buyer, order, state, shipment)


def _misfits(books: list[_Book], pull: SamplePull) -> list[Row]:
    if pull.first:
        return []
    book = next(book for book in books if book.buyer.government == PROVINCE and book.orders)
    order = book.orders[0]
    return rows.misfits(book.buyer, rows.v6_order(book.buyer, order, order.state, order.shipment))


def _shop(book: _Book, pull: SamplePull) -> Iterator[Row]:
    for order in orders.shop_orders(book.buyer):
        if order.moment[:10] <= str(pull.known):
            yield rows.shop_order(book.buyer, order)


def _spse(folder: Path, books: list[_Book], pull: SamplePull) -> None:
    """Tenders, direct purchases and recorded packages, one file each."""
    names = {"tender": "tender.json", "non_tender": "non-tender.json", "pencatatan": "pencatatan.json"}
    found: dict[str, list[Row]] = {channel: [] for channel in names}
    for book in books:
        for one in spse.bought(book.buyer, book.other, book.self_managed):
            row = spse.row(book.buyer, one, pull.known)
            if row is not None:
                found[one.channel].append(row)
    for channel, name in names.items():
        _file(folder / name, found[channel])


def _told(book: _Book, pull: SamplePull) -> Iterator[Row]:
    """The province's orders as data.inaproc.id tells them."""
    for order in book.orders if book.buyer.government == PROVINCE else ():
        if not order.v5 and order.on <= pull.known:
            row = evidence.told_package(book.buyer, order, order.state)
            if row is not None:
                yield row


def _file(path: Path, content: Iterable[Row]) -> None:
    """A JSON list, a row a line."""
    with path.open("w", encoding="utf-8") as file:
        opening = "[\n"
        for row in content:
            file.write(opening + json.dumps(row, ensure_ascii=False, separators=(",", ":")))
            opening = ",\n"
        file.write("\n]\n" if opening != "[\n" else "[]\n")
