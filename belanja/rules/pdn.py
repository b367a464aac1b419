"""The class of a product on the ladder of domestic products (PDN), from evidence alone.

Perpres 16/2018 as amended by 46/2025, Pasal 66; BMP counts up to its ceiling (Permenperin 35/2025). A claim that nobody
has proved is shown as unproven and counts for nothing. An import that claims TKDN contradicts itself and has no class.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .listings import ClaimKind, Origin, Verification


class PdnClass(StrEnum):
    """Best first; the first four are proven domestic."""

    TKDN_BMP_40 = "tkdn_bmp_40"
    TKDN_25 = "tkdn_25"
    TKDN_BELOW_25 = "tkdn_lt25"
    SIINAS = "siinas"
    UNPROVEN = "tanpa_bukti"
    IMPORT = "impor"
    UNKNOWN = "belum"

    @property
    def label(self) -> str:
        return {
            "tkdn_bmp_40": "TKDN + BMP ≥ 40%",
            "tkdn_25": "TKDN ≥ 25%",
            "tkdn_lt25": "TKDN < 25%",
            "siinas": "PDN terdaftar SIINas",
            "tanpa_bukti": "PDN belum terbukti",
            "impor": "Impor",
            "belum": "Kelas PDN belum ditetapkan",
        }[self.value]

    @property
    def proven(self) -> bool:
        return self in _PROVEN

    @property
    def domestic(self) -> bool | None:
        """Whether what was bought as it is domestic; None where nothing proves it either way."""
        return True if self.proven else False if self is PdnClass.IMPORT else None


_PROVEN = frozenset({PdnClass.TKDN_BMP_40, PdnClass.TKDN_25, PdnClass.TKDN_BELOW_25, PdnClass.SIINAS})


@dataclass(frozen=True)
class Thresholds:
    """In percent; dated rows of the register (`pdn.*`), read by whoever asks."""

    minimum: Decimal
    with_benefit: Decimal
    most_benefit: Decimal


@dataclass(frozen=True)
class Evidence:
    """One claim about a product as it stands: percent where the kind has one, the last day it holds."""

    kind: ClaimKind
    verification: Verification
    percent: Decimal | None = None
    valid_to: date | None = None

    def counts(self, on: date) -> bool:
        """Proved, and valid on the day."""
        return self.verification is Verification.VERIFIED and (self.valid_to is None or self.valid_to >= on)


@dataclass(frozen=True)
class Finding:
    """The class with the percentages that count (None: none proved) and the reason in words."""

    pdn: PdnClass
    tkdn: Decimal | None
    bmp: Decimal | None
    reason: str


def classify(*, origin: Origin, evidence: Sequence[Evidence], on: date, thresholds: Thresholds) -> Finding:
    """The class of a product on a day. Of several proved certificates the best counts."""
    limit = thresholds
    counted = [claim for claim in evidence if claim.counts(on)]
    tkdn = _best(counted, ClaimKind.TKDN)
    bmp = _best(counted, ClaimKind.BMP)
    if bmp is not None:
        bmp = min(bmp, limit.most_benefit)
    claims_tkdn = any(claim.kind is ClaimKind.TKDN and (claim.percent or 0) > 0 for claim in evidence)
    if origin is Origin.IMPORT:
        if claims_tkdn:
            return Finding(PdnClass.UNKNOWN, None, None, "Tercatat impor, tetapi menyebut TKDN: perlu klarifikasi.")
        return Finding(PdnClass.IMPORT, None, None, "Tercatat sebagai produk impor.")
    if tkdn is not None and tkdn > 0:
        return _by_percent(tkdn, bmp, limit)
    if any(claim.kind is ClaimKind.SIINAS for claim in counted):
        return Finding(PdnClass.SIINAS, None, None, "Tanpa TKDN; terdaftar di SIINas.")
    if claims_tkdn or any(claim.kind is ClaimKind.SIINAS for claim in evidence):
        return Finding(PdnClass.UNPROVEN, None, None, "Klaim TKDN atau SIINas ada, tetapi belum terbukti hari ini.")
    if origin is Origin.DOMESTIC:
        return Finding(PdnClass.UNPROVEN, None, None, "Disebut dalam negeri oleh penyedia, tanpa sertifikat.")
    return Finding(PdnClass.UNKNOWN, None, None, "Asal produk belum diketahui.")


def _best(counted: Sequence[Evidence], kind: ClaimKind) -> Decimal | None:
    return max((c.percent for c in counted if c.kind is kind and c.percent is not None), default=None)


def _by_percent(tkdn: Decimal, bmp: Decimal | None, limit: Thresholds) -> Finding:
    together = tkdn + (bmp or 0)
    told = f"TKDN {_written(tkdn)}%" + (f" ditambah BMP {_written(bmp)}%" if bmp else "")
    if together >= limit.with_benefit:
        return Finding(PdnClass.TKDN_BMP_40, tkdn, bmp, f"{told}: paling sedikit {_written(limit.with_benefit)}%.")
    if tkdn >= limit.minimum:
        return Finding(PdnClass.TKDN_25, tkdn, bmp, f"{told}: paling sedikit {_written(limit.minimum)}%.")
    return Finding(PdnClass.TKDN_BELOW_25, tkdn, bmp, f"{told}: di bawah {_written(limit.minimum)}%.")


def _written(percent: Decimal) -> str:
    """As Indonesian offices write it: `20,22`."""
    return f"{percent:f}".replace(".", ",")
