"""A workbook keeps every amount to the sen, runs nothing, and says where its figures come from."""

import hashlib
import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from belanja.documents import xlsx
from belanja.documents.sheets import Field, Kind, Sheet, Value, csv_lines

AT = datetime(2026, 3, 31, 7, tzinfo=UTC)
FIELDS = [
    Field("kode", "Kode", Kind.CODE),
    Field("nama", "Nama"),
    Field("nilai", "Nilai", Kind.MONEY),
    Field("porsi", "Porsi", Kind.PERCENT),
    Field("tanggal", "Tanggal", Kind.DAY),
]


def made(*rows: list[Value], total: list[Value] | None = None, fields: list[Field] | None = None) -> bytes:
    out = io.BytesIO()
    sheet = Sheet(
        name="Perangkat Daerah",
        title="Porsi per Perangkat Daerah",
        fields=fields or FIELDS,
        rows=lambda: rows,
        total=total or [],
        source=[("Definisi", "Kontrak dibagi belanja pengadaan"), ("Batas data", "31 Maret 2026")],
    )
    xlsx.write(out, [sheet], title="Contoh", created=AT)
    return out.getvalue()


def read(book: bytes, name: str = "Perangkat Daerah") -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_name(name).to_python(skip_empty_area=False)


def exact(cell: object) -> Decimal:
    """An amount as read back: a number to the sen, or the exact words of one too long for a spreadsheet."""
    if isinstance(cell, str):
        return Decimal(cell.replace("Rp", "").replace("−", "-").replace(".", "").replace(",", "."))
    assert isinstance(cell, float | int)
    return Decimal(repr(float(cell)))


AMOUNTS = st.decimals(min_value=-(10**20) + 1, max_value=10**20 - 1, places=2)


@settings(max_examples=60, deadline=None)
@given(st.lists(AMOUNTS, min_size=1, max_size=40))
def test_every_amount_comes_back_to_the_sen(amounts: list[Decimal]) -> None:
    book = made(*[["1", "a", amount, None, None] for amount in amounts], total=["", "Jumlah", sum(amounts), None, None])
    back = [exact(row[2]) for row in read(book)[1:]]
    assert back == [*amounts, sum(amounts)]


def test_the_largest_amounts_with_sen_become_exact_words_and_are_counted() -> None:
    book = made(
        ["1", "a", Decimal("999999999999999.99"), None, None], ["2", "b", Decimal("9999999999999.99"), None, None]
    )
    rows = read(book)
    assert rows[1][2] == "Rp999.999.999.999.999,99"
    assert rows[2][2] == 9999999999999.99
    notes = {row[0]: row[1] for row in read(book, "Sumber")}
    assert str(notes["Catatan ketelitian"]).startswith("1 nilai lebih dari 15 angka")


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(max_size=60) | st.sampled_from(["=1+1", "+1", "-1", "@SUM(A1)", "<r><t>x</t></r>", "_x0041_"])))
def test_any_text_stays_text(words: list[str]) -> None:
    book = made(*[["=1+1", word, None, None, None] for word in words])
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        for name in parts.namelist():
            content = parts.read(name)
            if name.endswith(".xml"):
                ElementTree.fromstring(content)
            assert b"<f>" not in content
            assert b"<hyperlink" not in content
    back = read(book)[1:]
    assert all(row[0] == "=1+1" for row in back)
    tame = [word for word in words if word.isprintable() and word.strip() == word]
    assert set(tame) - {""} <= {row[1] for row in back}


def test_kinds_are_typed_and_shown_the_indonesian_way() -> None:
    day = date(2026, 3, 31)
    rows = read(
        made(["0012", "Dinas", Decimal("1234567.50"), Decimal("25.88"), day], ["1", "B", "belum diketahui", None, None])
    )
    assert rows[0] == ["Kode", "Nama", "Nilai", "Porsi", "Tanggal"]
    assert rows[1] == ["0012", "Dinas", 1234567.5, 0.2588, day]
    assert rows[2][2] == "belum diketahui"


def test_header_is_frozen_and_filtered_and_the_source_is_told() -> None:
    book = made(["1", "a", Decimal(5), None, None], total=["", "Jumlah", Decimal(5), None, None])
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        core = parts.read("docProps/core.xml").decode()
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:E2"' in sheet
    assert "<dc:title>Contoh</dc:title>" in core
    told = {row[0]: row[1] for row in read(book, "Sumber")}
    assert told["Definisi"] == "Kontrak dibagi belanja pengadaan"
    assert told["Jumlah baris"] == "1"


def test_the_hash_is_that_of_the_same_table_as_csv() -> None:
    rows: list[list[Value]] = [["1", '=a,"b"', Decimal("5.00"), None, date(2026, 1, 2)]]
    sheet = Sheet(name="x", title="x", fields=FIELDS, rows=lambda: rows)
    out = io.BytesIO()
    xlsx.write(out, [sheet], title="x", created=AT)
    told = {row[0]: row[1] for row in read(out.getvalue(), "Sumber")}
    text = "".join(csv_lines(sheet))
    assert told["SHA-256 tabel ini sebagai CSV"] == hashlib.sha256(text.encode()).hexdigest()
    assert text.splitlines()[1] == '1,"\'=a,""b""",5.00,,2026-01-02'


def test_the_same_input_gives_the_same_bytes() -> None:
    assert made(["1", "a", Decimal(5), None, None]) == made(["1", "a", Decimal(5), None, None])


def test_a_cell_never_ends_in_silence() -> None:
    rows = read(made(["1", "🙂" * 40_000, None, None, None]))
    assert str(rows[1][1]).endswith("(terpotong; utuh dalam CSV)")


def test_a_long_table_goes_on_in_another_worksheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "LINES", 12)
    book = made(
        *[[str(n), "a", Decimal(n), None, None] for n in range(25)], total=["", "Jumlah", Decimal(300), None, None]
    )
    names = CalamineWorkbook.from_filelike(io.BytesIO(book)).sheet_names
    assert names == ["Perangkat Daerah", "Perangkat Daerah (2)", "Perangkat Daerah (3)", "Sumber"]
    assert [row[0] for name in names[:3] for row in read(book, name)[1:]] == [*[str(n) for n in range(25)], ""]


@given(st.lists(st.text(max_size=50), max_size=8))
def test_sheet_names_are_clean_and_unlike(wanted: list[str]) -> None:
    taken = {"sumber"}
    names = [xlsx.sheet_name(name, taken) for name in wanted]
    assert len({name.casefold() for name in names} | {"sumber"}) == len(names) + 1
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) <= 62
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("'") == name
