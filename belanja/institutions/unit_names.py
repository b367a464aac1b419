"""Names of units as a reader expects them: national feeds shout, pages and papers do not."""

import re
from functools import lru_cache
from typing import Final

_SMALL: Final = frozenset({"dan", "di", "ke", "dari", "pada", "untuk", "dengan", "atau", "serta", "yang", "bagi"})
#: Short forms that are said letter by letter, or written in capitals by custom.
_CAPITALS: Final = frozenset(
    "RSUD RSU RS RSJ RSIA UPT UPTD UPTB PPKD SKPD SKPKD DPRD PKK KB BLUD BLU BPBD BPKAD BKD BKPSDM LPSE UKPBJ "
    "SD SDN SMP SMPN SMA SMAN SMK SMKN SLB PAUD TK SKB PNF LABKESDA PMI KORPRI TNI POLRI".split()
)
_ROMAN: Final = re.compile(r"^[IVX]+$")
_WORD: Final = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=4096)
def shown(name: str) -> str:
    """`DINAS PERUMAHAN DAN RSUD` becomes `Dinas Perumahan dan RSUD`; names in mixed case stay as written."""
    squeezed = " ".join(name.split())
    if not squeezed.isupper():
        return squeezed
    return _WORD.sub(_cased, squeezed)


def _cased(match: re.Match[str]) -> str:
    word = match[0]
    if word in _CAPITALS or _ROMAN.match(word):
        return word
    lower = word.lower()
    return lower if lower in _SMALL and match.start() else lower.capitalize()
