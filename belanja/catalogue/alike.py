"""Which products may be one and the same: the same GTIN, the same brand and type, or names that hardly differ.

Nothing is put together by this: it gives pairs with reasons, and a person decides (peers' lesson: high likeness is
suggested, nothing merges itself). Numbers of a name must agree ("70 g" is not "80 g"), and so must brand and shelf.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from rapidfuzz import fuzz, process

from belanja.foundation.words import plain, tokens

#: Likeness of names (words in alphabetical order) from which on a pair is worth a look; measured on labelled pairs.
LEAST = 78
#: Likeness of two words from which on one may be the other mistyped.
_SLIP = 74
#: Names compared with each other at once; a larger group is cut, the rest waits for the next round.
_MOST_IN_A_GROUP = 1_500
_DIGITS = re.compile(r"\d+(?:[.,]\d+)?")
_MODEL = re.compile(r"[^0-9a-z]+")
Key = TypeVar("Key")
Item = TypeVar("Item")


@dataclass(frozen=True)
class Thing:
    """A product as far as likeness looks at it; `attributes` by the schema of its shelf."""

    id: int
    etalase_id: int
    name: str
    brand: str = ""
    model: str = ""
    gtin: str = ""
    unit: str = ""
    pack: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Pair:
    """Two products (the lower id first) with a score of 0 to 100 and the reasons in words."""

    first: int
    second: int
    score: int
    reasons: tuple[str, ...]


def pairs(things: Iterable[Thing]) -> list[Pair]:
    """Likely duplicates among the things, the likeliest first. Of many that are alike each is paired with the oldest
    only, so that a shelf of the same goods does not become thousands of pairs."""
    known = sorted(things, key=lambda one: one.id)
    found: dict[tuple[int, int], tuple[int, list[str]]] = {}
    for first, second, score, reason in (*_same_gtin(known), *_same_model(known), *_near_names(known)):
        key = (min(first, second), max(first, second))
        best, reasons = found.get(key, (0, []))
        found[key] = (max(best, score), [*reasons, reason])
    made = [Pair(first, second, score, tuple(why)) for (first, second), (score, why) in found.items()]
    by_id = {one.id: one for one in known}
    made = [one for one in made if not _contradict(by_id[one.first], by_id[one.second])]
    return sorted(made, key=lambda one: (-one.score, one.first, one.second))


def _contradict(first: Thing, second: Thing) -> bool:
    """Two GTINs, brands, types, packs or values of one attribute are two things, whatever their names say."""
    shared = first.attributes.keys() & second.attributes.keys()
    if any(_value(first.attributes[key]) != _value(second.attributes[key]) for key in shared):
        return True
    return any(
        a and b and a != b
        for a, b in (
            (first.gtin, second.gtin),
            (plain(first.brand), plain(second.brand)),
            (_model(first.model), _model(second.model)),
            (first.unit, second.unit),
            (first.pack, second.pack),
        )
    )


def _value(value: Any) -> str:
    return " ".join(plain(str(value)).split())


def _same_gtin(things: list[Thing]) -> Iterator[tuple[int, int, int, str]]:
    for gtin, group in _grouped((one.gtin, one) for one in things if one.gtin).items():
        for other in group[1:]:
            shelf = "" if other.etalase_id == group[0].etalase_id else ", di etalase yang berbeda"
            yield group[0].id, other.id, 99, f"GTIN sama: {gtin}{shelf}"


def _same_model(things: list[Thing]) -> Iterator[tuple[int, int, int, str]]:
    keyed = (
        ((one.etalase_id, plain(one.brand), _model(one.model)), one)
        for one in things
        if one.brand and _model(one.model)
    )
    for group in _grouped(keyed).values():
        for other in group[1:]:
            yield group[0].id, other.id, 95, f"Merek dan tipe sama: {other.brand} {other.model}"


def _near_names(things: list[Thing]) -> Iterator[tuple[int, int, int, str]]:
    """Names of one shelf with the same numbers; equal ones first, then those of different wording."""
    keyed = (((one.etalase_id, *sorted(_DIGITS.findall(plain(one.name).replace(",", ".")))), one) for one in things)
    for group in _grouped(keyed).values():
        if len(group) < 2:
            continue
        by_words = _grouped((_words(one), one) for one in group)
        for same in by_words.values():
            for other in same[1:]:
                yield same[0].id, other.id, 92, "Nama sama"
        yield from _near([(words, same[0]) for words, same in by_words.items() if words][:_MOST_IN_A_GROUP])


def _near(group: list[tuple[str, Thing]]) -> Iterator[tuple[int, int, int, str]]:
    names = [words for words, _thing in group]
    for place, (words, thing) in enumerate(group[:-1]):
        for other_words, score, at in process.extract(
            words, names[place + 1 :], scorer=fuzz.ratio, score_cutoff=LEAST, limit=None
        ):
            if _only_slips(words, other_words):
                other = group[place + 1 + at][1]
                yield thing.id, other.id, min(int(score), 91), f"Nama mirip {int(score)}%: “{other.name}”"


def _only_slips(first: str, second: str) -> bool:
    """Whether names differ by spelling or by one word more, not by a word in another's place (hitam, kuning)."""
    mine, theirs = set(first.split()), set(second.split())
    few, many = sorted((mine - theirs, theirs - mine), key=len)
    if not few:
        return len(many) <= 1
    return len(few) == len(many) and all(max(fuzz.ratio(word, other) for other in many) >= _SLIP for word in few)


def _words(thing: Thing) -> str:
    """The words of a name without its brand as they are searched by: neither order nor spelling of units counts."""
    brand = {token.lexeme for token in tokens(thing.brand)}
    return " ".join(sorted({token.lexeme for token in tokens(thing.name)} - brand))


def _model(written: str) -> str:
    return _MODEL.sub("", plain(written))


def _grouped(keyed: Iterable[tuple[Key, Item]]) -> dict[Key, list[Item]]:
    groups: dict[Key, list[Item]] = defaultdict(list)
    for key, one in keyed:
        groups[key].append(one)
    return groups
