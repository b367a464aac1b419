"""JSON feeds: the same values whatever the pieces, the encoding and the order of keys; every damage named."""

import json
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belanja.intake.readers import BrokenFile, Row, open_table

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**15), max_value=10**15)
scalars = st.none() | st.booleans() | st.integers(-(10**24), 10**24) | numbers | texts
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=6
)
tables = st.lists(st.dictionaries(texts, values, max_size=5), max_size=8)
chunks = st.integers(1, 40)


def written(value: object, *, ascii_only: bool, space: str) -> str:
    """JSON text with numbers of any length as they are; the standard writer knows no Decimal."""
    if isinstance(value, dict):
        inner = (
            f"{written(k, ascii_only=ascii_only, space=space)}:{space}{written(v, ascii_only=ascii_only, space=space)}"
            for k, v in value.items()
        )
        return "{" + space + f",{space}".join(inner) + space + "}"
    if isinstance(value, list):
        return "[" + f"{space},".join(written(v, ascii_only=ascii_only, space=space) for v in value) + "]"
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=ascii_only)


def read(content: bytes, chunk: int) -> tuple[list[Row], object]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "feed.json"
        path.write_bytes(content)
        table = open_table(path, chunk=chunk)
        assert table is not None
        rows = [row for batch in table.rows(batch=3) for row in batch]
        assert table.bytes_read == table.size
        return rows, table


