"""Reasons in the life of an order: returned, cancelled, declined, goods rejected, addenda."""

from .reason_uses import Use, reason

_P66 = "Perpres 16/2018 jo. 46/2025 Pasal 66"
_P6 = "Perpres 16/2018 Pasal 6: efisien, efektif, terbuka"
_P54 = "Perpres 16/2018 Pasal 54"
_K177 = "Kepka LKPP 177/2024"
_CARRIAGE = "Perlem LKPP 12/2021, pengendalian kontrak"

CANCELLING = (
    reason(
        "kebutuhan_berubah",
        "Kebutuhan berubah atau tidak jadi",
        "Pagu dan stok dikembalikan; penyedia diberi tahu.",
        _K177,
        Use.CANCEL_NEGOTIATION,
        Use.CANCEL_REVIEW,
    ),
    reason(
        "harga_tidak_sepakat",
        "Harga tidak disepakati",
        "Riwayat negosiasi tetap disimpan.",
        _K177,
        Use.CANCEL_NEGOTIATION,
    ),
    reason(
        "harga_tidak_wajar",
        "Harga tidak wajar dibanding harga sejenis",
        "Pembandingnya tersimpan; penyedia dapat menyesuaikan harga.",
        _K177,
        Use.CANCEL_NEGOTIATION,
        Use.CANCEL_REVIEW,
        Use.RETURN,
    ),
    reason(
        "anggaran_tidak_tersedia",
        "Anggaran tidak tersedia atau bergeser",
        "Pagu dan stok dikembalikan; penyedia diberi tahu.",
        "UU 1/2004 Pasal 3 ayat (3)",
        Use.CANCEL_NEGOTIATION,
        Use.CANCEL_REVIEW,
        Use.RETURN,
    ),
    reason(
        "isi_paket_salah",
        "Jumlah, tempat, atau spesifikasi pesanan keliru",
        "Paket diperbaiki dan dikirim kembali.",
        _K177,
        Use.RETURN,
        Use.CANCEL_NEGOTIATION,
        Use.CANCEL_REVIEW,
    ),
    reason(
        "pdn_lebih_baik_ada",
        "Ada produk dalam negeri dengan kelas lebih tinggi",
        "Paket disusun ulang dengan pilihan itu, atau alasannya dilengkapi.",
        _P66,
        Use.RETURN,
        Use.CANCEL_REVIEW,
    ),
    reason(
        "alasan_belum_cukup",
        "Alasan pilihan belum cukup",
        "Alasannya dilengkapi dan paket dikirim kembali.",
        _P6,
        Use.RETURN,
    ),
    reason(
        "penyedia_terkena_sanksi",
        "Penyedia terkena sanksi",
        "Pagu dan stok dikembalikan.",
        "Perlem LKPP 4/2021",
        Use.CANCEL_NEGOTIATION,
        Use.CANCEL_REVIEW,
        Use.CANCEL_SIGNED,
    ),
    reason(
        "kesepakatan_para_pihak",
        "Disepakati kedua pihak",
        "Kesepakatannya ditandatangani kedua pihak.",
        f"{_K177}, pembatalan",
        Use.CANCEL_SIGNED,
        note=True,
    ),
    reason(
        "keadaan_kahar",
        "Keadaan kahar",
        "Tidak mengurangi penilaian penyedia.",
        "Perpres 16/2018 Pasal 55",
        Use.CANCEL_SIGNED,
        Use.ADDENDUM,
        note=True,
    ),
    reason(
        "wanprestasi",
        "Penyedia tidak memenuhi kewajibannya",
        "Masuk riwayat penyedia; jaminan dapat dicairkan.",
        "Perpres 16/2018 Pasal 56 dan Pasal 78",
        Use.CANCEL_SIGNED,
        note=True,
    ),
    reason(
        "stok_tidak_tersedia",
        "Stok tidak tersedia",
        "Stok di etalase diperbaiki; batal oleh penyedia masuk riwayatnya.",
        _K177,
        Use.DECLINE,
        Use.CANCEL_NEGOTIATION,
    ),
    reason(
        "tidak_sanggup_waktu",
        "Tidak sanggup memenuhi waktu kirim",
        "Pembeli dapat menawarkan waktu lain.",
        _K177,
        Use.DECLINE,
    ),
    reason(
        "syarat_tidak_disepakati",
        "Syarat pesanan tidak dapat disepakati",
        "Pembeli dapat menawarkan syarat lain.",
        _K177,
        Use.DECLINE,
    ),
)

GOODS = (
    reason(
        "jumlah_kurang",
        "Jumlah kurang dari surat jalan",
        "Kirim kekurangannya, atau sepakati adendum jumlah.",
        _CARRIAGE,
        Use.REJECT_GOODS,
    ),
    reason("rusak", "Barang rusak atau cacat", "Ganti barang yang rusak tanpa biaya.", _CARRIAGE, Use.REJECT_GOODS),
    reason(
        "tidak_berfungsi",
        "Tidak berfungsi saat diuji",
        "Ganti atau perbaiki sampai berfungsi.",
        _CARRIAGE,
        Use.REJECT_GOODS,
        note=True,
    ),
    reason(
        "spesifikasi_berbeda",
        "Merek, tipe, atau spesifikasi berbeda dari pesanan",
        "Kirim barang yang dipesan.",
        _CARRIAGE,
        Use.REJECT_GOODS,
        note=True,
    ),
    reason(
        "kedaluwarsa",
        "Kedaluwarsa atau sisa masa pakainya terlalu pendek",
        "Kirim barang dengan masa pakai yang cukup.",
        _CARRIAGE,
        Use.REJECT_GOODS,
    ),
    reason(
        "dokumen_kurang",
        "Garansi, buku petunjuk, atau sertifikat tidak ada",
        "Lengkapi dokumennya; barangnya tidak perlu dikirim ulang.",
        _CARRIAGE,
        Use.REJECT_GOODS,
    ),
)

ADDENDA = (
    reason(
        "adendum_volume", "Jumlah barang berubah", "Nilai baru berlaku sesudah kedua pihak setuju.", _P54, Use.ADDENDUM
    ),
    reason(
        "adendum_ongkir", "Ongkos kirim berubah", "Nilai baru berlaku sesudah kedua pihak setuju.", _K177, Use.ADDENDUM
    ),
    reason(
        "adendum_ketentuan",
        "Ketentuan tambahan berubah",
        "Berlaku sesudah kedua pihak setuju.",
        _K177,
        Use.ADDENDUM,
        note=True,
    ),
    reason(
        "adendum_pajak",
        "Tarif PPN atau PPnBM berubah",
        "Nilai baru berlaku sesudah kedua pihak setuju.",
        _K177,
        Use.ADDENDUM,
    ),
    reason(
        "adendum_waktu",
        "Tanggal tiba berubah",
        "Denda dihitung dari tanggal yang baru.",
        _K177,
        Use.ADDENDUM,
        note=True,
    ),
    reason(
        "adendum_layanan",
        "Layanan tambahan berubah",
        "Berlaku sesudah kedua pihak setuju.",
        _K177,
        Use.ADDENDUM,
        note=True,
    ),
    reason(
        "adendum_penandatangan",
        "Penanggung jawab penandatangan berganti",
        "Pejabat baru melanjutkan pesanan.",
        _K177,
        Use.ADDENDUM,
    ),
)
