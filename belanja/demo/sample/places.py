"""Who buys in the sample: governments, units, what they may spend and how much of it they order.

The Perangkat Daerah are those of the shipped master data. Amounts, shares and the names of units below them are
invented.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

FIRST_YEAR, LAST_YEAR = 2025, 2026
YEARS = (FIRST_YEAR, LAST_YEAR)

#: Unit code, name, belanja pengadaan of 2025 in millions of rupiah, and the share of it ordered in that year in
#: tenths of a percent. For units without a budget on record the amount only says how much they order.
_PROVINCE: tuple[tuple[str, str, int, int], ...] = (
    ("4.01.0.00.0.00.01.0000", "Biro Pemerintahan", 19_400, 141),
    ("4.01.0.00.0.00.02.0000", "Biro Kesejahteraan Rakyat", 104_300, 62),
    ("4.01.0.00.0.00.03.0000", "Biro Hukum", 13_100, 224),
    ("4.01.0.00.0.00.04.0000", "Biro Administrasi Pembangunan dan Perekonomian", 16_250, 187),
    (
        "4.01.0.00.0.00.05.0000",
        "Biro Pengadaan Barang/Jasa dan Layanan Pengadaan Secara Elektronik",
        22_900,
        413,
    ),
    ("4.01.0.00.0.00.06.0000", "Biro Umum dan Perlengkapan", 181_700, 331),
    ("4.01.0.00.0.00.07.0000", "Biro Organisasi dan Reformasi Birokrasi", 15_050, 268),
    ("4.01.0.00.0.00.08.0000", "Biro Administrasi Pimpinan", 11_600, 1_312),
    ("4.02.0.00.0.00.01.0000", "Sekretariat Dewan Perwakilan Rakyat Daerah", 153_200, 239),
    ("6.01.0.00.0.00.01.0000", "Inspektorat Daerah", 40_800, 296),
    ("1.05.0.00.0.00.01.0000", "Satuan Polisi Pamong Praja", 44_500, 281),
    ("5.01.5.05.0.00.01.0000", "Badan Perencanaan Pembangunan Daerah", 49_700, 212),
    ("5.02.0.00.0.00.01.0000", "Badan Pengelolaan Keuangan dan Aset Daerah", 142_600, 178),
    ("5.02.0.00.0.00.02.0000", "Badan Pendapatan Daerah", 200_900, 288),
    ("5.03.0.00.0.00.01.0000", "Badan Kepegawaian Daerah", 38_850, 231),
    ("5.04.0.00.0.00.01.0000", "Badan Pengembangan Sumber Daya Manusia Daerah", 47_400, 352),
    ("8.01.0.00.0.00.01.0000", "Badan Kesatuan Bangsa dan Politik", 31_300, 93),
    ("1.05.0.00.0.00.02.0000", "Badan Penanggulangan Bencana Daerah", 52_000, 240),
    ("5.07.0.00.0.00.01.0000", "Badan Penghubung", 7_900, 1_041),
    ("1.01.2.22.0.00.01.0000", "Dinas Pendidikan dan Kebudayaan", 1_248_000, 263),
    ("1.02.0.00.0.00.01.0000", "Dinas Kesehatan", 286_500, 346),
    ("1.03.0.00.0.00.01.0000", "Dinas Pekerjaan Umum dan Penataan Ruang", 801_200, 224),
    ("1.04.0.00.0.00.01.0000", "Dinas Perumahan Rakyat dan Kawasan Permukiman", 289_400, 171),
    ("1.06.0.00.0.00.01.0000", "Dinas Sosial", 127_300, 379),
    ("2.07.3.32.0.00.01.0000", "Dinas Tenaga Kerja dan Transmigrasi", 79_800, 203),
    (
        "2.08.2.12.2.14.01.0000",
        "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Kependudukan dan Keluarga Berencana",
        35_600,
        247,
    ),
    ("2.09.0.00.0.00.01.0000", "Dinas Ketahanan Pangan", 51_900, 438),
    ("2.11.3.28.0.00.01.0000", "Dinas Lingkungan Hidup dan Kehutanan", 66_900, 194),
    ("2.13.0.00.0.00.01.0000", "Dinas Pemberdayaan Masyarakat dan Desa", 29_100, 112),
    ("2.15.0.00.0.00.01.0000", "Dinas Perhubungan", 130_600, 367),
    ("2.16.2.20.2.21.01.0000", "Dinas Komunikasi, Informatika, Statistik dan Persandian", 95_100, 457),
    ("2.17.0.00.0.00.01.0000", "Dinas Koperasi dan Usaha Kecil Menengah", 44_200, 274),
    ("2.18.0.00.0.00.01.0000", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", 25_900, 259),
    ("2.19.0.00.0.00.01.0000", "Dinas Kepemudaan dan Olahraga", 104_800, 163),
    ("2.23.2.24.0.00.01.0000", "Dinas Perpustakaan dan Kearsipan", 33_400, 306),
    ("3.25.0.00.0.00.01.0000", "Dinas Kelautan dan Perikanan", 77_700, 214),
    ("3.26.0.00.0.00.01.0000", "Dinas Pariwisata", 42_000, 220),
    ("3.27.0.00.0.00.01.0000", "Dinas Pertanian", 112_300, 283),
    ("3.29.0.00.0.00.01.0000", "Dinas Energi dan Sumber Daya Mineral", 56_100, 131),
    ("3.30.3.31.0.00.01.0000", "Dinas Perindustrian dan Perdagangan", 62_600, 268),
    ("1.02.0.00.0.00.02.0000", "Rumah Sakit Umum Daerah Banten", 336_900, 293),
)

#: Units below a Perangkat Daerah: how many, what they are called, part of the orders they make (percent), and
#: what each may spend by a budget row of its own (millions of rupiah; 0: none of its own).
_BELOW: dict[str, tuple[int, str, int, int]] = {
    "1.01.2.22.0.00.01.0000": (12, "Sekolah Menengah Negeri Contoh", 38, 0),
    "1.02.0.00.0.00.01.0000": (3, "Rumah Sakit Umum Daerah Contoh", 52, 54_200),
    "5.02.0.00.0.00.02.0000": (6, "UPTD Samsat Contoh", 45, 0),
    "1.03.0.00.0.00.01.0000": (3, "UPTD Jalan dan Jembatan Contoh", 28, 0),
    "1.06.0.00.0.00.01.0000": (2, "UPTD Panti Sosial Contoh", 30, 0),
    "3.27.0.00.0.00.01.0000": (3, "UPTD Balai Benih Contoh", 35, 0),
    "3.25.0.00.0.00.01.0000": (2, "UPTD Pelabuhan Perikanan Contoh", 25, 0),
    "2.15.0.00.0.00.01.0000": (2, "UPTD Pengelolaan Prasarana Contoh", 20, 0),
}

WITHOUT_BUDGET = frozenset({"1.05.0.00.0.00.02.0000", "3.26.0.00.0.00.01.0000"})
#: Budget doubts of the last year: two different rows of one unit, and a thousand times too much.
CONFLICT = "2.13.0.00.0.00.01.0000"
SLIPPED = "2.18.0.00.0.00.01.0000"
#: The unit with an order of the last year in a state that nobody knows.
ODD_STATUS = "4.01.0.00.0.00.07.0000"

#: KLPD code, name in feeds, kind, procurement of each unit in millions, share of 2025 in tenths of a percent.
_REGENCIES: tuple[tuple[str, str, str, int, int], ...] = (
    ("W36.01", "Kab. Pandeglang", "KABUPATEN", 9_100, 168),
    ("W36.02", "Kab. Lebak", "KABUPATEN", 9_800, 243),
    ("D50", "Kab. Tangerang", "KABUPATEN", 21_300, 327),
    ("W36.04", "Kab. Serang", "KABUPATEN", 11_700, 206),
    ("W36.71", "Kota Tangerang", "KOTA", 19_400, 361),
    ("W36.72", "Kota Cilegon", "KOTA", 10_900, 231),
    ("W36.73", "Kota Serang", "KOTA", 7_600, 129),
    ("W36.74", "Kota Tangerang Selatan", "KOTA", 17_200, 289),
)
_REGENCY_UNITS: tuple[tuple[str, str, int], ...] = (
    ("1.01.0.00.0.00.01.0000", "Dinas Pendidikan", 210),
    ("1.02.0.00.0.00.01.0000", "Dinas Kesehatan", 180),
    ("1.03.0.00.0.00.01.0000", "Dinas Pekerjaan Umum dan Penataan Ruang", 160),
    ("2.15.0.00.0.00.01.0000", "Dinas Perhubungan", 70),
    ("3.27.0.00.0.00.01.0000", "Dinas Pertanian", 60),
    ("4.01.0.00.0.00.01.0000", "Sekretariat Daerah", 110),
    ("5.02.0.00.0.00.01.0000", "Badan Keuangan Daerah", 50),
    ("7.01.0.00.0.00.01.0000", "Kecamatan Contoh", 30),
)
#: A government whose budget nobody has delivered: unknown, not zero.
NO_BUDGET_FEED = "W36.72"
PROVINCE = "D43"


@dataclass(frozen=True)
class SampleUnit:
    """A satuan kerja in one fiscal year."""

    code: str
    name: str
    number: int
    """`kd_satker` of the year; most units get another one every year."""
    own_budget: int | None
    """Rupiah of its own row of the Struktur Anggaran; None: no amount."""


@dataclass(frozen=True)
class Buyer:
    """A Perangkat Daerah with its sub-units in one fiscal year."""

    government: str
    government_name: str
    kind: str
    year: int
    base: int
    """Rupiah that plans and orders are drawn from, also where no budget is on record."""
    ordered: int
    """Rupiah to be contracted in the year (up to the last day of the sample)."""
    units: tuple[SampleUnit, ...]
    """The Perangkat Daerah itself first."""
    part_below: int
    """Percent of its orders made by the units below it."""
    seed: str = field(default="")

    @property
    def code(self) -> str:
        return self.units[0].code

    def random(self, purpose: str) -> Random:
        """A source of chance for one purpose alone, so that a change in one place moves no other figure."""
        return Random(f"belanja-contoh/{self.government}/{self.code}/{self.year}/{purpose}")  # noqa: S311 - figures


def buyers(year: int) -> Iterator[Buyer]:
    """Every Perangkat Daerah of the sample in a fiscal year, the province first."""
    for place, (code, name, millions, tenths) in enumerate(_PROVINCE):
        yield _buyer(PROVINCE, "Provinsi Banten", "PROVINSI", year, place, (code, name, millions, tenths))
    for row, (government, name, kind, millions, tenths) in enumerate(_REGENCIES):
        for place, (code, unit, weight) in enumerate(_REGENCY_UNITS):
            shape = (code, unit, millions * weight // 100, tenths)
            yield _buyer(government, name, kind, year, 100 * (row + 1) + place, shape)


def _buyer(government: str, name: str, kind: str, year: int, place: int, shape: tuple[str, str, int, int]) -> Buyer:
    code, unit_name, millions, tenths = shape
    chance = Random(f"belanja-contoh/{government}/{code}/{year}/anggaran")  # noqa: S311 - figures, not secrets
    province = government == PROVINCE
    base = millions * 1_000_000 + chance.randrange(1_000_000_000) - 500_000_000
    if year == LAST_YEAR:
        base = base * chance.randrange(930, 1_090) // 1_000
        tenths = tenths * chance.randrange(640, 900) // 1_000
    if not province:
        tenths = tenths * chance.randrange(600, 1_400) // 1_000
    count, below_name, part, below_millions = _BELOW.get(code, (0, "", 0, 0)) if province else (0, "", 0, 0)
    known = not (province and code in WITHOUT_BUDGET)
    units = [SampleUnit(code, unit_name, _number(place, 0, year), base if known else None)]
    for below in range(1, count + 1):
        own = (below_millions * 1_000_000 + chance.randrange(900_000_000)) if below_millions else None
        units.append(SampleUnit(f"{code[:-4]}{below:04d}", f"{below_name} {below}", _number(place, below, year), own))
    whole = base + sum(unit.own_budget or 0 for unit in units[1:])
    return Buyer(government, name, kind, year, whole, whole * tenths // 1_000, tuple(units), part)


def _number(place: int, below: int, year: int) -> int:
    """Two of five units keep their number; the others get a new one every year."""
    number = 264_000 + place * 20 + below
    return number if (place + below) % 5 < 2 or year == FIRST_YEAR else number + 71_000
