"""The plan of one buyer and year: RUP packages by providers and self-managed, revisions, and the budget rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from . import titles
from .chance import PLAN_SIZES, amount
from .places import CONFLICT, LAST_YEAR, NO_BUDGET_FEED, PROVINCE, SLIPPED, Buyer, SampleUnit

#: Of the procurement budget, in tenths of a percent: 61 % self-managed, 26 % by e-Purchasing, 13 % otherwise.
_BY_CATALOGUE, _OTHERWISE = 262, 128
#: Of a hundred of those otherwise so many are goods and services, not works or advice.
_GOODS_OF_100 = 45
_OTHER_METHODS = ("Tender", "Seleksi", "Pengadaan Langsung", "Pengadaan Langsung", "Penunjukan Langsung")


@dataclass(frozen=True)
class Package:
    """One RUP package as announced at last."""

    code: int
    former_code: int | None
    """The code before a revision; orders may still carry it."""
    unit: SampleUnit
    title: str
    kind: str
    etalase: int
    method: str
    pagu: int
    announced: date
    active: bool
    pdn: bool
    umkk: bool


def catalogue_packages(buyer: Buyer) -> list[Package]:
    """Packages planned through e-Purchasing. A buyer that orders more than others plans more as well."""
    chance = buyer.random("rup-epurchasing")
    part = min(600, (_BY_CATALOGUE + 1_000 * buyer.ordered // buyer.base) // 2)
    found: list[Package] = []
    for pagu in _amounts(chance, buyer.base * part // 1_000, buyer.base):
        kind, title, etalase = titles.goods(chance)
        found.append(_package(buyer, chance, 1, len(found), pagu, (kind, title, etalase, "E-Purchasing")))
    return found


def other_packages(buyer: Buyer) -> list[Package]:
    """Packages by tender and the other methods: works and advice, and goods that the catalogue may have as well."""
    chance, of_goods = buyer.random("rup-lain"), buyer.random("rup-lain-barang")
    found: list[Package] = []
    for pagu in _amounts(chance, buyer.base * _OTHERWISE // 1_000, buyer.base):
        kind, title = titles.works(chance)
        method = "Pengadaan Langsung" if pagu <= 200_000_000 else chance.choice(_OTHER_METHODS[:2])
        if of_goods.randrange(100) < _GOODS_OF_100:
            kind, title = titles.elsewhere(of_goods)
            method = "Tender" if method == "Seleksi" else method
        found.append(_package(buyer, chance, 2, len(found), pagu, (kind, title, 0, method)))
    return found


def self_managed_packages(buyer: Buyer) -> list[Package]:
    chance = buyer.random("rup-swakelola")
    planned = (_BY_CATALOGUE + 1_000 * buyer.ordered // buyer.base) // 2
    part = max(200, 1_000 - min(600, planned) - _OTHERWISE)
    return [
        _package(buyer, chance, 3, number, pagu, ("", titles.self_managed(chance), 0, "Swakelola"))
        for number, pagu in enumerate(_amounts(chance, buyer.base * part // 1_000, buyer.base, times=4))
    ]


def _amounts(chance: Random, whole: int, base: int, times: int = 1) -> Iterator[int]:
    """Amounts that add up to `whole`, none larger than a seventh of the buyer's year."""
    largest = max(base // 7, 5_000_000)
    left = whole
    while left > 0:
        pagu = min(amount(chance, PLAN_SIZES) * times, largest, left)
        left -= pagu
        if left < 3_000_000:
            pagu, left = pagu + left, 0
        yield pagu


def _package(
    buyer: Buyer, chance: Random, series: int, number: int, pagu: int, what: tuple[str, str, int, str]
) -> Package:
    kind, title, etalase, method = what
    unit = buyer.units[0]
    if len(buyer.units) > 1 and chance.randrange(100) < buyer.part_below:
        unit = buyer.units[chance.randrange(1, len(buyer.units))]
    first = 38_000_000 if series == 3 else 58_000_000
    year_step = (buyer.year - 2025) * 6_000_000
    code = first + year_step + place_of(buyer) * 4_000 + series * 1_200 + number
    revised = series == 1 and chance.randrange(100) < 6
    return Package(
        code=code,
        former_code=code + 3_000_000 if revised else None,
        unit=unit,
        title=title,
        kind=kind,
        etalase=etalase,
        method=method,
        pagu=pagu,
        announced=date(buyer.year, 1, 6) + timedelta(days=_announced_after(chance)),
        active=chance.randrange(1_000) >= 12,
        pdn=chance.randrange(100) < 94,
        umkk=chance.randrange(100) < 71,
    )


def _announced_after(chance: Random) -> int:
    """Most packages are announced by the end of March, the rest with the changed budget of September."""
    return chance.randrange(80) if chance.randrange(100) < 86 else chance.randrange(80, 285)


def place_of(buyer: Buyer) -> int:
    """A small number that no other buyer of the year has; codes of plans and orders begin with it."""
    return (buyer.units[0].number - 264_000) % 71_000 // 20


def budget_rows(buyer: Buyer) -> Iterator[tuple[SampleUnit, int | None]]:
    """Rows of the Struktur Anggaran: unit and belanja pengadaan (None: the row is there, its amounts are empty)."""
    if buyer.government == NO_BUDGET_FEED:
        return
    for unit in buyer.units:
        amount_of_row = unit.own_budget
        doubted = buyer.government == PROVINCE and buyer.year == LAST_YEAR
        if doubted and unit.code == SLIPPED and amount_of_row:
            amount_of_row *= 1_000
        if doubted and unit.code == CONFLICT and amount_of_row:
            yield unit, amount_of_row + 2_718_500_000
        yield unit, amount_of_row
