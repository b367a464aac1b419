"""Which reader a file needs. Its content decides; its ending says only what its owner believed it to be."""

from pathlib import Path

from . import limits
from .csv_rows import csv_reader, is_table
from .found import Reader
from .json_rows import json_reader
from .parquet_rows import parquet_reader
from .problems import FETCH_AGAIN, SAVE_XLSX, BrokenFile
from .text import encoding_of
from .xlsx_guard import is_workbook
from .xlsx_rows import XlsxReader

_TEXT = {".csv", ".tsv", ".txt", ".json", ""}
#: Endings of texts that are documents or programs, whatever stands in them; of any other ending the content decides.
_DOCUMENTS = {".geojson", ".htm", ".html", ".ipynb", ".log", ".md", ".py", ".rst", ".sql", ".svg", ".toml", ".xml"}
_WORKBOOK = {".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".ods"}
_PARQUET = {".parquet", ".pq"}
_PROMISED = {".csv", ".tsv", ".json"} | _WORKBOOK | _PARQUET

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and any workbook with a password
_MAGIC_LENGTH = 4096


def reader_of(path: Path, name: str, chunk: int, cells: int = limits.SHEET_CELLS) -> Reader | None:
    """The reader for this file; None for a file that neither is a table nor claims to be one. `cells`: how wide times
    how long a sheet may be."""
    ending = path.suffix.lower()
    size = path.stat().st_size
    if size > limits.MAX_FILE:
        raise BrokenFile("file_too_large", name, "lebih besar dari 4 GB.", "Bagi menjadi beberapa berkas.")
    with path.open("rb") as file:
        start = file.read(_MAGIC_LENGTH)
    if start.startswith(b"PAR1"):
        return parquet_reader(path, name)
    if start.startswith(_ZIP):
        return _workbook(path, name, ending, cells)
    if start.startswith(_OLE) and ending in _PROMISED:
        problem = "memakai format Excel lama atau dikunci dengan kata sandi."
        raise BrokenFile("file_not_table", name, problem, SAVE_XLSX)
    if not start:
        return csv_reader(path, name, chunk) if ending in _TEXT | _WORKBOOK | _PARQUET else None
    _check_promise(ending, name)
    if ending in _TEXT or (ending not in _DOCUMENTS and _is_readable(start)):
        return _text(path, name, ending, start, chunk)
    return None


def _workbook(path: Path, name: str, ending: str, cells: int) -> Reader | None:
    return XlsxReader(path, name, cells) if ending in _PROMISED or is_workbook(path) else None


def _check_promise(ending: str, name: str) -> None:
    """A file whose ending promises a workbook or Parquet and that is neither is refused, not passed over."""
    if ending in _WORKBOOK:
        problem = f"berakhiran {ending} tetapi isinya bukan lembar kerja."
        raise BrokenFile("file_not_table", name, problem, SAVE_XLSX)
    if ending in _PARQUET:
        problem = f"berakhiran {ending} tetapi isinya bukan Parquet, atau awalnya hilang."
        raise BrokenFile("file_not_table", name, problem, FETCH_AGAIN)


def _text(path: Path, name: str, ending: str, start: bytes, chunk: int) -> Reader | None:
    letters = _first_letters(start)
    if letters.startswith(("{", "[")):
        return json_reader(path, name, chunk)
    if letters[:15].lower().startswith(("<!doctype", "<html", "<?xml")) and ending in _PROMISED:
        problem = "berisi halaman web atau XML, bukan data; mungkin sesi di situs sumbernya sudah berakhir."
        raise BrokenFile("file_not_table", name, problem, FETCH_AGAIN)
    if ending in (".csv", ".tsv"):
        return csv_reader(path, name, chunk)
    if ending and is_table(path, name, chunk):
        return csv_reader(path, name, chunk)
    return json_reader(path, name, chunk) if ending == ".json" else None


def _is_readable(start: bytes) -> bool:
    """Whether a file of an unknown ending begins as text does (a letter cut in two at the end is no matter)."""
    encoding, mark = encoding_of(start[:4])
    text = start[mark:].decode(encoding or "utf-8", "replace")
    return "\0" not in text and "\ufffd" not in text.rstrip("\ufffd")


def _first_letters(start: bytes) -> str:
    encoding, mark = encoding_of(start[:4])
    return start[mark:].decode(encoding or "latin-1", "replace").lstrip(" \t\r\n")