@given(
    rows=tables,
    chunk=chunks,
    ascii_only=st.booleans(),
    space=st.sampled_from(["", " ", "\r\n\t"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_rows_come_back_exactly_wherever_the_pieces_are_cut(
    rows: list[Row], chunk: int, ascii_only: bool, space: str, encoding: str
) -> None:
    text = space + written(rows, ascii_only=ascii_only, space=space) + space
    back, _ = read(text.encode(encoding), chunk)
    assert back == rows
    assert [[type(value) for value in row.values()] for row in back] == [
        [type(value) for value in row.values()] for row in rows
    ]


@given(rows=tables, chunk=chunks, order=st.permutations(["success", "data", "meta", "error", "extra"]))
def test_an_envelope_may_have_its_keys_in_any_order(rows: list[Row], chunk: int, order: list[str]) -> None:
    whole = {
        "success": True,
        "data": rows,
        "meta": {"cursor": "abc=", "has_more": False, "limit": 100},
        "error": {"code": "000"},
        "extra": [[1], {"data": [{"a": 1}]}],
    }
    text = written({key: whole[key] for key in order}, ascii_only=False, space=" ")
    back, table = read(text.encode(), chunk)
    assert back == rows
    assert (table.kind, table.has_more, table.cursor) == ("json_envelope", False, "abc=")  # type: ignore[attr-defined]


@given(rows=tables.filter(bool), chunk=chunks, data=st.data())
def test_a_feed_cut_anywhere_is_never_taken_for_a_whole_one(rows: list[Row], chunk: int, data: st.DataObject) -> None:
    content = written(rows, ascii_only=False, space="").encode()
    cut = data.draw(st.integers(1, len(content) - 1))
    with pytest.raises(BrokenFile) as refused:
        read(content[:cut], chunk)
    assert refused.value.code == "file_cut_off"


def test_money_is_decimal_from_its_text(rows_of: Callable[..., list[Row]]) -> None:
    [row] = rows_of("a.json", '[{"a": 0.1, "b": 119700000.0, "c": 1.5E+3, "d": 189677834789, "e": -0.30}]')
    assert row == {"a": Decimal("0.1"), "b": Decimal("119700000.0"), "c": 1500, "d": 189677834789, "e": Decimal("-0.3")}
    assert str(row["e"]) == "-0.30"
    assert not any(isinstance(value, float) for value in row.values())


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        ('[{"a": 1}, {"a": NaN}]', "file_number", "baris data 2"),
        ('[{"a": -Infinity}]', "file_number", "baris data 1"),
        ('[{"a": 1e400}]', "file_number", "baris data 1"),
        ('[{"a": 1e-400}]', "file_number", "baris data 1"),
        ('[{"a": 0.' + "3" * 65 + "}]", "file_number", "baris data 1"),
        ('[{"a": ' + "9" * 5000 + "}]", "file_number", "baris data 1"),
        ('[{"a": 1}, {"a": tru}, {"a": "' + "x" * 40 + '"}]', "file_malformed", "karakter ke-18 (baris data 2)"),
        ("[{'a': 1}, {'a': 'enough text after the fault'}]", "file_malformed", "karakter ke-3"),
        ('[{"a": 1} {"a": 2}]', "file_malformed", "karakter ke-11"),
        ('[{"a": 1},]', "file_malformed", "karakter ke-11"),
        ('[{"a": 1}] x', "file_trailing", "karakter ke-12"),
        ('[{"a": 1}][{"a": 2}]', "file_trailing", "karakter ke-11"),
        ('{"data": [{"a": 1}]}}', "file_trailing", "karakter ke-21"),
        ('[{"a": 1}, null]', "file_row", "baris data 2"),
        ('{"data": [{"a": 1}], "data": []}', "file_malformed", "dua daftar"),
        ('{"success": false, "data": null, "error": {"code": "401"}}', "file_source_error", "jawaban gagal"),
        ('{"data": [{"a": 1}], "success": false}', "file_source_error", "jawaban gagal"),
        ('[{"a": "x\\u0000y"}]', "file_characters", "baris data 1"),
        ('[{"a": 1}, {"\\ud800": [1]}]', "file_characters", "baris data 2"),
        ('[{"a": "line\nbreak"}, {"more": "text"}]', "file_malformed", "karakter ke-13"),
        ("[" * 100_000, "file_nesting", "baris data 1"),
        ('[{"a":' * 100_000, "file_nesting", "baris data 1"),
        ('{"a":' * 100_000, "file_nesting", "dalam"),
        ("<!DOCTYPE html><html>session, expired</html>", "file_not_table", "halaman web"),
        ("halo", "file_malformed", "karakter ke-1"),
    ],
)
@pytest.mark.parametrize("chunk", [4, 1 << 20])
def test_damage_is_named_with_its_place(
    refusal_of: Callable[..., BrokenFile], content: str, code: str, place: str, chunk: int
) -> None:
    broken = refusal_of("feed.json", content, chunk=chunk)
    assert broken.code == code
    assert place in broken.message


def test_a_pair_of_surrogate_escapes_is_one_letter(rows_of: Callable[..., list[Row]]) -> None:
    assert rows_of("a.json", '[{"a": "\\ud83d\\ude00"}]', chunk=1) == [{"a": "😀"}]


def test_a_row_larger_than_any_real_one_is_refused_without_reading_it_whole(
    refusal_of: Callable[..., BrokenFile],
) -> None:
    assert refusal_of("a.json", '[{"a": "' + "x" * 20_000_000).code == "file_row_too_large"


@pytest.mark.parametrize("content", ["", "  \n", "[]", '{"data": [], "success": true}', "\ufeff[]"])
def test_no_rows_is_empty(write: Callable[..., Path], content: str) -> None:
    table = open_table(write("a.json", content))
    assert table is not None
    assert (table.empty, table.not_a_table, table.peek(5), list(table.rows())) == (True, False, [], [])


@pytest.mark.parametrize(
    "content",
    [
        '{"type": "FeatureCollection", "features": [{"a": 1}]}',
        "{}",
        '{"a": 1}',
        "[1, {}]",
        '[["a"]]',
        '{"data": {}}',
        "3",
        '"text"',
        '{"data": [1, 2], "x": 1}',
    ],
)
def test_valid_json_of_another_kind_is_not_a_table(write: Callable[..., Path], content: str) -> None:
    table = open_table(write("a.json", content))
    assert table is not None
    assert (table.empty, table.not_a_table, list(table.rows())) == (False, True, [])
