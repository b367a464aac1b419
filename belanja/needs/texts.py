"""Texts of firms by their words: who says, or makes, what a title names."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from belanja.foundation.words import lexemes, tokens
from belanja.rules.needs import trades
from belanja.rules.needs.matching import Ground


class Texts:
    """Texts with whose they are (keys of firms), asked for those that hold some words together."""

    def __init__(self) -> None:
        self._of: list[frozenset[str]] = []
        self._with: dict[str, set[int]] = defaultdict(set)

    def add(self, text: str, keys: Iterable[str]) -> None:
        for word in lexemes(text):
            self._with[word].add(len(self._of))
        self._of.append(frozenset(keys))

    def holding(self, words: Iterable[str]) -> frozenset[str]:
        """Whose texts hold every one of the words (as `lexemes` gives them); nobody's for no word."""
        found = [self._with.get(word, set()) for word in words]
        texts = set.intersection(*found) if found else set()
        return frozenset().union(*(self._of[number] for number in texts))


#: Titles of needs whose first words are known: the same ones are compared with firm after firm.
_KNOWN = 4_096


@lru_cache(_KNOWN)
def head(title: str) -> tuple[str, ...]:
    """The words of a title that tell the thing, as they are written: «tas» of «Tas koja Baduy»."""
    words = [token.word for token in tokens(title) if not token.size]
    return tuple(words[: trades.head(words)])


@lru_cache(_KNOWN)
def name_of(title: str) -> str:
    """What people call the thing of a title, one word as it is written; empty where it is not one that trades are known
    for (`rules.needs.trades`), or is not to be made but lent or done."""
    words = head(title)
    return words[-1] if words and words[0] not in trades.SERVICES and trades.named(words[-1]) else ""


def reasons(grounds: Iterable[str], title: str) -> list[str]:
    """Why a firm was found for what a title names, as people read it; with the word it goes by, where that is all."""
    named = f" («{' '.join(head(title))}»)"
    return [Ground(one).told + named * (one == Ground.COULD) for one in grounds]
