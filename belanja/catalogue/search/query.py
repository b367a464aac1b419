"""From what somebody types to what is looked for: groups of words that must be met, and sizes that narrow."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from belanja.foundation.words import Token, plain, tokens

from .vocabulary import Phrase, Vocabulary

#: Longer questions are cut: nobody types more, machines do.
LONGEST = 160
MOST_GROUPS = 8
#: Shorter words are taken as they are: every one of them is near to several others.
SHORTEST_MENDED = 3
#: A lexeme that no offer has.
NOTHING = "^"


@dataclass(frozen=True)
class Group:
    """One thing asked for: the phrase itself, or one of its equivalents. `soft`: wished for, not demanded.
    `meant`: the word on record, where the typed one (`typed`) is unknown."""

    phrases: tuple[Phrase, ...]
    equivalents: tuple[Phrase, ...] = ()
    soft: bool = False
    typed: str = ""
    meant: str = ""


@dataclass(frozen=True)
class Query:
    """`corrected`: the question with its typos mended; empty where nothing was mended."""

    text: str
    groups: tuple[Group, ...]
    corrected: str = ""

    @property
    def hard(self) -> tuple[Group, ...]:
        return tuple(group for group in self.groups if not group.soft)

    @property
    def soft(self) -> tuple[Group, ...]:
        return tuple(group for group in self.groups if group.soft)

    def apart(self) -> "Query":
        """The same with phrases of several words taken apart, for when they are nowhere together."""
        groups: list[Group] = []
        for group in self.groups:
            if len(group.phrases[0]) == 1 or group.soft:
                groups.append(group)
            else:
                groups += [Group(((lexeme,),)) for lexeme in group.phrases[0]]
        return replace(self, groups=tuple(groups[:MOST_GROUPS]))


def parse(text: str, vocabulary: Vocabulary, *, mend: bool = True, suspect_all: bool = False) -> Query:
    """`mend`: unknown words are replaced by what they may mean. `suspect_all`: known words may be mistyped, too (used
    when they lead nowhere)."""
    asked = _known_misspellings(plain(text)[:LONGEST].strip(), vocabulary) if mend else plain(text)[:LONGEST].strip()
    # A question of stop words alone is still a question, and one of signs alone finds nothing.
    read = tokens(asked) or [Token(word, word) for word in re.findall(r"\w+", asked)]
    if asked and not read:
        return Query(text, (Group(((NOTHING,),)),))
    meant: dict[str, str] = {}
    groups: list[Group] = []
    place = 0
    while place < len(read) and len(groups) < MOST_GROUPS:
        token = read[place]
        length = vocabulary.longest_phrase(tuple(one.lexeme for one in read[place:]))
        if length:
            said = tuple(one.lexeme for one in read[place : place + length])
            groups.append(Group((said,), vocabulary.equivalents[said]))
            place += length
            continue
        place += 1
        group = _single(token, vocabulary, mend=mend, suspect_all=suspect_all)
        if group.meant:
            meant[token.word] = group.meant
        groups.append(group)
    if groups and all(group.soft for group in groups):
        groups = [replace(group, soft=False) for group in groups]
    corrected = " ".join(meant.get(word, word) for word in asked.split())
    return Query(text, tuple(groups), corrected if mend and corrected != plain(text).strip() else "")


def _single(token: Token, vocabulary: Vocabulary, *, mend: bool, suspect_all: bool) -> Group:
    own = Group(((token.lexeme,),), soft=token.size, typed=token.word)
    if token.size or not mend or len(token.word) < SHORTEST_MENDED or any(char.isdigit() for char in token.word):
        return own
    known = vocabulary.knows(token.word)
    if known and not suspect_all:
        return own
    meanings = vocabulary.meanings(token.word)
    if not meanings:
        return own
    phrases: Sequence[Phrase] = [_as_phrase(one.word) for one in meanings]
    if known:
        return replace(own, equivalents=tuple(phrases))
    alike = tuple(dict.fromkeys(one for said in phrases for one in vocabulary.equivalents.get(said, ())))
    return Group(tuple(phrases), alike, typed=token.word, meant=meanings[0].word)


def _as_phrase(word: str) -> Phrase:
    return tuple(token.lexeme for token in tokens(word)) or (word,)


def _known_misspellings(text: str, vocabulary: Vocabulary) -> str:
    """Brands in their usual misspellings, one or two words long."""
    padded = f" {' '.join(text.split())} "
    for wrong, right in vocabulary.brands.items():
        padded = padded.replace(f" {wrong} ", f" {right} ")
    return padded.strip()
