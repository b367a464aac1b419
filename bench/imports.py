"""Rows a second from a file to figures, and the memory it takes. Floor: COPY of the same rows into a bare table.

A pull is followed by another: the same file again, and one in which a twentieth of the rows has changed. Those must
not be slower a row than the first.
"""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bench import files
from bench.report import Figure
from bench.surroundings import HOME, postgres_pids, pss_megabytes, raw_connection

_LARGE_BYTES = 200_000_000
_GOAL, _LIMIT = ">= 10000", "< 1024"


def measure(*, rows: int, large: bool) -> Iterator[Figure]:
    """Each kind of file with `rows` rows; with `large` also a RUP file of 200 MB, for its memory."""
    folder = HOME / "files"
    folder.mkdir(exist_ok=True)
    for name, make, as_csv in files.KINDS:
        path = folder / ("rows.csv" if as_csv else "rows.json")
        files.write(path, make(rows), as_csv=as_csv)
        floor = rows / _bare_copy(make(rows))
        _forget()
        done = _import(path)
        yield Figure(f"import {name}", _rate(done), "rows/s", floor, "COPY into a bare table", _GOAL)
        yield Figure(f"  peak memory, {name}", done["rss_mb"], "MB", goal=_LIMIT, note=_postgres(done))
        if make in files.PULLED_AGAIN and not as_csv:
            first = f">= {_rate(done):.0f}"
            yield Figure(f"  the same file again, {name}", _rate(_import(path)), "rows/s", floor, "as above", first)
            files.write(path, files.revised(make(rows)), as_csv=as_csv)
            yield Figure(f"  5 % of the rows changed, {name}", _rate(_import(path)), "rows/s", floor, "as above", first)
        path.unlink()
    if large:
        yield from _large(folder / "large.json")


def _large(path: Path) -> Iterator[Figure]:
    per_row = len(json.dumps(next(iter(files.rup_packages(1))), separators=(",", ":"))) + 2
    size = files.write(path, files.rup_packages(_LARGE_BYTES // per_row), as_csv=False)
    _forget()
    done = _import(path)
    path.unlink()
    yield Figure(f"import RUP plan of {size // 1_000_000} MB", _rate(done), "rows/s", goal=_GOAL)
    yield Figure("  peak memory, 200 MB file", done["rss_mb"], "MB", goal=_LIMIT, note=_postgres(done))


def _postgres(done: dict[str, Any]) -> str:
    return "" if done["postgres_mb"] is None else f"PostgreSQL at most {done['postgres_mb']:.0f} MB"


def _rate(done: dict[str, Any]) -> float:
    return float(done["rows"]) / float(done["seconds"])


def _import(path: Path) -> dict[str, Any]:
    """Import in a process of its own; watch PostgreSQL meanwhile."""
    peak = _Peak()
    with peak:
        process = subprocess.run(
            [sys.executable, "-m", "bench.import_one", str(path)], capture_output=True, text=True, check=False
        )
    if process.returncode:
        raise RuntimeError(process.stderr)
    done: dict[str, Any] = json.loads(process.stdout.splitlines()[-1])
    return {**done, "postgres_mb": peak.megabytes}


class _Peak:
    """The most memory that PostgreSQL's processes took together, looked at four times a second."""

    def __init__(self) -> None:
        self.megabytes: float | None = None
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)

    def _look(self) -> None:
        while not self._over.wait(0.25):
            seen = pss_megabytes(postgres_pids())
            if seen is not None:
                self.megabytes = max(self.megabytes or 0.0, seen)

    def __enter__(self) -> None:
        self._watch.start()

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._watch.join()


def _forget() -> None:
    with raw_connection() as connection:
        connection.execute(
            "TRUNCATE facts_spendfact, facts_spenddelta, facts_markedspend, facts_purchasedocument, plans_ruppackage,"
            " intake_sourcerow, intake_quarantinerow, intake_helditem, intake_pull CASCADE"
        )


def _bare_copy(rows: Iterable[files.Row]) -> float:
    """Seconds of COPY alone: the same cells as typed text, ready in memory, into a table without index or key."""
    kinds: list[str] = []
    lines = []
    for row in rows:
        kinds = kinds or [_kind(cell) for cell in row.values()]
        lines.append("\t".join([r"\N" if cell is None else str(cell) for cell in row.values()]))
    content = ("\n".join(lines) + "\n").encode()
    columns = ", ".join(f"c{place} {kind}" for place, kind in enumerate(kinds))
    with raw_connection() as connection:
        connection.execute("DROP TABLE IF EXISTS bench_bare")
        connection.execute(f"CREATE TABLE bench_bare ({columns})")
        begun = time.perf_counter()
        with connection.cursor().copy("COPY bench_bare FROM STDIN") as copy:
            copy.write(content)
        seconds = time.perf_counter() - begun
        connection.execute("DROP TABLE bench_bare")
    return seconds


def _kind(cell: object) -> str:
    if isinstance(cell, bool):
        return "boolean"
    return "numeric" if isinstance(cell, int | float) else "text"
