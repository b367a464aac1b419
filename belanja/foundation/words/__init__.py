"""How text becomes words: the same for what is offered and for what is asked.

Lower case without accents, doubled words once (`buku-buku`), no stop words, numbers tied to their unit (`80gr`,
`80 gsm` and `80 gram` are one), Indonesian stems by Snowball with a list of the words that it cuts wrongly.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock

import snowballstemmer

_HERE = Path(__file__).parent
#: Shorter words are stems already; cutting them does more harm than good.
_SHORTEST_CUT = 6
#: Digits from which on a number is a code (KBKI, GTIN, product number).
_SHORTEST_CODE = 5

#: Spellings of units that measure: `80 gsm` is one word with its number.
_MEASURES = {
    "g": "g gr gram gsm gm g/m2 gr/m2",
    "kg": "kg kilo kilogram kgs",
    "ml": "ml mililiter cc",
    "l": "l lt ltr liter litre",
    "mm": "mm milimeter mic micron",
    "cm": "cm senti sentimeter centimeter",
    "m": "m meter mtr",
    "in": "in inch inci inchi",
    "w": "w watt",
    "v": "v volt",
    "gb": "gb giga gigabyte",
    "tb": "tb tera terabyte",
    "mbps": "mbps mb/s",
    "pk": "pk",
    "va": "va",
    "kva": "kva",
    "ply": "ply lapis",
    "ton": "ton",
    "hp": "hp",
}
#: Packages: with a number of one they are the word alone.
_PACKAGES = {
    "rim": "rim ream",
    "dus": "dus karton dos kardus",
    "kotak": "kotak box boks",
    "pak": "pak pack pck",
    "lusin": "lusin lsn dozen",
    "botol": "botol btl",
    "buah": "buah bh pcs pc biji",
    "unit": "unit",
    "set": "set stel",
    "lembar": "lembar lbr sheet",
    "rol": "rol roll gulung",
    "karung": "karung zak",
    "sak": "sak",
    "ikat": "ikat bundel",
    "bungkus": "bungkus bks",
    "porsi": "porsi",
    "orang": "orang org pax",
    "hari": "hari",
    "bulan": "bulan bln",
    "tahun": "tahun thn",
    "jam": "jam",
    "tablet": "tablet tab kaplet",
    "ekor": "ekor",
}
_UNIT_OF = {
    spelling: unit
    for table in (_MEASURES, _PACKAGES)
    for unit, written in table.items()
    for spelling in written.split()
}
_UNIT_WORDS = frozenset(word for written in _PACKAGES.values() for word in written.split()) | frozenset(_PACKAGES)
_SPELLED = "|".join(sorted((re.escape(spelling) for spelling in _UNIT_OF), key=len, reverse=True))
#: Written in two, meant as one.
_ONE_WORD = (("t-shirt", "tshirt"), ("oleh-oleh", "oleholeh"), ("oleh oleh", "oleholeh"))
_DIMENSIONS = re.compile(r"(?<![\w.])(\d+(?:[.,]\d+)?)\s?[x×*]\s?(\d+(?:[.,]\d+)?)(?:\s?[x×*]\s?(\d+(?:[.,]\d+)?))?")
_SIZE = re.compile(rf"(?<![\w.,])(\d+(?:[.,]\d+)?)\s?({_SPELLED})(?![\w²³])")
_DOUBLED = re.compile(r"\b(\w{2,})-\1(\w*)")
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")


#: The stemmer keeps its word in itself and is shared by the threads of a web process.
_one_at_a_time = Lock()


#: Of plain ASCII nothing else has to be taken out.
_CONTROL = dict.fromkeys((*range(32), 127), " ")


@dataclass(frozen=True)
class Token:
    """One word: as it was written (lower case) and the form it is found by. `size`: a number with its unit, dimensions
    or a package word, which narrows a search but never excludes."""

    word: str
    lexeme: str
    size: bool = False


def plain(text: str) -> str:
    """Lower case, without accents and control characters."""
    if text.isascii():
        return text.lower().translate(_CONTROL)
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(
        " " if unicodedata.category(char)[0] in "CZ" else char for char in decomposed if not unicodedata.combining(char)
    )


def tokens(text: str) -> list[Token]:
    """The words of a text in their order, stop words left out."""
    said = plain(text).replace("'", "")
    for written, one_word in _ONE_WORD:
        said = said.replace(written, one_word)
    return list(_tokens(_DOUBLED.sub(r"\1\2", said)))


def lexemes(text: str) -> list[str]:
    """The forms by which the words of a text are found, in their order, stop words left out."""
    return [token.lexeme for token in tokens(text)]


def _tokens(text: str) -> Iterator[Token]:
    place = 0
    while place < len(text):
        found = _DIMENSIONS.match(text, place) or _SIZE.match(text, place) or _WORD.match(text, place)
        if found is None:
            place += 1
            continue
        place = found.end()
        if found.re is _DIMENSIONS:
            joined = "x".join(_number(part) for part in found.groups() if part)
            yield Token(joined, joined, size=True)
        elif found.re is _SIZE:
            yield _sized(_number(found[1]), _UNIT_OF[found[2]])
        else:
            word = found[0]
            if word in stop_words() or (len(word) == 1 and not word.isdigit()):
                continue
            # A short number alone ("no. 10") narrows like a size; a long one is a code and must be met.
            found_by = lexeme(word)
            narrows = found_by in _PACKAGES or (word.isdigit() and len(word) < _SHORTEST_CODE)
            yield Token(word, found_by, size=narrows)


def _sized(number: str, unit: str) -> Token:
    joined = unit if number == "1" and unit in _PACKAGES else f"{number}{unit}"
    return Token(joined, joined, size=True)


def _number(written: str) -> str:
    """`2,50` and `2.5` are one; a dot before three digits parts thousands."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", written):
        return written.replace(".", "")
    number = written.replace(",", ".")
    return number.rstrip("0").rstrip(".") if "." in number else number


@lru_cache(maxsize=50_000)
def lexeme(word: str) -> str:
    """The form by which a single word (lower case) is found."""
    if any(char.isdigit() for char in word):
        return word.replace(",", ".").rstrip(".")
    unit = _UNIT_OF.get(word) if word in _UNIT_WORDS else None
    if unit:
        return unit
    known = _exceptions().get(word)
    if known:
        return known
    if len(word) < _SHORTEST_CUT:
        return word
    with _one_at_a_time:
        return str(_stemmer().stemWord(word))


@cache
def stop_words() -> frozenset[str]:
    lines = (_HERE / "stop_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def rows(file: Path) -> Iterator[list[str]]:
    """The rows of a tab-separated data file; empty lines and those that begin with # say nothing."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def _exceptions() -> dict[str, str]:
    return {row[0]: row[1] for row in rows(_HERE / "stems.tsv")}


@cache
def _stemmer() -> snowballstemmer.IndonesianStemmer:
    return snowballstemmer.stemmer("indonesian")
