"""Targets, thresholds and switches as dated, cited rows. These are the values a new installation begins with;
later values are rows of the register of legal bases (institutions.ParameterRow)."""

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


HOUSE = "belanja-kebijakan-data"

SEEDS: tuple[Parameter, ...] = (
    Parameter(
        "target.epurchasing", "Target porsi e-Purchasing", "30", "persen", LONG_AGO,
        "se-banten-027-1181-2023", "paling sedikit 30 persen dari total nilai belanja pengadaan",
    ),
    Parameter(
        "switch.toko_daring", "Toko Daring ikut dihitung", "tidak", "ya/tidak", LONG_AGO,
        HOUSE, "Perpres 46/2025 tidak lagi menyebut toko daring; surat edaran berbicara tentang katalog",
    ),
    Parameter(
        "plausibility.budget.largest", "Belanja pengadaan satu unit: batas tertinggi", "100000000000000",
        "rupiah", LONG_AGO, HOUSE, "di atas APBD pemerintah daerah mana pun",
    ),
    Parameter(
        "plausibility.budget.times_all_others", "Belanja pengadaan satu unit terhadap jumlah unit lain", "20",
        "kali", LONG_AGO, HOUSE, "tarikan 2022 dengan kelebihan angka nol",
    ),
    Parameter(
        "plausibility.budget.from_amount", "Perbandingan antarunit berlaku mulai", "1000000000000",
        "rupiah", LONG_AGO, HOUSE, "tarikan 2022 dengan kelebihan angka nol",
    ),
    Parameter(
        "plausibility.budget.times_other_year", "Perubahan terhadap tahun di sebelahnya", "200",
        "kali", LONG_AGO, HOUSE, "salah letak koma seribu kali",
    ),
    Parameter(
        "plausibility.order.largest", "Nilai satu pesanan: batas tertinggi", "10000000000000",
        "rupiah", LONG_AGO, HOUSE, "di atas pesanan katalog mana pun",
    ),
    Parameter(
        "plausibility.order.times_ceiling", "Nilai pesanan terhadap pagu RUP", "500",
        "kali", LONG_AGO, HOUSE, "tarikan 2024 dengan nilai kontrak seribu kali pagu",
    ),
    Parameter(
        "plausibility.order.from_amount", "Perbandingan dengan pagu berlaku mulai", "1000000000",
        "rupiah", LONG_AGO, HOUSE, "tarikan 2024 dengan nilai kontrak seribu kali pagu",
    ),
    Parameter(
        "plausibility.pull.most_vanished", "Bagian baris lama yang boleh hilang dalam tarikan baru", "0.5",
        "bagian", LONG_AGO, HOUSE, "tarikan terpotong",
    ),
    Parameter(
        "plausibility.pull.least_rows", "Tarikan dinilai terpotong mulai dari", "20",
        "baris", LONG_AGO, HOUSE, "tarikan terpotong",
    ),
    Parameter(
        "plausibility.budget.least_share", "Bagian Perangkat Daerah yang harus ada dalam tarikan anggaran",
        "0.33", "bagian", LONG_AGO, HOUSE, "tarikan 2023 dengan 3 dari 87 unit",
    ),
    Parameter(
        "plausibility.budget.least_expected", "Kelengkapan tarikan anggaran dinilai mulai dari", "10",
        "unit", LONG_AGO, HOUSE, "tarikan 2023 dengan 3 dari 87 unit",
    ),
)

BY_KEY: dict[str, Parameter] = {seed.key: seed for seed in SEEDS}
