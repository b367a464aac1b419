"""Standard reasons of curators: each with its article and with what the firm can do about it.

After the usual reasons of refusal and the checks of a patrol in the national catalogue (domain facts: Kepka LKPP
122/2022 with its listing requirements, patrol of LKPP). A firm always reads `cure`: what to do, not only what is wrong.
"""

from enum import StrEnum

from .listing_steps import Step
from .reasons import Reason


class Use(StrEnum):
    """What a reason may be given for."""

    RETURN = "kembalikan"
    FREEZE = "bekukan"
    REMOVE = "hapus"


#: For which steps a reason has to be given.
USES = {Step.RETURN: Use.RETURN, Step.FREEZE: Use.FREEZE, Step.TAKE_DOWN: Use.REMOVE}

_LISTING = "Kepka LKPP 122/2022, persyaratan pencantuman"
_TECHNICAL = "Kepka LKPP 122/2022, persyaratan teknis"
_PRICE = "Kepka LKPP 122/2022, persyaratan harga"
_QUALIFICATION = "Kepka LKPP 122/2022, persyaratan kualifikasi"
_TKDN = "Permenperin 35/2025"
_PDN = "Perpres 16/2018 jo. 46/2025 Pasal 66"
_PATROL = "Kepka LKPP 122/2022, pengawasan katalog"
_RETURN, _FREEZE, _REMOVE = Use.RETURN, Use.FREEZE, Use.REMOVE


def _reason(code: str, label: str, cure: str, citation: str, *uses: Use, needs_note: bool = False) -> Reason:
    return Reason(code, label, cure, citation, frozenset(uses), needs_note)


REASONS: dict[str, Reason] = {
    one.code: one
    for one in (
        _reason(
            "spesifikasi_kurang",
            "Spesifikasi belum lengkap atau tidak jelas",
            "Lengkapi spesifikasi yang disebut, sesuai barang yang akan dikirim.",
            _TECHNICAL,
            _RETURN,
            _FREEZE,
        ),
        _reason(
            "foto_bukan_produk",
            "Foto bukan foto produk ini",
            "Ganti dengan foto barang yang sebenarnya, terang dan tanpa tulisan harga.",
            _TECHNICAL,
            _RETURN,
            _FREEZE,
        ),
        _reason(
            "etalase_salah",
            "Etalase tidak sesuai",
            "Pindahkan ke etalase yang disebut; isian yang sama tidak perlu diketik lagi.",
            _LISTING,
            _RETURN,
            _FREEZE,
        ),
        _reason(
            "kbli_tidak_cocok",
            "KBLI usaha tidak cocok dengan etalase",
            "Tambahkan KBLI yang sesuai pada NIB, atau pilih etalase yang cocok dengan KBLI Anda.",
            _QUALIFICATION,
            _RETURN,
            _FREEZE,
        ),
        _reason(
            "satuan_tidak_jelas",
            "Satuan jual atau isi kemasan tidak jelas",
            "Tulis satuan jual dan isi kemasannya, misalnya rim berisi 500 lembar.",
            _TECHNICAL,
            _RETURN,
        ),
        _reason(
            "izin_edar_tidak_ada",
            "Izin edar, SNI atau sertifikat halal yang wajib belum ada",
            "Isi nomor izin atau sertifikat beserta masa berlakunya.",
            _TECHNICAL,
            _RETURN,
            _FREEZE,
            _REMOVE,
        ),
        _reason(
            "klaim_produk_lain",
            "Sertifikat TKDN milik produk atau perusahaan lain",
            "Isi sertifikat yang terbit untuk tipe ini, atau kosongkan klaim TKDN.",
            _TKDN,
            _RETURN,
            _FREEZE,
        ),
        _reason(
            "impor_mengaku_lokal",
            "Barang impor dicantumkan sebagai produk dalam negeri",
            "Perbaiki asal barang. Barang impor boleh tayang, tetapi tidak sebagai PDN.",
            _PDN,
            _RETURN,
            _FREEZE,
            needs_note=True,
        ),
        _reason(
            "di_atas_het",
            "Harga di atas harga eceran tertinggi atau standar harga",
            "Sesuaikan harga, atau tulis mengapa harganya berbeda.",
            _PRICE,
            _RETURN,
            _FREEZE,
        ),
        _reason(
            "harga_tidak_wajar",
            "Harga jauh dari harga barang sejenis",
            "Periksa harga, satuan dan isi kemasan; tulis alasannya bila memang demikian.",
            _PRICE,
            _RETURN,
            _FREEZE,
            needs_note=True,
        ),
        _reason(
            "duplikat",
            "Sudah ada pencantuman yang sama dari penyedia ini",
            "Pakai pencantuman yang sudah ada, lalu perbarui harga dan stoknya di sana.",
            _LISTING,
            _RETURN,
            _FREEZE,
            _REMOVE,
        ),
        _reason(
            "merek_dibatasi",
            "Merek memerlukan bukti hak menjual",
            "Lampirkan surat penunjukan atau bukti hak merek, atau tulis tanpa merek.",
            _LISTING,
            _RETURN,
            _FREEZE,
        ),
        _reason(
            "stok_tidak_nyata",
            "Stok atau kemampuan kirim tidak terbukti",
            "Perbarui stok, waktu kirim dan wilayah layanan, lalu nyatakan masih berlaku.",
            _PATROL,
            _FREEZE,
            needs_note=True,
        ),
        _reason(
            "barang_terlarang",
            "Barang tidak boleh dicantumkan",
            "Barang ini tidak dapat dicantumkan; hubungi Biro PBJ bila Anda berpendapat lain.",
            _LISTING,
            _REMOVE,
            needs_note=True,
        ),
        _reason(
            "tidak_benar",
            "Keterangan tidak benar",
            "Perbaiki keterangan yang disebut; surat pernyataan keabsahan berlaku bagi setiap isian.",
            _LISTING,
            _RETURN,
            _FREEZE,
            _REMOVE,
            needs_note=True,
        ),
        _reason(
            "lain",
            "Alasan lain",
            "Baca catatan verifikator.",
            _LISTING,
            _RETURN,
            _FREEZE,
            _REMOVE,
            needs_note=True,
        ),
    )
}


def reasons_for(use: Use) -> list[Reason]:
    """The reasons that may be given for something, in the order in which they are offered."""
    return [reason for reason in REASONS.values() if use in reason.uses]


def complaint(code: str, note: str, use: Use) -> str:
    """What is wrong with a reason given for something, as a sentence; empty where it will do."""
    reason = REASONS.get(code)
    if reason is None or use not in reason.uses:
        return "Pilih satu alasan dari daftar."
    if reason.needs_note and len(note.strip()) < 5:
        return f"Alasan “{reason.label}” memerlukan catatan: apa, dan di bagian mana."
    return ""
