"""gunicorn as in the product, and visitors who ask it again and again."""

import contextlib
import http.client
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

from belanja.foundation import environment
from bench.surroundings import free_port

_HOST = "127.0.0.1"


@dataclass(frozen=True)
class Site:
    port: int
    pid: int


@dataclass(frozen=True)
class Visit:
    """What visitors saw: milliseconds of each answer, answers a second, bytes of one answer."""

    times: list[float]
    rate: float
    size: int


@contextlib.contextmanager
def served(settings: str, first_path: str) -> Iterator[Site]:
    """The product's gunicorn configuration with `settings`, until the block ends."""
    port = free_port()
    process = started(port, settings)
    try:
        answers(port, first_path)
        yield Site(port, process.pid)
    finally:
        process.terminate()
        process.wait(15)


def started(port: int, settings: str = "belanja.config.settings") -> subprocess.Popen[bytes]:
    """gunicorn on a port; the caller ends it."""
    return subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "python:belanja.config.gunicorn"],
        cwd=environment.source_root(),
        env={**os.environ, "PORT": str(port), "DJANGO_SETTINGS_MODULE": settings},
    )


def answers(port: int, path: str) -> None:
    """Wait until a page is there. Raises RuntimeError after half a minute."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with (
            contextlib.suppress(OSError, http.client.HTTPException),
            contextlib.closing(http.client.HTTPConnection(_HOST, port, timeout=30)) as line,
        ):
            if _ask(line, path)[0] == http.HTTPStatus.OK:
                return
        time.sleep(0.05)
    raise RuntimeError(f"{path} is not served")


def _ask(connection: http.client.HTTPConnection, path: str, cookie: str = "") -> tuple[int, bytes]:
    headers = {"Accept-Encoding": "identity"} | ({"Cookie": cookie} if cookie else {})
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.read()


def once(site: Site, path: str, cookie: str = "") -> float:
    """Milliseconds of one answer on a fresh connection."""
    begun = time.perf_counter()
    status, _ = _ask(http.client.HTTPConnection(_HOST, site.port, timeout=60), path, cookie)
    if status != http.HTTPStatus.OK:
        raise RuntimeError(f"{path} answered {status}")
    return (time.perf_counter() - begun) * 1000


def visit(site: Site, path: str, *, connections: int, seconds: float, cookie: str = "") -> Visit:
    """`connections` visitors, each on a connection of its own that stays open, for `seconds`; `cookie`: of somebody
    who has signed in."""
    _status, body = _ask(http.client.HTTPConnection(_HOST, site.port, timeout=60), path, cookie)
    found: list[list[float]] = [[] for _ in range(connections)]
    failures: list[int] = []
    deadline = time.perf_counter() + seconds

    def ask_on(times: list[float]) -> None:
        connection = http.client.HTTPConnection(_HOST, site.port, timeout=60)
        while time.perf_counter() < deadline:
            begun = time.perf_counter()
            status, _ = _ask(connection, path, cookie)
            times.append((time.perf_counter() - begun) * 1000)
            if status != http.HTTPStatus.OK:
                failures.append(status)
        connection.close()

    begun = time.perf_counter()
    visitors = [threading.Thread(target=ask_on, args=(times,)) for times in found]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    elapsed = time.perf_counter() - begun
    times = [one for each in found for one in each]
    if failures or not times:
        raise RuntimeError(f"{path} answered {failures[:3] or 'nothing'}")
    return Visit(times, len(times) / elapsed, len(body))
