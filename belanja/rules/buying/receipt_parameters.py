"""Terms of receiving, paying and rating as dated rows. Where no regulation names one the row says that its length is
this application's first choice."""

from ..parameter_rows import LONG_AGO, Parameter

_HOUSE = "belanja-kebijakan-data"
_OURS = "lamanya pilihan awal aplikasi ini"


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
        "Lama bayar suatu unit disebut mulai dari",
        "3",
        "pesanan",
        LONG_AGO,
        _HOUSE,
        "di bawahnya nilai tengah tidak berarti; banyaknya pilihan awal aplikasi ini",
    ),
)
