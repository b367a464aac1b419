"""Looks through a workbook before any spreadsheet library sees it.

A workbook is a ZIP of XML parts. Every part is unpacked once here, in pieces and against a budget, because
the sizes that the ZIP's own directory states may lie. Only a workbook that passes is handed on.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NoReturn

from . import limits
from .problems import FETCH_AGAIN, SAVE_VALUES, SAVE_XLSX, BrokenFile, number

_ZIP_TROUBLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ValueError,
    OSError,
    EOFError,
    NotImplementedError,
)
_PIECE = 256 * 1024
_OVERLAP = 512  # an element or attribute that straddles two pieces is seen whole in the second
_END_RECORD = b"PK\x05\x06"
_ZIP64_RECORD = b"PK\x06\x07"
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")

_ENTITIES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SHEET = re.compile(rb"<(?:[\w.-]+:)?worksheet[\s>]")
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")
_REFERENCE = re.compile(rb"""[\s"']r\s*=\s*["']\s*([A-Za-z]{0,4})(\d{0,9})\s*["']""")


def check_workbook(path: Path, name: str) -> None:
    """Refuse a workbook that is damaged, encrypted, a bomb, or holds macros, formulas or foreign entities."""
    if path.stat().st_size > limits.MAX_XLSX:
        raise BrokenFile("file_too_large", name, "lebih besar dari 300 MB.", "Bagi menjadi beberapa berkas.")
    with path.open("rb") as file:
        _check_directory(file, name)
        try:
            with zipfile.ZipFile(file) as archive:
                entries = archive.infolist()
                _check_names(entries, name)
                budget = _Budget(path.stat().st_size, name)
                for entry in entries:
                    _check_part(_unpacked(file, entry, budget, name), entry, name)
        except BrokenFile:
            raise
        except _ZIP_TROUBLE:
            _refuse("file_zip", name, "rusak atau terputus: isi ZIP-nya tidak dapat dibaca.", FETCH_AGAIN)


def is_workbook(path: Path) -> bool:
    """Whether this ZIP has the main part of a workbook, by its names alone."""
    try:
        with path.open("rb") as file:
            _check_directory(file, path.name)
            with zipfile.ZipFile(file) as archive:
                return any(entry.startswith("xl/workbook.") for entry in archive.namelist())
    except (BrokenFile, *_ZIP_TROUBLE):
        return False


def _refuse(code: str, name: str, problem: str, remedy: str) -> NoReturn:
    raise BrokenFile(code, name, problem, remedy) from None


def _check_directory(file: BinaryIO, name: str) -> None:
    """The directory's size before it is loaded: a hostile one alone could fill the memory.

    It must stand at the very end, with nothing after or between, so that no two programs see two directories.
    """
    size = file.seek(0, 2)
    file.seek(max(0, size - 64))
    tail = file.read()
    place = len(tail) - 22
    if place < 0 or not tail.startswith(_END_RECORD, place) or tail.startswith(_ZIP64_RECORD, place - 20):
        _refuse("file_zip", name, "terputus atau rusak: akhir isinya tidak utuh.", FETCH_AGAIN)
    entries, directory, offset = struct.unpack_from("<HLL", tail, place + 10)
    if offset + directory != size - 22:
        _refuse("file_zip", name, "rusak: daftar isinya tidak pada tempatnya.", FETCH_AGAIN)
    if entries > limits.ZIP_ENTRIES or directory > limits.ZIP_DIRECTORY:
        _refuse("file_zip_bomb", name, "memuat terlalu banyak bagian untuk sebuah lembar kerja.", SAVE_XLSX)
    file.seek(0)


def _check_names(entries: list[zipfile.ZipInfo], name: str) -> None:
    for entry in entries:
        if entry.flag_bits & 0x1:
            _refuse(
                "file_encrypted",
                name,
                "dikunci dengan kata sandi.",
                "Hapus kata sandinya, lalu muat kembali.",
            )
        if entry.filename.lower().endswith("vbaproject.bin"):
            _refuse("file_macros", name, "memuat makro, yang tidak diterima.", SAVE_XLSX)
        if entry.filename.lower() == "xl/workbook.bin":
            _refuse("file_not_table", name, "memakai format biner .xlsb.", SAVE_XLSX)


class _Budget:
    """What all parts together may unpack to."""

    def __init__(self, packed: int, name: str) -> None:
        self._packed = max(packed, 1)
        self._name = name
        self._used = 0

    def spend(self, size: int) -> None:
        self._used += size
        high_ratio = self._used > limits.ZIP_RATIO * self._packed and self._used > limits.ZIP_RATIO_FROM
        if high_ratio or self._used > limits.ZIP_UNPACKED:
            problem = f"mengembang menjadi lebih dari {number(self._used // limits.MIB)} MB ketika dibuka."
            _refuse(
                "file_zip_bomb",
                self._name,
                problem,
                "Jangan buka berkas ini.",
            )


def _unpacked(file: BinaryIO, entry: zipfile.ZipInfo, budget: _Budget, name: str) -> Iterator[bytes]:
    """The part's bytes as they really unpack, whatever size the directory claims."""
    file.seek(entry.header_offset)
    header = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
    if header[0] != b"PK\x03\x04":
        raise zipfile.BadZipFile
    file.seek(header[-2] + header[-1], 1)
    left = entry.compress_size
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile
    inflate = zlib.decompressobj(-15) if entry.compress_type == zipfile.ZIP_DEFLATED else None
    total, check = 0, 0
    while left > 0:
        packed = file.read(min(left, _PIECE))
        if not packed:
            raise EOFError
        left -= len(packed)
        while packed:
            piece = inflate.decompress(packed, _PIECE) if inflate else packed
            packed = inflate.unconsumed_tail if inflate else b""
            budget.spend(len(piece))
            total += len(piece)
            check = zlib.crc32(piece, check)
            if piece:
                yield piece
            elif inflate and inflate.eof:
                break
    if (inflate and not inflate.eof) or total != entry.file_size or check != entry.CRC:
        _refuse("file_zip", name, f"rusak: bagian {_shown(entry)} tidak utuh.", FETCH_AGAIN)


