"""A unit's budget as a person enters it: kinds of document, states of an entry, how the amounts must add up.

How they add up was checked on every row of real pulls of the Struktur Anggaran PD; entries obey the same.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from . import money, periods
from .decisions import RuleBroken

CITATION = "Struktur Anggaran PD (SiRUP): belanja pengadaan = operasi + modal + tidak terduga"


class BudgetKind(StrEnum):
    """Documents by which a budget comes into force and is changed within a year."""

    MURNI = "murni"
    PERGESERAN = "pergeseran"
    PERUBAHAN = "perubahan"

    @property
    def label(self) -> str:
        return {"murni": "DPA murni", "pergeseran": "DPA pergeseran", "perubahan": "DPA perubahan (DPPA)"}[self.value]


class BudgetState(StrEnum):
    """Where an entry stands. Only a confirmed one is used by figures."""

    PROPOSED = "diusulkan"
    CONFIRMED = "disahkan"
    REJECTED = "ditolak"
    WITHDRAWN = "ditarik"
    REPLACED = "diganti"

    @property
    def label(self) -> str:
        return {
            "diusulkan": "menunggu pengesahan",
            "disahkan": "disahkan",
            "ditolak": "ditolak",
            "ditarik": "ditarik",
            "diganti": "diganti entri lain",
        }[self.value]


@dataclass(frozen=True)
class BudgetAmounts:
    """Rupiah. What is to be procured are the three parts; the rest (pegawai, hibah, …) is not."""

    operasi: Decimal
    modal: Decimal
    btt: Decimal
    non_pengadaan: Decimal

    @property
    def pengadaan(self) -> Decimal:
        return self.operasi + self.modal + self.btt

    @property
    def total(self) -> Decimal:
        return self.pengadaan + self.non_pengadaan


def checked_amounts(amounts: BudgetAmounts, *, stated: Decimal | None = None) -> BudgetAmounts:
    """The amounts with exactly two decimals. `stated`: the belanja pengadaan as the document says it, which must be
    the sum of its parts to the sen. Raises RuleBroken for amounts that cannot be."""
    parts = (amounts.operasi, amounts.modal, amounts.btt, amounts.non_pengadaan)
    if any(part < 0 for part in parts):
        raise RuleBroken("budget_negative", "Nilai anggaran tidak boleh negatif.", CITATION)
    if any(part != money.to_sen(part) for part in parts):
        raise RuleBroken("budget_fraction", "Tulis rupiah dengan paling banyak dua angka di belakang koma.")
    exact = BudgetAmounts(*(money.to_sen(part) for part in parts))
    if exact.total >= money.LARGEST:
        raise RuleBroken("budget_too_large", "Nilai anggaran terlalu besar.")
    if stated is not None and stated != exact.pengadaan:
        raise RuleBroken(
            "budget_sum",
            f"Belanja pengadaan {stated} tidak sama dengan operasi + modal + tidak terduga ({exact.pengadaan}).",
            CITATION,
        )
    if exact.total <= 0:
        raise RuleBroken("budget_zero", "Isi paling sedikit satu nilai; anggaran tidak boleh kosong seluruhnya.")
    return exact


def check_days(*, year: int, dated: date, valid_from: date, today: date) -> None:
    """A version comes into force within its fiscal year, by a document that exists already."""
    fiscal = periods.fiscal_year(year)
    if not fiscal.first <= valid_from <= fiscal.last:
        raise RuleBroken("budget_outside_year", f"Tanggal berlaku harus dalam tahun anggaran {year}.")
    if dated > today:
        raise RuleBroken("budget_dated_later", "Tanggal dokumen belum tiba.")
