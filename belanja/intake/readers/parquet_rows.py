"""Rows of a Parquet file, read by DuckDB in a connection that can see this one file and nothing else."""

import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import limits
from .found import Found, Reader, Row
from .problems import FETCH_AGAIN, BrokenFile, number, unstorable

if TYPE_CHECKING:
    import duckdb

_SOURCE = "read_parquet(?, hive_partitioning = false, binary_as_string = true)"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_AS_THEY_ARE = (int, str, bool, type(None), Decimal, date)


def parquet_reader(path: Path, name: str) -> Reader:
    """Integers and decimals as stored; doubles as their shortest decimal text; NaN, which pandas writes for a
    missing number, as None; timestamps with a zone in UTC."""

    def read(found: Found) -> Generator[Row, None, None]:
        found.kind = "parquet"
        size = path.stat().st_size
        with _connection(path, name) as (connection, source):
            columns = _columns(connection, source, name)
            found.columns = [column for column, _ in columns]
            total = _count(connection, source, name)
            selected = ", ".join([*(_selected(column, kind) for column, kind in columns), _unstorable(columns)])
            connection.execute(f"SELECT {selected} FROM {_SOURCE}", [source])  # noqa: S608  # names are quoted
            changes = [_change(kind, name) for _, kind in columns]
            done = 0
            while batch := connection.fetchmany(limits.BATCH):
                for place, values in enumerate(batch, start=done + 1):
                    if values[-1]:
                        raise unstorable(name, place)
                    yield {
                        column: change(value) if change and value is not None else value
                        for column, change, value in zip(found.columns, changes, values, strict=False)
                    }
                done += len(batch)
                found.bytes_read = size * done // max(total, 1)

    return read


@contextmanager
def _connection(path: Path, name: str) -> Iterator[tuple["duckdb.DuckDBPyConnection", str]]:
    """A locked-down connection, and the plain path it may read.

    Brackets or stars in a real name would be taken for a pattern, so it reads a plainly named link in a
    private folder. DuckDB is loaded only here: no web process carries its 26 MB.
    """
    import duckdb

    with tempfile.TemporaryDirectory(prefix="belanja-") as folder:
        link = Path(folder) / "data.parquet"
        link.symlink_to(path.absolute())
        try:
            with duckdb.connect(":memory:", config=_config()) as connection:
                connection.execute("SET allowed_paths = [?]", [str(link)])
                connection.execute("SET enable_external_access = false")
                connection.execute("SET lock_configuration = true")
                yield connection, str(link)
        except (duckdb.Error, UnicodeDecodeError, ValueError, OverflowError) as error:
            if isinstance(error, duckdb.OutOfMemoryException):
                problem = "membutuhkan memori jauh lebih besar daripada ukurannya."
                raise BrokenFile("file_too_large", name, problem, FETCH_AGAIN) from None
            problem = "rusak, terkunci atau terputus: isi Parquet-nya tidak dapat dibaca."
            raise BrokenFile("file_parquet", name, problem, FETCH_AGAIN) from None


def _config() -> dict[str, str | bool | int | float | list[str]]:
    return {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "temp_directory": "",
        "memory_limit": limits.PARQUET_MEMORY,
        "threads": "1",
    }


def _columns(connection: "duckdb.DuckDBPyConnection", source: str, name: str) -> list[tuple[str, str]]:
    rows = connection.execute(f"DESCRIBE SELECT * FROM {_SOURCE}", [source]).fetchall()  # noqa: S608
    if len(rows) > limits.MAX_COLUMNS:
        raise BrokenFile("file_too_large", name, "memuat terlalu banyak kolom.", FETCH_AGAIN)
    if any("\0" in str(row[0]) for row in rows):
        raise unstorable(name)
    return [(str(row[0]), str(row[1])) for row in rows]


def _count(connection: "duckdb.DuckDBPyConnection", source: str, name: str) -> int:
    row = connection.execute("SELECT sum(num_rows) FROM parquet_file_metadata(?)", [source]).fetchone()
    total = int(row[0] or 0) if row else 0
    if total > limits.PARQUET_ROWS:
        raise BrokenFile("file_too_large", name, f"menyatakan {number(total)} baris.", FETCH_AGAIN)
    return total


def _quoted(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def _unstorable(columns: list[tuple[str, str]]) -> str:
    """One more column: whether any text of the row holds NUL. DuckDB looks far faster than Python could."""
    texts = [f"contains({_quoted(column)}, chr(0))" for column, kind in columns if kind == "VARCHAR"]
    return " OR ".join(f"coalesce({text}, false)" for text in texts) or "false"


def _selected(column: str, kind: str) -> str:
    quoted = _quoted(column)
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"epoch_us({quoted})"
    if kind == "FLOAT":  # single precision: its own shortest text, not that of the double it would become
        return f"CAST(CAST({quoted} AS VARCHAR) AS DOUBLE)"
    if "WITH TIME ZONE" in kind:
        return f"CAST({quoted} AS VARCHAR)"
    return quoted


def _change(kind: str, name: str) -> Callable[[Any], object] | None:
    """How to turn this column's values into the reader's types; None where they already are."""
    if kind in ("DOUBLE", "FLOAT"):
        return lambda value: _decimal(value, name)
    if kind == "TIMESTAMP WITH TIME ZONE":
        return lambda value: _EPOCH + timedelta(microseconds=value)
    integer = kind.endswith(("INT", "INTEGER"))
    if integer or kind in ("VARCHAR", "BOOLEAN", "DATE", "TIMESTAMP") or kind.startswith("DECIMAL("):
        return None
    return lambda value: _plain(value, name)


def _decimal(value: float, name: str) -> Decimal | None:
    if value != value:
        return None
    if value in (float("inf"), float("-inf")):
        raise BrokenFile("file_number", name, "memuat angka tak hingga.", FETCH_AGAIN)
    return Decimal(repr(value))


def _plain(value: object, name: str) -> object:
    """Values inside lists and structures, and the rarer kinds, which become text."""
    if isinstance(value, str) and "\0" in value:
        raise unstorable(name)
    if isinstance(value, _AS_THEY_ARE):
        return value
    if isinstance(value, float):
        return _decimal(value, name)
    if isinstance(value, dict):
        return {str(key): _plain(inner, name) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner, name) for inner in value]
    if isinstance(value, bytes):
        return value.hex()
    return str(value)
