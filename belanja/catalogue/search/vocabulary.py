"""The words of the catalogue in memory: which are known, what a mistyped one may mean, and what means the same.

Read once for a version of `SearchState`; every change of words or synonyms makes a new version.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from threading import Lock

from rapidfuzz import process
from rapidfuzz.distance import OSA

from belanja.catalogue.models import SearchState, Synonym, Word
from belanja.foundation.questions import Question
from belanja.foundation.words import lexeme, rows, tokens

Phrase = tuple[str, ...]
DATA = Path(__file__).parent / "data"
#: How many meanings of one mistyped word are tried.
MOST_MEANINGS = 5
_VERSION = Question(lambda: SearchState.objects.order_by("pk").values_list("version", flat=True)[:1])
_LONGEST_PHRASE = 4
#: A word this long may have two slips; a shorter one has one.
_TWO_SLIPS_FROM = 6


@dataclass(frozen=True)
class Meaning:
    """What a mistyped word may mean, and by how many slips it differs."""

    word: str
    slips: int


@dataclass(frozen=True)
class Vocabulary:
    """`uses`: known word -> offers with it. `equivalents`: phrase of lexemes -> phrases that mean the same."""

    uses: dict[str, int]
    equivalents: dict[Phrase, tuple[Phrase, ...]]
    brands: dict[str, str]
    lexemes: frozenset[str] = field(init=False)
    words: list[str] = field(init=False)

    def __post_init__(self) -> None:
        said = {one for phrase in self.equivalents for one in phrase}
        object.__setattr__(self, "lexemes", frozenset(lexeme(word) for word in self.uses) | said)
        object.__setattr__(self, "words", sorted(self.uses))

    def knows(self, word: str) -> bool:
        return word in self.uses or lexeme(word) in self.lexemes

    def longest_phrase(self, lexemes: Phrase) -> int:
        """How many of the first lexemes make a phrase with equivalents; 0 for none."""
        for length in range(min(_LONGEST_PHRASE, len(lexemes)), 0, -1):
            if lexemes[:length] in self.equivalents:
                return length
        return 0

    def meanings(self, word: str) -> list[Meaning]:
        """Known words that a mistyped one may mean: fewest slips first, then the same first letter, then a letter
        forgotten, then the more used. A slip is a letter too many, missing, wrong or swapped with its neighbour."""
        most = 2 if len(word) >= _TWO_SLIPS_FROM else 1
        near = process.extract(word, self.words, scorer=OSA.distance, score_cutoff=most, limit=None)
        near = [one for one in near if one[0] != word]
        if not near:
            return []
        fewest = min(slips for _known, slips, _place in near)
        found = sorted(
            (Meaning(known, int(slips)) for known, slips, _place in near if slips == fewest),
            key=lambda one: (one.word[0] != word[0], len(one.word) <= len(word), -self.uses[one.word], one.word),
        )
        return _different(found)[:MOST_MEANINGS]


def _different(meanings: list[Meaning]) -> list[Meaning]:
    """One of those that are found by the same lexeme."""
    seen: set[str] = set()
    kept = []
    for meaning in meanings:
        stem = lexeme(meaning.word)
        if stem not in seen:
            seen.add(stem)
            kept.append(meaning)
    return kept


def version() -> int:
    """The version of words and synonyms on record. One query."""
    return _VERSION.first() or 0


_reading = Lock()


def current(at: int) -> Vocabulary:
    """The vocabulary of a version."""
    with _reading:  # several threads must not read the same twice
        return _of(at)


@lru_cache(maxsize=1)
def _of(at: int) -> Vocabulary:
    uses = dict(Word.objects.values_list("word", "uses"))
    equivalents: dict[Phrase, list[Phrase]] = {}
    for term, others, both in Synonym.objects.filter(active=True).values_list("term", "equivalents", "both_ways"):
        mine = phrase(term)
        theirs = [found for other in others if (found := phrase(other))]
        if not mine:
            continue
        equivalents.setdefault(mine, []).extend(theirs)
        if both:
            for other in theirs:
                equivalents.setdefault(other, []).extend(one for one in (mine, *theirs) if one != other)
    brands = {row[0]: row[1] for row in rows(DATA / "brands_misspelt.tsv")}
    return Vocabulary(
        uses, {term: tuple(dict.fromkeys(one for one in found if one != term)) for term, found in equivalents.items()},
        brands,
    )  # fmt: skip


def phrase(text: str) -> Phrase:
    """A term as the lexemes it is found by."""
    return tuple(token.lexeme for token in tokens(text))
