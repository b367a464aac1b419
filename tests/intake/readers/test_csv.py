"""CSV files: every cell as written, every row whole, every damage named."""

import csv
import io
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belanja.intake.readers import BrokenFile, Row, open_table

cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=10)
titles = st.lists(st.from_regex(r"[a-z_ ,;]{0,3}[a-z]", fullmatch=True), min_size=2, max_size=5, unique_by=str.strip)


@given(
    header=titles,
    data=st.data(),
    chunk=st.integers(1, 30),
    delimiter=st.sampled_from(",;\t"),
    newline=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_cells_come_back_exactly_wherever_the_pieces_are_cut(
    header: list[str], data: st.DataObject, chunk: int, delimiter: str, newline: str, encoding: str
) -> None:
    row = st.lists(cells, min_size=len(header), max_size=len(header))
    rows = data.draw(st.lists(row, max_size=5))
    held = io.StringIO()
    writer = csv.writer(held, delimiter=delimiter, lineterminator=newline, quoting=csv.QUOTE_ALL)
    writer.writerows([header, *rows])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "feed.csv"
        path.write_bytes(held.getvalue().encode(encoding))
        table = open_table(path, chunk=chunk)
        assert table is not None
        back = [one for batch in table.rows(batch=2) for one in batch]
        assert table.columns == [title.strip() for title in header]
    assert back == [{title.strip(): cell or None for title, cell in zip(header, one, strict=True)} for one in rows]


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        ("a;b\n1;2\n3;4;5\n", "file_row", "baris data 2 memuat 3 kolom, padahal judulnya 2"),
        ("a,b\n1,2\n3", "file_row", "baris data 2 memuat 1 kolom"),
        ('a,b\n1,"2\n3,4\n', "file_cut_off", "tanda kutip"),
        ('a,b\n1,"2"x\n', "file_malformed", "setelah baris data 0"),
        ("a,b\n1,2\r3,4\n", "file_malformed", "akhir barisnya"),
        ("a,b\n1,\0\n", "file_characters", "NUL"),
        ("a\rb,c\n1,2\n", "file_malformed", "setelah baris data 0"),
        ("a,a\n1,2\n", "file_header", "“a” dipakai dua kali"),
        ("a,,c\n1,2,3\n", "file_header", "kolom ke-2"),
        ("satu kolom\n1\n", "file_not_table", "satu kolom"),
        (b"a,b\n1,2\n3,caf\xe9\n", "file_encoding", "byte ke-14 (baris teks 3)"),
        (b"\xff\xfe\0\0a", "file_encoding", "UTF-32"),
        ("a,b\n" + "x" * 20_000_000, "file_row_too_large", "8 juta"),
        (",".join(f"k{number}" for number in range(6000)) + "\n", "file_not_table", "terlalu banyak kolom"),
        ("<html><body>a,b</body></html>", "file_not_table", "halaman web"),
    ],
)
def test_damage_is_named_with_its_place(
    refusal_of: Callable[..., BrokenFile], content: bytes | str, code: str, place: str
) -> None:
    broken = refusal_of("feed.csv", content)
    assert broken.code == code
    assert place in broken.message


def test_a_title_may_hold_another_delimiter(rows_of: Callable[..., list[Row]]) -> None:
    assert rows_of("c.csv", '"a";",b"\n"1";"2"\n') == [{"a": "1", ",b": "2"}]
    assert rows_of("d.csv", '"a";"b\nc"\n"1";"2"\n') == [{"a": "1", "b\nc": "2"}]


def test_what_the_first_line_may_look_like(rows_of: Callable[..., list[Row]]) -> None:
    assert rows_of("a.csv", "sep=;\r\na;b,c\r\n1;2\r\n\r\n") == [{"a": "1", "b,c": "2"}]
    assert rows_of("b.tsv", "a\tb\n=1+1\t@x\n") == [{"a": "=1+1", "b": "@x"}]
    assert rows_of("c.csv", '\n"Nama, lengkap";kode\nx;0012\n') == [{"Nama, lengkap": "x", "kode": "0012"}]
    assert rows_of("d.csv", "a,b\n") == []
    assert rows_of("e.csv", "Nama, gelar;kode\nx;1\n") == [{"Nama, gelar": "x", "kode": "1"}]
