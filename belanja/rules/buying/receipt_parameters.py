"""Terms of receiving, paying and rating as dated rows. Where no regulation names one the row says that its length is
this application's first choice."""

from ..parameter_rows import LONG_AGO, Parameter

_HOUSE = "belanja-kebijakan-data"
_OURS = "lamanya pilihan awal aplikasi ini"


def _band(key: str, name: str, upto: str, why: str) -> Parameter:
    label = f"Pita nilai {name} dalam hitungan hari kerja berakhir pada"
    return Parameter(key, label, upto, "rupiah", LONG_AGO, _HOUSE, f"pita nilai untuk perbandingan; {why}")


RECEIPT: tuple[Parameter, ...] = (
    Parameter(
        "beli.serah_terima.hari",
        "Barang tiba tanpa pemeriksaan: serah terima diusulkan sesudah",
        "5",
        "hari",
        LONG_AGO,
        _HOUSE,
        f"hari kerja; PPK tetap yang menyetujui; {_OURS}",
    ),
    Parameter(
        "beli.nilai.hari",
        "Penyedia dicatat tidak dinilai sesudah",
        "5",
        "hari",
        LONG_AGO,
        _HOUSE,
        f"hari kerja sejak serah terima; {_OURS}",
    ),
    Parameter(
        "beli.bayar.lama",
        "Belum dibayar dianggap lama sesudah",
        "14",
        "hari",
        LONG_AGO,
        _HOUSE,
        f"hari kalender sejak BAST; {_OURS}",
    ),
    Parameter(
        "beli.bayar.contoh",
        "Lama suatu tahap (juga lama bayar suatu unit) disebut mulai dari",
        "3",
        "pesanan",
        LONG_AGO,
        _HOUSE,
        "di bawahnya nilai tengah tidak berarti; banyaknya pilihan awal aplikasi ini",
    ),
    _band("waktu.pita.1", "kecil", "50000000", "sama dengan batas kuitansi, Perpres 16/2018 Pasal 28"),
    _band("waktu.pita.2", "sedang", "200000000", "sama dengan batas SPK, Perpres 16/2018 Pasal 28"),
    _band("waktu.pita.3", "besar", "1000000000", _OURS),
    Parameter(
        "beli.jaminan.uang_muka",
        "Uang muka tidak dibayar tanpa jaminan senilainya",
        "tidak",
        "ya/tidak",
        LONG_AGO,
        "perpres-16-2018",
        "Pasal 34, dikenal dari sumber kedua; belum dipastikan Biro Hukum, sehingga kekurangannya hanya disebut",
    ),
    Parameter(
        "beli.jaminan.ingat",
        "Jaminan yang hampir habis diingatkan sebelum",
        "14",
        "hari",
        LONG_AGO,
        _HOUSE,
        f"hari kalender sebelum hari terakhirnya; {_OURS}",
    ),
    Parameter(
        "beli.register.hari",
        "Register SP2D yang tidak dimuat dihapus sesudah",
        "14",
        "hari",
        LONG_AGO,
        _HOUSE,
        f"hari kalender sejak diunggah, karena berkasnya memuat nomor rekening; {_OURS}",
    ),
)
