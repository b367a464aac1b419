"""The shape of a dated, cited value, and those of the ITKP and of sanctions. `rules.parameters` holds the others and
hands out all."""

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


_LADDER = "kepka-lkpp-122-2022"
_LADDER_TEXT = "huruf H, dikenal dari sumber kedua"
_OBJECTION = "uu-30-2014"


def _authority(measure: str, name: str) -> Parameter:
    return Parameter(
        f"sanksi.{measure}.wenang",
        f"Pejabat yang menjatuhkan {name}",
        "kepala_biro_pbj",
        "peran",
        LONG_AGO,
        _LADDER,
        f"pengelola katalog lokal menjatuhkan sanksi; {_LADDER_TEXT}",
    )


SANCTIONS: tuple[Parameter, ...] = (
    Parameter("sanksi.sp2.bulan", "Lama henti transaksi sesudah SP2", "6", "bulan", LONG_AGO, _LADDER, _LADDER_TEXT),
    Parameter("sanksi.sp3.bulan", "Lama turun tayang sesudah SP3", "12", "bulan", LONG_AGO, _LADDER, _LADDER_TEXT),
    _authority("sp1", "SP1"),
    _authority("sp2", "SP2"),
    _authority("sp3", "SP3"),
    _authority("pencabutan", "pencabutan"),
    Parameter(
        "sanksi.hitung.hari",
        "Peringatan lama ikut menentukan jenjang selama",
        "0",
        "hari",
        LONG_AGO,
        "belanja-kebijakan-data",
        "0 berarti tanpa batas; Kepka LKPP 122/2022 yang dikenal tidak menyebut batas",
    ),
    Parameter(
        "sanksi.klarifikasi.hari",
        "Waktu klarifikasi penyedia",
        "5",
        "hari",
        LONG_AGO,
        "belanja-kebijakan-data",
        "hari kerja; lamanya pilihan awal aplikasi ini",
    ),
    Parameter(
        "sanksi.keberatan.hari",
        "Waktu mengajukan keberatan",
        "21",
        "hari",
        LONG_AGO,
        _OBJECTION,
        "Pasal 77 ayat (1): 21 hari kerja sejak keputusan diumumkan",
    ),
    Parameter(
        "sanksi.putusan_keberatan.hari",
        "Waktu memutus keberatan",
        "10",
        "hari",
        LONG_AGO,
        _OBJECTION,
        "Pasal 77 ayat (4): 10 hari kerja; lewat itu keberatan dianggap dikabulkan, ayat (5)",
    ),
    Parameter(
        "sanksi.mulai.hari",
        "Sanksi mulai berlaku paling lambat sesudah putusan",
        "30",
        "hari",
        LONG_AGO,
        "belanja-kebijakan-data",
        "putusan tidak disimpan di laci; lamanya pilihan awal aplikasi ini",
    ),
    Parameter(
        "sanksi.keberatan.dianggap",
        "Keberatan yang tidak diputus dalam waktunya dianggap dikabulkan",
        "ya",
        "ya/tidak",
        LONG_AGO,
        _OBJECTION,
        "Pasal 77 ayat (5): keberatan yang tidak diselesaikan dalam jangka waktunya dianggap dikabulkan",
    ),
    Parameter(
        "sanksi.keberatan.dianggap.dipastikan",
        "Bagian hukum memastikan: keberatan tanpa putusan dianggap dikabulkan",
        "tidak",
        "ya/tidak",
        LONG_AGO,
        _OBJECTION,
        "Pasal 77 ayat (5); belum dipastikan Biro Hukum",
    ),
    Parameter(
        "sanksi.keberatan.menunda",
        "Keberatan menunda sanksi",
        "tidak",
        "ya/tidak",
        LONG_AGO,
        _OBJECTION,
        "Pasal 75 ayat (4): upaya administratif tidak menunda pelaksanaan keputusan",
    ),
)
