"""Parquet files: exact types, one file and nothing else in reach, nothing left behind."""

import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from belanja.intake.readers import BrokenFile, open_table


def parquet(path: Path, query: str) -> Path:
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    return path


def test_values_keep_their_kind(tmp_path: Path) -> None:
    query = """SELECT 50000001::BIGINT AS utuh, 36.0::DOUBLE AS ganda, 0.1::DOUBLE AS pecahan, 0.1::FLOAT AS tunggal,
        12.34::DECIMAL(18,2) AS uang, 'a' AS teks, true AS ya, DATE '3110-01-01' AS hari,
        TIMESTAMP '2024-11-22 22:22:47' AS saat, TIMESTAMPTZ '2024-11-22 22:22:47+07' AS zona, 'nan'::DOUBLE AS bukan,
        NULL::INTEGER AS kosong, [1.5::DOUBLE, NULL] AS daftar, {'a': 0.1::DOUBLE, 'b': 'x'} AS isi,
        TIME '10:00:00' AS jam, 'ab'::BLOB AS biner, 1 AS "dua ""kutip" """
    table = open_table(parquet(tmp_path / "tahun=2025[a]*.parquet", query))
    assert table is not None
    [[row]] = table.rows()
    assert row == {
        "utuh": 50000001,
        "ganda": Decimal("36.0"),
        "pecahan": Decimal("0.1"),
        "tunggal": Decimal("0.1"),
        "uang": Decimal("12.34"),
        "teks": "a",
        "ya": True,
        "hari": date(3110, 1, 1),
        "saat": datetime(2024, 11, 22, 22, 22, 47),
        "zona": datetime(2024, 11, 22, 15, 22, 47, tzinfo=UTC),
        "bukan": None,
        "kosong": None,
        "daftar": [Decimal("1.5"), None],
        "isi": {"a": Decimal("0.1"), "b": "x"},
        "jam": "10:00:00",
        "biner": "ab",
        'dua "kutip': 1,
    }
    assert type(row["ganda"]) is Decimal
    assert table.columns == list(row)


def test_rows_come_in_order_and_in_batches(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", "SELECT range AS n FROM range(10000)")
    table = open_table(path)
    assert table is not None
    assert [row["n"] for row in table.peek(60)] == list(range(60))
    batches = list(table.rows(batch=3000))
    assert [len(batch) for batch in batches] == [3000, 3000, 3000, 1000]
    assert [row["n"] for batch in batches for row in batch] == list(range(10000))


def test_no_rows_still_has_columns(tmp_path: Path) -> None:
    table = open_table(parquet(tmp_path / "a.parquet", "SELECT 1 AS a WHERE false"))
    assert table is not None
    assert (table.empty, table.columns) == (True, ["a"])


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("SELECT 'inf'::DOUBLE AS a", "file_number"),
        ("SELECT 'x' || chr(0) AS a", "file_characters"),
        ("SELECT ['x' || chr(0)] AS a", "file_characters"),
        ("SELECT 1 AS a FROM range(20000001)", "file_too_large"),
    ],
)
def test_values_that_cannot_be_kept(tmp_path: Path, query: str, code: str) -> None:
    path = parquet(tmp_path / "a.parquet", query)
    with pytest.raises(BrokenFile) as refused:
        open_table(path)
    assert refused.value.code == code


def test_a_cut_file_is_refused_and_nothing_is_left_behind(
    tmp_path: Path, refusal_of: Callable[..., BrokenFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "private").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "private"))
    whole = parquet(tmp_path / "a.parquet", "SELECT range AS n FROM range(1000)").read_bytes()
    for content in (whole[:-20], whole[:4], whole[4:], whole[:100] + bytes(400) + whole[500:]):
        assert refusal_of("b.parquet", content).code in ("file_parquet", "file_not_table")
    assert list((tmp_path / "private").iterdir()) == []
