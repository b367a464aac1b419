"""The terms that run while an order waits: dated, cited rows in working days. Which states read them: `steps.TERMS`.

Where no regulation names a term the row says so: its length is the first choice of this application.
"""

from ..parameter_rows import LONG_AGO, Parameter

_V6 = "kepka-lkpp-177-2024"
_GUIDE = "alur Katalog Elektronik v6, dikenal dari panduan"
_HOUSE = "belanja-kebijakan-data"
_OURS = "lamanya pilihan awal aplikasi ini"
_REMINDED = "hanya diingatkan, lewat itu atasannya diberi tahu"


def _days(key: str, label: str, days: str, basis: str, article: str) -> Parameter:
    return Parameter(f"beli.tenggat.{key}", label, days, "hari", LONG_AGO, basis, f"hari kerja; {article}")


DEADLINES: tuple[Parameter, ...] = (
    _days("negosiasi", "Waktu menjawab tawaran negosiasi", "3", _HOUSE, _OURS),
    _days("negosiasi.tambahan", "Perpanjangan satu kali waktu menjawab tawaran", "3", _HOUSE, _OURS),
    _days("ppk", "Waktu PPK memeriksa pesanan", "3", _V6, f"lewat itu pesanan batal; {_GUIDE}"),
    _days("kembali", "Waktu memperbaiki pesanan yang dikembalikan", "3", _HOUSE, f"{_REMINDED}; {_OURS}"),
    _days("penetapan", "Waktu PA/KPA menetapkan pesanan", "5", _HOUSE, f"hanya diingatkan; {_OURS}"),
    _days("tanda_tangan", "Waktu PPK menandatangani pesanan", "3", _HOUSE, f"hanya diingatkan; {_OURS}"),
    _days("penyedia", "Waktu penyedia mengonfirmasi pesanan", "3", _V6, f"lewat itu pesanan batal; {_GUIDE}"),
    _days("adendum", "Waktu menjawab usulan adendum", "3", _HOUSE, f"lewat itu usulan gugur; {_OURS}"),
    _days("batal", "Waktu menjawab permintaan pembatalan", "3", _HOUSE, f"lewat itu permintaan gugur; {_OURS}"),
    _days("panggilan", "Waktu penyedia menjawab panggilan pesanan bertahap", "1", _HOUSE, _OURS),
    Parameter(
        "beli.keranjang.hari",
        "Harga dalam keranjang bertahan selama",
        "14",
        "hari",
        LONG_AGO,
        _HOUSE,
        f"sesudah itu harga tayang yang baru berlaku; {_OURS}",
    ),
    _days("ingat", "Pengingat sebelum tenggat habis", "1", _HOUSE, _OURS),
)
