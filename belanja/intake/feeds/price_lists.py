"""Prices of the national listing, which come in three shapes: a JSON list with one entry a region, a JSON object
without a region, and a bare number.

They are kept as `amount|freight|region,region;…`, regions of one price together: a product with 517 entries is a line.
"""

import json
from decimal import Decimal, InvalidOperation
from typing import Any

from belanja.intake import values

#: Entries beyond this are no price list of a product.
_MOST = 2_000
_LARGEST = Decimal(10) ** 15


def price_list(cell: object) -> str | None:
    """The prices of a cell in the short form, dearest last; a region named again keeps its first price and is marked
    by a `!` at the end. Raises BadValue for what is no price. Prices of next to nothing are kept: the catalogue marks
    them."""
    if cell is None or cell == "":
        return None
    entries = _entries(cell)
    found: dict[str, tuple[str, str]] = {}
    doubtful = False
    for entry in entries[:_MOST]:
        region = _region(entry.get("kabupatenId"))
        told = (_plain(entry.get("harga")), _plain(entry.get("ongkos_kirim") or 0))
        doubtful |= found.setdefault(region, told) != told
    groups: dict[tuple[str, str], list[str]] = {}
    for region, told in found.items():
        groups.setdefault(told, []).append(region)
    lines = [
        f"{amount}|{freight}|{','.join(sorted(regions, key=lambda one: int(one or 0)))}"
        for (amount, freight), regions in sorted(
            groups.items(), key=lambda one: (Decimal(one[0][0]), one[0][1], one[1])
        )
    ]
    return ";".join(lines) + ("!" if doubtful else "") if lines else None


def _entries(cell: object) -> list[dict[str, Any]]:
    if isinstance(cell, str) and cell.strip()[:1] in "[{":
        try:
            read = json.loads(cell, parse_float=Decimal)
        except (ValueError, RecursionError):
            raise values.BadValue("daftar harga tidak dapat dibaca") from None
    else:
        read = cell
    if isinstance(read, dict):
        return [read]
    if isinstance(read, list):
        if not all(isinstance(one, dict) for one in read):
            raise values.BadValue("daftar harga tidak dapat dibaca")
        return read
    return [{"harga": read}]


def _plain(cell: object) -> str:
    if isinstance(cell, bool):
        raise values.BadValue("harga bukan angka")
    try:
        number = Decimal(str(cell).strip())
    except InvalidOperation:
        raise values.BadValue(f"“{str(cell)[:40]}” bukan harga") from None
    if not number.is_finite() or not 0 <= number < _LARGEST:
        raise values.BadValue(f"“{str(cell)[:40]}” bukan harga")
    return f"{number.quantize(Decimal('0.01')):f}"


def _region(cell: object) -> str:
    """The national number of a kabupaten/kota; empty where none is told."""
    if cell is None or cell == "":
        return ""
    written = str(cell).removesuffix(".0")
    if not (written.isascii() and written.isdigit() and len(written) < 9):
        raise values.BadValue("nomor kabupaten/kota dalam daftar harga tidak dapat dibaca")
    return str(int(written))
