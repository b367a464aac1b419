"""Reading a plan line: which class it buys, how sure that is, and the words that said so.

A title is parted: what stands before "sub kegiatan", "dalam rangka" or the code of an activity names what is bought,
the rest names the occasion and is not heard; where an activity comes first and "belanja" later, the part from there on
is heard. A phrase hides shorter ones in it. What follows an act (pengawasan, sewa, pemeliharaan) says what the act is
done to and hardly counts; two things side by side make a line unsure. Account and kind speak beside the words of the
title, and decide nothing without them.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import accumulate

from .classes import CLASSES
from .evidence import ACCOUNTS, ACTS, KINDS, PHRASES, Account, Phrase

#: Grows with every change of rules or evidence; kept with what they said.
VERSION = "2026.11.4"
#: From this part of all that spoke (and one doubt more) on, a class is told; below it the line is left to a person.
SURE = Decimal("0.75")
#: Other words that may stand between two words of a phrase.
_BETWEEN = 2
_HEARD, _ASIDE, _LATER, _PURPOSE, _DONE_TO = (Decimal(part) for part in ("1", "0.5", "0.5", "0.15", "0.1"))
_OCCASION = re.compile(
    r"\b(?:sub\s*-?\s*keg\w*|keg|direkening|dalam rangka|dalam mendukung|guna mendukung)\b|"
    r"(?<!untuk )\bkegiatan\b(?! kantor)|(?<=\s|\()\d{1,2}\.\d{2}\.[\d.]+"
)
#: Where another purchase begins in the same title.
_NEXT_PURCHASE = re.compile(r"\s*(?:[,;]|\[ ?# ?\])\s*(?=belanja\b)")
#: An activity before what is bought for it: at least four words that do not say "belanja" themselves.
_ACTIVITY_FIRST = re.compile(r"^(?!tu set)(?:(?!belanja\b)\S+\s+){4,}?(?=belanja\b)")
_CODE_FIRST = re.compile(r"^[\s\d.\-:]+")
_ASIDE_IN = re.compile(r"\(([^()]*)\)?")
_BREAK = re.compile(r"[,;+&]|\bdan\b|\bserta\b|\batau\b")
_SIDE_BY_SIDE = re.compile(rf"{_BREAK.pattern}|/")
_ACCOUNT = re.compile(r"5\.[123](?:\.\d{2}){3}\.\d{3,4}")
_FEWEST_LETTERS = 3
#: Texts whose reading is kept.
_KEPT = 20_000
#: What further phrases of a class can add at most to its loudest one.
_MOST_MORE = Decimal(2)

#: The weight of a phrase that speaks alone.
_PLAIN = Decimal(6)

#: From this weight on a phrase is the name of an account.
_NAMED = 9

#: Work of people that firms are paid for: several of them side by side are several purchases.
_HELPERS = frozenset({"tenaga", "kebersihan_jasa", "keamanan"})

Lexemes = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Verdict:
    """What the rules say of a line. `code`: the class, empty where they are unsure; `leaning`: the class that most
    speaks for, also where it is not enough; `confidence`: 0 to 1, two decimals; `words`: what spoke for it;
    `against`: classes that something else spoke for."""

    code: str
    leaning: str
    confidence: Decimal
    words: tuple[str, ...]
    against: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        return bool(self.code)


@dataclass(frozen=True)
class _Said:
    phrase: Phrase
    start: int
    end: int
    lexemes: frozenset[str]


class _Spoke:
    """What has spoken so far: of a class the loudest phrase counts, further ones add little, and what stands beside
    the title is added."""

    def __init__(self) -> None:
        self.loudest: dict[str, Decimal] = {}
        self._more: dict[str, Decimal] = {}
        self._beside: dict[str, Decimal] = {}
        self._words: dict[str, list[str]] = {}

    def phrase(self, phrase: Phrase, part: Decimal) -> None:
        self.loudest[phrase.means] = max(self.loudest.get(phrase.means, Decimal(0)), phrase.weight * part)
        words = self._words.setdefault(phrase.means, [])
        if phrase.words not in words:
            words.append(phrase.words)
            self._more[phrase.means] = self._more.get(phrase.means, -part) + part

    def _score(self, code: str) -> Decimal:
        zero = Decimal(0)
        more = min(self._more.get(code, zero), _MOST_MORE)
        return self.loudest.get(code, zero) + more + self._beside.get(code, zero)

    def beside(self, code: str, weight: int, said: str) -> None:
        self._beside[code] = self._beside.get(code, Decimal(0)) + weight
        self._words.setdefault(code, []).append(said)

    def kind(self, code: str, weight: int, said: str) -> None:
        """A stated kind: weaker where the title says nothing; advice about works is no works, and works that the title
        calls advice are advice."""
        if code == "konsultansi" and "konstruksi" in self.loudest:
            self.loudest["konstruksi"] *= _DONE_TO
            self._more["konstruksi"] *= _DONE_TO
        if code == "konstruksi" and self.loudest.get("konsultansi", Decimal(0)) >= _PLAIN:
            return
        self.beside(code, weight if self.loudest else weight - 1, said)

    def verdict(self) -> Verdict:
        scores = {code: self._score(code) for code in self._words}
        if not scores:
            return Verdict("", "", Decimal(0), ())
        best, *others = sorted(scores, key=lambda code: (-scores[code], code))
        share = (scores[best] / (sum(scores.values()) + 1)).quantize(Decimal("0.01"), ROUND_HALF_UP)
        said = tuple(dict.fromkeys(self._words[best]))
        return Verdict(best if share >= SURE else "", best, share, said, tuple(others))


class Reader:
    """The rules with their phrases in the form by which words are found. `lexemes` makes it of a text."""

    def __init__(self, lexemes: Lexemes, phrases: Iterable[Phrase] = PHRASES) -> None:
        self._lexemes = lexemes
        self._by_first: dict[str, list[tuple[tuple[str, ...], frozenset[str], Phrase]]] = {}
        # Thousands of lines differ in their occasion alone.
        self._weighed = lru_cache(maxsize=_KEPT)(self._weigh)
        written: dict[tuple[str, ...], Phrase] = {}
        for phrase in phrases:
            row = tuple(lexemes(phrase.words))
            known = written.get(row)
            if known is None or known.weight < phrase.weight:
                written[row] = phrase
        for row, phrase in written.items():
            self._by_first.setdefault(row[0], []).append((row, frozenset(row), phrase))
        for rows in self._by_first.values():
            rows.sort(key=lambda row: -len(row[0]))

    def read(self, title: str, *, kind: str = "", accounts: Iterable[str] = ()) -> Verdict:
        """What a line buys. `kind`: the kind of procurement as the plan states it; `accounts`: accounts of the budget
        lines that pay for it, with or without the code of the activity before them."""
        return self._read(title, kind.strip().lower(), tuple(sorted({account_of(one) for one in accounts} - {""})))

    def classes_of(self, name: str) -> frozenset[str]:
        """The classes that the name of a shelf speaks for."""
        return frozenset(one.phrase.means for one in self._spoken(name) if one.phrase.means and one.phrase.weight > 2)

    def _read(self, title: str, kind: str, accounts: tuple[str, ...]) -> Verdict:
        head, aside = parted(title)
        spoke = _Spoke()
        said = self._weighed(head)
        for one, part in said:
            spoke.phrase(one.phrase, part)
        of = said[0][0].phrase if said else None
        for one, part in self._weighed(aside):
            spoke.phrase(one.phrase, part * _heard_aside(one.phrase.means, of))
        if (paid := _paid_for(accounts)) is not None:
            spoke.beside(paid.means, paid.weight, f"rekening {paid.code}")
        for beginning, (code, weight) in KINDS.items():
            if kind.startswith(beginning):
                spoke.kind(code, weight, kind)
        return spoke.verdict()

    def _spoken(self, text: str) -> list[_Said]:
        """The phrases of a text in their order, those within another one left out."""
        lexemes, breaks = self._lexemes(text), self._parts(_BREAK, text)
        there = frozenset(lexemes)
        found = []
        for start, first in enumerate(lexemes):
            for row, words, phrase in self._by_first.get(first, ()):
                if words <= there and (end := _ends(row, lexemes, start, breaks)) is not None:
                    found.append(_Said(phrase, start, end, words))
        kept = [one for one in found if not any(_hides(other, one) for other in found)]
        return sorted(kept, key=lambda one: (one.start, one.end))

    def _parts(self, between: re.Pattern[str], text: str) -> set[int]:
        """The places at which a listing goes on: the number of words before each comma, "dan" and the like."""
        return set(accumulate(len(self._lexemes(one)) for one in between.split(text)))

    def _weigh(self, text: str) -> list[tuple[_Said, Decimal]]:
        """Each phrase with the part of its weight that counts where it stands."""
        said = self._spoken(text)
        things = [one for one in said if one.phrase.means]
        if not things:
            return []
        first = last = things[0]
        parts = self._parts(_SIDE_BY_SIDE, text)
        weighed = []
        for one in things:
            listed = one.start <= last.end and one.start in parts
            part = _LATER
            if one.phrase.means == first.phrase.means:
                part = _HEARD
            elif first.phrase.means in ACTS and not (
                listed and one.phrase.means in _HELPERS and first.phrase.means in _HELPERS
            ):
                part = _DONE_TO
            elif listed:
                part = _HEARD
            elif one.phrase.means in ACTS:
                part = _PURPOSE
            if part is _HEARD and one.end >= last.end:
                last = one
            weighed.append((one, part))
        return weighed


def _heard_aside(means: str, of: Phrase | None) -> Decimal:
    """How much of what brackets say is heard after a thing or an act: what an act is done to, or an occasion, hardly;
    which of the things of an account it is, wholly."""
    if of is None:
        return _HEARD
    if of.means in ACTS:
        return _DONE_TO if of.means == "konsultansi" or means not in ACTS else _ASIDE
    if means in ACTS:
        return _PURPOSE
    return _HEARD if of.weight >= _NAMED else _ASIDE


def _ends(row: tuple[str, ...], lexemes: Sequence[str], start: int, breaks: set[int]) -> int | None:
    """Where a phrase that begins at `start` ends (the place after it); None where its words do not follow. Other words
    stand between its own only within one part of a listing."""
    place = start + 1
    for wanted in row[1:]:
        for step in range(_BETWEEN + 1):
            if step and not breaks.isdisjoint((place + step - 1, place + step)):
                return None
            if place + step < len(lexemes) and lexemes[place + step] == wanted:
                place += step + 1
                break
        else:
            return None
    return place


def _hides(other: _Said, one: _Said) -> bool:
    """Whether another phrase covers this one and more, or the very words with more weight; of as many words from the
    same one on, those that stand closer ("jasa konsumsi" in "jasa konsumsi peserta pelatihan")."""
    if other is one:
        return False
    longer = len(other.phrase.words.split()) - len(one.phrase.words.split())
    if other.start == one.start and not longer and other.end != one.end and other.phrase.means and one.phrase.means:
        return other.end < one.end
    if one.lexemes < other.lexemes:  # "obat" says nothing beside "obat hewan", wherever it stands
        return True
    if not (other.start <= one.start and one.end <= other.end):
        return False
    if longer:
        return longer > 0
    return (other.phrase.weight, other.phrase.means) > (one.phrase.weight, one.phrase.means)


def _paid_for(accounts: tuple[str, ...]) -> Account | None:
    """The one class that all accounts of a line are for; None where they differ or say nothing."""
    found = [row for one in accounts if (row := _account_row(one)) is not None]
    if len(found) != len(accounts) or len({row.means for row in found}) != 1:
        return None
    return found[0]


@lru_cache(maxsize=4096)
def _account_row(account: str) -> Account | None:
    for length in range(len(account), 5, -1):
        if account[:length] in ACCOUNTS:
            return ACCOUNTS[account[:length]]
    return None


def account_of(written: str) -> str:
    """The account (`5.1.02.01.01.0024`) in what a feed writes; empty where there is none."""
    found = _ACCOUNT.search(written)
    return found[0] if found else ""


def parted(title: str) -> tuple[str, str]:
    """What a title says is bought, and what it says in brackets; the occasion is left out."""
    bought = [_before_occasion(one) for one in _NEXT_PURCHASE.split(_CODE_FIRST.sub("", title.lower()))]
    text = " ; ".join(bought)
    asides = " ; ".join(_ASIDE_IN.findall(text))
    return _ASIDE_IN.sub(" ", text), asides


def _before_occasion(text: str) -> str:
    if (activity := _ACTIVITY_FIRST.match(text)) is not None:
        text = text[activity.end() :]
    place = 0
    while (found := _OCCASION.search(text, place)) is not None:
        if sum(char.isalpha() for char in text[: found.start()]) >= _FEWEST_LETTERS:
            return text[: found.start()]
        place = found.end()
    return text


assert all(phrase.means in CLASSES for phrase in PHRASES if phrase.means), "every phrase speaks for a class"
