"""The firm: sanctions that hold, verification, trade and papers."""

from collections.abc import Iterator

from ...written import long_date
from ..reasons import Use
from .book import Book
from .model import Answer, Bar, Case, Occasion, Outcome
from .speaking import CHOOSING, reasoned, said, stopping, unjudged, why

#: A first warning ends no transactions (Kepka LKPP 122/2022 huruf H).
_MILD = frozenset({"sp1"})


def sanctions(case: Case, book: Book) -> Iterator[Answer]:
    """Nothing is bought from a firm that is barred on the day; what was signed before goes on."""
    if case.firm is None or case.occasion not in CHOOSING | {Occasion.ADDENDUM}:
        return
    row = book.row("beli.dipastikan.sanksi")
    bars = [bar for bar in case.firm.bars if bar.since <= case.day and (bar.until is None or case.day <= bar.until)]
    if not bars:
        yield said("penyedia.sanksi", Outcome.ALLOW, "Penyedia tidak terkena sanksi pada hari ini.", row)
        return
    hard = any(bar.kind not in _MILD for bar in bars) and case.occasion is not Occasion.ADDENDUM
    outcome = stopping(book, "sanksi", Outcome.WARN) if hard else Outcome.WARN
    told = f"Penyedia terkena sanksi: {'; '.join(_told(bar) for bar in bars)}."
    yield said("penyedia.sanksi", outcome, told, row, sanksi=[bar.kind for bar in bars], hari=case.day)


def _told(bar: Bar) -> str:
    until = f" sampai {long_date(bar.until)}" if bar.until else ""
    return f"{bar.label} sejak {long_date(bar.since)}{until}"


def verification(case: Case, book: Book) -> Iterator[Answer]:
    """Firm and papers were looked at by a verifier."""
    if case.firm is None or case.occasion not in CHOOSING:
        return
    row = book.row("beli.dipastikan.verifikasi")
    if not case.firm.verified:
        outcome = reasoned(case.given, Use.UNVERIFIED, stopping(book, "verifikasi", Outcome.NEEDS_REASON), Outcome.WARN)
        told = f"Usaha ini belum diverifikasi.{why(case.given, Use.UNVERIFIED)}"
        yield said("penyedia.verifikasi", outcome, told, row, terverifikasi=False)
    if case.firm.trade_fits is False:
        told = "KBLI usaha ini tidak cocok dengan etalase barangnya."
        yield said("penyedia.izin", Outcome.WARN, told, row, kbli_cocok=False)
    elif case.firm.trade_fits is None and case.firm.trade_missing:
        yield unjudged("penyedia.izin", row, case.firm.trade_missing, "Apakah KBLI usaha ini cocok dengan etalasenya")
    if case.firm.lapsed_papers:
        told = f"Izin penyedia sudah lewat masa berlakunya: {', '.join(case.firm.lapsed_papers)}."
        yield said("penyedia.izin", Outcome.WARN, told, row, lewat=case.firm.lapsed_papers)
