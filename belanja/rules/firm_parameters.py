"""Days and hours of the registration of firms, as dated values: this house's own until a region sets others."""

from .parameter_rows import LONG_AGO, Parameter

_HOUSE = "belanja-kebijakan-data"

FIRMS: tuple[Parameter, ...] = (
    Parameter(
        "usaha.pemeriksaan.jam",
        "Jam sampai pendaftaran usaha dianggap lama menunggu",
        "72",
        "jam",
        LONG_AGO,
        _HOUSE,
        "antrean verifikasi menandai yang menunggu lebih lama; daerah dapat menetapkan janji layanannya sendiri",
    ),
    Parameter(
        "usaha.skala.hari",
        "Hari sampai skala usaha perlu dinyatakan lagi",
        "365",
        "hari",
        LONG_AGO,
        _HOUSE,
        "skala usaha mengikuti omzet setahun (PP 7/2021 Pasal 35), jadi ditanyakan setahun sekali",
    ),
    Parameter(
        "usaha.konfirmasi.hari",
        "Hari berlakunya kode konfirmasi pemilik",
        "30",
        "hari",
        LONG_AGO,
        _HOUSE,
        "setelah itu petugas menerbitkan lembar baru",
    ),
    Parameter(
        "usaha.kepentingan.hari",
        "Hari sesudah keluar dari usaha selama seseorang belum boleh memutus tentangnya",
        "365",
        "hari",
        LONG_AGO,
        _HOUSE,
        "menghindari pertentangan kepentingan (Perpres 16/2018 Pasal 7): keluar sebentar tidak membuat petugas netral",
    ),
    Parameter(
        "usaha.izin.hari_ingat",
        "Hari sebelum izin usaha berakhir ketika usahanya diingatkan",
        "30",
        "hari",
        LONG_AGO,
        _HOUSE,
        "diingatkan sekali untuk setiap izin; lamanya pilihan awal aplikasi ini",
    ),
)
