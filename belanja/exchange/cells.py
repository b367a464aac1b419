"""One cell: what a person wrote there as a value, or the words why it cannot be read; and a value as written. Pure.

Numbers are read as Indonesians write them (1.234,50) and as spreadsheets keep them. What may mean two things is asked
back, never guessed.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from belanja.foundation import text
from belanja.rules import periods
from belanja.rules.headings import likeness, tidied
from belanja.rules.measures import WORDS, code_of, word_of

from .layout import Column, Kind, Layout, Value

Raw = object

#: Beyond this no column of the catalogue holds an amount or a number.
_LARGEST = Decimal(10) ** 15
_EMPTY = frozenset({"", "-", "–", "null", "none", "n/a", "tidak ada", "kosong"})
_CURRENCY = re.compile(r"^(?:rp|idr)\.?\s*|\s*,-+$|\s*%$", re.IGNORECASE)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_ENGLISH = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
_NUMBER = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,20})?")
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]|_x000[dD]_")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_LOCAL = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_LONG_DAY = re.compile(r"(\d{1,2})\s+([A-Za-z]+)\s+(\d{4})")
_YES = frozenset({"ya", "y", "yes", "true", "1", "v", "ada", "benar"})
_NO = frozenset({"tidak", "t", "no", "false", "0", "x", "bukan", "salah"})
_ALL = frozenset({"semua", "semua wilayah", "semua kabupaten kota", "seluruh wilayah", "all"})


class BadCell(ValueError):
    """What is wrong with a cell, and the fix."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message, self.fix = message, fix


def read(column: Column, raw: Raw, layout: Layout) -> Value:
    """The value of a cell. Raises BadCell with words for the person who filled it in."""
    if raw is None or (isinstance(raw, str) and _plain(raw).casefold() in _EMPTY and column.kind is not Kind.LONG):
        return None
    if column.kind in _NUMBERS:
        return _number(column, raw)
    if column.kind is Kind.DAY:
        return _day(raw)
    if column.kind is Kind.YES_NO:
        return _yes_no(raw)
    if column.kind is Kind.UNIT:
        return _unit(column, raw)
    if column.kind is Kind.CHOICE:
        return _choice(column, raw)
    if column.kind is Kind.PLACES:
        return _places(raw, layout)
    return _words(column, raw)


def shown(column: Column, value: Value, layout: Layout) -> str | Decimal | date | None:
    """A value as the sheet writes it: words, a number or a day."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, tuple):
        if set(layout.regions) <= set(value):
            return "semua"
        return "; ".join(layout.regions.get(code, code) for code in value)
    if column.kind is Kind.UNIT:
        return word_of(str(value)) if value in WORDS else str(value)
    if column.kind is Kind.CHOICE:
        return column.choices.get(str(value), str(value))
    return value


def in_words(column: Column, value: Value, layout: Layout) -> str:
    """A value as a sentence shows it: `Rp55.000`, `31 Desember 2027`, `kosong`."""
    written = shown(column, value, layout)
    if written is None:
        return "kosong"
    if isinstance(written, date):
        return text.long_date(written)
    if isinstance(written, Decimal):
        if column.kind is Kind.MONEY:
            return text.rupiah(written)
        places = max(0, -int(written.normalize().as_tuple().exponent))
        return text.number(written, places) + ("%" if column.kind is Kind.PERCENT else "")
    return written


def same(column: Column, one: Value, other: Value) -> bool:
    """Whether two values say the same; places in any order."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return set(one) == set(other)
    if isinstance(one, str) and isinstance(other, str):
        return _folded(column, one) == _folded(column, other)
    return type(one) is type(other) and one == other


