"""Which needs are one demand: the same ready specification, or the same thing by its words on the same shelf."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Thing:
    """A need as it is compared: stems of its title, what it refers to, and the unit of its amount (empty: not told)."""

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
