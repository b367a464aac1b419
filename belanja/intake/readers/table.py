"""A file on disk as a stream of rows, whatever its format. The content decides; the ending is only a hint."""

import hashlib
import stat
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from types import TracebackType

from . import limits
from .found import Found, Reader, Row
from .paths import display_name
from .problems import BrokenFile
from .recognise import reader_of
from .xlsx_rows import XlsxReader


class Table:
    """Rows of one file. Nothing is held open between calls; `rows` may be called again and starts anew.

    `empty`: there is not one row (0 bytes, `[]`, a header alone). `not_a_table`: valid JSON of another kind.
    `has_more` and `cursor` come from an envelope's `meta` and may be known only after `rows` has ended.
    """

    def __init__(self, path: Path, name: str, reader: Reader) -> None:
        self.path = path
        self.name = name
        self._reader = reader
        self._found = Found()
        self.size = path.stat().st_size
        self._version = _version(path)
        self._head = self._read_head(limits.HEAD)
        in_head = (key for row in self._head for key in row)
        self._columns = list(dict.fromkeys([*self._found.columns, *in_head]))
        self.empty = not self._head and not self._found.not_a_table

    @property
    def kind(self) -> str:
        """json, json_envelope, csv, xlsx or parquet."""
        return self._found.kind

    @property
    def columns(self) -> list[str]:
        """Names of the header, or for JSON those of the first rows, in the order seen."""
        return self._columns

    @property
    def not_a_table(self) -> bool:
        return self._found.not_a_table

    @property
    def bytes_read(self) -> int:
        """How far the last reading has come, for a progress bar; `size` at its end."""
        return min(self._found.bytes_read, self.size)

    @property
    def has_more(self) -> bool | None:
        return self._found.has_more

    @property
    def cursor(self) -> str | None:
        return self._found.cursor

    @cached_property
    def sha256(self) -> str:
        """Hex digest of the file as it was opened."""
        with self.path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        self._check_unchanged()
        return digest

    def peek(self, count: int = 1) -> list[Row]:
        """The first rows, without consuming them."""
        if count <= len(self._head) or len(self._head) < limits.HEAD:
            return self._head[:count]
        return self._read_head(count)

    def rows(self, batch: int = limits.BATCH) -> Iterator[list[Row]]:
        """All rows in order, `batch` at a time. After a BrokenFile use nothing of the file."""
        self._check_unchanged()
        self._found = Found(kind=self.kind)
        held: list[Row] = []
        for row in self._reader(self._found):
            held.append(row)
            if len(held) == batch:
                yield held
                held = []
        self._check_unchanged()
        self._found.bytes_read = self.size
        self.close()
        if held:
            yield held

    def numbered(self) -> Iterator[tuple[int, Row]]:
        """All rows of a sheet or CSV, each with the number of its line (the header of a CSV is line 1)."""
        self._check_unchanged()
        self._found = Found(kind=self.kind)
        for row in self._reader(self._found):
            yield self._found.place, row
        self._check_unchanged()
        self.close()

    def close(self) -> None:
        """Let go of what is kept for speed (a workbook's sheet). The table stays usable."""
        if isinstance(self._reader, XlsxReader):
            self._reader.close()

    def __enter__(self) -> "Table":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _read_head(self, count: int) -> list[Row]:
        head: list[Row] = []
        rows = self._reader(self._found)
        for row in rows:
            head.append(row)
            if len(head) == count:
                break
        rows.close()
        return head

    def _check_unchanged(self) -> None:
        if _version(self.path) != self._version:
            problem = "berubah ketika sedang dibaca."
            raise BrokenFile("file_changed", self.name, problem, "Tunggu sampai selesai ditulis.")


def _version(path: Path) -> tuple[int, int, int] | None:
    """Changes when the file is written, replaced or removed."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def open_table(path: Path, *, chunk: int = limits.CHUNK, cells: int = limits.SHEET_CELLS) -> Table | None:
    """The file as a table; None where its kind is not one that feeds use.

    BrokenFile where it is damaged.

    `chunk`: bytes read at a time. `cells`: how wide times how long a sheet may be.
    """
    name = display_name(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise BrokenFile("file_unreadable", name, "bukan berkas biasa.", "Pilih berkas lain.")
        reader = reader_of(path, name, chunk, cells)
        return Table(path, name, reader) if reader else None
    except OSError:
        remedy = "Periksa apakah berkas ada dan boleh dibaca."
        raise BrokenFile("file_unreadable", name, "tidak dapat dibuka.", remedy) from None
