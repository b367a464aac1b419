"""Answers made anew right after a change, in this process: nothing that was kept is of use to them."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.report import Figure, percentile
from bench.surroundings import raw_connection

_LEAST, _MOST, _SECONDS = 5, 20, 3.0


@dataclass(frozen=True)
class Floor:
    """What psycopg alone asks for the same rows."""

    name: str
    statement: str
    values: dict[str, object] = field(default_factory=dict)


def asked(name: str, path: str, *, cookie: str = "", floor: Floor | None = None, goal: str = "") -> Iterator[Figure]:
    """p50 and p95 of an answer beside its floor, as often as three seconds allow, and its queries."""
    client, times, bare = Client(headers={"host": "127.0.0.1"}), [], []
    client.cookies.load(cookie)
    client.get(path)
    with raw_connection() as other:
        begun = time.perf_counter()
        while len(times) < _LEAST or (len(times) < _MOST and time.perf_counter() - begun < _SECONDS):
            other.execute("SELECT pg_current_xact_id()")
            at = time.perf_counter()
            answer = client.get(path)
            times.append((time.perf_counter() - at) * 1000)
            if answer.status_code != 200:
                raise RuntimeError(f"{path} answers {answer.status_code}")
            if floor is not None:
                at = time.perf_counter()
                other.execute(floor.statement, floor.values).fetchall()
                bare.append((time.perf_counter() - at) * 1000)
        other.execute("SELECT pg_current_xact_id()")
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    note = f"p95 {percentile(times, 0.95):,.0f} ms, {len(queries)} queries, {len(answer.getvalue()) / 1024:.0f} KB"
    least = percentile(bare, 0.5) if bare else None
    yield Figure(f"{name}, p50", percentile(times, 0.5), "ms", least, floor.name if floor else "", goal, note)
