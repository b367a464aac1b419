"""How often something is so with one, held against how often it is so with the others."""

from collections.abc import Sequence
from decimal import Decimal

from ..buying.policy.book import Book
from .counting import fence, percent_of
from .model import Found, decided, unjudged


def share_of_peers(part: int, whole: int, peers: Sequence[Decimal] | None, book: Book) -> Found:
    """Flagged where `part` of `whole` orders lies above the fence of the same parts (percent) of the `peers`."""
    if whole < book.number("tanda.contoh.pesanan"):
        return unjudged(f"pesanan yang dapat dinilai; baru ada {whole}")
    if peers is None or len(peers) < book.number("tanda.contoh.banding"):
        return unjudged("pembanding", pesanan=whole)
    bound = fence(peers, book.number("tanda.pagar"))
    return decided(
        part * 100 > bound * whole, pesanan=whole, di_antaranya=part, persen=percent_of(part, whole), pagar=bound
    )
