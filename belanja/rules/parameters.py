"""Targets, thresholds and switches as dated, cited rows. These are the values a new installation begins with;
later values are rows of the register of legal bases (institutions.ParameterRow)."""

from datetime import date
from decimal import Decimal, InvalidOperation

from .buying.deadlines import DEADLINES
from .buying.parameters import BUYING
from .buying.receipt_parameters import RECEIPT
from .buying.tax_parameters import TAXES
from .decisions import RuleBroken
from .duties import Role
from .firm_parameters import FIRMS
from .flags.parameters import FLAGS
from .limit_parameters import LIMITS
from .listing_parameters import LISTINGS
from .needs.parameters import NEEDS
from .oversight.parameters import OVERSIGHT_ROWS
from .parameter_rows import ITKP, LONG_AGO, SANCTIONS, Parameter
from .proposals.parameters import PROPOSAL_ROWS
from .reporting.parameters import REPORTING

__all__ = ["BY_KEY", "HOUSE", "LONG_AGO", "NO", "SEEDS", "YES", "Parameter", "checked_value"]

HOUSE = "belanja-kebijakan-data"

SEEDS: tuple[Parameter, ...] = (
    Parameter(
        "target.epurchasing",
        "Target porsi e-Purchasing",
        "30",
        "persen",
        LONG_AGO,
        "se-banten-027-1181-2023",
        "paling sedikit 30 persen dari total nilai belanja pengadaan",
    ),
    Parameter(
        "target.umkk",
        "Target porsi UMKK",
        "40",
        "persen",
        LONG_AGO,
        "inpres-2-2022",
        "paling sedikit 40 persen nilai anggaran belanja barang/jasa; juga Perpres 16/2018 jo. 12/2021 Pasal 65",
    ),
    Parameter(
        "target.pdn",
        "Target porsi PDN",
        "95",
        "persen",
        LONG_AGO,
        "se-lkpp-8-2023",
        "95 persen belanja APBN dan APBD; naskahnya menyebut tahun 2023 saja, tahun lain sebagai pembanding",
    ),
    Parameter(
        "realisasi.perlu.spse_tender",
        "Realisasi memerlukan data tender SPSE",
        "ya",
        "ya/tidak",
        LONG_AGO,
        HOUSE,
        "tanpa tender realisasi semua kanal terlalu kecil",
    ),
    Parameter(
        "realisasi.perlu.spse_nontender",
        "Realisasi memerlukan data non tender SPSE",
        "ya",
        "ya/tidak",
        LONG_AGO,
        HOUSE,
        "tanpa non tender realisasi semua kanal terlalu kecil",
    ),
    Parameter(
        "realisasi.perlu.spse_pencatatan",
        "Realisasi memerlukan data pencatatan SPSE",
        "tidak",
        "ya/tidak",
        LONG_AGO,
        HOUSE,
        "pencatatan belum diisi di banyak daerah; kanal yang tidak dimuat disebut di samping angka",
    ),
    Parameter(
        "switch.toko_daring",
        "Toko Daring ikut dihitung",
        "tidak",
        "ya/tidak",
        LONG_AGO,
        HOUSE,
        "Perpres 46/2025 tidak lagi menyebut toko daring; surat edaran berbicara tentang katalog",
    ),
    Parameter(
        "plausibility.budget.largest",
        "Belanja pengadaan satu unit: batas tertinggi",
        "100000000000000",
        "rupiah",
        LONG_AGO,
        HOUSE,
        "di atas APBD pemerintah daerah mana pun",
    ),
    Parameter(
        "plausibility.budget.times_all_others",
        "Belanja pengadaan satu unit terhadap jumlah unit yang lebih kecil",
        "2",
        "kali",
        LONG_AGO,
        HOUSE,
        "tarikan 2022 dengan kelebihan angka nol",
    ),
    Parameter(
        "plausibility.budget.from_amount",
        "Perbandingan antarunit berlaku mulai",
        "1000000000000",
        "rupiah",
        LONG_AGO,
        HOUSE,
        "tarikan 2022 dengan kelebihan angka nol",
    ),
    Parameter(
        "plausibility.budget.times_other_year",
        "Perubahan terhadap tahun di sebelahnya",
        "200",
        "kali",
        LONG_AGO,
        HOUSE,
        "salah letak koma seribu kali",
    ),
    Parameter(
        "plausibility.order.largest",
        "Nilai satu pesanan: batas tertinggi",
        "10000000000000",
        "rupiah",
        LONG_AGO,
        HOUSE,
        "di atas pesanan katalog mana pun",
    ),
    Parameter(
        "plausibility.order.times_ceiling",
        "Nilai pesanan terhadap pagu RUP",
        "500",
        "kali",
        LONG_AGO,
        HOUSE,
        "tarikan 2024 dengan nilai kontrak seribu kali pagu",
    ),
    Parameter(
        "plausibility.order.from_amount",
        "Perbandingan dengan pagu berlaku mulai",
        "1000000000",
        "rupiah",
        LONG_AGO,
        HOUSE,
        "tarikan 2024 dengan nilai kontrak seribu kali pagu",
    ),
    Parameter(
        "plausibility.pull.most_vanished",
        "Bagian baris lama yang boleh hilang dalam tarikan baru",
        "0.5",
        "bagian",
        LONG_AGO,
        HOUSE,
        "tarikan terpotong",
    ),
    Parameter(
        "plausibility.pull.least_rows",
        "Tarikan dinilai terpotong mulai dari",
        "20",
        "baris",
        LONG_AGO,
        HOUSE,
        "tarikan terpotong",
    ),
    Parameter(
        "plausibility.budget.least_share",
        "Bagian Perangkat Daerah yang harus ada dalam tarikan anggaran",
        "0.33",
        "bagian",
        LONG_AGO,
        HOUSE,
        "tarikan 2023 dengan 3 dari 87 unit",
    ),
    Parameter(
        "plausibility.budget.least_expected",
        "Kelengkapan tarikan anggaran dinilai mulai dari",
        "10",
        "unit",
        LONG_AGO,
        HOUSE,
        "tarikan 2023 dengan 3 dari 87 unit",
    ),
    *ITKP,
    *DEADLINES,
    *LISTINGS,
    *SANCTIONS,
    *FIRMS,
    *LIMITS,
    *NEEDS,
    *PROPOSAL_ROWS,
    *REPORTING,
    *BUYING,
    *RECEIPT,
    *TAXES,
    *FLAGS,
    *OVERSIGHT_ROWS,
    Parameter(
        "katalog.harga.terkecil",
        "Harga katalog di bawah ini dianggap salah tulis",
        "10",
        "rupiah",
        LONG_AGO,
        HOUSE,
        "tarikan produk 2022 dengan harga Rp0 sampai Rp7",
    ),
    Parameter(
        "katalog.harga.hari_terendah",
        "Harga terendah berapa hari terakhir yang disandingkan dengan harga sekarang",
        "30",
        "hari",
        LONG_AGO,
        HOUSE,
        "tiga puluh hari terakhir, supaya kenaikan sebelum potongan terlihat",
    ),
    Parameter(
        "pdn.tkdn.minimum",
        "TKDN paling sedikit",
        "25",
        "persen",
        LONG_AGO,
        "perpres-16-2018",
        "Pasal 66",
    ),
    Parameter(
        "pdn.tkdn_bmp.wajib",
        "TKDN ditambah BMP paling sedikit",
        "40",
        "persen",
        LONG_AGO,
        "perpres-16-2018",
        "Pasal 66",
    ),
    Parameter(
        "pdn.bmp.terbesar",
        "BMP paling banyak",
        "15",
        "persen",
        LONG_AGO,
        "permenperin-35-2025",
        "BMP paling tinggi 15 persen",
    ),
    Parameter(
        "katalog.urutan.tkdn_bmp_40",
        "Poin urutan: TKDN + BMP paling sedikit 40 persen",
        "6",
        "poin",
        LONG_AGO,
        "se-banten-027-1181-2023",
        "afirmasi PDN dan UMKK; besar poin adalah pilihan awal aplikasi ini",
    ),
    Parameter(
        "katalog.urutan.tkdn_25",
        "Poin urutan: TKDN paling sedikit 25 persen",
        "5",
        "poin",
        LONG_AGO,
        "se-banten-027-1181-2023",
        "afirmasi PDN dan UMKK; besar poin adalah pilihan awal aplikasi ini",
    ),
    Parameter(
        "katalog.urutan.tkdn_lt25",
        "Poin urutan: TKDN di bawah 25 persen",
        "2",
        "poin",
        LONG_AGO,
        "se-banten-027-1181-2023",
        "afirmasi PDN dan UMKK; besar poin adalah pilihan awal aplikasi ini",
    ),
    Parameter(
        "katalog.urutan.siinas",
        "Poin urutan: terdaftar SIINas",
        "2",
        "poin",
        LONG_AGO,
        "se-banten-027-1181-2023",
        "afirmasi PDN dan UMKK; besar poin adalah pilihan awal aplikasi ini",
    ),
    Parameter(
        "katalog.urutan.umkk",
        "Poin urutan: usaha mikro, kecil, koperasi",
        "4",
        "poin",
        LONG_AGO,
        "se-banten-027-1181-2023",
        "afirmasi PDN dan UMKK; besar poin adalah pilihan awal aplikasi ini",
    ),
    Parameter(
        "etalase.tanpa_penjualan.bulan",
        "Etalase tanpa penjualan selama ini ditinjau untuk digabung",
        "6",
        "bulan",
        LONG_AGO,
        "se-banten-027-1181-2023",
        "etalase yang diusulkan dan ditambah; lamanya pilihan awal aplikasi ini",
    ),
    Parameter(
        "roles.longest_term_days",
        "Masa peran paling lama",
        "366",
        "hari",
        LONG_AGO,
        HOUSE,
        "peran diperbarui setiap tahun anggaran, agar mutasi tidak meninggalkan hak akses",
    ),
    Parameter(
        "roles.delegasi.hari",
        "Pelimpahan wewenang paling lama",
        "92",
        "hari",
        LONG_AGO,
        "uu-30-2014",
        "Pasal 14: berhalangan sementara; batas tiga bulan ketetapan aplikasi ini",
    ),
)

