"""Firms that are not registered yet, as lists of a Dinas name them: what a row may hold, and how one is read.

Nothing is taken but the firm's name, its kabupaten/kota, its trades (KBLI), the contact that the Dinas uses for its own
first word, and a keyed mark of its NIB where the list has it (UU 27/2022: no more than the purpose asks for).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from ..decisions import RuleBroken
from ..headings import best_fit, tidied
from ..kbli import is_code

MOST_ROWS = 2_000
_NIB = 13
_DIGITS = re.compile(r"\d+")
_REGION = re.compile(r"\d{2}\.\d{2}")
#: Words before a firm's name that say its legal form, not who it is.
_FORMS = frozenset({"pt", "cv", "ud", "tb", "pd", "fa"})


class Meaning(StrEnum):
    """What a column of such a list holds."""

    NAME = "nama"
    PLACE = "tempat"
    KBLI = "kbli"
    CONTACT = "kontak"
    NIB = "nib"
    IGNORED = "abaikan"

    @property
    def label(self) -> str:
        return {
            "nama": "Nama usaha",
            "tempat": "Kabupaten/kota",
            "kbli": "KBLI",
            "kontak": "Kontak untuk dinas",
            "nib": "NIB",
            "abaikan": "tidak dipakai",
        }[self.value]


#: How Dinas call these columns in their lists, tidied.
HEADINGS: dict[Meaning, tuple[str, ...]] = {
    Meaning.NAME: ("nama usaha", "nama koperasi", "nama perusahaan", "nama ikm", "nama umkm", "usaha", "koperasi"),
    Meaning.PLACE: ("kabupaten kota", "kab kota", "kabupaten", "kota", "wilayah", "lokasi", "tempat"),
    Meaning.KBLI: ("kbli", "kode kbli", "kbli 2020", "bidang usaha kbli"),
    Meaning.NIB: ("nib", "nomor induk berusaha", "no nib", "nomor nib"),
    Meaning.CONTACT: ("kontak", "telepon", "no hp", "nomor telepon", "no telepon", "hp", "wa"),
}

#: Headings of running numbers, which are like many others and mean none of them.
_NUMBERING = frozenset({"no", "nomor", "no urut", "nomor urut", "num"})


def likely(names: list[str]) -> dict[str, Meaning]:
    """Headings with what they most likely mean; those that are like none, and running numbers, are left out."""
    return best_fit([name for name in names if tidied(name) not in _NUMBERING], HEADINGS)


def check_headings(meanings: Mapping[str, Meaning]) -> None:
    """RuleBroken 422 unless name, place and KBLI each have one column, and no meaning stands twice."""
    given = [one for one in meanings.values() if one is not Meaning.IGNORED]
    for needed in (Meaning.NAME, Meaning.PLACE, Meaning.KBLI):
        if needed not in given:
            raise RuleBroken("heading_missing", f"Tunjukkan kolom yang memuat {needed.label}.")
    double = next((one for one in given if given.count(one) > 1), None)
    if double is not None:
        raise RuleBroken("heading_double", f"Hanya satu kolom dapat memuat {double.label}.")


@dataclass(frozen=True)
class Row:
    """One firm as listed. `number` counts from 1, below the headings; `place`: kode wilayah; `why`: what keeps it out,
    empty where it is taken; `nib`: 13 digits, or empty."""

    number: int
    name: str
    place: str = ""
    kbli: tuple[str, ...] = ()
    contact: str = ""
    why: str = ""
    nib: str = ""

    @property
    def cooperative(self) -> bool:
        return bool({"koperasi", "kop", "kud"} & set(tidied(self.name).split()))


def row_of(number: int, cells: Mapping[Meaning, str], places: Mapping[str, str]) -> Row | None:
    """A row of a list, None where it is empty. `places`: kode wilayah by the name as `place_key` writes it."""
    name = " ".join(cells.get(Meaning.NAME, "").split())[:200]
    written, told = cells.get(Meaning.PLACE, "").strip(), cells.get(Meaning.KBLI, "")
    if not name and not written and not told:
        return None
    place = place_of(written, places)
    kbli = tuple(dict.fromkeys(code for code in _DIGITS.findall(told) if is_code(code)))[:10]
    if not firm_key(name):
        why = "nama usaha kosong"
    elif not place:
        why = f"kabupaten/kota “{written[:40]}” tidak dikenal" if written else "kabupaten/kota kosong"
    elif not kbli:
        why = "KBLI lima angka tidak terbaca"
    else:
        why = ""
    contact = " ".join(cells.get(Meaning.CONTACT, "").split())[:120]
    return Row(number, name, place, kbli, contact, why, nib_of(cells.get(Meaning.NIB, "")))


def told_once(rows: Iterable[Row]) -> list[Row]:
    """Rows with each firm once: whoever stands there again, by name and place, says where it stood first."""
    first: dict[tuple[str, str], int] = {}
    found = []
    for row in rows:
        at = row.number if row.why else first.setdefault((firm_key(row.name), row.place), row.number)
        found.append(row if at == row.number else replace(row, why=f"sama dengan baris {at}"))
    return found


def nib_of(written: str) -> str:
    """An NIB as a list writes it, its digits alone; empty where it is none (a sheet may have rounded it)."""
    digits = "".join(_DIGITS.findall(written))
    return digits if len(digits) == _NIB else ""


def place_of(written: str, places: Mapping[str, str]) -> str:
    """The kode wilayah of a place as it is written: by code, by its whole name, or by its name alone where only one has
    it; empty where that is not sure."""
    code = _REGION.search(written)
    if code is not None:
        return code.group() if code.group() in places.values() else ""
    key = place_key(written)
    if key in places:
        return places[key]
    found = {of for name, of in places.items() if name.partition(" ")[2] == key}
    return found.pop() if len(found) == 1 else ""


def place_key(name: str) -> str:
    """A kabupaten/kota as it is compared: `kab lebak`, `kota serang`."""
    return " ".join("kab" if word == "kabupaten" else word for word in tidied(name).split())


def firm_key(name: str) -> str:
    """A firm's name as it is compared: without its legal form."""
    return " ".join(word for word in tidied(name).split() if word not in _FORMS)
