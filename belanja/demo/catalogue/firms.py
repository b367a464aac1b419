"""The firms of the sample: four hundred, most of them micro and small, spread over the eight kabupaten/kota."""

from dataclasses import dataclass
from datetime import date
from random import Random

from belanja.demo.sample import titles
from belanja.demo.sample.chance import weighted

FIRMS = 400
_BY_ORDERS = 320
_SCALES = (("mikro", 47), ("kecil", 28), ("koperasi", 8), ("menengah", 8), ("besar", 3), ("", 6))
_EVIDENCE = {
    "mikro": "Pernyataan omzet tahunan, NIB contoh",
    "kecil": "Laporan keuangan ringkas, NIB contoh",
    "menengah": "Laporan keuangan, NIB contoh",
    "besar": "Laporan keuangan diaudit, NIB contoh",
    "koperasi": "Akta koperasi dan NIK koperasi contoh",
}
#: Region codes by weight: more firms where more people live.
_PLACES = (
    ("36.03", 20), ("36.71", 18), ("36.74", 14), ("36.04", 13), ("36.73", 13), ("36.72", 8), ("36.02", 8), ("36.01", 6),
)  # fmt: skip
_GROUPS = ("Kelompok Usaha", "BUMDes", "Toko", "Sanggar")
_WORDS = ("Mekar", "Lestari", "Mandiri", "Sauyunan", "Waluya")
_VILLAGES = ("Sindangsari", "Cikeusal", "Sobang", "Panimbang")


@dataclass(frozen=True)
class Firm:
    number: int
    name: str
    scale: str
    evidence: str
    scale_on: date | None
    place: str
    joined: date


def firms() -> list[Firm]:
    """The same firms on every machine; those that the sample's orders name come first."""
    return [_firm(number) for number in range(FIRMS)]


def _firm(number: int) -> Firm:
    chance = Random(f"belanja-contoh/firma/{number}")  # noqa: S311 - figures, not secrets
    name = titles.firm(number)
    if number >= _BY_ORDERS:
        rest = number - _BY_ORDERS
        name = f"{_GROUPS[rest % 4]} {_WORDS[rest // 4 % 5]} {_VILLAGES[rest // 20 % 4]} (contoh)"
    scale = "koperasi" if name.startswith("Koperasi") else weighted(chance, _SCALES)
    if scale == "koperasi" and not name.startswith("Koperasi"):
        scale = "mikro"
    if name.startswith(("Kelompok", "BUMDes", "Toko", "Sanggar", "UD")) and scale in {"menengah", "besar"}:
        scale = "kecil"
    return Firm(
        number,
        name,
        scale,
        _EVIDENCE.get(scale, ""),
        date(2026, chance.randrange(1, 10), chance.randrange(1, 28)) if scale else None,
        weighted(chance, _PLACES),
        date(2024 + chance.randrange(3), chance.randrange(1, 10), chance.randrange(1, 28)),
    )
