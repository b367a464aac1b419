"""Packages that are reserved for micro and small firms and co-operatives (Perpres 16/2018 Pasal 65)."""

from collections.abc import Iterator

from ...firms import is_umkk
from ...written import rupiah
from ..reasons import Use
from .book import Book
from .model import Answer, Case, Outcome
from .speaking import CHOOSING, reasoned, said, stopping, why


def reserved(case: Case, book: Book) -> Iterator[Answer]:
    """By the ceiling of the plan where it is known, else by the order."""
    if case.occasion not in CHOOSING or case.firm is None:
        return
    row = book.row("beli.umkk.sampai")
    ceiling = case.plan.ceiling if case.plan else None
    value, name = (case.total, "Nilai") if ceiling is None else (ceiling, "Pagu")
    if value > row.number:
        return
    told = f"{name} {rupiah(value)} tidak di atas {rupiah(row.number)}: paket bagi usaha kecil dan koperasi. "
    scale = case.firm.scale
    if scale is None:
        outcome, told = Outcome.WARN, told + "Skala usaha penyedia ini belum diketahui; tidak dianggap kecil."
    elif is_umkk(scale):
        outcome, told = Outcome.ALLOW, told + f"Penyedianya {scale.label.lower()}."
    else:
        outcome = reasoned(case.given, Use.NOT_SMALL, stopping(book, "umkk", Outcome.NEEDS_REASON), Outcome.WARN)
        told += f"Penyedianya {scale.label.lower()}.{why(case.given, Use.NOT_SMALL)}"
    yield said("umkk.cadangan", outcome, told, row, dasar=value, skala=scale)


def against_plan(case: Case, book: Book) -> Iterator[Answer]:
    """The plan was announced for small firms and the firm is none."""
    if case.occasion not in CHOOSING or case.firm is None or not (case.plan and case.plan.small_firm):
        return
    if case.firm.scale is None or not is_umkk(case.firm.scale):
        told = f"RUP {case.plan.code} diumumkan untuk usaha kecil; skala penyedia ini lain atau belum diketahui."
        yield said("umkk.rup", Outcome.WARN, told, book.row("beli.umkk.sampai"), skala=case.firm.scale)
