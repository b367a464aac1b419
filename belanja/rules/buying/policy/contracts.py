"""Forms of contract, stamp, advance, and how far a contract may change (Perpres 16/2018 Pasal 28, 29, 54)."""

from collections.abc import Iterator
from decimal import Decimal

from ...firms import Scale, is_umkk
from ...money import to_sen
from ...written import percent_short, rupiah
from ..reasons import Use
from .book import Book, Threshold
from .model import Answer, Case, Occasion, Outcome
from .speaking import reasoned, said, stopping, why

_FORMS = (
    ("beli.bentuk.bukti", "bukti pembelian"),
    ("beli.bentuk.kuitansi", "kuitansi"),
    ("beli.bentuk.spk", "SPK"),
)
_AGREEMENT = "Surat Perjanjian"


def usual_form(total: Decimal, *, book: Book) -> str:
    """The form by value of a purchase that is not an e-Purchasing one."""
    return next((name for key, name in _FORMS if total <= book.number(key)), _AGREEMENT)


def form(case: Case, book: Book) -> Iterator[Answer]:
    """A Surat Pesanan serves any value; the usual form of that value is told as information."""
    if case.occasion not in {Occasion.CART, Occasion.APPROVAL, Occasion.SIGNATURE}:
        return
    usual = usual_form(case.total, book=book)
    row = book.row(next((key for key, name in _FORMS if name == usual), _FORMS[-1][0]))
    told = (
        f"Surat Pesanan berlaku untuk berapa pun nilainya. Bentuk kontrak menurut nilai {rupiah(case.total)}: {usual}; "
        "tambahkan bila uang muka atau jaminan perlu diatur."
    )
    yield said("kontrak.bentuk", Outcome.ALLOW, told, row, total=case.total, bentuk=usual)


def needs_stamp(total: Decimal, *, book: Book) -> bool:
    """Whether a paper that states this sum carries a stamp (UU 10/2020)."""
    return total > book.number("beli.meterai.di_atas")


def stamp(case: Case, book: Book) -> Iterator[Answer]:
    """A stamp is told where the paper needs one; buying it stays with the parties."""
    if case.occasion not in {Occasion.APPROVAL, Occasion.SIGNATURE} or not needs_stamp(case.total, book=book):
        return
    row, price = book.row("beli.meterai.di_atas"), book.number("beli.meterai.tarif")
    told = f"Surat Pesanan menyebut uang di atas {rupiah(row.number)}: meterai {rupiah(price)} diperlukan."
    yield said("kontrak.meterai", Outcome.ALLOW, told, row, total=case.total, tarif=price)


def advance_limit(total: Decimal, scale: Scale | None, *, book: Book) -> tuple[Decimal, Threshold]:
    """The highest advance in rupiah for an order, and the row it follows; an unknown scale is not a small one."""
    if scale is None or not is_umkk(scale):
        row = book.row("beli.uang_muka.lain")
    elif total <= book.number("beli.uang_muka.batas"):
        row = book.row("beli.uang_muka.kecil")
    else:
        row = book.row("beli.uang_muka.kecil_besar")
    return to_sen(total * row.number / 100), row


def advance(case: Case, book: Book) -> Iterator[Answer]:
    """An advance within what the firm's scale allows."""
    if not case.advance:
        return
    limit, row = advance_limit(case.total, case.firm.scale if case.firm else None, book=book)
    told = f"Uang muka {rupiah(case.advance)}; paling banyak {rupiah(limit)} ({percent_short(row.number)})."
    outcome = Outcome.ALLOW
    if case.advance > limit:
        outcome = reasoned(case.given, Use.ADVANCE, stopping(book, "uang_muka", Outcome.NEEDS_REASON), Outcome.WARN)
        told += why(case.given, Use.ADVANCE)
    yield said("kontrak.uang_muka", outcome, told, row, uang_muka=case.advance, batas=limit)


def retention(case: Case, book: Book) -> Iterator[Answer]:
    """What is kept back of the instalments until the term of maintenance is over."""
    if not case.retention:
        return
    row = book.row("beli.retensi.persen")
    told = f"Retensi {percent_short(case.retention)}; paling banyak {percent_short(row.number)}."
    outcome = Outcome.WARN if case.retention > row.number else Outcome.ALLOW
    yield said("kontrak.retensi", outcome, told, row, retensi=case.retention)


def change(case: Case, book: Book) -> Iterator[Answer]:
    """All addenda together raise a contract by no more than the dated part of what was first signed."""
    if case.occasion is not Occasion.ADDENDUM or case.first_total is None:
        return
    row = book.row("beli.perubahan.persen")
    most = to_sen(case.first_total * (100 + row.number) / 100)
    told = f"Nilai sesudah adendum {rupiah(case.total)}; paling banyak {rupiah(most)} (nilai awal "
    told += f"{rupiah(case.first_total)} ditambah {percent_short(row.number)})."
    outcome = Outcome.ALLOW
    if case.total > most:
        outcome = reasoned(case.given, Use.ADDENDUM, stopping(book, "perubahan", Outcome.NEEDS_REASON), Outcome.WARN)
        told += why(case.given, Use.ADDENDUM)
    yield said("kontrak.perubahan", outcome, told, row, total=case.total, awal=case.first_total, batas=most)
