"""The classes into which contracted value is parted: domestic products by what proves them, and firms by scale.

They refine the evidence of `rules.domestic` and `rules.firms` and never add to it: what counts as PDN or UMKK here is
what counts there. A source that tells only the domestic part of a package (SPSE, data.inaproc.id) gives no class.
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from .firms import UMKK, Scale
from .pdn import PdnClass, Thresholds


class PdnSpend(StrEnum):
    """Best first, in the order of every table and chart."""

    TKDN_BMP_40 = "tkdn_bmp_40"
    TKDN_25 = "tkdn_25"
    TKDN_BELOW_25 = "tkdn_lt25"
    SIINAS = "siinas"
    TOLD = "pdn_tanpa_kelas"
    FOREIGN = "bukan_pdn"
    OPEN = "belum"

    @property
    def label(self) -> str:
        return {
            "tkdn_bmp_40": PdnClass.TKDN_BMP_40.label,
            "tkdn_25": PdnClass.TKDN_25.label,
            "tkdn_lt25": PdnClass.TKDN_BELOW_25.label,
            "siinas": PdnClass.SIINAS.label,
            "pdn_tanpa_kelas": "PDN tanpa kelas",
            "bukan_pdn": "Impor atau bukan PDN",
            "belum": "Belum terklasifikasi",
        }[self.value]

    @property
    def counts(self) -> bool | None:
        """Whether it is PDN; None where nobody knows."""
        return None if self is PdnSpend.OPEN else self is not PdnSpend.FOREIGN


class ScaleSpend(StrEnum):
    """UMKK first, in the order of every table and chart."""

    MICRO = "mikro"
    SMALL = "kecil"
    COOPERATIVE = "koperasi"
    TOLD = "umkk_tanpa_skala"
    MEDIUM = "menengah"
    LARGE = "besar"
    OTHER = "bukan_umkk"
    OPEN = "belum"

    @property
    def label(self) -> str:
        if self in _SCALES:
            return Scale(self.value).label
        return {
            "umkk_tanpa_skala": "UMKK tanpa skala",
            "bukan_umkk": "Bukan UMKK, tanpa skala",
            "belum": "Belum terklasifikasi",
        }[self.value]

    @property
    def counts(self) -> bool | None:
        """Whether it is UMKK; None where nobody knows."""
        if self in _SCALES:
            return Scale(self.value) in UMKK
        return {"umkk_tanpa_skala": True, "bukan_umkk": False, "belum": None}[self.value]


_SCALES = frozenset(one for one in ScaleSpend if one.value in set(Scale))


def of_content(tkdn: Decimal | None, bmp: Decimal | None, limit: Thresholds) -> PdnSpend:
    """The class of a product proved domestic by its certificate; without percentages it has none."""
    if tkdn is None or tkdn <= 0:
        return PdnSpend.TOLD
    if tkdn + min(max(bmp or Decimal(0), Decimal(0)), limit.most_benefit) >= limit.with_benefit:
        return PdnSpend.TKDN_BMP_40
    return PdnSpend.TKDN_25 if tkdn >= limit.minimum else PdnSpend.TKDN_BELOW_25


SpendClasses = tuple[dict[PdnSpend, Decimal], dict[ScaleSpend, Decimal]]


def parts_of(classes: Mapping[PdnSpend, Decimal] | Mapping[ScaleSpend, Decimal]) -> tuple[Decimal, Decimal, Decimal]:
    """Rupiah of what counts, of what does not, and of what is open."""
    yes, no, unknown = (
        sum((amount for one, amount in classes.items() if one.counts is way), Decimal("0.00"))
        for way in (True, False, None)
    )
    return yes, no, unknown
