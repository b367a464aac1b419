"""SIPD unit codes: which Perangkat Daerah a unit belongs to, by its code alone.

`1.02.0.00.0.00.02.0007` is the seventh sub-unit of `1.02.0.00.0.00.02.0000` (domain facts; feeds 1008, 1084).
"""

import re

_SIPD = re.compile(r"(\d\.\d\d\.\d\.\d\d\.\d\.\d\d\.\d\d)\.(\d{4})")


def pd_code(code: str) -> str:
    """The code of the Perangkat Daerah that a unit code belongs to; any other form of code is its own."""
    match = _SIPD.fullmatch(code)
    return f"{match[1]}.0000" if match else code


def is_sipd(code: str) -> bool:
    """Whether this is a unit's lasting SIPD code, and not the number that it is given anew every year."""
    return _SIPD.fullmatch(code) is not None


def is_sub_unit(code: str) -> bool:
    return pd_code(code) != code


def provisional_code(number: str, year: int) -> str:
    """The stand-in code of a unit known only by its `kd_satker` of a fiscal year (0 where the feed has no year):
    numbers are given anew every year (39 of 100 survive two years), so the year is part of what they mean."""
    return f"#{number}/{year}"


def tidy(code: str) -> str:
    """A code without stray spaces (`1. 20. 03` becomes `1.20.03`)."""
    return "".join(code.split())
