"""`belanja run`: the whole of Belanja on this computer, from the database to the pages."""

import argparse
import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from belanja.demo import services as demo
from belanja.foundation import environment, postgres
from belanja.foundation.postgres.privilege import child_setup, end_with_parent

_HOST = "127.0.0.1"
_FIRST_ANSWER_SECONDS = 60.0
_GRACE_SECONDS = 6.0
_RESTART_SECONDS = 10.0
_HEALTH = "/sehat"


class _StopAsked(BaseException):
    """SIGINT, SIGTERM or SIGHUP arrived; unwinds whatever is going on."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No options: everything comes from the environment, so that `make run` and a service unit agree."""
    parser.description = (
        "Menjalankan Belanja sampai dihentikan dengan Ctrl-C. PORT (bawaan 8000), BELANJA_HOME (folder data) "
        "dan DATABASE_URL (PostgreSQL lain) dibaca dari lingkungan."
    )


def handle(args: argparse.Namespace) -> int:
    """Serve until a signal asks to stop (0), or until the web server ends by itself (1)."""
    port = environment.number("PORT", default=8000, lowest=1, highest=65535)
    parent = os.getppid() if environment.flag("BELANJA_STOP_WITH_PARENT", default=False) else None
    if parent:
        end_with_parent(signal.SIGTERM, parent)
    with contextlib.suppress(_StopAsked), _stop_signals():
        _refuse_taken_port(port)
        with postgres.running() as server:
            demo.load_if_empty(lambda line: print(line, flush=True))
            with _web_server() as web, _Worker() as worker:
                if not _answers(port, web):
                    raise postgres.DatabaseUnavailable("Belanja tidak menjawab; lihat pesan di atas.")
                _greet(port)
                return _attend(server, web, worker, parent)
    return 0


@contextlib.contextmanager
def _stop_signals() -> Iterator[None]:
    """Turn the first stop signal into an exception and ignore later ones: stopping must not be cut short."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def stop(number: int, frame: object) -> None:
        for each in numbers:
            signal.signal(each, signal.SIG_IGN)
        raise _StopAsked

    for number in numbers:
        signal.signal(number, stop)
    yield


def _refuse_taken_port(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((_HOST, port))
        except OSError as error:
            raise environment.EnvironmentProblem(
                f"Porta {port} tidak dapat dipakai ({error.strerror}); pilih yang lain, misalnya "
                f"PORT={port + 1 if port < 65535 else 8000} make run."
            ) from error


def _child(*arguments: str) -> subprocess.Popen[bytes]:
    """A Python process in a group of its own, so that Ctrl-C reaches only us; it ends when we are killed."""
    return subprocess.Popen(  # noqa: S603  # modules of our own
        [sys.executable, *arguments],
        cwd=environment.source_root(),
        stdin=subprocess.DEVNULL,
        process_group=0,
        preexec_fn=child_setup(None, signal.SIGTERM),
    )


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(_GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


@contextlib.contextmanager
def _web_server() -> Iterator[subprocess.Popen[bytes]]:
    """gunicorn, as long as the block lasts."""
    web = _child("-m", "gunicorn", "-c", "python:belanja.config.gunicorn")
    try:
        yield web
    finally:
        _end(web)


class _Worker:
    """`belanja work`, as long as the block lasts; one that was killed is started again after a while."""

    def __enter__(self) -> "_Worker":
        self._start()
        return self

    def __exit__(self, *raised: object) -> None:
        _end(self._process)

    def _start(self) -> None:
        self._process = _child("-P", "-m", "belanja.cli", "work")
        self._begun = time.monotonic()

    def attend(self) -> None:
        if self._process.poll() is not None and time.monotonic() - self._begun > _RESTART_SECONDS:
            self._start()


def _answers(port: int, web: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + _FIRST_ANSWER_SECONDS
    while web.poll() is None and time.monotonic() < deadline:
        if _healthy(port):
            return True
        time.sleep(0.05)
    return False


def _healthy(port: int) -> bool:
    """Ask the way a proxy would: by a host name that is allowed, and as HTTPS where that is demanded."""
    visitor = http.client.HTTPConnection(_HOST, port, timeout=10)
    headers = {"Host": next((host for host in settings.ALLOWED_HOSTS if "*" not in host), _HOST).lstrip(".")}
    if settings.SECURE_PROXY_SSL_HEADER:
        headers["X-Forwarded-Proto"] = "https"
    try:
        visitor.request("GET", _HEALTH, headers=headers)
        return visitor.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        visitor.close()


def _greet(port: int) -> None:
    lines = [f"Belanja siap: http://{_HOST}:{port}"]
    if accounts := demo.demo_accounts():
        lines.append("Data contoh, bukan data resmi. Akun untuk mencoba:")
        labels, logins = (max(len(account[part]) for account in accounts) for part in (0, 1))
        lines += [f"  {label:<{labels}}  {login:<{logins}}  {password}" for label, login, password in accounts]
    print("\n".join([*lines, "Tekan Ctrl-C untuk berhenti."]), flush=True)


def _attend(server: postgres.Server, web: subprocess.Popen[bytes], worker: _Worker, parent: int | None) -> int:
    """Wait; bring the database back if its supervisor was killed, and the worker if it ended. Returns 0 when `parent`
    (make) was interrupted, 1 when gunicorn ended by itself.
    """
    while web.poll() is None:
        if server.lost():
            server.rejoin()
        worker.attend()
        if parent and _is_interrupted(parent):
            return 0
        time.sleep(0.5)
    print("Peladen web berhenti sendiri; lihat pesan di atas.", file=sys.stderr)
    return 1


def _is_interrupted(make: int) -> bool:
    """Whether make got a SIGINT that was sent to it alone, not by a terminal to all of us.

    GNU make then waits for its children without telling them; while it does, it blocks the signal.
    """
    try:
        lines = Path(f"/proc/{make}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    blocked = next((line.split()[1] for line in lines if line.startswith("SigBlk:")), "0")
    return bool(int(blocked, 16) & 1 << (signal.SIGINT - 1))
