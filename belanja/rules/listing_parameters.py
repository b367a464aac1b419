"""Dated, cited values of the life of a listing; `rules.parameters` hands them out with the others."""

from .parameter_rows import LONG_AGO, Parameter

_HOUSE = "belanja-kebijakan-data"

LISTINGS: tuple[Parameter, ...] = (
    Parameter(
        "katalog.harga.naik_perlu_alasan",
        "Kenaikan harga yang memerlukan alasan",
        "10",
        "persen",
        LONG_AGO,
        _HOUSE,
        "kenaikan di atas ini dari harga terendah dalam hari katalog.harga.hari_terendah disertai alasan penyedia; "
        "besarnya pilihan awal aplikasi ini",
    ),
    Parameter(
        "katalog.konfirmasi.hari",
        "Penawaran tanpa konfirmasi tidak dapat dibeli sesudah",
        "90",
        "hari",
        LONG_AGO,
        _HOUSE,
        "penyedia menyatakan sekali tekan bahwa harga dan stoknya masih berlaku; lamanya pilihan awal aplikasi ini",
    ),
    Parameter(
        "katalog.kurasi.tenggat",
        "Pengajuan penawaran dianggap terlambat dikurasi sesudah",
        "3",
        "hari",
        LONG_AGO,
        _HOUSE,
        "hari kalender sejak diajukan; menandai antrean, tidak menyetujui apa pun; lamanya pilihan awal aplikasi ini",
    ),
    Parameter(
        "katalog.patroli.harga_jauh",
        "Harga yang patut dipatroli, dibanding median barang sejenis",
        "2",
        "kali",
        LONG_AGO,
        _HOUSE,
        "menunjuk yang patut dilihat, bukan yang salah; besarnya pilihan awal aplikasi ini",
    ),
    Parameter(
        "katalog.unggahan.simpan",
        "Berkas unggahan penyedia disimpan selama",
        "90",
        "hari",
        LONG_AGO,
        _HOUSE,
        "sesudahnya isi berkas dihapus, catatan hasilnya tetap; lamanya pilihan awal aplikasi ini",
    ),
    Parameter(
        "katalog.izin.menahan",
        "Penawaran tanpa izin yang diminta etalasenya tidak dapat dibeli",
        "ya",
        "ya/tidak",
        LONG_AGO,
        _HOUSE,
        "etalase meminta izin menurut Kepka LKPP 122/2022; penawarannya tetap terlihat; akibatnya pilihan awal "
        "aplikasi ini",
    ),
    Parameter(
        "katalog.izin.menolak",
        "Penawaran tanpa izin yang diminta etalasenya tidak dapat diajukan",
        "tidak",
        "ya/tidak",
        LONG_AGO,
        _HOUSE,
        "bila tidak, kekurangannya diperingatkan dan penawarannya dikurasi dahulu; pilihan awal aplikasi ini",
    ),
)
