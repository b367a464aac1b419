"""Reasons for what is chosen and how: dearer, of a lower class, imported, not from a small firm, off plan."""

from .reason_uses import Use, reason

_P66 = "Perpres 16/2018 jo. 46/2025 Pasal 66"
_P65 = "Perpres 16/2018 jo. 12/2021 Pasal 65"
_P20 = "Perpres 16/2018 jo. 12/2021 Pasal 20 ayat (2)"
_P6 = "Perpres 16/2018 Pasal 6: efisien, efektif, terbuka"
_P50 = "Perpres 16/2018 jo. 12/2021 Pasal 50"
_K122, _K93 = "Kepka LKPP 122/2022", "Kepka LKPP 93/2025"

CHOICE = (
    reason(
        "mutu_lebih_baik",
        "Mutu, garansi, atau umur pakai lebih baik",
        "Pilihan dan alasannya terbuka bagi umum.",
        _P6,
        Use.DEARER,
        note=True,
    ),
    reason(
        "waktu_kirim",
        "Yang lebih murah tidak dapat tiba pada waktunya",
        "Pilihan dan alasannya terbuka bagi umum.",
        _P6,
        Use.DEARER,
        Use.LOWER_CLASS,
        note=True,
    ),
    reason(
        "layanan_setempat",
        "Layanan purnajual atau pemasangan tersedia di tempat",
        "Pilihan dan alasannya terbuka bagi umum.",
        _P6,
        Use.DEARER,
    ),
    reason(
        "sesuai_yang_ada",
        "Harus cocok dengan peralatan yang sudah ada",
        "Pilihan dan alasannya terbuka bagi umum.",
        _P6,
        Use.DEARER,
        Use.LOWER_CLASS,
        note=True,
    ),
    reason(
        "satu_pengiriman",
        "Satu penyedia untuk seluruh kebutuhan lebih hemat",
        "Pilihan dan alasannya terbuka bagi umum.",
        _P6,
        Use.DEARER,
    ),
    reason(
        "usaha_kecil_setempat",
        "Mengutamakan usaha mikro, kecil, atau koperasi setempat",
        "Pilihan dan alasannya terbuka bagi umum.",
        _P65,
        Use.DEARER,
    ),
    reason(
        "volume_kurang",
        "Jumlah yang ditawarkan kelas lebih tinggi tidak mencukupi",
        "Dibandingkan dengan stok yang tercatat pada hari itu.",
        f"{_P66} ayat (2b)",
        Use.LOWER_CLASS,
        Use.IMPORT,
    ),
    reason(
        "spesifikasi_tidak_dipenuhi",
        "Kelas lebih tinggi tidak memenuhi spesifikasi teknis",
        "Catatan teknisnya dapat diminta APIP.",
        _P66,
        Use.LOWER_CLASS,
        Use.IMPORT,
        Use.DEARER,
        note=True,
    ),
    reason(
        "belum_diproduksi",
        "Belum dapat diproduksi di dalam negeri",
        "Bukti pencarian disimpan bersama pesanan.",
        f"{_P66} ayat (5)",
        Use.IMPORT,
    ),
    reason(
        "ketentuan_kementerian",
        "Alat dengan ketentuan khusus dari kementerian",
        "Surat ketentuannya disimpan bersama pesanan.",
        f"{_P66} ayat (5)",
        Use.IMPORT,
        note=True,
    ),
    reason(
        "usaha_kecil_tidak_mampu",
        "Kemampuan teknisnya tidak dapat dipenuhi usaha kecil atau koperasi",
        "Paket tercatat sebagai pengecualian.",
        f"{_P65} ayat (4)",
        Use.NOT_SMALL,
        note=True,
    ),
    reason(
        "usaha_kecil_tidak_ada",
        "Tidak ada usaha kecil atau koperasi yang menawarkannya",
        "Kebutuhannya dapat diumumkan, agar usaha kecil mencantumkan barangnya.",
        f"{_P65} ayat (4)",
        Use.NOT_SMALL,
    ),
)

PLANNING = (
    reason(
        "rup_sedang_direvisi",
        "RUP sedang direvisi dan diumumkan kembali",
        "Perbarui baris RUP sebelum Surat Pesanan ditandatangani.",
        "Perpres 16/2018 Pasal 22",
        Use.PLAN,
        note=True,
    ),
    reason(
        "keadaan_mendesak",
        "Kebutuhan mendesak yang tidak dapat direncanakan",
        "APIP melihat alasan ini bersama pesanannya.",
        "Perpres 16/2018 Pasal 22",
        Use.PLAN,
        Use.SPLIT,
        Use.OUTSIDE,
        note=True,
    ),
    reason(
        "kebutuhan_berbeda",
        "Kebutuhannya berbeda atau dari subkegiatan lain",
        "Pembelian sejenisnya terlihat di sampingnya.",
        _P20,
        Use.SPLIT,
        note=True,
    ),
    reason(
        "kebutuhan_berkala",
        "Kebutuhan berkala yang baru diketahui per periode",
        "Pertimbangkan pesanan bertahap dengan satu daftar harga.",
        _P20,
        Use.SPLIT,
    ),
    reason(
        "stok_kosong",
        "Barangnya tayang, tetapi tidak dapat dipasok pada waktunya",
        "Pembelian di luar katalog dicatat bersama alasannya.",
        _P50,
        Use.OUTSIDE,
        note=True,
    ),
    reason(
        "penyedia_tidak_menjawab",
        "Penyedia di katalog tidak menjawab",
        "Pembelian di luar katalog dicatat bersama alasannya.",
        _P50,
        Use.OUTSIDE,
    ),
    reason(
        "verifikasi_berjalan",
        "Verifikasi usaha sedang berjalan dan selesai sebelum pengiriman",
        "Verifikator diberi tahu bahwa ada pesanan yang menunggu.",
        _K122,
        Use.UNVERIFIED,
    ),
    reason(
        "pembanding_tidak_sepadan",
        "Penawaran lain tidak sepadan spesifikasinya",
        "Pembandingnya tetap tersimpan dalam bukti harga.",
        _K93,
        Use.NO_COMPETITION,
    ),
    reason(
        "modal_kerja",
        "Penyedia memerlukan modal kerja untuk pesanan ini",
        "Uang muka dijamin dan diperhitungkan pada pembayaran berikutnya.",
        "Perpres 16/2018 Pasal 29",
        Use.ADVANCE,
        note=True,
    ),
)
