"""The registry of indicators: numerators, denominators and definitions, each with version and citation.

A new indicator is a row here; nothing that computes or shows figures names an indicator itself.
"""

from dataclasses import dataclass
from enum import StrEnum

from .channels import Channel, Stage
from .decisions import RuleBroken


class EvidenceKind(StrEnum):
    """By whose word value is PDN, or of a small firm: the plan's marks, or proof of the purchase itself."""

    RUP = "rup"
    BUKTI = "bukti"

    @property
    def label(self) -> str:
        return {"rup": "menurut tanda RUP", "bukti": "menurut bukti"}[self.value]


class Mark(StrEnum):
    """What an indicator asks of value."""

    PDN = "pdn"
    UMKK = "umkk"


class Numerator(StrEnum):
    """What is summed: the plan, or orders of exactly one stage."""

    RENCANA = "rencana"
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
    stage: Stage | None
    """The stage of orders that it reads; None for the plan."""
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
        NumeratorRule(
            Numerator.RENCANA,
            None,
            "Rencana",
            "Jumlah pagu paket RUP penyedia yang terumumkan dan aktif: untuk e-Purchasing yang bermetode e-Purchasing, "
            "untuk PDN dan UMKK yang bertanda demikian.",
        ),
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
            "Jumlah nilai kontrak semua kanal: katalog v5, v6 dan Belanja sendiri, tender, non tender, pencatatan "
            "(total realisasi), dan Toko Daring yang terverifikasi dan selesai.",
            (),
        ),
    )
}


#: Numerators that read orders, with the stage each of them reads.
STAGES: dict[Numerator, Stage] = {rule.code: rule.stage for rule in NUMERATORS.values() if rule.stage is not None}

#: Feeds of which one at least must be loaded before anything is known of orders.
ORDER_FEEDS = ("v5_orders", "v6_orders")

#: Feeds that a dated switch (`realisasi.perlu.<feed>`) asks for before spend through all channels is known.
ALL_CHANNEL_FEEDS = ("spse_tender", "spse_nontender", "spse_pencatatan")


def need_key(feed: str) -> str:
    """The dated switch that says whether spend through all channels is known only with `feed`."""
    return f"realisasi.perlu.{feed}"


@dataclass(frozen=True)
class Indicator:
    """One published share. `target_key` names the dated parameter that holds its target in percent.

    An indicator with a `mark` comes in two definitions, by the plan's marks (`EvidenceKind.RUP`) and by proof
    (`EvidenceKind.BUKTI`); `numerator` and `denominator` are the usual ones of the first, `proven` those of the second.
    """

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
    mark: Mark | None = None
    proven: tuple[Numerator, Denominator] | None = None
    note: str = ""
    """What the reader should know about its definition."""

    @property
    def evidences(self) -> tuple[EvidenceKind | None, ...]:
        """The evidences it can be measured by, the usual one first; only None where it asks for none."""
        return (None,) if self.mark is None else (EvidenceKind.RUP, EvidenceKind.BUKTI)

    def usual(self, evidence: EvidenceKind | None) -> tuple[Numerator, Denominator]:
        """Its numerator and denominator where nobody asks for others."""
        if evidence is EvidenceKind.BUKTI and self.proven is not None:
            return self.proven
        return self.numerator, self.denominator

    def definition_id(
        self, numerator: Numerator, denominator: Denominator, evidence: EvidenceKind | None = None
    ) -> str:
        """Stable id of the definition used, e.g. `epurchasing.kontrak.belanja_pengadaan` or
        `umkk.rup.rencana.belanja_pengadaan`."""
        parts = (self.code, evidence, numerator, denominator)
        return ".".join(str(part) for part in parts if part is not None)

    def evidence_asked(self, evidence: EvidenceKind | str | None) -> EvidenceKind | None:
        """The evidence it is measured by. Raises RuleBroken 422 for one that does not exist."""
        if self.mark is None:
            if evidence is not None and evidence not in set(EvidenceKind):
                raise RuleBroken("unknown_evidence", f"Bukti {evidence} tidak dikenal.")
            return None
        try:
            return EvidenceKind.RUP if evidence is None else EvidenceKind(evidence)
        except ValueError:
            raise RuleBroken("unknown_evidence", f"Bukti {evidence} tidak dikenal.") from None

    def definitions(self) -> tuple[tuple[EvidenceKind | None, Numerator, Denominator], ...]:
        """Every way to measure it that makes sense."""
        return tuple(
            (evidence, numerator, denominator)
            for evidence in self.evidences
            for numerator in NUMERATORS
            for denominator in DENOMINATORS
            if makes_sense(evidence, numerator)
        )


def marking(mark: Mark, evidence: EvidenceKind) -> str:
    """What facts call the value so marked: `pdn_rup`, `umkk_bukti` …"""
    return f"{mark}_{evidence}"


def makes_sense(evidence: EvidenceKind | None, numerator: Numerator) -> bool:
    """A plan proves nothing: what is planned can only be read by the plan's own marks."""
    return not (evidence is EvidenceKind.BUKTI and numerator is Numerator.RENCANA)


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

UMKK = Indicator(
    code="umkk",
    version=1,
    label="Porsi UMKK",
    target_key="target.umkk",
    channels=tuple(Channel),
    optional_channels=(),
    citation="Inpres 2/2022 dan Perpres 16/2018 jo. 12/2021 Pasal 65: paling sedikit 40 persen nilai anggaran "
    "belanja barang/jasa untuk usaha mikro, usaha kecil, dan koperasi",
    legal_basis="inpres-2-2022",
    numerator=Numerator.RENCANA,
    denominator=Denominator.BELANJA_PENGADAAN,
    mark=Mark.UMKK,
    proven=(Numerator.KONTRAK, Denominator.BELANJA_PENGADAAN),
    note="Usaha menengah bukan UMKK. Tanda RUP adalah pilihan PPK pada rencana; bukti adalah nilai UMK menurut SPSE, "
    "atau skala usaha penyedia pada hari pesanan. Yang belum terklasifikasi membuat porsinya rentang.",
)

PDN = Indicator(
    code="pdn",
    version=1,
    label="Porsi PDN",
    target_key="target.pdn",
    channels=tuple(Channel),
    optional_channels=(),
    citation="SE Kepala LKPP 8/2023: 95 persen belanja pemerintah (APBN dan APBD) tahun 2023 untuk produk dalam "
    "negeri, melaksanakan Inpres 2/2022",
    legal_basis="se-lkpp-8-2023",
    numerator=Numerator.RENCANA,
    denominator=Denominator.RUP_PENYEDIA,
    mark=Mark.PDN,
    proven=(Numerator.KONTRAK, Denominator.REALISASI_PENGADAAN),
    note="Tanda RUP adalah pilihan PPK pada rencana; bukti adalah nilai PDN menurut SPSE atau data.inaproc.id, atau "
    "kelas TKDN produk. Yang belum terklasifikasi membuat porsinya rentang.",
)

INDICATORS: dict[str, Indicator] = {rule.code: rule for rule in (EPURCHASING, UMKK, PDN)}
