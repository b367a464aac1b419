"""How a process comes to a running server: it joins the supervisor that is there, or starts one."""

import contextlib
import fcntl
import json
import os
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from belanja.foundation import environment
from belanja.foundation.postgres.binaries import programs
from belanja.foundation.postgres.errors import DatabaseUnavailable
from belanja.foundation.postgres.external import check_external
from belanja.foundation.postgres.location import external_url
from belanja.foundation.postgres.places import Places

_ATTEMPTS = 20
_LEAVE_SECONDS = 40.0


@dataclass(slots=True)
class Server:
    """The database in use. `started`: this process started it; `pid` is 0 for an outside server."""

    places: Places | None = None
    started: bool = False
    pid: int = 0
    _connection: socket.socket | None = None
    _owner: int = 0

    @property
    def embedded(self) -> bool:
        return self.places is not None

    def lost(self) -> bool:
        """Whether the supervisor is gone, for instance killed; `rejoin` helps."""
        if self._connection is None:
            return False
        try:
            return self._connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
        except BlockingIOError:
            return False
        except OSError:
            return True

    def rejoin(self) -> None:
        """Hold a server again after the supervisor was lost. Raises DatabaseUnavailable."""
        if self.places is not None:
            if self._connection is not None:
                self._connection.close()
            self._connection, self.pid, self.started = _hold(self.places)
            self._owner = os.getpid()

    def leave(self) -> None:
        """Let go. Returns at once while others hold the server, else when it has stopped."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        with connection:
            if self._owner != os.getpid():
                return  # a forked copy ends; its parent still holds the server
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_WR)
                connection.settimeout(_LEAVE_SECONDS)
                while connection.recv(64):
                    pass


@contextlib.contextmanager
def running() -> Iterator[Server]:
    """See to it that the database is reachable while the block runs.

    Embedded: the first process starts the server, others join it; it stops when the last one has left,
    however the processes end. With `DATABASE_URL` only the server's version is checked.

    Raises DatabaseUnavailable or EnvironmentProblem, both with a message for the person at the keyboard.
    """
    if external_url():
        check_external()
        yield Server()
        return
    server = Server(Places(environment.prepare_home()))
    server.rejoin()
    try:
        yield server
    finally:
        server.leave()


def _hold(places: Places) -> tuple[socket.socket, int, bool]:
    """A connection that keeps the server alive, the server's process id, and whether we started it."""
    places.base.mkdir(mode=0o700, exist_ok=True)
    for _ in range(_ATTEMPTS):
        started = False
        connection = _connect(places)
        if connection is None:
            with _start_lock(places):
                connection = _connect(places)
                if connection is None:
                    connection, started = _launch(places), True
        answer = _read(connection)
        if answer is not None and "pid" in answer:
            return connection, int(str(answer["pid"])), started
        connection.close()  # that server was just stopping, or its supervisor was killed: try again
        if answer is not None:
            raise DatabaseUnavailable(str(answer.get("error", "")))
    raise DatabaseUnavailable(f"PostgreSQL tertanam tidak menjawab; lihat {places.log}.")


def _connect(places: Places) -> socket.socket | None:
    """A connection to the supervisor, or None where none listens. A stranger's folder is not used."""
    path = places.control_socket()
    if not _is_ours(path.parent, places.data):
        return None
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.connect(str(path))
    except OSError:
        connection.close()
        return None
    return connection


def _is_ours(folder: Path, data: Path) -> bool:
    try:
        found = folder.lstat()
        owners = {os.geteuid()} | ({data.stat().st_uid} if os.geteuid() == 0 and data.exists() else set())
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid in owners and not found.st_mode & 0o077


def _launch(places: Places) -> socket.socket:
    """Start a supervisor in a session of its own, so that Ctrl-C at the terminal does not reach it.

    Our end of a socket pair is the first holder's connection. Raises DatabaseUnavailable with the
    supervisor's own words when it cannot serve.
    """
    ours, theirs = socket.socketpair()
    durable = environment.flag("BELANJA_POSTGRES_FSYNC", default=True)
    command = [
        *(sys.executable, "-E", "-s", "-S", "-m", "belanja.foundation.postgres.supervisor"),
        *(str(places.home), str(programs()), str(theirs.fileno()), "1" if durable else "0"),
    ]
    with theirs, open(places.log, "ab", opener=_private) as log:
        launched = subprocess.run(  # noqa: S603 - our own program, no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=environment.source_root(),
            pass_fds=(theirs.fileno(),),
            start_new_session=True,
            check=False,
        )
    answer = _read(ours) or {}
    if launched.returncode == 0 and "listening" in answer:
        return ours
    ours.close()
    raise DatabaseUnavailable(
        str(answer.get("error") or f"PostgreSQL tertanam tidak dapat dimulai; lihat {places.log}.")
    )


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _read(connection: socket.socket) -> dict[str, object] | None:
    """One line of the supervisor, or None when it closed the connection. Waits as long as recovery takes."""
    received = b""
    while not received.endswith(b"\n"):
        try:
            part = connection.recv(1)
        except ConnectionResetError:
            return None
        if not part:
            return None
        received += part
    message: dict[str, object] = json.loads(received)
    return message


@contextlib.contextmanager
def _start_lock(places: Places) -> Iterator[None]:
    """Only one process at a time decides that a supervisor is missing."""
    descriptor = os.open(places.start_lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
