"""Judged questions: how good an order of results is (nDCG@10), and typos to be mended."""

import math
import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).with_name("judged.tsv")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
DEPTH = 10


@dataclass(frozen=True)
class Judgment:
    """A question of one world, and what is right (3), of the right kind (2) or near (1)."""

    world: str
    question: str
    grades: tuple[re.Pattern[str] | None, ...]

    def grade(self, said: str) -> int:
        """The grade of a result, described as "name | etalase" in lower case."""
        for grade, pattern in zip((3, 2, 1), self.grades, strict=True):
            if pattern is not None and pattern.search(said):
                return grade
        return 0


def judgments(world: str) -> list[Judgment]:
    """The judged questions of a world, as they stand in the file."""
    found = []
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            cells = [*line.split("\t"), "", "", ""][:5]
            if cells[0] == world:
                patterns = tuple(re.compile(cell) if cell.strip() else None for cell in cells[2:])
                found.append(Judgment(cells[0], cells[1], patterns))
    return found


def ndcg(shown: Sequence[int], all_grades: Iterable[int]) -> float:
    """Discounted gain of the shown grades against the best order that everything there is would allow. A question for
    which nothing right exists has no place here."""
    ideal = sorted(all_grades, reverse=True)[:DEPTH]
    best = _gain(ideal)
    return _gain(shown[:DEPTH]) / best if best else 0.0


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


@dataclass(frozen=True)
class Typo:
    """A question with one slip, and what it means."""

    typed: str
    meant: str


def typos(terms: Sequence[str], count: int, *, usable: Callable[[str], bool]) -> list[Typo]:
    """`count` questions with one slip in one of their longer words: a letter missing, too many, wrong or swapped.
    `usable` refuses slips that make another thing that exists ("beras" to "deras" may be a word of its own)."""
    chance = random.Random(20261102)  # noqa: S311 - the same slips every time
    found: list[Typo] = []
    while len(found) < count:
        meant = chance.choice(terms)
        words = meant.split()
        places = [place for place, word in enumerate(words) if len(word) >= 4 and word.isalpha()]
        if not places:
            continue
        place = chance.choice(places)
        slipped = _slip(words[place], chance)
        if slipped != words[place] and usable(slipped):
            found.append(Typo(" ".join([*words[:place], slipped, *words[place + 1 :]]), meant))
    return found


def _slip(word: str, chance: random.Random) -> str:
    place = chance.randrange(len(word))
    kind = chance.randrange(4)
    if kind == 0:
        return word[:place] + word[place + 1 :]
    if kind == 1:
        return word[:place] + chance.choice(_LETTERS) + word[place:]
    if kind == 2:
        return word[:place] + chance.choice(_LETTERS) + word[place + 1 :]
    place = min(place, len(word) - 2)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
