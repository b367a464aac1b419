"""Standard answers of the verifiers of firms: each with its article and with what the firm does next.

Sources: Perpres 16/2018 with its changes (Pelaku Usaha); PP 5/2021 (NIB); PP 7/2021 Pasal 35 (skala usaha); Kepka LKPP
122/2022 (persyaratan pencantuman); Peraturan LKPP 4/2021 (Daftar Hitam).
"""

from enum import StrEnum

from .reasons import Reason


class Use(StrEnum):
    RETURN = "kembalikan"
    REFUSE = "tolak"


_NIB = "PP 5/2021; Kepka LKPP 122/2022, persyaratan administrasi"
_ACTOR = "Perpres 16/2018 Pasal 1 (Pelaku Usaha)"
_BOTH = frozenset({Use.RETURN, Use.REFUSE})
_RETURN = frozenset({Use.RETURN})
_REFUSE = frozenset({Use.REFUSE})

REASONS: dict[str, Reason] = {
    one.code: one
    for one in (
        Reason(
            "nib_beda",
            "NIB tidak cocok dengan nama atau bentuk usaha",
            "Samakan nama dan bentuk usaha dengan yang tertulis pada NIB di OSS, atau perbaiki nomornya.",
            _NIB,
            _RETURN,
        ),
        Reason(
            "nib_tidak_ditemukan",
            "NIB tidak ditemukan di OSS atau sudah dicabut",
            "Periksa NIB di oss.go.id. Bila dicabut, urus kembali di DPMPTSP kabupaten/kota, lalu ajukan lagi.",
            _NIB,
            _BOTH,
        ),
        Reason(
            "kbli_tidak_ada",
            "KBLI pada NIB tidak mencakup barang yang akan dijual",
            "Tambahkan KBLI yang sesuai pada NIB di OSS, lalu tulis kodenya di profil usaha.",
            _NIB,
            _RETURN,
        ),
        Reason(
            "alamat_tidak_jelas",
            "Alamat usaha belum lengkap",
            "Tulis jalan atau kampung, desa atau kelurahan, dan kecamatannya.",
            "Kepka LKPP 122/2022, persyaratan administrasi",
            _RETURN,
        ),
        Reason(
            "skala_tanpa_bukti",
            "Skala usaha tidak sesuai dengan buktinya",
            "Tulis bukti skala yang benar (omzet setahun atau modal usaha), atau kosongkan bila belum ada.",
            "PP 7/2021 Pasal 35",
            _RETURN,
        ),
        Reason(
            "klaim_tidak_terbukti",
            "Belum terbukti bahwa Anda mewakili usaha ini",
            "Datang ke Biro PBJ membawa NIB dan tanda pengenal (tidak disalin), atau mintalah pemiliknya mendaftar.",
            _ACTOR,
            _BOTH,
            needs_note=True,
        ),
        Reason(
            "sudah_terdaftar",
            "Usaha ini sudah terdaftar dengan data lain",
            "Pakai pendaftaran yang sudah ada. Pemiliknya dapat menambahkan Anda sebagai anggota.",
            _ACTOR,
            _REFUSE,
        ),
        Reason(
            "daftar_hitam",
            "Usaha sedang dikenai sanksi Daftar Hitam",
            "Ajukan lagi setelah masa sanksi berakhir, atau tunjukkan bahwa entri itu bukan usaha Anda.",
            "Peraturan LKPP 4/2021",
            _REFUSE,
            needs_note=True,
        ),
        Reason(
            "bukan_pelaku_usaha",
            "Pendaftar bukan pelaku usaha",
            "Hanya pelaku usaha yang memiliki NIB yang dapat mencantumkan barang.",
            _ACTOR,
            _REFUSE,
        ),
        Reason(
            "lainnya",
            "Sebab lain, tertulis di bawah",
            "Lakukan yang diminta verifikator.",
            "Kepka LKPP 122/2022, persyaratan administrasi",
            _BOTH,
            needs_note=True,
        ),
    )
}


def reasons_for(use: Use) -> list[Reason]:
    """The reasons that may be given for a step, in the order in which they are offered."""
    return [one for one in REASONS.values() if use in one.uses]
