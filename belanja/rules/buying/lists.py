"""A list of goods as people paste it or keep it in a sheet: one row an offer, its number and how much of it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ..decisions import RuleBroken

#: Rows taken from one list.
MOST_ROWS = 200
_LARGEST = Decimal("999999999999.99")
_SPLIT = re.compile(r"[;\t]|,(?=\s*[\d.,]+\s*$)")
_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+")


@dataclass(frozen=True)
class Row:
    """`place` counts from 1; `why` says what is wrong with it, empty where it can be read."""

    place: int
    written: str
    number: str = ""
    quantity: Decimal = Decimal(0)
    why: str = ""
    note: str = ""


def rows_of(text: str) -> Iterator[Row]:
    """The rows of a pasted list; empty rows, and a heading in the first one, are passed over."""
    for place, line in enumerate(text.splitlines(), start=1):
        written = line.strip()
        if not written or (place == 1 and not any(char.isdigit() for char in written)):
            continue
        if place > MOST_ROWS:
            yield Row(place, written[:80], why=f"Paling banyak {MOST_ROWS} baris sekali tempel.")
            return
        yield _row(place, written)


def _row(place: int, written: str) -> Row:
    cells = [cell.strip().strip('"') for cell in _SPLIT.split(written, maxsplit=1)]
    if len(cells) != 2 or not cells[0]:
        return Row(place, written[:80], why="Tulis nomor barang dan jumlah, dipisah titik koma.")
    quantity = quantity_of(cells[1])
    if quantity is None:
        return Row(place, written[:80], cells[0], why=f"“{cells[1][:20]}” bukan jumlah yang dapat dibaca.")
    return Row(place, written[:80], cells[0], quantity)


class Meaning(StrEnum):
    """What a column of a sheet of goods holds."""

    NUMBER = "nomor"
    QUANTITY = "jumlah"
    NOTE = "catatan"
    IGNORED = "abaikan"

    @property
    def label(self) -> str:
        return {"nomor": "Nomor barang", "jumlah": "Jumlah", "catatan": "Catatan", "abaikan": "tidak dipakai"}[self]


#: How units call these columns in sheets of their own.
HEADINGS: dict[Meaning, tuple[str, ...]] = {
    Meaning.NUMBER: ("nomor barang", "no barang", "kode barang", "kode produk", "nomor produk", "nomor artikel", "sku"),
    Meaning.QUANTITY: ("jumlah", "qty", "kuantitas", "volume", "banyaknya", "jml"),
    Meaning.NOTE: ("catatan", "keterangan", "catatan untuk penyedia"),
}


def check_headings(meanings: Mapping[str, Meaning]) -> None:
    """RuleBroken 422 unless exactly one column is the number and one the quantity, and no meaning stands twice."""
    given = [one for one in meanings.values() if one is not Meaning.IGNORED]
    for needed in (Meaning.NUMBER, Meaning.QUANTITY):
        if needed not in given:
            raise RuleBroken("heading_missing", f"Tunjukkan kolom yang memuat {needed.label.lower()}.")
    double = next((one for one in given if given.count(one) > 1), None)
    if double is not None:
        raise RuleBroken("heading_double", f"Hanya satu kolom dapat berarti {double.label.lower()}.")


def row_of_cells(place: int, number: str, quantity: str, note: str = "") -> Row | None:
    """A row of a sheet; None for one that says nothing."""
    number, quantity = number.strip().removesuffix(".0"), quantity.strip().removesuffix(".0")
    written = "; ".join(part for part in (number, quantity, note) if part)[:80]
    if not number and not quantity:
        return None
    if not number:
        return Row(place, written, why="Nomor barang belum diisi.")
    if not quantity:
        return Row(place, written, number, why="Jumlah belum diisi.")
    amount = quantity_of(quantity)
    if amount is None:
        return Row(place, written, number, why=f"“{quantity[:20]}” bukan jumlah yang dapat dibaca.")
    return Row(place, written, number, amount, note=note.strip()[:300])


def quantity_of(written: str) -> Decimal | None:
    """A quantity above zero with at most two decimals, as Indonesians write it (1.000 is a thousand, 2,5 two and a
    half); None for anything else."""
    cell = written.strip().rstrip(";").strip()
    if "," in cell:
        cell = cell.replace(".", "").replace(",", ".")
    elif _THOUSANDS.fullmatch(cell):
        cell = cell.replace(".", "")
    if not re.fullmatch(r"\d{1,14}(\.\d{1,2})?", cell):
        return None
    quantity = Decimal(cell)
    return quantity if 0 < quantity <= _LARGEST else None
