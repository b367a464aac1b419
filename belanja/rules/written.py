"""Amounts, shares and days as Indonesian offices write them, for the sentences of rules.

Exact values stay `Decimal` until the last step and are rounded half up. Floats are refused, because a rounded binary
fraction must never reach a published figure.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from . import periods

UNKNOWN: Final = "belum diketahui"
MINUS: Final = "\u2212"


def exact(value: Decimal | int) -> Decimal:
    """The value as a finite Decimal; TypeError for anything that is not exact (floats, text, booleans)."""
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise TypeError(f"an exact number is needed, not {type(value).__name__}")
    given = Decimal(value)
    if not given.is_finite():
        raise ValueError("a figure must be finite")
    return given


def round_half_up(value: Decimal | int, places: int = 2) -> Decimal:
    """`value` to `places` decimals, halves away from zero, as Indonesian offices round by hand."""
    return exact(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def number(value: Decimal | int, places: int = 0) -> str:
    """Dots between thousands, comma before decimals: `1.234`, `25,88`. Negative numbers get a true minus."""
    rounded = round_half_up(value, places)
    sign = MINUS if rounded < 0 else ""
    return sign + f"{abs(rounded):,.{places}f}".translate(str.maketrans(",.", ".,"))


def rupiah(amount: Decimal | int) -> str:
    """Exact rupiah `Rp1.234.567`; the sen follow only when there are any: `Rp1.234.567,50`."""
    sen = round_half_up(amount, 2)
    text = number(abs(sen), 0 if sen == sen.to_integral_value() else 2)
    return f"{MINUS if sen < 0 else ''}Rp{text}"


def percent_short(value: Decimal | int | None) -> str:
    """A percentage without decimals that say nothing (targets: `30%`, `7,5%`)."""
    if value is None:
        return UNKNOWN
    text = number(value, 2)
    return (text.rstrip("0").rstrip(",") if "," in text else text) + "%"


def long_date(day: date) -> str:
    """`31 Maret 2023`."""
    return f"{day.day} {periods.MONTHS[day.month - 1]} {day.year}"
