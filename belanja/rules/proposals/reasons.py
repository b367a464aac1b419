"""Coded reasons of proposals: why the bureau gives one back, why its head refuses one or takes his decision back."""

from enum import StrEnum

from ..reasons import Reason
from .steps import KEPKA_122, LETTER


class Use(StrEnum):
    RETURN = "kembalikan"
    REFUSE = "tolak"
    CANCEL = "batalkan"


_R, _N, _C = Use.RETURN, Use.REFUSE, Use.CANCEL


def _row(code: str, label: str, cure: str, citation: str, *uses: Use) -> Reason:
    return Reason(code, label, cure, citation, frozenset(uses), needs_note=True)


REASONS: dict[str, Reason] = {
    one.code: one
    for one in (
        _row("bukti_kurang", "Bukti kebutuhannya belum cukup",
             "Tambahkan paket RUP, kebutuhan, atau produk contoh, lalu usulkan lagi.", LETTER, _R, _N),
        _row("uraian_kurang", "Uraian atau latar belakangnya belum jelas", "Perjelas, lalu usulkan lagi.", KEPKA_122,
             _R),
        _row("atribut_kurang", "Skema atribut belum membedakan barangnya",
             "Lengkapi atribut yang wajib dan yang membandingkan.", KEPKA_122, _R),
        _row("pemetaan_salah", "Kategori nasional atau KBKI tidak tepat", "Perbaiki pemetaannya.", KEPKA_122, _R),
        _row("tumpang_tindih", "Sudah ada etalase untuk barang ini",
             "Pakai etalase yang disebut; minta ditampung bila perlu.", KEPKA_122, _R, _N),
        _row("tidak_ada_penyedia", "Belum ada pelaku usaha yang dapat mengisinya",
             "Pasang kebutuhannya; usulkan lagi bila ada yang sanggup.", LETTER, _N, _C),
        _row("di_luar_katalog", "Tidak dapat dibeli lewat katalog elektronik", "Pakai cara pengadaan lain.", KEPKA_122,
             _N),
        _row("kebutuhan_berubah", "Kebutuhannya tidak ada lagi", "Usulkan lagi bila timbul kembali.", KEPKA_122,
             _N, _C),
        _row("lain", "Alasan lain", "Tertulis dalam keterangannya.", KEPKA_122, _R, _N, _C),
    )
}  # fmt: skip


def reasons_for(use: Use) -> list[Reason]:
    """The reasons that may be given for a step, in the order of the table."""
    return [one for one in REASONS.values() if use in one.uses]
