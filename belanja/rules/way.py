"""How plan lines that could move to e-Purchasing are put in order, best first: our own choice, told beside the list.

SE 027/1181-BPBJ/2023 asks for a share through e-Purchasing and puts domestic products and UMKK first. So a line weighs
what is left of it as far as the catalogue covers it: how many firms there are to choose from, how many of them are
UMKK, how many of the offers are proven domestic. Nothing is foretold and no line is judged.
"""

from decimal import Decimal

from .money import ZERO

TOLD = (
    "Urutan: nilai yang belum dibeli, dikalikan pilihannya (satu penyedia dihitung setengah, tiga penyedia tiga "
    "perempat) dan rata-rata dari 1, bagian UMKK di antara penyedia, dan bagian PDN terbukti di antara penawaran."
)


def cover(*, offers: int, firms: int, umkk_firms: int, pdn_offers: int) -> Decimal:
    """How well what is for sale covers a class: 0 where nothing is, below 1 always. `firms` / (`firms` + 1), times the
    mean of 1, the share of UMKK among the firms and that of proven PDN among the offers."""
    if not offers or not firms:
        return ZERO
    choice = Decimal(firms) / (firms + 1)
    first = (1 + Decimal(umkk_firms) / firms + Decimal(pdn_offers) / offers) / 3
    return choice * first
