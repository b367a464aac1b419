"""Rows of a workbook: the first visible sheet that has a header row. Values only, never formulas."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from . import limits
from .csv_rows import check_header
from .found import Found, Row
from .problems import FETCH_AGAIN, BrokenFile, number, unstorable
from .xlsx_guard import check_workbook

_Cell = int | float | str | bool | time | date | datetime | timedelta
_Cells = list[_Cell]

_TITLE_ROWS = 20  # a heading, a date of printing and the like may stand above the header
_EXACT = 2**53  # above this a spreadsheet's number no longer tells neighbouring integers apart


class XlsxReader:
    """Keeps the unpacked sheet between looking at its head and reading it all; `close` lets it go."""

    def __init__(self, path: Path, name: str, cells: int = limits.SHEET_CELLS) -> None:
        self._path = path
        self._name = name
        self._cells = cells
        self._sheet: CalamineSheet | None = None
        self._header: list[str] = []
        self._first = 0

    def __call__(self, found: Found) -> Generator[Row, None, None]:
        found.kind = "xlsx"
        self._load()
        if self._sheet is None:
            return
        found.columns = [title for title in self._header if title]
        size = self._path.stat().st_size
        height = max(self._sheet.total_height, 1)
        rows = islice(self._sheet.iter_rows(), self._first, None)
        with _trouble(self._name):
            for place, cells in enumerate(rows, start=self._first + 1):
                if any(cell != "" for cell in cells):
                    found.bytes_read = min(size, size * place // height)
                    found.place = place
                    yield self._row(cells, place)

    def close(self) -> None:
        self._sheet = None

    def _row(self, cells: _Cells, place: int) -> Row:
        row: Row = {}
        for index, cell in enumerate(cells):
            title = self._header[index] if index < len(self._header) else ""
            if title:
                row[title] = _value(cell, self._name, place)
            elif cell != "":
                problem = f"baris {number(place)} memuat nilai pada kolom ke-{index + 1} yang tidak berjudul."
                raise BrokenFile("file_header", self._name, problem, "Beri kolom itu judul, atau kosongkan.")
        return row

    def _load(self) -> None:
        if self._sheet is not None:
            return
        check_workbook(self._path, self._name, cells=self._cells)
        filled = False
        with _trouble(self._name), CalamineWorkbook.from_path(self._path) as workbook:
            for about in workbook.sheets_metadata:
                if about.typ != SheetTypeEnum.WorkSheet or about.visible != SheetVisibleEnum.Visible:
                    continue
                sheet = workbook.get_sheet_by_name(about.name)
                if self._find_header(sheet):
                    self._sheet = sheet
                    return
                filled = filled or sheet.start is not None
            if filled:
                problem = "tidak memuat baris judul kolom pada 20 baris pertama."
                raise BrokenFile("file_header", self._name, problem, "Beri setiap kolom judul.")

    def _find_header(self, sheet: CalamineSheet) -> bool:
        """The widest of the first rows that are words only, the earlier of equals; what is above is narrower."""
        if sheet.start is None:
            return False
        top = [_trimmed(cells) for cells in islice(sheet.iter_rows(), _TITLE_ROWS)]
        counts = [sum(cell != "" for cell in cells) for cells in top]
        worded = [
            count if all(isinstance(cell, str) for cell in cells) else 0
            for count, cells in zip(counts, top, strict=True)
        ]
        best = max(worded, default=0)
        place = worded.index(best) if worded else 0
        if best < 2 or best > limits.MAX_COLUMNS or max(counts[:place], default=0) >= best:
            return False
        cells = top[place]
        self._header = [str(cell).strip() for cell in cells]
        check_header([title for title in self._header if title], self._name)
        self._first = place + 1
        return True


def _trimmed(cells: _Cells) -> _Cells:
    while cells and cells[-1] == "":
        cells = cells[:-1]
    return cells


def _value(cell: _Cell, name: str, place: int) -> object:
    """A spreadsheet has only binary fractions: whole ones become int, others their shortest decimal."""
    if isinstance(cell, str):
        if "\0" in cell:
            raise unstorable(name, place)
        return cell or None
    if isinstance(cell, float):
        if cell != cell or cell in (float("inf"), float("-inf")):
            problem = f"baris {number(place)} memuat angka yang tidak sah."
            raise BrokenFile("file_number", name, problem, FETCH_AGAIN)
        return int(cell) if cell.is_integer() and abs(cell) < _EXACT else Decimal(repr(cell))
    if isinstance(cell, time | timedelta):
        return str(cell)
    return cell


@contextmanager
def _trouble(name: str) -> Iterator[None]:
    """Whatever the spreadsheet library raises means one thing: this workbook cannot be read."""
    try:
        yield
    except (BrokenFile, GeneratorExit, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        # A panic of the library's Rust code is a BaseException of its own; anything else unknown passes.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            problem = "tidak dapat dibaca sebagai lembar kerja Excel."
            raise BrokenFile("file_zip", name, problem, FETCH_AGAIN) from None
        raise