def _shown(entry: zipfile.ZipInfo) -> str:
    return "".join(letter for letter in entry.filename[-60:] if letter.isprintable())


def _check_part(pieces: Iterator[bytes], entry: zipfile.ZipInfo, name: str) -> None:
    extent = _Extent(name)
    is_sheet = False
    tail = b""
    for piece in pieces:
        if not tail and piece.startswith(_UTF16):
            _refuse("file_encoding", name, f"bagian {_shown(entry)} bukan UTF-8.", SAVE_XLSX)
        window = tail + piece
        is_sheet = is_sheet or _SHEET.search(window) is not None
        if _ENTITIES.search(window):
            problem = f"bagian {_shown(entry)} memuat rujukan luar (DTD), yang tidak diterima."
            _refuse("file_entities", name, problem, SAVE_XLSX)
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
    where = f"sel {cell}" if cell else f"bagian {_shown(entry)}"
    _refuse("file_formulas", name, f"{where} memuat rumus, padahal yang dimuat hanya nilai.", SAVE_VALUES)


class _Extent:
    """The rectangle from A1 that a sheet spans: one stray cell far out makes it enormous."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._column = 1
        self._row = 1

    def widen(self, window: bytes) -> None:
        found = _REFERENCE.findall(window)
        if not found:
            return
        for letters in {letters for letters, _ in found}:
            self._column = max(self._column, _column(letters))
        self._row = max(self._row, max(int(digits or 0) for _, digits in found))
        if self._column * self._row > limits.SHEET_CELLS:
            last = f"baris {number(self._row)} dan kolom ke-{number(self._column)}"
            problem = f"lembarnya terbentang sampai {last}, terlalu luas untuk dimuat."
            _refuse("file_too_large", self._name, problem, "Hapus baris dan kolom kosong di luar data.")


def _column(letters: bytes) -> int:
    """A = 1, XFD = 16,384; 0 for none."""
    value = 0
    for letter in letters.upper():
        value = value * 26 + letter - 64
    return value
