"""What a firm has left empty that keeps a need from reaching it: two fields at most, else it is too far to be told of.

A field is named only where the firm itself has said nothing: what it has stated of its trade is not doubted, and what
it does not make is not suggested. Source: SE 027/1181-BPBJ/2023; the bound of two is this house's own choice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from itertools import combinations

from .matching import Candidate, Ground, Sought, fit
from .trades import makers

#: Fields that one can be asked to fill in at once.
MOST = 2


class Lack(StrEnum):
    """A field that a firm can fill in so that more needs reach it."""

    TRADE = "kbli"
    SHELF = "etalase"
    SERVES = "wilayah"
    MAKER = "pembuat"
    CAPACITY = "kapasitas"

    @property
    def told(self) -> str:
        """What to fill in, as the firm reads it."""
        return {
            "kbli": "isi kode KBLI usaha Anda",
            "etalase": "centang etalase tempat Anda ingin berjualan",
            "wilayah": "tambah wilayah kirim pada barang Anda",
            "pembuat": "pilih produsen pada barang Anda, bila Anda yang membuatnya",
            "kapasitas": "isi kapasitas sebulan pada barang Anda",
        }[self.value]


def within_reach(
    sought: Sought,
    candidate: Candidate,
    points: Mapping[Ground, int],
    *,
    above: int = -1,
    sells: bool = False,
    could: bool = False,
) -> tuple[Lack, ...] | None:
    """The fewest fields that would let the need reach the firm; none where it reaches it as it is; None where two would
    not do. `above`: points that are not enough to come among those told, where places are taken; the rest as `fit`.
    """
    missing = list(_empty(sought, candidate))
    for count in range(MOST + 1):
        for lacks in combinations(missing, count):
            found = fit(sought, _filled(sought, candidate, lacks), points, sells=sells, could=could)
            if found is not None and found.points > above:
                return lacks
    return None


def _empty(sought: Sought, candidate: Candidate) -> Iterator[Lack]:
    """Fields of the firm that are empty and matter for this need, the easiest to fill in first."""
    if not candidate.kbli and makers(sought.kbki):
        yield Lack.TRADE
    if sought.etalase_id is not None and sought.etalase_id not in candidate.shelves:
        yield Lack.SHELF
    if candidate.serves is None:
        return  # it has no goods yet that could say more
    if sought.place and sought.place not in candidate.serves:
        yield Lack.SERVES
    if not candidate.maker:
        yield Lack.MAKER
    if sought.amount is not None and sought.etalase_id is not None and sought.etalase_id not in candidate.capacity:
        yield Lack.CAPACITY


def _filled(sought: Sought, candidate: Candidate, lacks: tuple[Lack, ...]) -> Candidate:
    for lack in lacks:
        if lack is Lack.TRADE:
            candidate = replace(candidate, kbli=makers(sought.kbki)[:1])
        elif lack is Lack.SHELF and sought.etalase_id is not None:
            candidate = replace(candidate, shelves=candidate.shelves | {sought.etalase_id})
        elif lack is Lack.SERVES:
            candidate = replace(candidate, serves=(candidate.serves or frozenset()) | {sought.place})
        elif lack is Lack.MAKER:
            candidate = replace(candidate, maker=True)
        elif lack is Lack.CAPACITY and sought.etalase_id is not None and sought.amount is not None:
            candidate = replace(candidate, capacity={**candidate.capacity, sought.etalase_id: sought.amount})
    return candidate
