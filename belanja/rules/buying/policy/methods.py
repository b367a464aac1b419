"""Which methods are open, when a competition is suggested, and purchases outside the catalogue."""

from collections.abc import Iterator

from ...written import rupiah
from ..reasons import Use
from ..states import Method
from .book import Book
from .model import Answer, Case, Occasion, Outcome
from .speaking import CHOOSING, reasoned, said, stopping, why


def allowed(case: Case, book: Book) -> Iterator[Answer]:
    """Peraturan LKPP 9/2021 Pasal 18: negotiation, competition; a fixed listed price is bought directly."""
    if case.occasion not in CHOOSING:
        return
    row = book.row("beli.minikom.dibuka")
    if case.method is Method.MINI_COMPETITION and not book.says(row.key):
        told = "Mini-kompetisi belum dibuka di sini; pilih negosiasi harga atau pembelian langsung."
        yield said("metode.boleh", stopping(book, "metode", Outcome.WARN), told, row, metode=case.method)
        return
    told = f"Metode {case.method.label.lower()} dapat dipakai untuk e-Purchasing."
    yield said("metode.boleh", Outcome.ALLOW, told, row, metode=case.method)


def compulsory(case: Case, book: Book) -> Iterator[Answer]:
    """What stands on an active shelf is bought through the catalogue. Whether that is a duty, sources do not agree."""
    if case.occasion is not Occasion.RECORD:
        return
    row = book.row("beli.wajib.di_atas")
    if not case.listed_here or case.total <= row.number:
        told = "Barang ini tidak tayang di etalase aktif, atau nilainya tidak di atas batas; alasan tidak diperlukan."
        yield said("metode.wajib", Outcome.ALLOW, told, row, total=case.total, tayang=case.listed_here)
        return
    told = (
        f"Barang senilai {rupiah(case.total)} ini tayang di etalase, tetapi dibeli di luar katalog. Perpres 12/2021 "
        "Pasal 50 ayat (5) mewajibkan untuk barang yang ditetapkan; praktisi menyebut wajib di atas Rp100 juta menurut "
        "Perpres 46/2025; pejabat daerah menyebut di atas Rp50 juta." + why(case.given, Use.OUTSIDE)
    )
    outcome = reasoned(case.given, Use.OUTSIDE, Outcome.NEEDS_REASON, Outcome.WARN)
    yield said("metode.wajib", outcome, told, row, total=case.total, tayang=True)


def competition(case: Case, book: Book) -> Iterator[Answer]:
    """A competition is suggested where several firms offer the like; only a dated row makes it more."""
    if case.occasion not in CHOOSING or case.method is Method.MINI_COMPETITION:
        return
    firms, above = book.row("beli.minikom.disarankan.penyedia"), book.row("beli.minikom.disarankan.di_atas")
    if case.comparable_firms < firms.number or case.total <= above.number:
        return
    told = f"{case.comparable_firms} penyedia menawarkan barang sebanding untuk pesanan {rupiah(case.total)}. "
    due = book.row("beli.minikom.wajib.di_atas")
    if due.number and case.total > due.number:
        outcome = reasoned(case.given, Use.NO_COMPETITION, Outcome.NEEDS_REASON)
        told += f"Di atas {rupiah(due.number)} daerah ini meminta mini-kompetisi."
        told += why(case.given, Use.NO_COMPETITION)
        yield said("metode.minikom", outcome, told, due, total=case.total, penyedia=case.comparable_firms)
        return
    told += (
        "Mini-kompetisi dapat menurunkan harga: sekolahpengadaan.id menyebutnya wajib menurut Kepka LKPP 93/2025, "
        "praktisi lain menyebutnya pilihan."
    )
    opened = book.says("beli.minikom.dibuka")
    outcome = Outcome.WARN if opened else Outcome.ALLOW
    told += "" if opened else " Di sini belum tersedia."
    yield said("metode.minikom", outcome, told, above, total=case.total, penyedia=case.comparable_firms)