def _folded(column: Column, words: str) -> str:
    """Spreadsheets change line ends and cut blanks at the end; that is no change."""
    lines = (line.rstrip() for line in _UNWANTED.sub("", words).replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "\n".join(lines).strip() if column.kind is Kind.LONG else " ".join(words.split())


_NUMBERS = frozenset({Kind.NUMBER, Kind.COUNT, Kind.MONEY, Kind.PERCENT})


def _plain(raw: Raw) -> str:
    return " ".join(_UNWANTED.sub(" ", str(raw)).split())


def _quoted(raw: Raw) -> str:
    words = _plain(raw)
    return f"“{words[:40]}{'…' if len(words) > 40 else ''}”"


def _number(column: Column, raw: Raw) -> Decimal:
    what = "rupiah" if column.kind is Kind.MONEY else "angka"
    if isinstance(raw, bool | date | datetime):
        raise BadCell(f"{_quoted(raw)} bukan {what}.", "Isi dengan angka saja, dan ubah bentuk selnya menjadi Angka.")
    value = Decimal(raw) if isinstance(raw, int | Decimal) else _written(column, _plain(raw))
    if not value.is_finite() or abs(value) >= _LARGEST:
        raise BadCell("Angkanya terlalu besar.", "Periksa jumlah nolnya.")
    if value < 0:
        raise BadCell("Angkanya di bawah nol.", "Isi nol atau lebih.")
    places = {Kind.COUNT: 0, Kind.MONEY: 2, Kind.PERCENT: 2}.get(column.kind, 6)
    exact = value.quantize(Decimal(1).scaleb(-places))
    if exact != value:
        fix = "Isi bilangan bulat." if places == 0 else f"Bulatkan sampai {places} angka di belakang koma."
        raise BadCell(f"{_quoted(raw)} terlalu rinci.", fix)
    if column.kind is Kind.COUNT and value > 32_000:
        raise BadCell("Angkanya terlalu besar.", "Periksa satuannya.")
    return value.normalize() if value else Decimal(0)


def _written(column: Column, words: str) -> Decimal:
    """`Rp 1.234.500,50`, `1,5`, `1234.5`. A comma before three digits may be thousands or a fraction: asked back,
    as several are."""
    words = _CURRENCY.sub("", words).replace(" ", "")
    if _ENGLISH.fullmatch(words):
        plain = words.replace(",", "")
        small = words.rstrip("0").rstrip(",")
        why = f"dapat berarti {plain} atau {small}" if words.count(",") == 1 else "memakai lebih dari satu koma"
        raise BadCell(f"{_quoted(words)} {why}.", f"Tulis {plain} tanpa koma.")
    whole, comma, rest = words.partition(",")
    if comma and (_THOUSANDS.fullmatch(whole) or "." not in whole):
        words = f"{whole.replace('.', '')}.{rest}"
    elif _THOUSANDS.fullmatch(words):
        words = words.replace(".", "")
    if not _NUMBER.fullmatch(words):
        what = "rupiah" if column.kind is Kind.MONEY else "angka"
        raise BadCell(f"{_quoted(words)} bukan {what}.", "Isi dengan angka saja, misalnya 55000.")
    return Decimal(words)


def _day(raw: Raw) -> date:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    words = _plain(raw)
    told: tuple[str, str, str] | None = None
    if match := _ISO.fullmatch(words):
        told = (match[1], match[2], match[3])
    elif match := _LOCAL.fullmatch(words):
        told = (match[3], match[2], match[1])
    elif match := _LONG_DAY.fullmatch(words):
        months = [month.casefold()[:3] for month in periods.MONTHS]
        month = match[2].casefold()[:3]
        told = (match[3], str(months.index(month) + 1), match[1]) if month in months else None
    try:
        if told is None:
            raise ValueError
        return date(int(told[0]), int(told[1]), int(told[2]))
    except ValueError:
        raise BadCell(f"{_quoted(raw)} bukan tanggal.", "Tulis hari, bulan, tahun, misalnya 31/12/2027.") from None


def _yes_no(raw: Raw) -> bool:
    if isinstance(raw, bool):
        return raw
    words = _plain(raw).casefold()
    if words in _YES or words in _NO:
        return words in _YES
    raise BadCell(f"{_quoted(raw)} bukan ya atau tidak.", "Pilih Ya atau Tidak.")


def _unit(column: Column, raw: Raw) -> str:
    words = _plain(raw)
    found = words if words in WORDS else code_of(words)
    if not found:
        raise BadCell(f"Satuan {_quoted(raw)} tidak dikenal.", f"Pilih dari daftar{_near(words, WORDS)}.")
    return found


def _choice(column: Column, raw: Raw) -> str:
    words = _plain(raw if not isinstance(raw, Decimal) else f"{raw.normalize():f}").casefold()
    for value, word in column.choices.items():
        if words in (value.casefold(), word.casefold()) or tidied(words) == tidied(word) != "":
            return value
    listed = ", ".join(list(column.choices.values())[:12])
    raise BadCell(f"{_quoted(raw)} tidak ada dalam daftar{_near(words, column.choices)}.", f"Pilih: {listed}.")


def _near(words: str, choices: Mapping[str, str]) -> str:
    """The choice that is most alike, as a hint; never taken by itself."""
    best = max(choices.values(), key=lambda word: likeness(tidied(words), tidied(word)), default="")
    return f"; mungkin {best}" if best and likeness(tidied(words), tidied(best)) >= 0.4 else ""


def _places(raw: Raw, layout: Layout) -> tuple[str, ...]:
    words = _plain(raw)
    if tidied(words) in _ALL:
        return tuple(layout.regions)
    names = {tidied(name): code for code, name in layout.regions.items()} | {code: code for code in layout.regions}
    short = {key.removeprefix("kabupaten ").removeprefix("kota "): code for key, code in names.items()}
    found: dict[str, None] = {}
    for part in re.split(r"[;,\n]", words):
        key = part.strip() if part.strip() in names else tidied(part)
        if not key:
            continue
        code = names.get(key) or names.get(key.replace("kab ", "kabupaten "))
        if code is None and key in short:
            both = [name for name in layout.regions.values() if tidied(name).endswith(f" {key}")]
            if len(both) > 1:
                raise BadCell(f"{_quoted(part)} dapat berarti {' atau '.join(both)}.", "Tulis nama lengkapnya.")
            code = short[key]
        if code is None:
            raise BadCell(f"Wilayah {_quoted(part)} tidak dikenal{_near(part, layout.regions)}.",
                          "Tulis nama kabupaten/kota dipisah titik koma, atau “semua”.")  # fmt: skip
        found[code] = None
    return tuple(found)


def _words(column: Column, raw: Raw) -> str:
    if isinstance(raw, bool):
        raw = "Ya" if raw else "Tidak"
    if isinstance(raw, Decimal):
        raw = f"{raw.normalize():f}"
    words = _folded(column, str(raw)) if column.kind is Kind.LONG else _plain(raw)
    if column.most and len(words) > column.most:
        raise BadCell(f"Tulisannya {len(words)} huruf.", f"Persingkat menjadi paling banyak {column.most} huruf.")
    return words
