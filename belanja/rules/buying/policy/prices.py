"""Prices: never above the listed one, the standards beside it, and a dearer choice that asks for its reason."""

from collections.abc import Iterator
from decimal import Decimal

from ...written import percent_short, rupiah
from ..reasons import Use
from .book import Book
from .classes import level
from .model import Answer, Case, LineCase, Outcome
from .speaking import CHOOSING, reasoned, said, stopping, why


def dearer(case: Case, book: Book) -> Iterator[Answer]:
    """Asked once per order: what the delivered price is above the cheapest offers whose class is not lower. Only above
    a dated percentage and a dated sum; small differences are nobody's time."""
    if case.occasion not in CHOOSING:
        return
    pairs = [(line, least) for line in case.lines if (least := _cheapest(line, book)) is not None]
    if not pairs:
        return
    own = sum((line.landed_price * line.quantity for line, _ in pairs if line.landed_price is not None), Decimal(0))
    least = sum((min(price, line.landed_price or price) * line.quantity for line, price in pairs), Decimal(0))
    more = own - least
    percent, amount = book.row("beli.mahal.persen"), book.row("beli.mahal.rupiah")
    inputs = {"pilihan": own, "termurah": least, "selisih": more, "batas_rupiah": amount.number}
    if more <= amount.number or more * 100 <= percent.number * least:
        told = f"Selisih dari pilihan termurah yang sekelas {rupiah(more)}; alasan tidak diperlukan."
        yield said("harga.lebih_mahal", Outcome.ALLOW, told, percent, **inputs)
        return
    told = (
        f"Pilihan ini {rupiah(more)} ({percent_short(more * 100 / least)}) lebih mahal daripada penawaran sekelas yang "
        f"termurah, sampai di tempat. Di atas {percent_short(percent.number)} dan {rupiah(amount.number)} alasannya "
        f"dicatat sekali untuk seluruh pesanan.{why(case.given, Use.DEARER)}"
    )
    outcome = reasoned(case.given, Use.DEARER, Outcome.NEEDS_REASON)
    yield said("harga.lebih_mahal", outcome, told, percent, **inputs)


def _cheapest(line: LineCase, book: Book) -> Decimal | None:
    """The lowest delivered price per base unit of what serves and is not of a lower class; None where nothing can be
    compared."""
    if line.landed_price is None:
        return None
    own = level(line, book)
    prices = [
        one.landed_price
        for one in line.alternatives
        if one.landed_price is not None and one.serves(line.quantity) and level(one, book) <= own
    ]
    return min(prices, default=None)


def listed(case: Case, book: Book) -> Iterator[Answer]:
    """The listed price is the highest (harga satuan tertinggi)."""
    if case.occasion not in CHOOSING:
        return
    for line in case.lines:
        if line.unit_price is not None and line.listed_price is not None and line.unit_price > line.listed_price:
            told = f"{line.name}: {rupiah(line.unit_price)} di atas harga tayang {rupiah(line.listed_price)}."
            row = book.row("beli.dipastikan.harga")
            yield said("harga.tayang", stopping(book, "harga", Outcome.WARN), told, row, baris=line.key)


def standard(case: Case, book: Book) -> Iterator[Answer]:
    """A price above the region's standard is told."""
    if case.occasion not in CHOOSING:
        return
    row = book.row("beli.standar.persen")
    for line in case.lines:
        if line.unit_price is None or not line.standard_price:
            continue
        if line.unit_price * 100 > line.standard_price * (100 + row.number):
            name = line.standard_name or "standar harga"
            told = f"{line.name}: {rupiah(line.unit_price)} di atas {name} {rupiah(line.standard_price)}."
            yield said("harga.standar", Outcome.WARN, told, row, baris=line.key, standar=line.standard_price)
