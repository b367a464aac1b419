"""The small process that owns the embedded server: it starts PostgreSQL and ends with its last holder.

A holder is a process that uses the database. It keeps one connection to the control socket open; the kernel
closes it however that process ends, so a holder killed with -9 counts as gone at once. When no holder is
left, PostgreSQL is shut down and the supervisor ends. The holder that leaves last sees its connection closed
only after the server has stopped.

If the supervisor itself is killed, PostgreSQL receives SIGINT from the kernel and shuts down. The server lock
is inherited by every PostgreSQL process: the next supervisor waits until the last of them is gone.

Runs with the standard library alone: `python -E -s -S -m belanja.foundation.postgres.supervisor`.
"""

import contextlib
import fcntl
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from belanja.foundation.postgres.cluster import Cluster
from belanja.foundation.postgres.errors import DatabaseUnavailable
from belanja.foundation.postgres.places import Places
from belanja.foundation.postgres.privilege import choose

_LOCK_WAIT_SECONDS = 60.0
_FAST_STOP_SECONDS = 20.0
_HARD_STOP_SECONDS = 5.0
_RESTARTS_IN_A_ROW = 5
_SETTLED_SECONDS = 30.0
_LARGEST_LOG = 10 * 1024 * 1024
_STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


@dataclass(slots=True)
class Supervisor:
    """Owns one server process and the list of its holders."""

    cluster: Cluster
    log: BinaryIO
    holders: set[socket.socket]
    listener: socket.socket
    ready: bool = False
    server: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    failures: int = 0
    stop_asked: bool = False
    server_event: int = -1
    selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)

    def serve(self) -> None:
        """Run until the last holder is gone or a stop signal arrives; then stop the server.

        Raises DatabaseUnavailable when the server cannot be started or keeps dying.
        """
        self.selector.register(self.listener, selectors.EVENT_READ)
        for holder in self.holders:
            self._watch(holder)
        try:
            self._start()
            while self.holders and not self.stop_asked:
                for key, _ in self.selector.select(timeout=None if self.ready else 0.01):
                    if key.fileobj is self.listener:
                        self._welcome()
                    elif isinstance(key.fileobj, socket.socket):
                        self._farewell(key.fileobj)
                self._attend_server()
        finally:
            self._stop()

    def _start(self) -> None:
        self.ready = False
        self.server = self.cluster.start(self.log)
        self.started_at = time.monotonic()
        self.server_event = os.pidfd_open(self.server.pid)
        self.selector.register(self.server_event, selectors.EVENT_READ)

    def _attend_server(self) -> None:
        """Notice that the server is ready, or that it died and has to be started again."""
        if self.server is None or self.server.poll() is not None:
            self._restart()
        elif not self.ready and self.cluster.is_ready():
            self.ready = True
            for holder in list(self.holders):
                self._answer(holder)

    def _restart(self) -> None:
        """A server that was killed comes back, unless it keeps dying."""
        was_ready, self.ready = self.ready, False
        self._forget_server()
        settled = was_ready and time.monotonic() - self.started_at > _SETTLED_SECONDS
        self.failures = 1 if settled else self.failures + 1
        if self.failures > (_RESTARTS_IN_A_ROW if was_ready or self.failures > 1 else 0):
            raise DatabaseUnavailable(f"PostgreSQL tertanam tidak dapat berjalan:\n{self.cluster.log_tail()}")
        time.sleep(0.2 * self.failures)  # processes of the dead server still hold its shared memory
        self._start()

    def _forget_server(self) -> None:
        self.selector.unregister(self.server_event)
        os.close(self.server_event)
        self.server = None

    def _welcome(self) -> None:
        try:
            holder, _ = self.listener.accept()
        except OSError:
            return
        self.holders.add(holder)
        self._watch(holder)
        if self.ready:
            self._answer(holder)

    def _watch(self, holder: socket.socket) -> None:
        holder.setblocking(False)
        self.selector.register(holder, selectors.EVENT_READ)

    def _answer(self, holder: socket.socket) -> None:
        process = self.server.pid if self.server else 0
        try:
            holder.sendall(_line({"pid": process}))
        except OSError:
            self._farewell(holder)

    def _farewell(self, holder: socket.socket) -> None:
        """A holder left. The last one is let go only after the server has stopped, by `_stop`."""
        self.selector.unregister(holder)
        if len(self.holders) > 1:
            holder.close()
            self.holders.discard(holder)
        else:
            self.stop_asked = True

    def _stop(self) -> None:
        """Close the door first, so that newcomers start a server of their own, then stop this one."""
        self.listener.close()
        with contextlib.suppress(OSError):
            self.cluster.places.control_socket().unlink()
        server = self.server
        steps = (
            (signal.SIGINT, _FAST_STOP_SECONDS),
            (signal.SIGQUIT, _HARD_STOP_SECONDS),
            (signal.SIGKILL, None),
        )
        for number, patience in steps if server else ():
            if server is None or server.poll() is not None:
                break
            server.send_signal(number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(patience)
        self.cluster.places.remove_short_folder()


def _line(message: dict[str, object]) -> bytes:
    return json.dumps(message).encode() + b"\n"


def _lock_server(places: Places) -> int:
    """Wait until no PostgreSQL process of an earlier supervisor lives, and keep others away from now on."""
    descriptor = os.open(places.server_lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    deadline = time.monotonic() + _LOCK_WAIT_SECONDS
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise DatabaseUnavailable(
                    f"PostgreSQL yang lama belum berhenti; lihat {places.log} dan hentikan prosesnya."
                ) from None
            time.sleep(0.02)
        else:
            return descriptor


def _open_log(places: Places) -> BinaryIO:
    """The log starts afresh when it has grown large; the previous one is kept beside it."""
    with contextlib.suppress(FileNotFoundError):
        if places.log.stat().st_size > _LARGEST_LOG:
            places.log.replace(places.log.with_suffix(".log.1"))
    return os.fdopen(os.open(places.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab", buffering=0)


def _listen(places: Places) -> socket.socket:
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(places.control_socket()))
    listener.listen(128)
    listener.setblocking(False)
    return listener


def _supervise(places: Places, programs: Path, first: socket.socket, *, durable: bool) -> None:
    lock = _lock_server(places)
    identity = choose(places.base, places.data, programs)
    places.prepare_socket_folder(identity.user)
    with _open_log(places) as log:
        cluster = Cluster(places, programs, identity, (lock,), durable)
        cluster.clear_stale_pid_file()
        supervisor = Supervisor(cluster, log, {first}, _listen(places))
        first.sendall(_line({"listening": True}))

        def ask_stop(number: int, frame: object) -> None:
            supervisor.stop_asked = True

        for number in _STOP_SIGNALS:
            signal.signal(number, ask_stop)
        wake_read, wake_write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(wake_write)
        supervisor.selector.register(wake_read, selectors.EVENT_READ)
        cluster.create_if_missing(log)
        supervisor.serve()


def main(arguments: list[str]) -> int:
    """`HOME PROGRAMS DESCRIPTOR DURABLE`: the descriptor is the first holder's connection."""
    home, programs, descriptor, durable = arguments
    os.umask(0o077)
    if os.fork() > 0:
        os._exit(0)  # the launcher may wait for us without waiting for the server
    first = socket.socket(fileno=int(descriptor))
    first.set_inheritable(False)
    try:
        _supervise(Places(Path(home)), Path(programs), first, durable=durable == "1")
    except (DatabaseUnavailable, OSError) as error:
        with contextlib.suppress(OSError):
            first.sendall(_line({"error": str(error)}))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
