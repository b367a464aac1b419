"""Standard answers of the verifiers to a licence that a firm states: each with its article and what the firm does next.

Sources: PP 5/2021 (perizinan berusaha); Kepka LKPP 122/2022 (persyaratan pencantuman).
"""

from .reasons import Reason

_PERMITS = "PP 5/2021, perizinan berusaha"

REASONS: dict[str, Reason] = {
    one.code: one
    for one in (
        Reason(
            "izin_tidak_ditemukan",
            "Nomor izin tidak ditemukan pada penerbitnya",
            "Salin ulang nomornya dari surat izin, atau tulis alamat daftar resmi yang memuatnya.",
            _PERMITS,
        ),
        Reason(
            "izin_milik_lain",
            "Izin atas nama usaha lain",
            "Nyatakan izin atas nama usaha ini sendiri, atau samakan nama usaha dengan yang tertulis pada izinnya.",
            _PERMITS,
        ),
        Reason(
            "izin_jenis_lain",
            "Izin ini bukan jenis yang dipilih",
            "Pilih jenis izin yang sesuai dengan suratnya, lalu ajukan lagi.",
            "Kepka LKPP 122/2022, persyaratan etalase",
        ),
        Reason(
            "izin_masa_beda",
            "Masa berlakunya berbeda dari surat izin",
            "Isi hari mulai dan berakhirnya seperti tertulis pada surat izin.",
            _PERMITS,
        ),
        Reason(
            "izin_bukti_kurang",
            "Buktinya belum dapat dilihat",
            "Tulis alamat daftar resmi yang terbuka, atau tunjukkan surat aslinya di kantor Biro PBJ (tidak disalin).",
            "Kepka LKPP 122/2022, persyaratan administrasi",
        ),
        Reason(
            "pajak_beda",
            "Berbeda dari yang tercatat di Direktorat Jenderal Pajak",
            "Periksa status dan nomornya di Coretax atau KPP, lalu nyatakan seperti tercatat di sana.",
            "UU PPN jo UU 7/2021; PMK 59/2022",
        ),
        Reason(
            "izin_lainnya",
            "Sebab lain, tertulis di bawah",
            "Lakukan yang diminta verifikator.",
            "Kepka LKPP 122/2022, persyaratan administrasi",
            needs_note=True,
        ),
    )
}
