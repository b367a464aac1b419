"""Rows of a CSV file. Every value is text as written; an empty cell is None. Meaning is up to the feed."""

import csv
from collections.abc import Generator, Iterator
from itertools import chain
from pathlib import Path

from . import limits
from .found import Found, Reader, Row
from .problems import FETCH_AGAIN, BrokenFile, number, unstorable
from .text import text_chunks

_DELIMITERS = (",", ";", "\t")
_CUT = "unexpected end of data"

csv.field_size_limit(limits.MAX_VALUE)


def csv_reader(path: Path, name: str, chunk: int) -> Reader:
    """Comma, semicolon or tab; quotes; LF or CRLF; UTF-8 or UTF-16. The first line names the columns."""

    def read(found: Found) -> Generator[Row, None, None]:
        found.kind = "csv"
        lines = _lines(text_chunks(path, name, found, chunk), name)
        try:
            yield from _rows(lines, name, found)
        finally:
            lines.close()

    return read


def is_table(path: Path, name: str, chunk: int) -> bool:
    """Whether the first two lines look like columns: for text whose ending promises nothing."""
    try:
        rows = csv_reader(path, name, chunk)(Found())
        first = next(rows, None)
        rows.close()
    except BrokenFile as broken:
        return broken.code == "file_encoding"
    return first is not None


def _lines(chunks: Iterator[str], name: str) -> Generator[str, None, None]:
    """Whole lines with their ends; only LF ends a line, a CR alone does not."""
    rest: list[str] = []
    length = 0
    for text in chunks:
        if "\0" in text:
            raise unstorable(name)
        parts = text.split("\n")
        for part in parts[:-1]:
            if rest:
                rest.append(part)
                part = "".join(rest)
                rest, length = [], 0
            yield part + "\n"
        if parts[-1]:
            rest.append(parts[-1])
            length += len(parts[-1])
            if length > limits.MAX_VALUE:
                problem = "satu baris lebih panjang dari 8 juta karakter."
                raise BrokenFile("file_row_too_large", name, problem, FETCH_AGAIN)
    if rest:
        yield "".join(rest)


def _rows(lines: Iterator[str], name: str, found: Found) -> Iterator[Row]:
    first = next((line for line in lines if line.strip()), "")
    told = first.strip().lower() if len(first.strip()) == 5 else ""
    if told.startswith("sep="):  # what a spreadsheet program writes for its own kind
        first = next(lines, "")
    if not first:
        return
    second = next(lines, "")
    place = 0
    try:
        delimiter = told[4] if told.startswith("sep=") else _delimiter(first, second)
        records = csv.reader(chain((first, second), lines), delimiter=delimiter, strict=True)
        header = _header(next(records), name)
        found.columns = header
        width = len(header)
        for record in records:
            if not record:
                continue
            place += 1
            if len(record) != width:
                raise _ragged(name, place, len(record), width)
            found.place = place + 1
            yield dict(zip(header, [value or None for value in record], strict=True))
    except csv.Error as error:
        cut = str(error) == _CUT
        problem = (
            "terputus di dalam tanda kutip pada akhir berkas."
            if cut
            else f"tanda kutip atau akhir barisnya tidak sah setelah baris data {number(place)}."
        )
        raise BrokenFile("file_cut_off" if cut else "file_malformed", name, problem, FETCH_AGAIN) from None


def _delimiter(first: str, second: str) -> str:
    """The one that cuts both lines into equally many columns; of several, the one that gives most."""

    def merit(delimiter: str) -> tuple[bool, int]:
        width = _width(first, delimiter)
        return width > 1 and _width(second, delimiter) == width, width

    return max(_DELIMITERS, key=merit)


def _width(line: str, delimiter: str) -> int:
    """How many columns this delimiter would give; quoted delimiters do not count. 0 where a quoted cell would end in
    the middle of a column."""
    try:
        return len(next(csv.reader([line], delimiter=delimiter, strict=True), []))
    except csv.Error as error:
        # A quote that stays open is a cell that goes on in the next line, under any delimiter.
        return 0 if "expected after" in str(error) else len(next(csv.reader([line], delimiter=delimiter), []))


def _header(cells: list[str], name: str) -> list[str]:
    header = [cell.strip() for cell in cells]
    if len(header) < 2:
        problem = "hanya memuat satu kolom, atau pemisahnya bukan koma, titik koma, atau tab."
        raise BrokenFile("file_not_table", name, problem, FETCH_AGAIN)
    if len(header) > limits.MAX_COLUMNS:
        raise BrokenFile("file_not_table", name, "memuat terlalu banyak kolom.", FETCH_AGAIN)
    check_header(header, name)
    return header


def check_header(header: list[str], name: str) -> None:
    """Every column needs a name of its own, or its values could not be told apart."""
    if "" in header:
        problem = f"kolom ke-{header.index('') + 1} tidak punya judul."
        raise BrokenFile("file_header", name, problem, "Beri setiap kolom judul pada baris pertama.")
    seen: set[str] = set()
    for title in header:
        if "\0" in title:
            raise unstorable(name)
        if title in seen:
            problem = f"judul kolom “{title[:80]}” dipakai dua kali."
            raise BrokenFile("file_header", name, problem, "Hapus atau ganti salah satu judulnya.")
        seen.add(title)


def _ragged(name: str, place: int, got: int, width: int) -> BrokenFile:
    problem = f"baris data {number(place)} memuat {got} kolom, padahal judulnya {width} kolom."
    return BrokenFile("file_row", name, problem, FETCH_AGAIN)
