"""What a flag is about and its frozen figures in words, the same on pages and in letters."""

import re
from datetime import date, datetime
from decimal import Decimal

from belanja.foundation import clock, text

from .models import Flag

_NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,8})?")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
#: Figures that are codes, no amounts.
_CODES = frozenset({"kbki", "etalase", "rup", "rekening", "nomor"})

#: Subjects whose key is of ids within Belanja, and which unit, firm and year tell better.
_SUBJECTS = {
    "LikeOrders": "pesanan sejenis satu satuan kerja",
    "PairOrders": "pesanan kepada satu penyedia",
    "OfficerOrders": "pesanan satu petugas",
    "UnitOrders": "semua pesanan satu satuan kerja",
    "Period": "pesanan satu masa laporan",
    "FirmOrders": "semua pesanan satu penyedia",
    "ShelfOrders": "pesanan satu etalase",
    "FirmPair": "dua usaha",
    "UnitPlan": "rencana dan anggaran satu satuan kerja",
}


def subject(flag: Flag) -> str:
    """What it asks about: the number by which it is known elsewhere, or what kind of records of which year."""
    words = _SUBJECTS.get(flag.subject_kind)
    return f"{words}, {flag.year}" if words else flag.subject_key


def seen(flag: Flag, *, most: int) -> str:
    """The first figures that a flag went by, `most` of them; empty where it tells none."""
    figures = list(flag.evidence.get("result", {}).get("figures", {}).items())[:most]
    return "; ".join(f"{name.replace('_', ' ')} {figure(name, value)}" for name, value in figures)


def figure(name: str, value: str) -> str:
    """One figure for the eye; a code stays as it is written."""
    return value if name in _CODES else in_words(value)


def in_words(written: str) -> str:
    """A frozen value for the eye: amounts, days and moments as everywhere."""
    if _MOMENT.match(written):
        moment = datetime.fromisoformat(written)
        return text.date_time(moment if moment.tzinfo else moment.replace(tzinfo=clock.WIB))
    if _DAY.fullmatch(written):
        return text.long_date(date.fromisoformat(written))
    if _NUMBER.fullmatch(written):
        value = Decimal(written)
        return text.number(value, 0 if value == value.to_integral_value() else 2)
    return written
