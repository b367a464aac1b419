"""Sheets as XLSX, row by row in constant memory: typed numbers, frozen header, filter, totals, and the sheet "Sumber".

Nothing in a cell is ever a formula or a link: text is written as text, whatever it begins with. A number of more
than 15 digits loses its last ones in a spreadsheet (they count in doubles); such an amount is written as text,
exact to the sen, and the sheet "Sumber" says how many there are.
"""

import csv
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import IO, Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from belanja.foundation import text

from .sheets import Field, Kind, Sheet, Value, plain

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Significant digits that a spreadsheet keeps.
DIGITS: Final = 15
#: Lines of a worksheet; a longer table goes on in another one.
LINES: Final = 1_048_576
#: Letters (UTF-16) of a cell.
LETTERS: Final = 32_767
CUT: Final = " … (terpotong; utuh dalam CSV)"
SOURCE: Final = "Sumber"

_FORMATS: Final[dict[Kind, str]] = {
    Kind.TEXT: "@",
    Kind.CODE: "@",
    Kind.COUNT: "#,##0",
    Kind.NUMBER: "#,##0.00",
    Kind.MONEY: "[$Rp-421]#,##0.00;-[$Rp-421]#,##0.00",
    Kind.PERCENT: "0.00%",
    Kind.DAY: "[$-421]d mmmm yyyy",
    Kind.MOMENT: "[$-421]d mmmm yyyy hh.mm",
}
_WIDTHS: Final[dict[Kind, int]] = {
    Kind.TEXT: 32,
    Kind.CODE: 22,
    Kind.COUNT: 12,
    Kind.NUMBER: 14,
    Kind.MONEY: 26,
    Kind.PERCENT: 12,
    Kind.DAY: 20,
    Kind.MOMENT: 25,
}


class Plain(Worksheet):  # type: ignore[misc]  # the library is untyped
    """A worksheet for which no text is markup: XlsxWriter would put a text like `<r>…</r>` into the file as it is."""

    def _xml_rich_inline_string(self, string: str, attributes: Any = ()) -> None:
        self._xml_inline_string(string, True, list(attributes))


@dataclass
class _Book:
    """A workbook being written, its formats made once, and how many amounts had to become text."""

    workbook: Any
    formats: dict[tuple[Kind, bool], Format]
    head: dict[bool, Format]
    wrapped: Format
    bold: Format
    names: set[str]
    exact_as_text: int = 0


