"""Which firms could meet a need, and why: points for each reason, and who of the fitting ones is told first.

Points and bounds are dated rows (`kebutuhan.cocok.*`), the region's own choice. A firm is not judged: the points only
order who is told. Places for newcomers are kept, so that who has sold before does not always come first.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from heapq import nsmallest
from types import MappingProxyType

from .trades import supplies


class Ground(StrEnum):
    """Why a firm may fit; its value is the end of the dated row with its points."""

    GOODS = "barang"
    SHELF = "etalase"
    TRADE = "kbli"
    HISTORY = "pernah"
    PLACE = "tempat"
    SERVES = "wilayah"
    MAKER = "pembuat"
    COOPERATIVE = "koperasi"
    CAPACITY = "kapasitas"
    COULD = "mungkin"

    @property
    def told(self) -> str:
        """The reason as the firm and the officer read it."""
        return {
            "barang": "menjual atau membuat barang dengan kata yang sama",
            "etalase": "berjualan di etalase ini",
            "kbli": "bidang usahanya (KBLI) membuat atau menjualnya",
            "pernah": "pernah memenuhi pesanan di etalase ini",
            "tempat": "berada di kabupaten/kota tempat pengiriman",
            "wilayah": "mengirim ke kabupaten/kota itu",
            "pembuat": "membuat sendiri barang yang dijualnya",
            "koperasi": "koperasi, dapat menghimpun anggotanya",
            "kapasitas": "kapasitasnya cukup untuk jumlah ini",
            "mungkin": "mungkin sanggup: bidang usaha, uraian atau barang buatannya menyebut barang seperti ini",
        }[self.value]


#: A firm fits only for one of these; the others only order those that do.
DECIDING = frozenset({Ground.GOODS, Ground.SHELF, Ground.TRADE, Ground.HISTORY, Ground.COULD})


@dataclass(frozen=True)
class Sought:
    """A need as matching reads it. `kbki`: leading digits; `place`: kode wilayah, empty: anywhere; `amount`: None where
    it is not told as a number; `name`: what people call the thing (`trades.named`), empty where it is not known."""

    code: str
    etalase_id: int | None
    kbki: tuple[str, ...]
    place: str
    amount: Decimal | None = None
    name: str = ""


@dataclass(frozen=True)
class Candidate:
    """A firm, or an entry of a Dinas's list (`key`: unique among both), as matching reads it. `sold_on`: etalase in
    which it fulfilled orders; `serves`: None where it is not told; `capacity`: a month, by etalase."""

    key: str
    kbli: tuple[str, ...]
    shelves: frozenset[int]
    place: str
    serves: frozenset[str] | None = None
    sold_on: frozenset[int] = frozenset()
    maker: bool = False
    cooperative: bool = False
    capacity: Mapping[int, Decimal] = field(default_factory=dict)
    orders: int = 0


@dataclass(frozen=True)
class Fit:
    """How a candidate fits: its points and the grounds that gave them, the weightiest first."""

    key: str
    points: int
    grounds: tuple[Ground, ...]
    newcomer: bool


def fit(
    sought: Sought, candidate: Candidate, points: Mapping[Ground, int], *, sells: bool = False, could: bool = False
) -> Fit | None:
    """How it fits; None where no deciding ground speaks for it, or it does not deliver there. `sells`: whether it sells
    something with all words of the need, or says that it makes it; `could`: whether its trade, what it says or what it
    makes has the name of the thing, which decides only where nothing surer does."""
    if sought.place and candidate.serves is not None and sought.place not in candidate.serves:
        return None
    found = _deciding(sought, candidate)
    if sells:
        found.append(Ground.GOODS)
    if not found and could:
        found.append(Ground.COULD)
    if not found:
        return None
    found += _beside(sought, candidate)
    grounds = tuple(sorted(found, key=lambda one: (-points[one], one)))
    return Fit(candidate.key, sum(points[one] for one in grounds), grounds, candidate.orders == 0)


def told_first(
    code: str,
    fits: Iterable[Fit],
    *,
    most: int,
    for_newcomers: int,
    told: Mapping[str, int] = MappingProxyType({}),
    step: int = 0,
) -> list[Fit]:
    """Whom a need is told to: at most `most`, by points; among equals by a rotation that anybody can compute again from
    the codes. `for_newcomers` places go to firms without an order, as far as there are any; there, whoever was `told`
    of needs lately (how often, by key) stands `step` points back for each: the same ones do not take them all."""
    found = list(fits)
    fresh = _foremost(
        code,
        ((step * told.get(one.key, 0) - one.points, one) for one in found if one.newcomer),
        min(most, for_newcomers),
    )
    taken = {one.key for one in fresh}
    others = ((-one.points, one) for one in found if one.key not in taken)
    chosen = fresh + _foremost(code, others, most - len(fresh))
    return sorted(chosen, key=lambda one: (-one.points, turn(code, one.key)))


def _foremost(code: str, fits: Iterable[tuple[int, Fit]], count: int) -> list[Fit]:
    """The `count` that stand least behind (told with each), in no order; turns are computed only among equals for whom
    they decide."""
    levels: dict[int, list[Fit]] = defaultdict(list)
    for behind, one in fits:
        levels[behind].append(one)
    chosen: list[Fit] = []
    for level in sorted(levels):
        equal, room = levels[level], count - len(chosen)
        if room <= 0:
            break
        chosen += equal if len(equal) <= room else nsmallest(room, equal, key=lambda one: turn(code, one.key))
    return chosen


def turn(code: str, key: str) -> str:
    """The place of a firm among equals for one need: SHA-256 of both."""
    return sha256(f"{code}|{key}".encode()).hexdigest()


def _deciding(sought: Sought, candidate: Candidate) -> list[Ground]:
    grounds = []
    if sought.etalase_id is not None and sought.etalase_id in candidate.shelves:
        grounds.append(Ground.SHELF)
    if sought.etalase_id is not None and sought.etalase_id in candidate.sold_on:
        grounds.append(Ground.HISTORY)
    if supplies(candidate.kbli, sought.kbki, sought.name):
        grounds.append(Ground.TRADE)
    return grounds


def _beside(sought: Sought, candidate: Candidate) -> list[Ground]:
    grounds = []
    if sought.place and candidate.place == sought.place:
        grounds.append(Ground.PLACE)
    elif sought.place and candidate.serves is not None:
        grounds.append(Ground.SERVES)
    if candidate.maker:
        grounds.append(Ground.MAKER)
    if candidate.cooperative:
        grounds.append(Ground.COOPERATIVE)
    can = None if sought.etalase_id is None else candidate.capacity.get(sought.etalase_id)
    if sought.amount is not None and can is not None and can >= sought.amount:
        grounds.append(Ground.CAPACITY)
    return grounds
