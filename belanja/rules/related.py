"""By what firms may belong together, and one spelling for what is compared.

A shared mark is a question and no proof: brothers share a house, a market shares an address. What is shared by very
many firms (a mall, a notary's telephone) says nothing and is left out.
"""

import re
from enum import StrEnum

#: A mark that more firms share than this is an address of many, not a tie.
MOST_SHARING = 20
_STREET = {
    "jln": "jalan", "jl": "jalan", "no": "nomor", "nomer": "nomor", "blk": "blok", "kp": "kampung", "kec": "kecamatan",
    "kel": "kelurahan", "ds": "desa", "kab": "kabupaten", "perum": "perumahan", "komp": "komplek",
    "kompleks": "komplek", "gg": "gang", "lt": "lantai",
}  # fmt: skip
_WORD = re.compile(r"[a-z0-9]+")
_RT_RW = re.compile(r"\b(rt|rw)\W*0*(\d+)")
_ZEROS = re.compile(r"\b0+(?=\d)")


class Tie(StrEnum):
    OWNER = "pemilik"
    ADDRESS = "alamat"
    PHONE = "telepon"
    ACCOUNT = "rekening"

    @property
    def label(self) -> str:
        return {
            "pemilik": "Pemilik sama",
            "alamat": "Alamat sama",
            "telepon": "Telepon sama",
            "rekening": "Rekening sama",
        }[self.value]


#: How much a tie says: who owns and who is paid more than where it is.
WEIGHT = {Tie.OWNER: 3, Tie.ACCOUNT: 3, Tie.PHONE: 2, Tie.ADDRESS: 1}


def plain(kind: Tie, written: str) -> str:
    """What is compared, in one spelling; empty for what is too short to tell anybody apart."""
    if kind is Tie.ADDRESS:
        return _address(written)
    if kind is Tie.OWNER:
        digits = re.sub(r"\D", "", written)
        return digits if len(digits) >= 12 else " ".join(_WORD.findall(written.lower())) if len(written) > 4 else ""
    digits = re.sub(r"\D", "", written)
    if kind is Tie.PHONE:
        digits = digits.removeprefix("62").lstrip("0")
    return digits if len(digits) >= 7 else ""


def _address(written: str) -> str:
    lower = _RT_RW.sub(r"\1\2", written.lower().replace(".", " "))
    words = [_STREET.get(word, word) for word in _WORD.findall(_ZEROS.sub("", lower))]
    # A village alone is no address: there has to be a number of a house, or many words.
    told = " ".join(words)
    return told if len(words) >= 3 and (any(word.isdigit() for word in words) or len(words) >= 5) else ""