def write(
    target: IO[bytes], sheets: Sequence[Sheet], *, title: str, created: datetime, author: str = "Belanja"
) -> None:
    """Write the sheets, each followed by its source lines on the last sheet, to a file open for writing.

    The same input gives the same bytes. Amounts are kept exactly: as numbers up to 15 digits, else as text.
    """
    workbook = xlsxwriter.Workbook(
        target,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "yyyy-mm-dd",
        },
    )
    workbook.set_properties(
        {"title": _clean(title), "author": author, "created": created.astimezone(UTC).replace(tzinfo=None)}
    )
    book = _Book(
        workbook=workbook,
        formats={
            (kind, total): workbook.add_format(
                {"num_format": shape, "valign": "top"}
                | {"align": "right" if kind.numeric else "left"}
                | ({"bold": True, "top": 1, "bottom": 6} if total else {})
            )
            for kind, shape in _FORMATS.items()
            for total in (False, True)
        },
        head={
            right: workbook.add_format(
                {"bold": True, "bottom": 2, "text_wrap": True, "valign": "vcenter", "bg_color": "#EEF0F6"}
                | ({"align": "right"} if right else {})
            )
            for right in (False, True)
        },
        wrapped=workbook.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
        bold=workbook.add_format({"bold": True, "valign": "top", "num_format": "@"}),
        names={SOURCE.casefold()},
    )
    sources = [(sheet, _write_sheet(book, sheet)) for sheet in sheets]
    _write_sources(book, sources, title)
    workbook.close()


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that spreadsheets accept and that is not in `taken` (which gets it): 31 letters, none of []:*?/\\,
    no apostrophe at its ends, and not the reserved "History"."""
    name = re.sub(r"[\[\]:*?/\\\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+", " ", wanted).strip(" '")
    name = " ".join(name.split()) or "Tabel"
    name = base = _at_most(name, 31)
    number = 1
    while name.casefold() in taken or name.casefold() in ("history", "histori"):
        number += 1
        ending = f" ({number})"
        name = _at_most(base, 31 - len(ending)) + ending
    taken.add(name.casefold())
    return name


def _at_most(name: str, letters: int) -> str:
    units = name.encode("utf-16-le")[: letters * 2]
    return units.decode("utf-16-le", "ignore").rstrip(" '")


def _clean(words: str) -> str:
    """Text that XML can carry; lone surrogates cannot be written at all."""
    return words.encode("utf-8", "replace").decode("utf-8")


def _write_sheet(book: _Book, sheet: Sheet) -> tuple[int, str]:
    """The rows on as many worksheets as they need; returns their number and the SHA-256 of the same table as CSV."""
    sink = _Hash()
    same = csv.writer(sink)
    sink.write("\ufeff")
    same.writerow([column.key for column in sheet.fields])
    room = LINES - 2  # the header, and the totals line
    worksheet, line, count = _begin(book, sheet), 0, 0
    for row in sheet.rows():
        if line == room:
            _end(worksheet, sheet.fields, line)
            worksheet, line = _begin(book, sheet), 0
        line += 1
        count += 1
        _write_row(book, worksheet, line, sheet.fields, row, total=False)
        same.writerow([plain(value) for value in row])
    if sheet.total:
        _write_row(book, worksheet, line + 1, sheet.fields, sheet.total, total=True)
    _end(worksheet, sheet.fields, line)
    return count, sink.digest.hexdigest()


class _Hash:
    """Takes the lines of a CSV and keeps nothing but their hash."""

    def __init__(self) -> None:
        self.digest = hashlib.sha256()

    def write(self, line: str) -> None:
        self.digest.update(line.encode("utf-8", "replace"))


def _begin(book: _Book, sheet: Sheet) -> Any:
    worksheet = book.workbook.add_worksheet(sheet_name(sheet.name, book.names), worksheet_class=Plain)
    worksheet.freeze_panes(1, 1)
    worksheet.repeat_rows(0)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    worksheet.set_footer(f"&L{_footer(sheet.title)}&RHalaman &P dari &N")
    for place, column in enumerate(sheet.fields):
        worksheet.set_column(place, place, column.width or max(_WIDTHS[column.kind], min(len(column.label) + 4, 40)))
    worksheet.set_row(0, 32)
    for place, column in enumerate(sheet.fields):
        worksheet.write_string(0, place, _fit(column.label), book.head[column.kind.numeric])
    return worksheet


def _footer(title: str) -> str:
    """A title in a footer: `&` begins a command there, and 255 letters is all there is room for."""
    return _clean(title)[:100].replace("&", "&&")


def _end(worksheet: Any, fields: Sequence[Field], lines: int) -> None:
    worksheet.autofilter(0, 0, max(lines, 1), len(fields) - 1)


def _write_row(
    book: _Book, worksheet: Any, line: int, fields: Sequence[Field], row: Sequence[Value], *, total: bool
) -> None:
    for place, (column, value) in enumerate(zip(fields, row, strict=True)):
        shape = book.formats[column.kind, total]
        if value is None or value == "":
            if total:
                worksheet.write_blank(line, place, None, shape)
        elif isinstance(value, Decimal | int):
            _write_number(book, worksheet, line, place, value, column.kind, shape)
        elif isinstance(value, datetime):
            local = value.astimezone(text.WIB).replace(tzinfo=None, microsecond=0)
            worksheet.write_datetime(line, place, local, book.formats[Kind.MOMENT, total])
        elif isinstance(value, date):
            worksheet.write_datetime(line, place, value, book.formats[Kind.DAY, total])
        else:
            worksheet.write_string(line, place, _fit(value), shape)


def _write_number(
    book: _Book, worksheet: Any, line: int, place: int, value: Decimal | int, kind: Kind, shape: Format
) -> None:
    exact = Decimal(value)
    if kind is Kind.PERCENT:
        exact = exact.scaleb(-2)
    if not exact.is_finite() or kind in (Kind.TEXT, Kind.CODE, Kind.DAY, Kind.MOMENT):
        worksheet.write_string(line, place, plain(value), shape)
    elif _digits(exact) > DIGITS:
        book.exact_as_text += 1
        worksheet.write_string(line, place, _in_words(Decimal(value), kind), shape)
    else:
        worksheet.write_number(line, place, exact, shape)


def _digits(value: Decimal) -> int:
    """Digits from the first that is not zero to the last that is not zero, trailing zeros of integers apart."""
    return len(value.normalize().as_tuple().digits) if value else 0


def _in_words(value: Decimal, kind: Kind) -> str:
    """An exact value as Indonesian text: `Rp123.456.789.012.345,67`."""
    if _digits(value) > 26 or abs(value.adjusted()) > 26:  # more than any column of ours holds
        return plain(value)
    if kind is Kind.MONEY and value == text.round_half_up(value, 2):
        return text.rupiah(value)
    places = max(0, -int(value.normalize().as_tuple().exponent))
    return text.number(value, places) + ("%" if kind is Kind.PERCENT else "")


def _fit(words: str) -> str:
    words = _clean(words)
    units = words.encode("utf-16-le")
    if len(units) <= LETTERS * 2:
        return words
    return units[: (LETTERS - len(CUT)) * 2].decode("utf-16-le", "ignore") + CUT


def _write_sources(book: _Book, sources: Sequence[tuple[Sheet, tuple[int, str]]], title: str) -> None:
    """What the figures mean and where they come from, and how to check that nothing was changed since."""
    worksheet = book.workbook.add_worksheet(SOURCE, worksheet_class=Plain)
    worksheet.set_column(0, 0, 30)
    worksheet.set_column(1, 1, 100)
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    lines: list[tuple[str, str]] = [("Judul", title)]
    for sheet, (count, digest) in sources:
        lines.append(("Tabel", sheet.title))
        lines += sheet.source
        lines.append(("Jumlah baris", text.number(count)))
        lines.append(("SHA-256 tabel ini sebagai CSV", digest))
    if book.exact_as_text:
        lines.append(
            (
                "Catatan ketelitian",
                f"{text.number(book.exact_as_text)} nilai lebih dari {DIGITS} angka ditulis sebagai teks, karena "
                "lembar kerja membulatkan angka sepanjang itu.",
            )
        )
    for line, (term, words) in enumerate(lines):
        worksheet.write_string(line, 0, _fit(term), book.bold)
        worksheet.write_string(line, 1, _fit(words), book.wrapped)
