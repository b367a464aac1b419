"""Which trades (KBLI 2020) usually sell which goods (KBKI): a hint for firms and verifiers, never a stop.

KBLI is read by its first two digits (golongan pokok, Peraturan BPS 2/2020), KBKI by its first (seksi, from CPC). The
two registers have an official correspondence that we do not hold; this coarse one only asks where a trade is plainly
another. Who could meet a need is read more finely (`rules.needs.trades`).
"""

from collections.abc import Iterable

#: Trade in anything (golongan pokok 45 to 47).
_TRADING = frozenset(range(45, 48))
_MAKING = frozenset(range(10, 34))
_BY_SECTION: dict[str, frozenset[int]] = {
    "0": frozenset(range(1, 4)) | _TRADING | _MAKING,
    "1": frozenset(range(5, 10)) | _TRADING | _MAKING,
    "2": _MAKING | _TRADING | frozenset({56}),
    "3": _MAKING | _TRADING | frozenset({58}),
    "4": _MAKING | _TRADING | frozenset({62, 95}),
    "5": frozenset({41, 42, 43, 71}),
    "6": frozenset(range(45, 57)) | frozenset({79}),
    "7": frozenset(range(64, 69)) | frozenset({77}),
    "8": frozenset({33, 58, 59, 61, 62, 63, *range(69, 76), *range(78, 83), 95}),
    "9": frozenset({*range(36, 40), *range(84, 97)}),
}


def is_code(text: str) -> bool:
    """Whether this can be a KBLI 2020 code: five digits of a golongan pokok that exists (01 to 99)."""
    return len(text) == 5 and text.isascii() and text.isdigit() and text[:2] != "00"


def covers(kbli: Iterable[str], kbki: Iterable[str]) -> bool | None:
    """Whether one of the firm's trades usually sells goods of these KBKI beginnings; None where it cannot be told,
    because either side is empty."""
    trades = {int(code[:2]) for code in kbli if is_code(code)}
    sections = {code[0] for code in kbki if code and code[0] in _BY_SECTION}
    if not trades or not sections:
        return None
    return any(trades & _BY_SECTION[section] for section in sections)
