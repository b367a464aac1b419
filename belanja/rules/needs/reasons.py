"""Coded reasons of needs: why something cannot be had, and why a firm does not offer."""

from ..reasons import Reason

_P66 = "Perpres 16/2018 jo. 46/2025 Pasal 66"
_LETTER = "SE 027/1181-BPBJ/2023"

#: Why nothing meets a need: the evidence that an import refers to.
REASONS: dict[str, Reason] = {
    one.code: one
    for one in (
        Reason("tidak_dibuat", "Belum dibuat di dalam negeri", "Impor dengan alasan dan bukti pencarian.", _P66),
        Reason("jumlah_kurang", "Kemampuan produksi dalam negeri tidak cukup untuk jumlahnya",
               "Beli sebagian dari yang sanggup; sisanya dengan alasan.", _P66),
        Reason("mutu_kurang", "Yang ada tidak memenuhi spesifikasi yang wajib", "Tinjau spesifikasi sebelum mengimpor.",
               _P66),
        Reason("tidak_menanggapi", "Semua usaha yang dihubungi tidak menanggapi", "Serahkan ke dinas pembina dahulu.",
               _LETTER),
    )
}  # fmt: skip

#: Why a firm does not offer: it helps the region to see what is missing.
DECLINES: dict[str, Reason] = {
    one.code: one
    for one in (
        Reason("bukan_bidang", "Bukan bidang usaha saya", "Pencocokan berikutnya memperhitungkannya.", _LETTER),
        Reason("kapasitas", "Jumlahnya di luar kemampuan saya", "Dapat bersama koperasi atau sebagian.", _LETTER),
        Reason("waktu", "Waktunya terlalu dekat", "Pemasang melihatnya.", _LETTER),
        Reason("harga", "Perkiraan nilainya terlalu rendah", "Pemasang melihatnya.", _LETTER),
        Reason("modal", "Modal kerja tidak cukup", "Dinas pembina dapat membantu.", _LETTER),
        Reason("izin", "Izin atau sertifikatnya belum ada", "Dinas pembina dapat membantu.", _LETTER),
        Reason("tempat", "Tempat pengirimannya terlalu jauh", "Pemasang melihatnya.", _LETTER),
        Reason("lain", "Alasan lain", "Tertulis dalam keterangannya.", _LETTER, needs_note=True),
    )
}  # fmt: skip


#: The reason that is true only where firms were asked and had time to answer.
SILENT = "tidak_menanggapi"


def untrue(code: str, *, silent: int, waiting: int, able: int, days: int) -> str:
    """What speaks against a reason of REASONS: of firms told of the need or contacted by a Dinas that did not decline,
    `silent` were so at least so many `days` ago, `waiting` later; `able` firms say that they can; empty where nothing
    does."""
    if code != SILENT:
        return ""
    if not silent:
        return (
            f"Belum ada usaha yang sudah {days} hari diberi tahu atau dihubungi tanpa menjawab, jadi belum ada yang "
            "tidak menanggapi."
        )
    if waiting:
        return f"Ada usaha yang belum {days} hari diberi tahu atau dihubungi; tunggu sampai waktunya menjawab habis."
    return "Ada usaha yang menyatakan sanggup, jadi alasan ini tidak berlaku." if able else ""
