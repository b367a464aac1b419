"""Looks through a workbook before any spreadsheet library sees it.

A workbook is a ZIP of XML parts. Every part is unpacked once here, in pieces and against a budget, because
the sizes that the ZIP's own directory states may lie. Only a workbook that passes is handed on.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from . import limits
from .problems import FETCH_AGAIN, SAVE_VALUES, SAVE_XLSX, BrokenFile, number
from .zip_parts import TROUBLE, Budget, check_directory, refuse, shown, unpacked

_OVERLAP = 512  # an element or attribute that straddles two pieces is seen whole in the second
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")

_ENTITIES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SHEET = re.compile(rb"<(?:[\w.-]+:)?worksheet[\s>]")
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")
_REFERENCE = re.compile(rb"""[\s"']r\s*=\s*["']\s*([A-Za-z]{0,4})(\d{0,9})\s*["']""")


def check_workbook(path: Path, name: str, *, cells: int = limits.SHEET_CELLS) -> None:
    """Refuse a workbook that is damaged, encrypted, a bomb, or holds macros, formulas or foreign entities; or a sheet
    that spans more than `cells`."""
    if path.stat().st_size > limits.MAX_XLSX:
        raise BrokenFile("file_too_large", name, "lebih besar dari 300 MB.", "Bagi menjadi beberapa berkas.")
    with path.open("rb") as file:
        check_directory(file, name)
        try:
            with zipfile.ZipFile(file) as archive:
                entries = archive.infolist()
                _check_names(entries, name)
                budget = Budget(path.stat().st_size, name)
                for entry in entries:
                    _check_part(unpacked(file, entry, budget, name), entry, name, cells)
        except BrokenFile:
            raise
        except TROUBLE:
            refuse("file_zip", name, "rusak atau terputus: isi ZIP-nya tidak dapat dibaca.", FETCH_AGAIN)


def is_workbook(path: Path) -> bool:
    """Whether this ZIP has the main part of a workbook, by its names alone."""
    try:
        with path.open("rb") as file:
            check_directory(file, path.name)
            with zipfile.ZipFile(file) as archive:
                return any(entry.startswith("xl/workbook.") for entry in archive.namelist())
    except (BrokenFile, *TROUBLE):
        return False


def _check_names(entries: list[zipfile.ZipInfo], name: str) -> None:
    for entry in entries:
        if entry.flag_bits & 0x1:
            refuse(
                "file_encrypted",
                name,
                "dikunci dengan kata sandi.",
                "Hapus kata sandinya, lalu muat kembali.",
            )
        if entry.filename.lower().endswith("vbaproject.bin"):
            refuse("file_macros", name, "memuat makro, yang tidak diterima.", SAVE_XLSX)
        if entry.filename.lower() == "xl/workbook.bin":
            refuse("file_not_table", name, "memakai format biner .xlsb.", SAVE_XLSX)


def _check_part(pieces: Iterator[bytes], entry: zipfile.ZipInfo, name: str, cells: int) -> None:
    extent = _Extent(name, cells)
    is_sheet = False
    tail = b""
    for piece in pieces:
        if not tail and piece.startswith(_UTF16):
            refuse("file_encoding", name, f"bagian {shown(entry)} bukan UTF-8.", SAVE_XLSX)
        window = tail + piece
        is_sheet = is_sheet or _SHEET.search(window) is not None
        if _ENTITIES.search(window):
            problem = f"bagian {shown(entry)} memuat rujukan luar (DTD), yang tidak diterima."
            refuse("file_entities", name, problem, SAVE_XLSX)
        if is_sheet:
            _check_formulas(window, name, entry)
            extent.widen(window)
        tail = window[-_OVERLAP:]


def _check_formulas(window: bytes, name: str, entry: zipfile.ZipInfo) -> None:
    # Two plain searches spare nearly all sheets the pattern, which is five times slower.
    formula = _FORMULA.search(window) if b"<f" in window or b":f" in window else None
    if not formula:
        return
    before = _REFERENCE.findall(window[: formula.start()])
    cell = b"".join(before[-1]).decode("ascii") if before else ""
    where = f"sel {cell}" if cell else f"bagian {shown(entry)}"
    refuse("file_formulas", name, f"{where} memuat rumus, padahal yang dimuat hanya nilai.", SAVE_VALUES)


class _Extent:
    """The rectangle from A1 that a sheet spans: one stray cell far out makes it enormous."""

    def __init__(self, name: str, cells: int) -> None:
        self._name = name
        self._cells = cells
        self._column = 1
        self._row = 1

    def widen(self, window: bytes) -> None:
        found = _REFERENCE.findall(window)
        if not found:
            return
        for letters in {letters for letters, _ in found}:
            self._column = max(self._column, _column(letters))
        self._row = max(self._row, max(int(digits or 0) for _, digits in found))
        if self._column * self._row > self._cells:
            last = f"baris {number(self._row)} dan kolom ke-{number(self._column)}"
            problem = f"lembarnya terbentang sampai {last}, terlalu luas untuk dimuat."
            refuse("file_too_large", self._name, problem, "Hapus baris dan kolom kosong di luar data.")


def _column(letters: bytes) -> int:
    """A = 1, XFD = 16,384; 0 for none."""
    value = 0
    for letter in letters.upper():
        value = value * 26 + letter - 64
    return value
