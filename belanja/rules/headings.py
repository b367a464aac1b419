"""What a column of a budget sheet may hold, and which heading most likely says so.

The scorer is small on purpose: a person confirms every suggestion, and what was confirmed is remembered.
"""

import re
from collections.abc import Collection, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from .decisions import RuleBroken


class Meaning(StrEnum):
    """What a column of a budget sheet holds."""

    UNIT_CODE = "unit_code"
    UNIT_NAME = "unit_name"
    OPERASI = "operasi"
    MODAL = "modal"
    BTT = "btt"
    NON_PENGADAAN = "non_pengadaan"
    PENGADAAN = "pengadaan"
    TOTAL = "total"
    YEAR = "year"
    ACCOUNT = "account"
    AMOUNT = "amount"
    IGNORED = "ignored"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Meaning.UNIT_CODE: "Kode unit",
    Meaning.UNIT_NAME: "Nama unit",
    Meaning.OPERASI: "Belanja operasi yang diadakan",
    Meaning.MODAL: "Belanja modal",
    Meaning.BTT: "Belanja tidak terduga",
    Meaning.NON_PENGADAAN: "Belanja non-pengadaan",
    Meaning.PENGADAAN: "Belanja pengadaan (untuk memeriksa)",
    Meaning.TOTAL: "Jumlah seluruhnya (untuk memeriksa)",
    Meaning.YEAR: "Tahun anggaran",
    Meaning.ACCOUNT: "Kode rekening",
    Meaning.AMOUNT: "Nilai rekening",
    Meaning.IGNORED: "tidak dipakai",
}
#: Headings as DPA, SIPD and SiRUP write them, tidied.
_KNOWN: dict[Meaning, tuple[str, ...]] = {
    Meaning.UNIT_CODE: ("kode skpd", "kode unit", "kode opd", "kode satker", "kd satker str", "kode perangkat daerah"),
    Meaning.UNIT_NAME: (
        "nama skpd",
        "nama unit",
        "nama opd",
        "perangkat daerah",
        "satuan kerja",
        "nama satker",
        "skpd",
    ),
    Meaning.OPERASI: ("belanja operasi", "operasi", "belanja barang dan jasa", "barang jasa"),
    Meaning.MODAL: ("belanja modal", "modal"),
    Meaning.BTT: ("belanja tidak terduga", "tidak terduga", "btt"),
    Meaning.NON_PENGADAAN: ("belanja non pengadaan", "non pengadaan", "belanja pegawai", "bukan pengadaan"),
    Meaning.PENGADAAN: ("belanja pengadaan", "pengadaan", "total pengadaan"),
    Meaning.TOTAL: ("total belanja", "jumlah belanja", "jumlah", "total", "pagu total"),
    Meaning.YEAR: ("tahun", "tahun anggaran", "ta"),
    Meaning.ACCOUNT: ("kode rekening", "rekening", "kode akun", "akun", "mak"),
    Meaning.AMOUNT: ("anggaran", "nilai", "pagu", "nilai anggaran", "jumlah anggaran", "nilai rincian"),
}
#: Below this a heading is like nothing known, and nothing is suggested.
_ALIKE = 0.5
_WORD = re.compile(r"[a-z0-9]+")
#: Columns of which a sheet can have only one.
_ONCE = frozenset(Meaning) - {Meaning.IGNORED}


@lru_cache(maxsize=4096)
def tidied(heading: str) -> str:
    """A heading in lower case, words parted by one space: what is remembered."""
    return " ".join(_WORD.findall(heading.lower()))[:160]


def suggested(headings: list[str]) -> dict[str, Meaning]:
    """For each heading of a budget sheet what it most likely means; a meaning goes to the heading that fits it best."""
    found = best_fit(headings, _KNOWN)
    return {heading: found.get(heading, Meaning.IGNORED) for heading in headings}


Meant = TypeVar("Meant")


def best_fit(headings: list[str], known: Mapping[Meant, tuple[str, ...]]) -> dict[str, Meant]:
    """Headings with what they most likely mean, by the tidied spellings of each; what is like none is left out."""
    scored = sorted(
        (
            (likeness(tidied(heading), spelling), heading, meaning)
            for heading in headings
            for meaning, spellings in known.items()
            for spelling in spellings
        ),
        key=lambda row: (-row[0], headings.index(row[1])),
    )
    found: dict[str, Meant] = {}
    for score, heading, meaning in scored:
        if score >= _ALIKE and heading not in found and meaning not in found.values():
            found[heading] = meaning
    return found


def likeness(one: str, other: str) -> float:
    """0 to 1: how many words and groups of three letters two tidied headings share."""
    words = _shared(set(one.split()), set(other.split()))
    letters = _shared(_threes(one), _threes(other))
    return max(words, letters)


def _threes(words: str) -> set[str]:
    padded = f" {words} "
    return {padded[place : place + 3] for place in range(len(padded) - 2)}


def _shared(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def check(meanings: Mapping[str, Meaning]) -> None:
    """Whether these columns make a budget sheet. Raises RuleBroken with what is missing or double."""
    given = [meaning for meaning in meanings.values() if meaning in _ONCE]
    double = sorted({meaning.label for meaning in given if given.count(meaning) > 1})
    if double:
        raise RuleBroken("heading_double", f"Hanya satu kolom dapat berarti {double[0].lower()}.")
    has = set(given)
    if not has & {Meaning.UNIT_CODE, Meaning.UNIT_NAME}:
        raise RuleBroken("heading_unit", "Tunjukkan kolom kode unit atau nama unit.")
    if by_account(has):
        return
    missing = [meaning.label.lower() for meaning in (Meaning.OPERASI, Meaning.MODAL) if meaning not in has]
    if missing:
        raise RuleBroken(
            "heading_amount",
            f"Tunjukkan kolom {' dan '.join(missing)}, atau kolom kode rekening beserta nilainya.",
        )


def by_account(meanings: Collection[Meaning]) -> bool:
    """Whether the sheet has one line for each account, to be summed by unit."""
    return {Meaning.ACCOUNT, Meaning.AMOUNT} <= set(meanings)
