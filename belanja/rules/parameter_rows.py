"""The shape of a dated, cited value, and those of the ITKP. `rules.parameters` holds the others and hands out all."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

LONG_AGO = date(2000, 1, 1)


@dataclass(frozen=True)
class Parameter:
    """One seeded value. `legal_basis` is the slug of a row in `rules.legal_bases`."""

    key: str
    label: str
    value: str
    unit: str
    valid_from: date
    legal_basis: str
    article: str

    @property
    def number(self) -> Decimal:
        return Decimal(self.value)


_ITKP = "itkp-lkpp"
_SOURCE = "rumus yang dipakai pemantau daerah; naskah pedoman ITKP belum dibaca"


def _weight(component: str, name: str, points: str) -> Parameter:
    return Parameter(f"itkp.{component}.weight", f"Bobot ITKP {name}", points, "poin", LONG_AGO, _ITKP, _SOURCE)


def _least(component: str, name: str, part: str) -> Parameter:
    article = f"harus lebih dari ini, bila tidak nilainya nol; {_SOURCE}"
    return Parameter(f"itkp.{component}.least", f"Ambang ITKP {name}", part, "bagian", LONG_AGO, _ITKP, article)


ITKP: tuple[Parameter, ...] = (
    _weight("sirup", "SiRUP", "10"),
    _least("sirup", "SiRUP", "0.5"),
    Parameter(
        "itkp.sirup.day",
        "Hari penilaian ITKP SiRUP",
        "03-31",
        "bulan-tanggal",
        LONG_AGO,
        _ITKP,
        f"RUP dinilai pada 31 Maret tahun anggaran; {_SOURCE}",
    ),
    _weight("etendering", "e-Tendering", "5"),
    _least("etendering", "e-Tendering", "0.5"),
    _weight("nonetendering", "non e-Tendering", "5"),
    _least("nonetendering", "non e-Tendering", "0.5"),
    _weight("ekontrak", "e-Kontrak", "5"),
    _least("ekontrak", "e-Kontrak", "0.2"),
    _weight("ekatalog", "e-Katalog", "4"),
    _least("ekatalog", "e-Katalog", "0.5"),
    _weight("toko_daring", "Toko Daring", "1"),
    _weight("sdm", "kualifikasi SDM pengadaan", "30"),
    _weight("kematangan", "kematangan UKPBJ", "40"),
)
