"""What is claimed of the sample's goods: proved, open, expired or wrong, as claims are."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from belanja.demo.sample.chance import weighted
from belanja.rules.listings import ClaimKind, Origin, Verification
from belanja.rules.pdn import Evidence, Finding, Thresholds, classify

from .goods import Kind

_VERDICTS = (
    (Verification.VERIFIED, 62),
    (Verification.OPEN, 22),
    (Verification.EXPIRED, 7),
    (Verification.OTHER_OWNER, 5),
    (Verification.OTHER_VALUE, 4),
)
_NOTES = {
    Verification.OTHER_OWNER: "Sertifikat atas nama perusahaan lain.",
    Verification.OTHER_VALUE: "Nilai di daftar resmi lebih rendah.",
    Verification.EXPIRED: "Masa berlaku sertifikat sudah lewat.",
}


@dataclass(frozen=True)
class Claimed:
    kind: ClaimKind
    number: str
    owner: str
    percent: Decimal | None
    valid_from: date
    valid_to: date
    verification: Verification
    verified_on: date | None
    note: str


def origin(kind: Kind, chance: Random) -> Origin:
    """Where a good comes from; goods flagged `i` are imported about every second time."""
    if "i" in kind.flags:
        return Origin.IMPORT if chance.randrange(100) < (30 if "t" in kind.flags else 75) else Origin.DOMESTIC
    return Origin.DOMESTIC if chance.randrange(100) < 92 else Origin.UNKNOWN


def claims(kind: Kind, from_: Origin, maker: str, chance: Random) -> list[Claimed]:
    """Claims of one product; an import claims nothing of home, and services nothing at all."""
    found = []
    home = from_ is Origin.DOMESTIC
    if home and "t" in kind.flags and chance.randrange(100) < 62:
        percent = Decimal(chance.randrange(1200, 7800)) / 100
        found.append(_claim(ClaimKind.TKDN, percent, maker, chance))
        if chance.randrange(100) < 45:
            bmp = Decimal(chance.randrange(400, 1500)) / 100
            found.append(_claim(ClaimKind.BMP, bmp, maker, chance, found[-1].verification))
    elif home and "j" not in kind.flags and chance.randrange(100) < 22:
        found.append(_claim(ClaimKind.SIINAS, None, maker, chance))
    for flag, claim in (("s", ClaimKind.SNI), ("h", ClaimKind.HALAL), ("p", ClaimKind.PERMIT)):
        if flag in kind.flags and chance.randrange(100) < 68:
            found.append(_claim(claim, None, maker, chance))
    return found


def finding(from_: Origin, claimed: list[Claimed], on: date, limits: Thresholds) -> Finding:
    return classify(
        origin=from_,
        evidence=[Evidence(one.kind, one.verification, one.percent, one.valid_to) for one in claimed],
        on=on,
        thresholds=limits,
    )


def _claim(
    kind: ClaimKind, percent: Decimal | None, maker: str, chance: Random, verdict: Verification | None = None
) -> Claimed:
    verdict = verdict or weighted(chance, _VERDICTS)
    begun = date(2024, chance.randrange(1, 12), chance.randrange(1, 28))
    years = 1 if verdict is Verification.EXPIRED else chance.randrange(3, 6)
    return Claimed(
        kind,
        f"CONTOH-{kind.value.upper()}-{chance.randrange(1000, 9999)}/{begun.year}",
        "Perusahaan Lain (contoh)" if verdict is Verification.OTHER_OWNER else maker,
        percent,
        begun,
        begun.replace(year=begun.year + years),
        verdict,
        None if verdict is Verification.OPEN else date(2026, 3, 2),
        _NOTES.get(verdict, ""),
    )
