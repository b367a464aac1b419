"""The registry of indicators: numerators, denominators and definitions, each with version and citation.

A new indicator (UMKK, PDN, …) is a row here; nothing that computes or shows figures names an indicator itself.
"""

from dataclasses import dataclass
from enum import StrEnum

from .channels import Channel, Stage


class Numerator(StrEnum):
    """Which orders are summed. Each reads exactly one stage."""

    PESANAN = "pesanan"
    KONTRAK = "kontrak"
    TERIMA = "terima"
    SELESAI = "selesai"


class Denominator(StrEnum):
    """What they are measured against."""

    BELANJA_PENGADAAN = "belanja_pengadaan"
    RUP_TOTAL = "rup_total"
    RUP_PENYEDIA = "rup_penyedia"
    RUP_EPURCHASING = "rup_epurchasing"
    REALISASI_PENGADAAN = "realisasi_pengadaan"


@dataclass(frozen=True)
class NumeratorRule:
    code: Numerator
    stage: Stage
    label: str
    meaning: str


@dataclass(frozen=True)
class DenominatorRule:
    code: Denominator
    label: str
    meaning: str
    feeds: tuple[str, ...]
    """Feeds without which the denominator of a year is not known (`feed_missing`)."""


NUMERATORS: dict[Numerator, NumeratorRule] = {
    rule.code: rule
    for rule in (
        NumeratorRule(Numerator.PESANAN, Stage.ORDERED, "Pesanan", "Jumlah nilai semua pesanan yang tidak dibatalkan."),
        NumeratorRule(
            Numerator.KONTRAK,
            Stage.CONTRACTED,
            "Kontrak",
            "Jumlah nilai pesanan yang surat pesanannya sudah ditandatangani kedua pihak.",
        ),
        NumeratorRule(
            Numerator.TERIMA,
            Stage.RECEIVED,
            "Serah terima",
            "Jumlah nilai pesanan yang barangnya sudah diserahterimakan.",
        ),
        NumeratorRule(
            Numerator.SELESAI,
            Stage.COMPLETED,
            "Selesai",
            "Jumlah nilai pesanan yang selesai: v5 Paket Selesai; v6 COMPLETED dan PAYMENT_OUTSIDE_SYSTEM.",
        ),
    )
}

DENOMINATORS: dict[Denominator, DenominatorRule] = {
    rule.code: rule
    for rule in (
        DenominatorRule(
            Denominator.BELANJA_PENGADAAN,
            "Belanja pengadaan",
            "Belanja pengadaan menurut Struktur Anggaran Perangkat Daerah (operasi + modal + tidak terduga, "
            "tanpa belanja non-pengadaan), tarikan terakhir.",
            ("budget",),
        ),
        DenominatorRule(
            Denominator.RUP_TOTAL,
            "RUP penyedia dan swakelola",
            "Jumlah pagu RUP penyedia dan swakelola yang terumumkan dan aktif.",
            ("rup_penyedia", "rup_swakelola"),
        ),
        DenominatorRule(
            Denominator.RUP_PENYEDIA,
            "RUP penyedia",
            "Jumlah pagu RUP penyedia yang terumumkan dan aktif.",
            ("rup_penyedia",),
        ),
        DenominatorRule(
            Denominator.RUP_EPURCHASING,
            "RUP e-Purchasing",
            "Jumlah pagu RUP penyedia yang terumumkan dan aktif dengan metode e-Purchasing.",
            ("rup_penyedia",),
        ),
        DenominatorRule(
            Denominator.REALISASI_PENGADAAN,
            "Realisasi pengadaan",
            "Jumlah nilai realisasi pengadaan semua metode.",
            ("spse",),
        ),
    )
}


@dataclass(frozen=True)
class Indicator:
    """One published share. `target_key` names the dated parameter that holds its target in percent."""

    code: str
    version: int
    label: str
    target_key: str
    channels: tuple[Channel, ...]
    optional_channels: tuple[Channel, ...]
    """Channels that a dated switch may add (`toko_daring_counts`)."""
    citation: str
    legal_basis: str
    numerator: Numerator = Numerator.KONTRAK
    denominator: Denominator = Denominator.BELANJA_PENGADAAN

    def definition_id(self, numerator: Numerator, denominator: Denominator) -> str:
        """Stable id of the definition used, e.g. `epurchasing.kontrak.belanja_pengadaan`."""
        return f"{self.code}.{numerator}.{denominator}"


EPURCHASING = Indicator(
    code="epurchasing",
    version=1,
    label="Porsi e-Purchasing",
    target_key="target.epurchasing",
    channels=(Channel.V5, Channel.V6, Channel.NATIVE),
    optional_channels=(Channel.TOKO_DARING,),
    citation="SE Provinsi Banten 027/1181-BPBJ/2023: e-Purchasing paling sedikit 30 persen dari total nilai "
    "belanja pengadaan pada setiap Perangkat Daerah",
    legal_basis="se-banten-027-1181-2023",
)

INDICATORS: dict[str, Indicator] = {EPURCHASING.code: EPURCHASING}
