"""Which six digits may guard an account, and how often somebody may guess them.

A PIN is what people with a simple telephone can remember and type; it has a million values at most, so that what most
people choose is refused, and guessing is slowed down by the number that is tried, not by the one who tries.
Source: NIST SP 800-63B, 3.1.1.2 (refuse what is commonly chosen) and 3.2.2 (limit consecutive failures).
"""

import re
from datetime import timedelta
from itertools import pairwise
from typing import Final

LENGTH: Final = 6
_SIX: Final = re.compile(r"[0-9]{6}", re.ASCII)
#: Well-known ones that no pattern below catches.
_COMMON: Final = frozenset({"159753", "142536", "147258", "258369", "147852", "102030", "908070", "520520", "131452"})

#: After so many wrong ones in a row the number rests: failures in a row -> rest.
_RESTS: Final = ((5, timedelta(minutes=5)), (10, timedelta(hours=1)), (15, timedelta(hours=24)))
#: Every further so many rest as long as the last.
_STEP: Final = 5
#: Failures are forgotten after so long without another.
FORGOTTEN_AFTER: Final = timedelta(hours=48)


def weakness(pin: str, *, phone: str = "") -> str:
    """Why these digits are refused, as a sentence for the one who chose them; empty for a PIN that may be used.

    `phone` is the number of the account in E.164: no PIN is a part of it.
    """
    if not _SIX.fullmatch(pin):
        return "PIN terdiri atas enam angka."
    if len(set(pin)) < 3 or _is_run(pin) or pin[:3] == pin[3:] or pin == pin[::-1] or _in_pairs(pin):
        return "PIN ini berpola, jadi mudah ditebak. Pilih enam angka yang acak."
    if pin in _COMMON:
        return "PIN ini sering dipakai orang, jadi mudah ditebak. Pilih yang lain."
    if _is_date(pin):
        return "PIN ini terbaca sebagai tanggal, dan tanggal lahir mudah ditebak. Pilih yang lain."
    if phone and pin in phone:
        return "PIN ini bagian dari nomor telepon Anda. Pilih yang lain."
    return ""


def rest_after(failures: int) -> timedelta | None:
    """How long a number rests after so many wrong PINs in a row; None while it may be tried at once."""
    last_count, last_rest = _RESTS[-1]
    if failures > last_count:
        return last_rest if (failures - last_count) % _STEP == 0 else None
    return next((rest for count, rest in _RESTS if count == failures), None)


def _is_run(pin: str) -> bool:
    """Digits that go up or down by the same step all along, beyond nine again at nought."""
    steps = {(later - former) % 10 for former, later in pairwise([int(digit) for digit in pin])}
    return len(steps) == 1


def _in_pairs(pin: str) -> bool:
    """112233, or one pair three times."""
    pairs = [pin[at : at + 2] for at in (0, 2, 4)]
    return len(set(pairs)) == 1 or all(pair[0] == pair[1] for pair in pairs)


def _is_date(pin: str) -> bool:
    """Day, month and year of two digits each, in the order of the country or the other way round."""
    a_day = range(1, 32)
    return 1 <= int(pin[2:4]) <= 12 and (int(pin[:2]) in a_day or int(pin[4:]) in a_day)
