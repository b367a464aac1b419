"""Workbooks: values only, nothing hidden in the file takes effect."""

import io
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from belanja.intake.readers import BrokenFile, Row, open_table
from prove.hostile_files import unzipped, with_part, workbook, zipped

SHEET = "xl/worksheets/sheet1.xml"
BOOK = workbook([{"kode": 1, "nama": "Meja"}, {"kode": 2, "nama": "Kursi"}])


def book_of(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    fill(book)
    book.close()
    return held.getvalue()


def test_values_keep_their_kind(rows_of: Callable[..., list[Row]]) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("Kosong")
        book.add_worksheet("Tersembunyi").write_row(0, 0, ["x", "y"])
        book.worksheets()[1].hide()
        sheet = book.add_worksheet("Data")
        sheet.write("C2", "Rekap pesanan")
        sheet.write_row("B4", ["utuh", "pecahan", "hari", "saat", "ya", "teks", "kosong"])
        sheet.write_row("B5", [119700000.0, 0.1])
        sheet.write_datetime("D5", date(2025, 3, 31), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_datetime("E5", datetime(2025, 3, 31, 8, 5), book.add_format({"num_format": "d/m/yy hh:mm"}))
        sheet.write("F5", True)
        sheet.write_string("G5", "0012")
        sheet.write_row("B7", [9007199254740993.0])

    first, second = rows_of("a.xlsx", book_of(fill))
    assert first == {
        "utuh": 119700000,
        "pecahan": Decimal("0.1"),
        "hari": date(2025, 3, 31),
        "saat": datetime(2025, 3, 31, 8, 5),
        "ya": True,
        "teks": "0012",
        "kosong": None,
    }
    assert type(first["utuh"]) is int
    assert str(second["utuh"]) == "9007199254740992.0", "a number beyond 15 digits is not passed off as an integer"


def test_reading_twice_and_the_progress(write: Callable[..., Path]) -> None:
    with open_table(write("a.xlsx", BOOK)) as table:  # type: ignore[union-attr]
        assert table.peek(1) == [{"kode": 1, "nama": "Meja"}]
        assert [table.peek(9), *table.rows()] == [table.peek(2), table.peek(2)]
        assert list(table.rows()) == [table.peek(2)]
        assert (table.kind, table.columns, table.bytes_read) == ("xlsx", ["kode", "nama"], table.size)


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (with_part(BOOK, SHEET, b"<v>", b"<f>1+1</f><v>"), "file_formulas", "sel A1 memuat rumus"),
        (with_part(BOOK, SHEET, b"<v>", b"<x:f xmlns:x='y'/><v>"), "file_formulas", "nilai"),
        (zipped(unzipped(BOOK) | {"xl/vbaProject.bin": b"x"}), "file_macros", "makro"),
        (
            with_part(BOOK, "xl/workbook.xml", b"<workbook", b"<!DOCTYPE a [<!ENTITY b 'c'>]><workbook"),
            "file_entities",
            "DTD",
        ),
        (with_part(BOOK, SHEET, b'<c r="A1"', b'<c r="XFD1048576"/><c r="A1"'), "file_too_large", "1.048.576"),
        (zipped(unzipped(BOOK) | {SHEET: unzipped(BOOK)[SHEET].decode().encode("utf-16")}), "file_encoding", "UTF-8"),
        (BOOK[:-30], "file_zip", "akhir"),
        (BOOK + b"more", "file_zip", "akhir"),
        (BOOK + BOOK, "file_zip", "tempatnya"),
        (BOOK[:60] + b"\xff\xff\xff" + BOOK[63:], "file_zip", "rusak"),
        (zipped({"readme.txt": b"x"}), "file_zip", "lembar kerja"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file_not_table", "Excel lama"),
        (b"<html>", "file_not_table", "bukan lembar kerja"),
        (zipped({f"x{number}": b"" for number in range(5001)}), "file_zip_bomb", "bagian"),
        (workbook([{"a": "x", "b": 1}, {"a": "y", "b": 2, "more": 3}]), "file_header", "kolom ke-3"),
        (workbook([{"a": "x", " a": 1}]), "file_header", "dua kali"),
        (book_of(lambda book: book.add_worksheet().write_row(0, 0, [1, 2])), "file_header", "baris judul"),
    ],
)
def test_what_does_not_belong_into_a_workbook(
    refusal_of: Callable[..., BrokenFile], content: bytes, code: str, words: str
) -> None:
    broken = refusal_of("a.xlsx", content)
    assert broken.code == code
    assert words in broken.message


def test_an_encrypted_part_is_refused(refusal_of: Callable[..., BrokenFile]) -> None:
    place = BOOK.index(b"PK\x01\x02") + 8
    assert refusal_of("a.xlsx", BOOK[:place] + b"\x01" + BOOK[place + 1 :]).code == "file_encrypted"


def test_empty_workbooks(write: Callable[..., Path]) -> None:
    for name, content in (("a.xlsx", book_of(lambda book: book.add_worksheet())), ("b.xlsx", b"")):
        table = open_table(write(name, content))
        assert table is not None
        assert (table.empty, list(table.rows())) == (True, [])
