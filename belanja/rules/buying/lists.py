"""A list of goods as people paste it: one row an offer, its number and how much of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

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
