"""Price preference: the evaluated price (HEA) of Perpres 16/2018 Pasal 67, shown as information and never charged.

Whether it applies inside a negotiation of the catalogue is not said by what we know, so it changes nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ...written import percent_short, rupiah
from .book import Book
from .model import Answer, Case, LineCase, Outcome, Supply
from .speaking import CHOOSING, said

_RUPIAH = Decimal(1)


@dataclass(frozen=True)
class Evaluated:
    """An offer beside others: `preference` (KP) as a part of the price, `evaluated` (HEA) in whole rupiah."""

    name: str
    price: Decimal
    tkdn: Decimal
    preference: Decimal
    evaluated: Decimal


def evaluate(name: str, price: Decimal, tkdn: Decimal | None, *, book: Book) -> Evaluated:
    """HEA = (1 - KP) x HP with KP = TKDN x the highest preference; none below the least TKDN."""
    content = tkdn or Decimal(0)
    counts = content >= book.number("beli.hea.tkdn")
    part = content * book.number("beli.hea.terbesar") / 10_000 if counts else Decimal(0)
    return Evaluated(name, price, content, part, (price * (1 - part)).quantize(_RUPIAH, ROUND_HALF_UP))


def ranked(offers: Iterable[Evaluated]) -> list[Evaluated]:
    """The lowest HEA first; of equal ones the higher TKDN."""
    return sorted(offers, key=lambda one: (one.evaluated, -one.tkdn, one.name))


def information(case: Case, book: Book) -> Iterator[Answer]:
    """The evaluated prices of each line of goods that has others beside it, above the dated value."""
    row = book.row("beli.hea.di_atas")
    if case.occasion not in CHOOSING or case.bare_total <= row.number:
        return
    for line in case.lines:
        offers = _offers(line, book)
        if len(offers) < 2 or line.supply is not Supply.GOODS:
            continue
        order = ranked(offers)
        own = next(one for one in order if one.name == "")
        told = (
            f"{line.name}: harga evaluasi akhir {rupiah(own.evaluated)} dari harga {rupiah(own.price)} (preferensi "
            f"{percent_short(own.preference * 100)}), urutan {order.index(own) + 1} dari {len(order)}. Untuk "
            "informasi; harga kontrak tetap harga penawaran."
        )
        yield said(
            "harga.preferensi",
            Outcome.ALLOW,
            told,
            row,
            baris=line.key,
            hea=own.evaluated,
            urutan=order.index(own) + 1,
            dari=len(order),
        )


def _offers(line: LineCase, book: Book) -> list[Evaluated]:
    if line.unit_price is None:
        return []
    own = evaluate("", line.unit_price * line.quantity, line.tkdn, book=book)
    others = [
        evaluate(one.offer, one.unit_price * line.quantity, one.tkdn, book=book)
        for one in line.alternatives
        if one.unit_price is not None and one.serves(line.quantity)
    ]
    return [own, *others]
