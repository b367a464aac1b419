"""`belanja run` from the first page to the last process, on a data folder of its own."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.foundation.postgres.processes import alive, surroundings, until, until_nothing_lives

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for the module: the sample is loaded by the first start only."""
    return tmp_path_factory.mktemp("run") / "home"


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        found: int = free.getsockname()[1]
        return found


#: Waits for `belanja run` as make does. On SIGUSR1 it does what make does on a SIGINT sent to make alone: it
#: blocks the signal and goes on waiting.
_PARENT = """
import signal, subprocess, sys
signal.signal(signal.SIGUSR1, lambda number, frame: signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT]))
sys.exit(subprocess.call([sys.executable, "-P", "-m", "belanja.cli", "run"]))
"""


class Running:
    """`belanja run`, started by a parent of its own that only waits for it (as make does)."""

    def __init__(self, home: Path, port: int, **more: str) -> None:
        self.home, self.port = home, port
        self.parent = subprocess.Popen(
            [sys.executable, "-P", "-c", _PARENT],
            env=surroundings(home, PORT=str(port), **more),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        assert self.parent.stdout
        self.lines: list[str] = []
        for line in self.parent.stdout:
            self.lines.append(line)
            if "Ctrl-C" in line:
                return
        raise AssertionError("".join(self.lines))

    def get(self, path: str) -> tuple[int, str]:
        visitor = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            visitor.request("GET", path)
            answer = visitor.getresponse()
            return answer.status, answer.read().decode()
        finally:
            visitor.close()

    @property
    def pid(self) -> int:
        children = Path(f"/proc/{self.parent.pid}/task/{self.parent.pid}/children").read_text().split()
        return int(children[0])

    def ended(self) -> int:
        """Wait until every process of it is gone; the exit code of `belanja run`."""
        until(lambda: not serving(self.port), "the end of the web server")
        until_nothing_lives(self.home)
        assert self.parent.stdout
        self.parent.stdout.close()
        return self.parent.wait(30)


def serving(port: int) -> bool:
    with socket.socket() as visitor:
        return visitor.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def started(home: Path, port: int) -> Iterator[Running]:
    running = Running(home, port, BELANJA_STOP_WITH_PARENT="1")
    yield running
    if running.parent.poll() is None:
        running.parent.kill()
    running.ended()


def test_it_serves_pages_and_names_address_and_accounts_then_stops_on_sigterm(started: Running) -> None:
    status, body = started.get("/sehat")
    assert status == 200
    assert json.loads(body)["ok"] is True
    assert started.get("/")[0] == 200
    told = "".join(started.lines)
    assert f"http://127.0.0.1:{started.port}\n" in told
    assert "Data contoh" in told
    os.kill(started.pid, signal.SIGTERM)
    assert started.ended() == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP, signal.SIGKILL])
def test_however_it_ends_web_server_and_database_end(started: Running, number: signal.Signals) -> None:
    assert len(alive(started.home)) > 1
    os.kill(started.pid, number)
    code = started.ended()
    assert (code == 0) == (number != signal.SIGKILL)


def test_it_ends_with_the_make_that_started_it(started: Running) -> None:
    started.parent.kill()
    assert started.ended() == -signal.SIGKILL


def test_it_ends_when_only_make_was_interrupted(started: Running) -> None:
    started.parent.send_signal(signal.SIGUSR1)
    assert started.ended() == 0


def test_it_serves_on_after_database_and_supervisor_were_killed(started: Running) -> None:
    for number in alive(started.home):
        with contextlib.suppress(ProcessLookupError):  # ended with the one killed before it
            os.kill(number, signal.SIGKILL)
    until(lambda: started.get("/sehat")[0] == 200, "pages after the kill")
    assert started.get("/")[0] == 200


def test_a_port_in_use_is_named_in_one_line(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-P", "-m", "belanja.cli", "run"]
        answer = subprocess.run(command, env=surroundings(home, PORT=str(port)), capture_output=True, text=True)
    assert answer.returncode == 1
    assert f"Porta {port}" in answer.stderr
    assert answer.stderr.count("\n") == 1