#: The newest seeded row of each key (they stand oldest first): its name and unit, whatever the day.
BY_KEY: dict[str, Parameter] = {seed.key: seed for seed in SEEDS}

YES, NO = "ya", "tidak"
_WHOLE = frozenset(
    {"hari", "bulan", "baris", "unit", "poin", "buah", "penyedia", "harga", "bagian harga", "pesanan", "menit"}
)
_LARGEST = {"persen": Decimal(100), "bagian": Decimal(1), "poin": Decimal(100)}
_SMALLEST = {"bagian harga": Decimal(1)}
_DAY_OF_A_YEAR = "bulan-tanggal"
#: Roles to which a power may be given by a dated row.
POWERS = frozenset({Role.KEPALA_BIRO_PBJ, Role.PIMPINAN})
#: Units whose value is one of a few words.
_WORDS: dict[str, tuple[str, ...]] = {
    "peran": tuple(sorted(POWERS)),
    "naskah": ("12/2021", "46/2025"),
    "dasar denda": ("bagian", "seluruh"),
    "pemungut": ("bendahara", "pihak_lain"),
}


def checked_value(key: str, value: str) -> str:
    """`value` as the register keeps it: `ya`/`tidak` for switches, else a plain decimal without an exponent.

    Raises RuleBroken for an unknown key, and for a value that the parameter's unit does not allow.
    """
    seed = BY_KEY.get(key)
    if seed is None:
        raise RuleBroken("parameter_unknown", f"Parameter {key} tidak dikenal.", status=404)
    text = value.strip().lower()
    if seed.unit == f"{YES}/{NO}":
        if text not in {YES, NO}:
            raise RuleBroken("parameter_value", f"Isi {seed.label} dengan ya atau tidak.")
        return text
    if seed.unit == _DAY_OF_A_YEAR:
        return _day_of_a_year(seed, text)
    if seed.unit in _WORDS:
        if text not in _WORDS[seed.unit]:
            raise RuleBroken("parameter_value", f"Isi {seed.label} dengan {' atau '.join(_WORDS[seed.unit])}.")
        return text
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    least, most = _SMALLEST.get(seed.unit, Decimal(0)), _LARGEST.get(seed.unit, Decimal(10) ** 18)
    if not number.is_finite() or not least <= number <= most:
        raise RuleBroken("parameter_value", f"Nilai {seed.label} tidak sah: isi angka dalam satuan {seed.unit}.")
    if seed.unit in _WHOLE and number != number.to_integral_value():
        raise RuleBroken("parameter_value", f"Nilai {seed.label} harus bilangan bulat.")
    return f"{number.normalize():f}"


def _day_of_a_year(seed: Parameter, text: str) -> str:
    """A day of any year as `03-31`; 29 February is none, because not every year has it."""
    try:
        return f"{date.fromisoformat(f'2001-{text}'):%m-%d}"
    except ValueError:
        raise RuleBroken("parameter_value", f"Isi {seed.label} sebagai bulan-tanggal, misalnya 03-31.") from None
