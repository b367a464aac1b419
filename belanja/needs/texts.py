"""Texts of firms by their words: who says, or makes, what a title names."""

from collections import defaultdict
from collections.abc import Iterable

from belanja.foundation.words import lexemes, tokens
from belanja.rules.needs import trades


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


def head(title: str) -> tuple[str, ...]:
    """The words of a title that tell the thing, as they are written: «tas» of «Tas koja Baduy»."""
    words = [token.word for token in tokens(title) if not token.size]
    return tuple(words[: trades.head(words)])


def name_of(title: str) -> str:
    """What people call the thing of a title, one word as it is written; empty where it is not one that trades are known
    for (`rules.needs.trades`)."""
    words = head(title)
    return words[-1] if words and trades.named(words[-1]) else ""
