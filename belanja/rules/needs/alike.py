"""Which needs are one demand: the same ready specification, or the same thing by its words on the same shelf."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..measures import WORDS, code_of

#: Words of titles that say that something is bought, not what.
_BUYING = frozenset("belanja kebutuhan kegiatan modal paket pembelian pengadaan penyediaan".split())
#: Codes that stand for several sizes (person and person-month, strip and tablet, title and copy, tube and cylinder, bag
#: and large sachet): as it is written, or sums would be wrong.
_SEVERAL_SIZES = frozenset({"IE", "TAB", "C62", "XTU", "XEC"})


@dataclass(frozen=True)
class Thing:
    """A need as it is compared: stems of its title without those `of_buying`, what it refers to, and the unit of its
    amount as `measure_key` writes it (empty: not told)."""

    words: frozenset[str]
    specification_id: int | None = None
    etalase_id: int | None = None
    measure: str = ""


def alike(one: Thing, other: Thing) -> bool:
    """Whether a firm that could meet one could meet the other, and their amounts add up.

    The same specification is the same thing. Without it the words decide: the same stems, with sizes; one title may say
    more than the other only where that adds nothing but words and both name the same shelf.
    """
    if one.measure and other.measure and one.measure != other.measure:
        return False
    if one.specification_id is not None and other.specification_id is not None:
        return one.specification_id == other.specification_id
    if one.etalase_id is not None and other.etalase_id is not None and one.etalase_id != other.etalase_id:
        return False
    if not one.words or not other.words:
        return False
    if one.words == other.words:
        return True
    if one.etalase_id is None or one.etalase_id != other.etalase_id:
        return False
    return _says_more(one.words, other.words) or _says_more(other.words, one.words)


def _says_more(more: frozenset[str], less: frozenset[str]) -> bool:
    added = more - less
    return less < more and len(less) > 1 and not any(character.isdigit() for word in added for character in word)


def of_buying(word: str) -> bool:
    """Whether a word of a title (lower case) says that something is bought, not what: «pengadaan»."""
    return word in _BUYING


def measure_key(written: str) -> str:
    """A unit of measure as it is compared, however it is written: `buah`, `bh` and `pcs` are one, `unit/bulan` is
    another."""
    code = "" if "/" in written or "(" in written else code_of(written)
    return code if code and code not in _SEVERAL_SIZES else " ".join(written.split()).casefold()


def together(amounts: Sequence[tuple[Decimal, str]]) -> dict[str, Decimal]:
    """Amounts (number, unit as written) added up, by their units: as people write one, or by its Indonesian word where
    they write it differently."""
    sums: dict[str, Decimal] = {}
    written: dict[str, set[str]] = {}
    for number, unit in amounts:
        key = measure_key(unit)
        sums[key] = sums.get(key, Decimal(0)) + number
        written.setdefault(key, set()).add(" ".join(unit.split()))
    named = {key: min(units) if len(units) == 1 else WORDS.get(key, min(units)) for key, units in written.items()}
    return dict(sorted((named[key], total) for key, total in sums.items()))
