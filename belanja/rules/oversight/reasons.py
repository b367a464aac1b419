"""Coded reasons with which a case is disposed and a finding ends without being followed up. By them the precision of
an indicator is measured: what was accepted or not pursued was no finding."""

from collections.abc import Iterable

from ..decisions import RuleBroken
from ..reasons import Reason
from .states import Verdict

_SPIP, _AUDIT = "PP 60/2008", "kajian e-audit: anomali bukan bukti"
_BPK = "Peraturan BPK 2/2017, alasan yang sah; dikenal dari sumber kedua"
_DISMISS, _ACCEPT = frozenset({Verdict.DISMISS}), frozenset({Verdict.ACCEPT})
_DEEPEN, _FIND = frozenset({Verdict.DEEPEN}), frozenset({Verdict.FIND})


def _table(rows: Iterable[Reason]) -> dict[str, Reason]:
    return {one.code: one for one in rows}


REASONS: dict[str, Reason] = _table(
    (
        Reason("data_keliru", "Data sumbernya keliru", "Data diperbaiki di sumbernya.", _AUDIT, _DISMISS),
        Reason("bukan_pola", "Indikator tidak tepat untuk keadaan ini", "Ambangnya ditinjau.", _AUDIT, _DISMISS),
        Reason("kecil", "Nilai dan risikonya tidak sebanding dengan pemeriksaan", "Tetap dihitung.", _AUDIT, _DISMISS),
        Reason("sudah_diperiksa", "Sudah diperiksa dalam penugasan lain", "Sebut penugasannya.", _SPIP, _DISMISS,
               needs_note=True),
        Reason("harga_wajar", "Harga wajar menurut pembanding", "Pembandingnya dilampirkan.", _AUDIT, _ACCEPT),
        Reason("satu_penyedia", "Hanya satu usaha yang dapat memenuhi", "Bukti pencariannya dilampirkan.", _AUDIT,
               _ACCEPT),
        Reason("mendesak", "Kebutuhan mendesak yang terbukti", "Bukti keadaannya dilampirkan.", _AUDIT, _ACCEPT),
        Reason("usaha_baru", "Usaha kecil yang baru dibina dan didorong masuk", "Sesuai surat edaran.",
               "SE 027/1181-BPBJ/2023", _ACCEPT),
        Reason("rutin", "Belanja rutin menurut jadwal yang direncanakan", "Jadwalnya dilampirkan.", _AUDIT, _ACCEPT),
        Reason("salah_catat", "Salah catat yang sudah diperbaiki", "Perbaikannya dilampirkan.", _AUDIT, _ACCEPT),
        Reason("alasan_lain", "Alasan lain yang dapat diterima", "Tertulis dalam keterangannya.", _AUDIT, _ACCEPT,
               needs_note=True),
        Reason("tidak_dijawab", "Tidak dijawab sampai tenggatnya", "Diperiksa langsung.", _SPIP, _DEEPEN),
        Reason("jawaban_kurang", "Jawabannya tidak menjelaskan", "Diperiksa langsung.", _SPIP, _DEEPEN),
        Reason("bukti_berbeda", "Buktinya tidak sesuai dengan jawabannya", "Diperiksa langsung.", _SPIP, _DEEPEN),
        Reason("kelebihan_bayar", "Dibayar lebih dari yang seharusnya", "Disetor kembali.", _SPIP, _FIND),
        Reason("denda", "Denda belum dipungut", "Dipungut dan disetor.", _SPIP, _FIND),
        Reason("wewenang", "Tidak sesuai wewenang atau tata cara", "Tata cara diperbaiki.", _SPIP, _FIND),
        Reason("spesifikasi", "Yang diterima tidak sesuai pesanan", "Dilengkapi atau disetor selisihnya.", _SPIP,
               _FIND),
        Reason("pengendalian", "Kelemahan pengendalian intern", "Pengendalian diperbaiki.", _SPIP, _FIND),
    )
)  # fmt: skip

#: Why a recommendation cannot be followed up.
IMPOSSIBLE: dict[str, Reason] = _table(
    (
        Reason("keadaan_kahar", "Keadaan kahar", "Saldonya tetap dilaporkan.", _BPK),
        Reason("proses_peradilan", "Sedang dalam proses peradilan", "Saldonya tetap dilaporkan.", _BPK),
        Reason("tidak_efektif", "Tidak dapat dilakukan secara efektif, efisien, dan ekonomis",
               "Saldonya tetap dilaporkan.", _BPK),
    )
)  # fmt: skip


def reasons_for(verdict: Verdict) -> list[Reason]:
    """What may be said for a verdict, in the order of the table."""
    return [one for one in REASONS.values() if verdict in one.uses]


def checked(code: str, verdict: Verdict, note: str) -> str:
    """The note without its edges. Raises RuleBroken 422 for a reason that is none of this verdict, or without words:
    auditors say in their own words what they saw."""
    reason = REASONS.get(code)
    if reason is None or verdict not in reason.uses:
        raise RuleBroken("case_reason_missing", "Pilih alasannya dari daftar.")
    return words(note)


def words(note: str, *, what: str = "Tulis keterangannya dalam kata-kata sendiri.") -> str:
    """`note` without its edges. Raises RuleBroken 422 where nothing is left."""
    if not note.strip():
        raise RuleBroken("case_words_missing", what)
    return note.strip()
