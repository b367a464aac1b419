"""Real processes for the tests of the supervisor: start them, kill them, and see what is left."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg

from belanja.foundation.environment import source_root
from belanja.foundation.postgres.places import DATABASE, PORT, USER

#: Long enough for a slow machine; a test that waits for something that never comes fails by it.
PATIENCE = 30.0
HOLDER = Path(__file__).with_name("holder.py")


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """Environment of a child: our interpreter's packages, its own data folder, no other server."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    packages = os.pathsep.join([str(source_root()), sysconfig.get_path("purelib")])
    return {**kept, "PYTHONPATH": packages, "BELANJA_HOME": str(home), "BELANJA_POSTGRES_FSYNC": "0", **more}


class Holder:
    """A child that runs `holder.py`. `says` is its first line: pid, started and folder, or error.

    `before` are words put before the command, `more` further environment; the rest goes to Popen.
    """

    def __init__(self, home: Path, *arguments: str, python: str = sys.executable, **options: Any) -> None:
        more, before = options.pop("more", {}), options.pop("before", [])
        self.process = subprocess.Popen(
            [*before, python, str(HOLDER), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=surroundings(home, **more),
            **options,
        )
        self._says: dict[str, Any] | None = None

    @property
    def says(self) -> dict[str, Any]:
        if self._says is None:
            self._says = self.hear()
        return self._says

    def hear(self) -> dict[str, Any]:
        assert self.process.stdout
        heard: dict[str, Any] = json.loads(self.process.stdout.readline())
        return heard

    def tell(self, word: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()

    def leave(self) -> int:
        assert self.process.stdin
        assert self.process.stdout
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        code = self.process.wait(PATIENCE)
        self.process.stdout.close()
        return code

    def kill(self, number: signal.Signals) -> None:
        self.process.send_signal(number)
        self.leave()

    def query(self, sql: str) -> Any:
        with psycopg.connect(host=self.says["folder"], port=PORT, user=USER, dbname=DATABASE) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchone() if cursor.description else None


@contextlib.contextmanager
def holding(home: Path, *arguments: str, **options: Any) -> Iterator[Holder]:
    """A holder that leaves with the block, whatever the block did to it."""
    holder = Holder(home, *arguments, **options)
    try:
        yield holder
    finally:
        holder.leave()


def alive(home: Path) -> list[int]:
    """Every process that has the data folder among its arguments or works below it."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            with contextlib.suppress(OSError):
                arguments = (entry / "cmdline").read_bytes().split(b"\0")
                below = (entry / "cwd").readlink().is_relative_to(home)
                if below or os.fsencode(home) in arguments:
                    found.append(int(entry.name))
    return found


def supervisor_of(home: Path) -> int:
    """The supervisor; its launcher, which may still be ending, leads their session."""
    for number in alive(home):
        with contextlib.suppress(OSError):
            arguments = Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0")
            if b"belanja.foundation.postgres.supervisor" in arguments and os.getsid(number) != number:
                return number
    raise AssertionError("no supervisor")


def until(condition: Callable[[], bool], what: str) -> None:
    """Wait for something that has to happen, and fail by name when it does not."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"never happened: {what}"
        time.sleep(0.01)


def until_nothing_lives(home: Path) -> None:
    until(lambda: not alive(home), f"the end of {alive(home)}")
