"""Splitting: like purchases of one unit that together pass a limit which each alone does not (Pasal 20 ayat (2))."""

from collections.abc import Iterator
from decimal import Decimal

from ...written import rupiah
from ..reasons import Use
from .book import Book
from .model import Answer, Case, OtherOrder, Outcome
from .speaking import CHOOSING, reasoned, said, stopping, why

_LIMITS = (("beli.pp.sampai", "batas Pejabat Pengadaan"), ("beli.penetapan.di_atas", "batas penetapan PA/KPA"))


def splitting(case: Case, book: Book) -> Iterator[Answer]:
    """The same unit, a like need or the same plan, within the dated days. A question: the needs may well differ."""
    if case.occasion not in CHOOSING:
        return
    days = book.row("beli.pecah.hari")
    alike = [one for one in case.others if _alike(one, case, int(days.number))]
    for key, name in _LIMITS:
        limit = book.number(key)
        parts = [one for one in alike if one.total <= limit]
        together = case.total + sum((one.total for one in parts), Decimal(0))
        if not parts or case.total > limit or together <= limit:
            continue
        told = (
            f"Bersama {len(parts)} pembelian sejenis dalam {days.number:f} hari nilainya {rupiah(together)}, di atas "
            f"{name} {rupiah(limit)}; masing-masing tidak. Paket tidak boleh dipecah untuk menghindari batas."
            f"{why(case.given, Use.SPLIT)}"
        )
        outcome = reasoned(case.given, Use.SPLIT, stopping(book, "pecah", Outcome.NEEDS_REASON), Outcome.WARN)
        yield said(
            "paket.pecah",
            outcome,
            told,
            days,
            bersama=together,
            batas=limit,
            pesanan=[one.key for one in parts],
        )


def _alike(other: OtherOrder, case: Case, days: int) -> bool:
    if other.unit != case.unit or abs((case.day - other.day).days) > days:
        return False
    same_plan = case.plan is not None and bool(other.plan) and other.plan == case.plan.code
    return same_plan or bool(other.needs & {line.need for line in case.lines if line.need})
