"""Indonesian text: money, shares, dates, quarters and the order of names.

Everything here is for people's eyes: exact values stay `Decimal` until the last step and are rounded half up.
Floats are refused, because a rounded binary fraction must never reach a published figure.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from belanja.rules import periods, written

UNKNOWN: Final = written.UNKNOWN
MINUS: Final = written.MINUS
WIB: Final = ZoneInfo("Asia/Jakarta")
#: Three letters where a month must fit under a tick of a chart.
MONTHS_SHORT: Final = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
_COUNT_WORDS: Final = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()
_SHORT_STEPS: Final = (
    (Decimal(10) ** 12, "triliun"),
    (Decimal(10) ** 9, "miliar"),
    (Decimal(10) ** 6, "juta"),
)


#: Written so by the rules too, which stand below and know nothing of this module.
_exact = written.exact
round_half_up = written.round_half_up
number = written.number
rupiah = written.rupiah
percent_short = written.percent_short


def rupiah_short(amount: Decimal | int, *, trim: bool = False) -> str:
    """Rupiah where space is short: `Rp1,25 miliar`, in words, with two decimals.

    Below one million the exact amount is short enough. `trim` drops decimals that are all zero (ticks:
    `Rp500 miliar`). An amount that would round to 1.000 of a step takes the next step (`Rp1,00 miliar`).
    """
    exact = _exact(amount)
    for position, (step, word) in enumerate(_SHORT_STEPS):
        if abs(exact) < step:
            continue
        scaled = round_half_up(exact / step)
        if abs(scaled) >= 1000 and position > 0:
            step, word = _SHORT_STEPS[position - 1]
            scaled = round_half_up(exact / step)
        whole = trim and scaled == scaled.to_integral_value()
        return f"{MINUS if scaled < 0 else ''}Rp{number(abs(scaled), 0 if whole else 2)} {word}"
    return rupiah(exact)


def percent(value: Decimal | int | None, places: int = 2) -> str:
    """A share given in percent points: `25,88%`; `None` is said in words, never as a dash or zero."""
    return UNKNOWN if value is None else f"{number(value, places)}%"


def percent_between(low: Decimal | None, high: Decimal | None) -> str:
    """A share that is one number, or the band between its lowest and highest: `25,88% sampai 40,10%`."""
    if low is None or high is None:
        return UNKNOWN
    return percent(low) if low == high else f"{percent(low)} sampai {percent(high)}"


def rupiah_between(low: Decimal | None, high: Decimal | None) -> str:
    """An amount, or the band between the least and the most it can be."""
    if low is None or high is None:
        return UNKNOWN
    return rupiah(low) if low == high else f"{rupiah(low)} sampai {rupiah(high)}"


def local_day(moment: date | datetime) -> date:
    """The calendar day in western Indonesia time; a plain date is taken as it is."""
    if isinstance(moment, datetime):
        if moment.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return moment.astimezone(WIB).date()
    return moment


def long_date(day: date | datetime) -> str:
    """`31 Maret 2023`."""
    return written.long_date(local_day(day))


def date_time(moment: datetime) -> str:
    """`31 Maret 2023 pukul 14.05 WIB`."""
    local_day(moment)
    local = moment.astimezone(WIB)
    return f"{long_date(moment)} pukul {local:%H.%M} WIB"


def month_year(day: date) -> str:
    """`Maret 2023`."""
    return f"{periods.MONTHS[day.month - 1]} {day.year}"


def quarter(year: int, quarter_number: int) -> str:
    """`Triwulan III 2026`; the quarter counts from 1 to 4."""
    if quarter_number not in (1, 2, 3, 4):
        raise ValueError("a year has quarters 1 to 4")
    return f"Triwulan {periods.QUARTERS[quarter_number - 1]} {year}"


def quarter_of(day: date) -> str:
    """The quarter a day falls in: `Triwulan I 2023`."""
    return quarter(day.year, (day.month - 1) // 3 + 1)


def count_words(count: int) -> str:
    """Small counts as words (`tiga`), larger ones as digits (`63`), as running text wants them."""
    return _COUNT_WORDS[count] if 0 <= count < len(_COUNT_WORDS) else number(count)


def capital_first(text: str) -> str:
    """First letter as a capital, the rest untouched."""
    return text[:1].upper() + text[1:]


def capital_word(text: str) -> str:
    """First letter as a capital where the first word is written small throughout: `pH meter` stays."""
    return capital_first(text) if text.partition(" ")[0].islower() else text


def lower_first(text: str) -> str:
    """`Barang habis pakai.` within a sentence: `barang habis pakai.`; an abbreviation stays."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def sentences(*parts: str) -> str:
    """Parts one after the other, each ended as a sentence; empty ones are left out."""
    told = (one.strip() for one in parts)
    return " ".join(one if one[-1] in ".!?" else f"{one}." for one in told if one)


def listed(words: Sequence[str]) -> str:
    """`a`, `a dan b`, `a, b, dan c`."""
    if len(words) < 3:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"


def name_key(name: str) -> str:
    """Sort key of a name: case, accents and punctuation do not count, numbers sort by value.

    The database collates by bytes, so lists of names are ordered by this key (`UPT 2` before `UPT 10`).
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    words = re.findall(r"[^\W_]+", plain)
    return " ".join(word.zfill(12) if word.isdigit() else word for word in words)
