"""Pages over HTTP through the product's gunicorn. Floor: the smallest Django page with as many rows, served alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.report import Figure, percentile
from bench.serving import Site, Visit, once, served, visit
from bench.shares import code_of
from bench.surroundings import family, pss_megabytes, raw_connection

_CONNECTIONS = (1, 16)
_FLOOR_NAME = "smallest Django view, as many rows"
_RATIO_GOAL, _QUERIES_GOAL = "< 3", "<= 5"


@dataclass(frozen=True)
class _Page:
    name: str
    path: str
    floor_path: str
    queries: int


def measure(size: int, *, seconds: float) -> Iterator[Figure]:
    """Latency, throughput, size and queries of the pages most asked for, then the memory of the web processes."""
    pages = [_looked_at(*page) for page in _paths(size)]
    with served("bench.floor_app.settings", "/") as floor:
        floors = {
            (page.name, count): _visit(floor, page.floor_path, count, seconds)
            for page in pages
            for count in _CONNECTIONS
        }
    with served("belanja.config.settings", "/sehat") as site:
        for page in pages:
            for count in _CONNECTIONS:
                yield from _figures(page, count, _visit(site, page.path, count, seconds), floors[page.name, count])
            yield Figure(f"  {page.name}, first after a change, p50", after_change(site, page.path), "ms", goal="< 200")
            yield Figure(f"  SQL queries of {page.name}", float(page.queries), "queries", goal=_QUERIES_GOAL)
        memory = pss_megabytes(family(site.pid))
    if memory is not None:
        yield Figure("web processes after load (1 + 3 workers), PSS", memory, "MB", goal="< 250")


def _paths(size: int) -> list[tuple[str, str, str]]:
    code = code_of(size)
    unit = quote("2.00.0.00.0.00.01.0000")
    return [
        ("glance page", f"/pemda/{code}/?tahun=2025", "/"),
        ("PD page", f"/pemda/{code}/perangkat-daerah/{unit}/?tahun=2025", "/"),
        ("/api/v1/shares", f"/api/v1/shares?government={code}&year=2025", "/json"),
    ]


def _looked_at(name: str, path: str, floor: str) -> _Page:
    """Ask once inside this process: how many queries, how many rows."""
    client = Client(headers={"host": "127.0.0.1"})
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answers {answer.status_code}")
    rows = answer.content.count(b"<tr") or answer.content.count(b'"share_percent"')
    return _Page(name, path, f"{floor}?rows={max(rows, 1)}", len(captured))


def _visit(site: Site, path: str, connections: int, seconds: float) -> Visit:
    visit(site, path, connections=connections, seconds=min(0.5, seconds))
    return visit(site, path, connections=connections, seconds=seconds)


def after_change(site: Site, path: str, cookie: str = "") -> float:
    """Milliseconds of an answer right after a transaction was written: nothing remembered is of use then."""
    times = []
    with raw_connection() as other:
        for _ in range(9):
            other.execute("SELECT pg_current_xact_id()")
            times.append(once(site, path, cookie))
    return percentile(times, 0.5)


def _figures(page: _Page, connections: int, seen: Visit, floor: Visit) -> Iterator[Figure]:
    at = f"{page.name}, {connections} conn."
    for name, part in (("p50", 0.5), ("p95", 0.95)):
        yield Figure(
            f"{at}, {name}", percentile(seen.times, part), "ms", percentile(floor.times, part), _FLOOR_NAME,
            "" if name == "p95" or connections > 1 else "< 100",
        )  # fmt: skip
    if connections == 1:
        times = percentile(seen.times, 0.5) / percentile(floor.times, 0.5)
        yield Figure(f"  {page.name}: times its floor", times, "x", goal=_RATIO_GOAL, note=f"{seen.size / 1024:.0f} kB")
    else:
        yield Figure(f"  {at}, throughput", seen.rate, "req/s", floor.rate, _FLOOR_NAME)
