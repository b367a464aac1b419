"""From what feeds write to what we keep: exact amounts, plain dates, tidy text. One function per kind of column.

Each takes the raw cell (str, int, Decimal, bool, date, None, list) and returns a value that JSON can hold, the
same for JSON, CSV, XLSX and Parquet, or raises `BadValue` with an Indonesian sentence.
"""

import hashlib
import html
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TypeVar

from belanja.rules import money

#: One group of three digits after a point is thousands too: no feed writes thousandths of a rupiah as text.
_INDONESIAN = re.compile(r"-?([1-9]\d{0,2}(\.\d{3})+(,\d{1,2})?|\d+,\d{1,2})")
_ENGLISH = re.compile(r"-?[1-9]\d{0,2}((,\d{3}){2,}|(,\d{3})+\.\d{1,2})(\.\d{1,2})?")
_CURRENCY = re.compile(r"^(rp|idr)\.?\s*|\s*,-+$", re.IGNORECASE)
_GOVERNMENT = re.compile(r"[A-Z0-9][A-Z0-9._-]{0,11}")
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:$|[T ])")
_LOCAL_DAY = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:$| )")
_LIST = re.compile(r"[;,]")
_TAG = re.compile(r"<[^<>]{0,400}>")
_SPACES = re.compile(r"\s+")
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufeff\ufffc]|_x000[dD]_")
_EMPTY = frozenset({"", "-", "null", "none", "nan", "nat"})


Value = TypeVar("Value")


def repetitive(parse: Callable[[object], Value]) -> Callable[[object], Value]:
    """For columns whose texts recur (dates, words, codes of units): read each text once, not once a row."""
    remembered = lru_cache(maxsize=8192)(parse)

    def read(cell: object) -> Value:
        return remembered(cell) if type(cell) is str else parse(cell)

    read.__doc__, read.__name__ = parse.__doc__, parse.__name__
    return read


class BadValue(ValueError):
    """A cell that cannot be read; the text tells a clerk why."""

    def __init__(self, told: str) -> None:
        super().__init__(_UNWANTED.sub(" ", told))


def amount(cell: object) -> str | None:
    """Rupiah as text with exactly two decimals (`'28578060.00'`), or None for an empty cell."""
    if type(cell) is int:
        if not -money.LARGEST < cell < money.LARGEST:
            raise BadValue("nilai terlalu besar")
        return f"{cell}.00"
    if cell is None:
        return None
    if isinstance(cell, bool):
        raise BadValue("seharusnya angka rupiah, bukan benar/salah")
    value = cell if isinstance(cell, Decimal) else _decimal(str(cell))
    if value is None:
        return None
    if not value.is_finite() or abs(value) >= money.LARGEST:
        raise BadValue("nilai terlalu besar atau bukan angka")
    return str(money.to_sen(value) + 0)  # without the sign of a float's -0.0


def _decimal(text: str) -> Decimal | None:
    text = text.strip()
    if not text.isdecimal():
        text = _CURRENCY.sub("", text)
        if text.lower() in _EMPTY:
            return None
        if _INDONESIAN.fullmatch(text):
            text = text.replace(".", "").replace(",", ".")
        elif _ENGLISH.fullmatch(text):
            text = text.replace(",", "")
    try:
        return Decimal(text)
    except InvalidOperation:
        raise BadValue(f"“{text[:40]}” bukan angka rupiah") from None


def code(cell: object) -> str | None:
    """An identifier as text: 40382289, '40382289' and 40382289.0 are the same; None for empty."""
    if type(cell) is int:
        return str(cell)
    if cell is None:
        return None
    # Letters and digits alone, longer than any word for "empty": nothing below could change it.
    if type(cell) is str and 4 < len(cell) <= 80 and cell.isalnum() and cell.isascii():
        return cell
    if type(cell) is str and 9 < len(cell) <= 80 and cell.isascii() and cell.isprintable() and _is_bare(cell):
        return cell
    if isinstance(cell, Decimal):
        if not cell.is_finite():
            return None
        return str(int(cell)) if cell == cell.to_integral_value() else str(cell)
    result = str(cell).strip()
    if result.endswith(".0") and result[:-2].isdigit():
        result = result[:-2]
    if result.lower() in _EMPTY:
        return None
    return _UNWANTED.sub("", result)[:80] or None


def _is_bare(cell: str) -> bool:
    """No spaces around it and no fraction of a float behind it."""
    return cell[0] != " " and cell[-1] != " " and not cell.endswith(".0") and "_x000" not in cell


