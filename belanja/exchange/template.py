"""The sheet a firm downloads for one etalase, and the coloured one it gets back with every cell that is to be mended.

Nothing in it is a formula, a macro or a link: text is written as text, whatever it begins with.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from itertools import zip_longest
from typing import IO, Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from belanja.documents.xlsx import DIGITS, Plain
from belanja.foundation import text
from belanja.rules.licences import Missing
from belanja.rules.listing_content import Content
from belanja.rules.listings import ListingState

from . import cells, reading
from .cells import Raw
from .layout import IDENTITY, STATE, TO_MEND, Column, Kind, Layout
from .rows import Mark, Weight
from .told import told

#: Lines prepared for new goods below those that are there; more may be added, up to reading.MOST_ROWS.
SPARE: Final = 200
GOODS, HELP, LISTS = "Barang", "Petunjuk", "Daftar"
_WIDTHS: Final = {
    Kind.TEXT: 24, Kind.LONG: 40, Kind.CODE: 18, Kind.NUMBER: 12, Kind.COUNT: 10, Kind.MONEY: 16, Kind.PERCENT: 10,
    Kind.DAY: 16, Kind.CHOICE: 20, Kind.UNIT: 14, Kind.YES_NO: 10, Kind.PLACES: 32,
}  # fmt: skip
_SHAPES: Final = {
    Kind.MONEY: "#,##0.##", Kind.NUMBER: "General", Kind.COUNT: "0", Kind.PERCENT: "0.##", Kind.DAY: "dd/mm/yyyy",
}  # fmt: skip
_GROUND: Final = {"locked": "#ECEBE8", "salah": "#F8D7D3", "kurang": "#FBEBC8", "saran": "#E3ECF7"}


@dataclass(frozen=True)
class Line:
    """One row to write. `cells` are shown as they are (a sheet that came); else `content` says what stands there."""

    identity: str = ""
    state: str = ""
    content: Content | None = None
    cells: Mapping[str, Raw] = field(default_factory=dict)
    marks: Sequence[Mark] = ()


@dataclass
class _Book:
    workbook: Any
    layout: Layout
    formats: dict[tuple[Kind, str], Any] = field(default_factory=dict)

    @cached_property
    def places(self) -> dict[str, int]:
        return {column.key: place for place, column in enumerate(self.layout.columns)}

    def shape(self, column: Column, tint: str) -> Any:
        """The look of a cell: locked ones grey, wrong ones red, lacking ones yellow."""
        key = (column.kind, tint)
        if key not in self.formats:
            look = {"valign": "top", "num_format": _SHAPES.get(column.kind, "@"), "locked": tint == "locked"}
            if tint:
                look |= {"bg_color": _GROUND[tint]}
            if column.kind in (Kind.LONG, Kind.PLACES):
                look |= {"text_wrap": True}
            self.formats[key] = self.workbook.add_format(look)
        return self.formats[key]


def write(
    target: IO[bytes], layout: Layout, lines: Iterable[Line], *, title: str, about: Sequence[str], created: datetime
) -> int:
    """Write the sheet to a file open for writing; returns the number of its rows. `about`: first lines of the help."""
    # Closed whatever happens: rows that cannot be read on the way leave no temporary file behind.
    with xlsxwriter.Workbook(
        target,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    ) as workbook:
        workbook.set_properties({"title": title, "author": "Belanja", "created": created.replace(tzinfo=None)})
        book = _Book(workbook, layout)
        goods = workbook.add_worksheet(GOODS, worksheet_class=Plain)
        helped = workbook.add_worksheet(HELP, worksheet_class=Plain)
        lists = workbook.add_worksheet(LISTS, worksheet_class=Plain)
        _head(book, goods)
        count = 0
        for count, line in enumerate(lines, start=1):
            _line(book, goods, count, line)
        _rules(book, goods, lists, count)
        _help(workbook, helped, layout, about)
        goods.activate()
    return count


def _head(book: _Book, sheet: Any) -> None:
    look = {"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 2, "locked": True}
    plain = book.workbook.add_format({**look, "bg_color": "#EEF0F6"})
    needed = book.workbook.add_format({**look, "bg_color": "#D6DCEE"})
    sheet.set_row(0, 45)
    for place, column in enumerate(book.layout.columns):
        sheet.set_column(
            place, place, _WIDTHS[column.kind], book.shape(column, "locked" if column.locked else ""),
            {"hidden": column.folded, "level": 1 if column.folded else 0},
        )  # fmt: skip
        sheet.write_string(0, place, column.title, needed if column.required else plain)
    sheet.freeze_panes(1, book.places["name"] + 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)


def _line(book: _Book, sheet: Any, number: int, line: Line) -> None:
    """One row, cell by cell in the order of the columns; what is empty and has no tint is not written at all."""
    tints: dict[str, str] = {}
    for mark in line.marks:
        if mark.key not in tints or _WORSE[mark.weight.value] < _WORSE[tints[mark.key]]:
            tints[mark.key] = mark.weight.value
    values = _values(book.layout, line)
    for key in sorted(values.keys() | tints.keys(), key=book.places.__getitem__):
        place, column = book.places[key], book.layout.by_key[key]
        tint = tints.get(key, "locked" if column.locked else "")
        _cell(book, sheet, number, place, column, values.get(key), tint)


_WORSE: Final = {weight.value: place for place, weight in enumerate(Weight)}


def _values(layout: Layout, line: Line) -> dict[str, Raw]:
    """Column key -> what stands there; empty cells are left out."""
    values: dict[str, Raw] = dict(line.cells)
    if line.content is not None:
        columns = layout.by_key
        values = {
            key: cells.shown(columns[key], value, layout)
            for key, value in told(line.content, layout).items()
            if value is not None
        }
    ours = {IDENTITY: line.identity, STATE: line.state, TO_MEND: _to_mend(layout, line.marks)}
    return {key: value for key, value in (values | ours).items() if value not in (None, "") and key in layout.by_key}


def _to_mend(layout: Layout, marks: Sequence[Mark]) -> str:
    columns = layout.by_key
    told_ = [
        f"{columns[mark.key].heading}: {mark.message} {mark.fix}"
        for mark in marks
        if mark.weight is not Weight.HINT and mark.key in columns
    ]
    return "\n".join(told_)[:30_000]


def _cell(book: _Book, sheet: Any, line: int, place: int, column: Column, value: Raw, tint: str) -> None:
    shape = book.shape(column, tint)
    if value is None or value == "":
        if tint and not column.locked:
            sheet.write_blank(line, place, None, shape)
    elif isinstance(value, bool):
        sheet.write_string(line, place, "Ya" if value else "Tidak", shape)
    elif isinstance(value, int | Decimal) and len(Decimal(value).normalize().as_tuple().digits) <= DIGITS:
        sheet.write_number(line, place, Decimal(value), shape)
    elif isinstance(value, datetime | date):
        sheet.write_datetime(line, place, value, book.shape(_as_day(column), tint))
    else:
        words = f"{value:f}" if isinstance(value, Decimal) else str(value)
        sheet.write_string(line, place, words.encode("utf-8", "replace").decode()[:32_000], shape)


def _as_day(column: Column) -> Column:
    return column if column.kind is Kind.DAY else Column(column.key, column.heading, Kind.DAY)


def _rules(book: _Book, sheet: Any, lists: Any, count: int) -> None:
    """Choices from a list, numbers that are numbers, short hints; and only what is ours is locked."""
    last = count + SPARE
    listed: list[list[str]] = []
    for place, column in enumerate(book.layout.columns):
        if column.locked:
            continue
        rule: dict[str, Any] = {
            "validate": "any", "ignore_blank": True, "input_title": column.heading[:32],
            "input_message": column.hint[:255], "error_title": column.heading[:32],
        }  # fmt: skip
        words = _words_of(column)
        if words:
            letter = xl_col_to_name(len(listed))
            source = f"={LISTS}!${letter}$2:${letter}${len(words) + 1}"
            rule |= {"validate": "list", "source": source, "error_message": "Pilih dari daftar."}
            listed.append([column.heading, *words])
        elif column.kind in (Kind.NUMBER, Kind.MONEY, Kind.PERCENT, Kind.COUNT):
            rule |= {"validate": "integer" if column.kind is Kind.COUNT else "decimal", "criteria": ">=", "value": 0,
                     "error_message": "Isi dengan angka saja, nol atau lebih."}  # fmt: skip
        sheet.data_validation(1, place, last, place, rule)
    for line, row in enumerate(zip_longest(*listed, fillvalue="")):
        for place, word in enumerate(row):
            if word:
                lists.write_string(line, place, word)
    lists.hide()
    sheet.protect("", {
        "format_cells": True, "format_columns": True, "format_rows": True, "insert_rows": True, "sort": True,
        "autofilter": True, "delete_rows": True,
    })  # fmt: skip
    sheet.autofilter(0, 0, last, len(book.layout.columns) - 1)


def _words_of(column: Column) -> list[str]:
    if column.kind is Kind.YES_NO:
        return ["Ya", "Tidak"]
    return list(column.choices.values()) if column.kind in (Kind.CHOICE, Kind.UNIT) else []


def _help(workbook: Any, sheet: Any, layout: Layout, about: Sequence[str]) -> None:
    bold = workbook.add_format({"bold": True, "valign": "top"})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 90)
    line = 0
    for words in (*about, *_GENERAL):
        sheet.set_row(line, 15 * (1 + len(words) // 110))
        sheet.merge_range(line, 0, line, 1, words, wrapped)
        line += 1
    sheet.write_string(line + 1, 0, "Kolom", bold)
    sheet.write_string(line + 1, 1, "Cara mengisi", bold)
    for offset, (title, words) in enumerate(_column_help(layout), start=line + 2):
        sheet.write_string(offset, 0, title, wrapped)
        sheet.write_string(offset, 1, words, wrapped)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


_GENERAL: Final = (
    "Satu baris untuk satu barang. Baris yang sudah ada boleh diubah; barang baru ditulis di bawahnya.",
    "Kolom bertanda * harus diisi sebelum barang diajukan. Kolom abu-abu diisi Belanja; biarkan apa adanya.",
    "Baris yang Anda hapus dari lembar tidak menghapus barang. Sel yang tidak diubah tidak mengubah apa pun.",
    "Tulis nilai saja, tanpa rumus. Simpan sebagai .xlsx, lalu unggah di halaman yang sama.",
    "Sebelum ada yang berubah, Belanja menunjukkan dulu apa yang akan berubah, dan sel mana yang perlu diperbaiki: "
    "merah tidak dapat dibaca atau tidak boleh, kuning masih kurang, biru sebaiknya dilengkapi.",
)


def _column_help(layout: Layout) -> Iterator[tuple[str, str]]:
    for column in layout.columns:
        words = column.hint
        if column.kind is Kind.UNIT:
            words += " Pilih dari daftar di selnya."
        elif column.kind is Kind.CHOICE and len(column.choices) <= 12:
            words += f" Pilihan: {'; '.join(column.choices.values())}."
        if column.folded:
            words += " Kolom ini dilipat; buka dengan tanda + di atas lembar bila diperlukan."
        yield column.title, words


def line_of(offer_id: int, version: int, state: str, content: Content, marks: Sequence[Mark]) -> Line:
    """A listing as the sheet shows it."""
    return Line(reading.identity_of(offer_id, version), ListingState(state).label, content, marks=marks)


def about(
    *, firm: str, etalase: str, government: str, day: date, licences: Sequence[str], lacking: Sequence[Missing]
) -> list[str]:
    """The first lines of the help: whose sheet this is, for what, of which day; which licences the etalase asks for
    (their titles), and what the firm lacks of them."""
    asked = [f"Etalase ini meminta izin: {'; '.join(licences)}."] if licences else []
    if licences and not lacking:
        asked.append("Usaha Anda memiliki semuanya.")
    return [
        f"Lembar barang {firm} untuk etalase {etalase}, {government}.",
        f"Diunduh pada {text.long_date(day)}. Lembar ini hanya untuk etalase tersebut.",
        *asked,
        *(f"{one.why} {one.fix}" for one in lacking),
    ]
