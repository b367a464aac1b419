"""The parts of the Indeks Tata Kelola Pengadaan (ITKP, LKPP) that procurement data can tell: 30 of its 100 points.

Formulas as monitors of the regions publish them: a ratio must be above a threshold, is multiplied with its weight,
and what goes beyond the whole is taken off again. Peers let that run below zero (a cut-off pull gave -402.7 of 5
points); here a component stays between nothing and its weight. The qualification of staff (30) and the maturity of
the UKPBJ (40) are judged from papers that no feed holds: they are not computed, and named as such.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .channels import Channel
from .measured import rounded

LEGAL_BASIS = "itkp-lkpp"
CITATION = "ITKP LKPP, rumus yang dipakai pemantau daerah (naskah pedomannya belum dibaca)"

#: Methods of the plan that belong to a component, as RUP writes them, in small letters.
TENDER_METHODS = frozenset({"tender", "tender cepat", "seleksi"})
DIRECT_METHODS = frozenset({"pengadaan langsung", "penunjukan langsung"})

#: States of SPSE in which a package has not ended, in small letters.
GOES_ON = frozenset({"berlangsung", "aktif", "sedang berjalan", "sedang_berjalan"})
#: Channels whose orders name products.
CATALOGUES = (Channel.V5, Channel.V6, Channel.NATIVE)

#: Components that are not computed, with the reason.
NOT_COMPUTED = {
    "sdm": "dinilai dari sertifikat dan jabatan pelaku pengadaan, yang tidak ada dalam data pengadaan",
    "kematangan": "dinilai dari 17 standar UKPBJ, yang tidak ada dalam data pengadaan",
}


@dataclass(frozen=True)
class Component:
    """One component: what is put above what, in words. `penalised`: what goes beyond the whole is taken off."""

    code: str
    label: str
    definition: str
    penalised: bool = False


COMPONENTS: dict[str, Component] = {
    rule.code: rule
    for rule in (
        Component(
            "sirup",
            "SiRUP",
            "Pagu RUP penyedia dan swakelola yang diumumkan sampai hari penilaian dibagi belanja pengadaan, "
            "kali bobot; nol bila tidak di atas ambang; kelebihan di atas 100% mengurangi.",
            penalised=True,
        ),
        Component(
            "etendering",
            "e-Tendering",
            "Pagu tender SPSE yang selesai dibagi pagu RUP bermetode Tender, Tender Cepat, atau Seleksi, "
            "kali bobot; nol bila tidak di atas ambang; kelebihan di atas 100% mengurangi.",
            penalised=True,
        ),
        Component(
            "nonetendering",
            "Non e-Tendering",
            "Pagu non tender SPSE yang selesai dibagi pagu RUP bermetode Pengadaan Langsung atau Penunjukan Langsung, "
            "kali bobot; nol bila tidak di atas ambang; kelebihan di atas 100% mengurangi.",
            penalised=True,
        ),
        Component(
            "ekontrak",
            "e-Kontrak",
            "Jumlah tender selesai yang kontraknya tercatat dibagi jumlah tender selesai, kali bobot; nol bila tidak "
            "di atas ambang.",
        ),
        Component(
            "ekatalog",
            "e-Katalog",
            "Jumlah paket katalog v5 dan v6 yang selesai dibagi jumlah paket yang tidak dibatalkan, kali bobot; nol "
            "bila tidak di atas ambang. Yang dihitung paket, bukan rupiah.",
        ),
        Component(
            "toko_daring",
            "Toko Daring",
            "Bobot penuh bila ada paling sedikit satu transaksi yang terverifikasi dan selesai, selain itu nol.",
        ),
    )
}


def points(code: str, above: Decimal | int, below: Decimal | int, *, weight: Decimal, least: Decimal) -> Decimal | None:
    """Points of a component by its ratio `above / below`, between 0 and `weight`, rounded half up to two decimals;
    None without a base."""
    if below <= 0:
        return None
    ratio, full = Fraction(above) / Fraction(below), Fraction(weight)
    if ratio <= Fraction(least):
        return rounded(Fraction(0))
    if ratio > 1:
        ratio = 2 - ratio if COMPONENTS[code].penalised else Fraction(1)
    return rounded(min(full, max(Fraction(0), ratio * full)))


def toko_daring_points(finished: int, *, weight: Decimal) -> Decimal:
    """All points for at least one finished transaction, else none."""
    return rounded(Fraction(weight) if finished >= 1 else Fraction(0))


def computed_points(components: Mapping[str, Decimal | None]) -> Decimal | None:
    """The sum of the components, None as long as one of them is not known."""
    known = [value for value in components.values() if value is not None]
    return sum(known, Decimal("0.00")) if len(known) == len(components) else None
