"""The line of the plan, its ceiling, and the budget behind it."""

from collections.abc import Iterator

from ...written import rupiah
from ..reasons import Use
from .book import Book
from .model import Answer, Case, Occasion, Outcome
from .speaking import CHOOSING, reasoned, said, stopping, unjudged, why

#: Steps that bind money.
_BINDING = CHOOSING | {Occasion.ADDENDUM}


def package(case: Case, book: Book) -> Iterator[Answer]:
    """The plan is announced, active, for e-Purchasing, and of this year (Perpres 16/2018 Pasal 22)."""
    if case.occasion not in CHOOSING:
        return
    row = book.row("beli.dipastikan.rup")
    wrong = _wrong(case)
    code = case.plan.code if case.plan else None
    if not wrong:
        yield said("rup.paket", Outcome.ALLOW, f"RUP {code} diumumkan, aktif, dan untuk e-Purchasing.", row, rup=code)
        return
    told = f"Paket RUP belum cocok: {'; '.join(wrong)}.{why(case.given, Use.PLAN)}"
    outcome = reasoned(case.given, Use.PLAN, stopping(book, "rup", Outcome.NEEDS_REASON), Outcome.WARN)
    yield said("rup.paket", outcome, told, row, rup=code)


def _wrong(case: Case) -> list[str]:
    plan = case.plan
    if plan is None:
        return ["baris RUP belum dipilih"]
    found = []
    if not plan.announced:
        found.append("belum diumumkan")
    if not plan.active:
        found.append("tidak aktif")
    if not plan.epurchasing:
        found.append("metodenya bukan e-Purchasing")
    if plan.year is not None and plan.year != case.day.year:
        found.append(f"tahun anggarannya {plan.year}")
    return found


def ceiling(case: Case, book: Book) -> Iterator[Answer]:
    """No purchase above what is left of the plan's ceiling (UU 1/2004 Pasal 3)."""
    if case.occasion not in _BINDING or case.plan is None:
        return
    row = book.row("beli.dipastikan.pagu")
    left = case.plan.remaining
    if left is None:
        told = f"Sisa pagu RUP {case.plan.code} belum diketahui."
        yield said("rup.pagu", Outcome.WARN, told, row, total=case.total)
        return
    if case.total > left:
        outcome = stopping(book, "pagu", Outcome.WARN)
        told = f"Nilai {rupiah(case.total)} melampaui sisa pagu {rupiah(left)} sebesar {rupiah(case.total - left)}."
    else:
        outcome = Outcome.ALLOW
        told = f"Nilai {rupiah(case.total)} dari sisa pagu {rupiah(left)}; tersisa {rupiah(left - case.total)}."
    yield said("rup.pagu", outcome, told, row, total=case.total, sisa=left)


def budget(case: Case, book: Book) -> Iterator[Answer]:
    """Nor above what the unit's budget line has left, where that is known."""
    if case.occasion not in _BINDING:
        return
    row, left = book.row("beli.dipastikan.anggaran"), case.budget_left
    if left is None:
        lacks = "sisa anggaran menurut kode rekening (DPA) belum ada di sini; cocokkan dengan DPA"
        yield unjudged("anggaran.sisa", row, lacks, "Apakah anggaran rekeningnya cukup")
        return
    over = case.total > left
    outcome = stopping(book, "anggaran", Outcome.WARN) if over else Outcome.ALLOW
    told = f"Nilai {rupiah(case.total)}; sisa anggaran rekeningnya {rupiah(left)}"
    told += f", kurang {rupiah(case.total - left)}." if over else "."
    yield said("anggaran.sisa", outcome, told, row, total=case.total, sisa=left)