def items(cell: object) -> list[str]:
    """The parts of a comma list as they stand, without the spaces around them: for lists that nothing joins on."""
    if cell is None:
        return []
    joined = str(cell)
    return [part for part in map(str.strip, joined.split(",")) if part] if joined.isprintable() else codes(joined)


def codes(cell: object) -> list[str]:
    """Identifiers out of a scalar, a list or a `;`/`,` list, in order, each once."""
    if isinstance(cell, list):
        return list(dict.fromkeys(one for part in cell for one in codes(part)))
    if cell is None or type(cell) is int:
        return [] if cell is None else [str(cell)]
    if type(cell) is str and ";" not in cell and "," not in cell:
        one = code(cell)
        return [one] if one else []
    found: dict[str, None] = {}
    for part in _LIST.split(str(cell)):
        one = code(part)
        if one:
            found[one] = None
    return list(found)


@repetitive
def government(cell: object) -> str | None:
    """A KLPD code, in capitals."""
    written = code(cell)
    if written is None:
        return None
    if not _GOVERNMENT.fullmatch(written.upper()):
        raise BadValue(f"“{written[:20]}” bukan kode pemerintah daerah, kementerian, atau lembaga")
    return written.upper()


@repetitive
def unit_code(cell: object) -> str | None:
    """A unit's code without stray spaces."""
    result = "".join((code(cell) or "").split())
    if len(result) > 40:
        raise BadValue("kode satuan kerja terlalu panjang")
    return result or None


@repetitive
def day(cell: object) -> str | None:
    """The calendar day as written, ISO; a time of day and its zone mark are dropped (feeds mark local time as Z)."""
    if cell is None:
        return None
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    written = str(cell).strip()
    if match := _ISO_DAY.match(written):
        year, month, number = match.groups()
    elif match := _LOCAL_DAY.match(written):
        number, month, year = match.groups()
    elif written.lower() in _EMPTY:
        return None
    else:
        raise BadValue(f"“{written[:30]}” bukan tanggal")
    if int(year) == 0:  # what some databases write for "no date"
        return None
    try:
        return date(int(year), int(month), int(number)).isoformat()
    except ValueError:
        raise BadValue(f"“{written[:30]}” bukan tanggal yang ada") from None


def year(cell: object) -> int | None:
    """A fiscal year from 2000 to 2100, whether written 2025, '2025' or 2025.0."""
    written = code(cell)
    if written is None:
        return None
    if not (written.isascii() and written.isdigit()) or not 2000 <= int(written) <= 2100:
        raise BadValue(f"“{written[:20]}” bukan tahun anggaran")
    return int(written)


def text(cell: object) -> str | None:
    """Readable text: no markup, no control characters, single spaces, at most 2,000 characters."""
    if cell is None:
        return None
    result = cell if isinstance(cell, str) else str(cell)
    if "<" in result:
        result = _TAG.sub(" ", result)
    if "&" in result:
        result = html.unescape(result)
    if not (result.isascii() and result.isprintable()):
        result = _UNWANTED.sub(" ", result)
    if "  " in result or not result.isprintable() or result[:1] == " " or result[-1:] == " ":
        result = _SPACES.sub(" ", result).strip()
    return result[:2000] or None


@repetitive
def word(cell: object) -> str | None:
    """A state or class word, kept as the source spells it but for outer spaces."""
    result = text(cell)
    return result[:60] if result else None


@repetitive
def name(cell: object) -> str | None:
    """The name of an institution: `text` that recurs on many rows."""
    return text(cell)


_TRUE = frozenset({"true", "t", "1", "1.0", "ya", "y", "yes", "aktif"})
_FALSE = frozenset({"false", "f", "0", "0.0", "tidak", "n", "no", "tidak aktif", "nonaktif"})


def boolean(cell: object) -> bool | None:
    if cell is None or isinstance(cell, bool):
        return cell
    written = str(cell).strip().lower()
    if written in _TRUE:
        return True
    if written in _FALSE:
        return False
    if written in _EMPTY:
        return None
    raise BadValue(f"“{written[:20]}” bukan ya atau tidak")


def years(cell: object) -> list[int]:
    """Years out of `{2013,2014}`, `2013, 2014` or a list."""
    return sorted({int(part) for part in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", str(cell or ""))})


def digest(written: str) -> str:
    """A short stable fingerprint of a text, for keys where the source has none (32 hexadecimal digits)."""
    return hashlib.blake2b(written.encode(), digest_size=16).hexdigest()
