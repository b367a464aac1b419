"""The cluster on disk, made whole or not at all, and the server's command line with our settings."""

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from belanja.foundation.postgres.errors import DatabaseUnavailable
from belanja.foundation.postgres.places import DATABASE, PORT, USER, Places
from belanja.foundation.postgres.privilege import Identity, child_setup

_MEGABYTE = 1024 * 1024
_LOG_LINES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Cluster:
    """One cluster with the programs and the identity that serve it.

    `keep` are file descriptors that every PostgreSQL process inherits (the server lock); `durable` is False
    only for tests, which may lose their data with the machine.
    """

    places: Places
    programs: Path
    identity: Identity
    keep: tuple[int, ...]
    durable: bool

    def create_if_missing(self, log: BinaryIO) -> None:
        """Make the cluster beside its place, with the product's database in it, then rename it.

        A start that is killed half way leaves only a folder that the next start clears away.
        """
        if self.places.data.exists():
            return
        draft = self.places.unfinished
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        os.chown(draft, self.identity.user, -1)
        self._run(log, ["initdb", "-D", str(draft), *_creation_options(durable=self.durable)])
        self._run(
            log,
            ["postgres", "--single", "-D", str(draft), *self._options(["log_checkpoints=off"]), "postgres"],
            given=f"CREATE DATABASE {DATABASE};\n",
        )
        draft.rename(self.places.data)
        _flush_folder(self.places.base)

    def start(self, log: BinaryIO) -> subprocess.Popen[bytes]:
        """Start the server; it ends by itself (a fast shutdown) when this process dies."""
        command = [
            str(self.programs / "postgres"),
            "-D",
            str(self.places.data),
            *self._options(_settings(self.places.socket_folder())),
        ]
        return self._spawn(command, log, signal.SIGINT)

    def is_ready(self) -> bool:
        """The server writes its state into the eighth line of its pid file when it accepts connections."""
        try:
            lines = (self.places.data / "postmaster.pid").read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return False
        return len(lines) >= 8 and lines[7].strip() == "ready"

    def clear_stale_pid_file(self) -> None:
        """Remove the pid file of a server that was killed; its number may belong to somebody else by now.

        The caller holds the server lock, which every PostgreSQL process of ours inherits: none of ours lives.
        A server that somebody started by hand on this folder shows by its working directory: then nothing is
        touched and DatabaseUnavailable is raised.
        """
        pid_file = self.places.data / "postmaster.pid"
        try:
            first = pid_file.read_text(encoding="utf-8", errors="replace").split("\n", 1)[0]
        except OSError:
            return
        if first.strip().isdigit() and _working_folder(int(first)) == self.places.data.resolve():
            raise DatabaseUnavailable(
                f"PostgreSQL lain (PID {first.strip()}) sedang memakai {self.places.data}; hentikan dahulu."
            )
        pid_file.unlink(missing_ok=True)

    def log_tail(self) -> str:
        """The last lines of the server's log, for an error message."""
        try:
            with self.places.log.open("rb") as file:
                file.seek(max(0, self.places.log.stat().st_size - 4096))
                lines = file.read().decode("utf-8", "replace").splitlines()
        except OSError:
            return ""
        return "\n".join(lines[-_LOG_LINES_SHOWN:])

    def _options(self, settings: Sequence[str]) -> list[str]:
        durability = [] if self.durable else ["fsync=off", "full_page_writes=off"]
        return [part for setting in (*settings, *durability) for part in ("-c", setting)]

    def _run(self, log: BinaryIO, command: list[str], given: str = "") -> None:
        process = self._spawn([str(self.programs / command[0]), *command[1:]], log, signal.SIGKILL, given=True)
        process.communicate(given.encode())
        if process.returncode != 0:
            raise DatabaseUnavailable(f"Basis data tidak dapat dibuat ({command[0]}):\n{self.log_tail()}")

    def _spawn(
        self, command: list[str], log: BinaryIO, death_signal: signal.Signals, *, given: bool = False
    ) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - our own programs, no shell
            command,
            stdin=subprocess.PIPE if given else subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
            pass_fds=self.keep,
            preexec_fn=child_setup(self.identity, death_signal),
        )


def _creation_options(*, durable: bool) -> list[str]:
    """Names compare by code point on every machine alike, letters change case by Unicode: builtin C.UTF-8."""
    return [
        f"--username={USER}",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-instructions",
        *([] if durable else ["--no-sync"]),
    ]


def _settings(socket_folder: Path) -> list[str]:
    """Settings of the embedded server. Passed on the command line, so no file can drift from the program.

    Imports write much at once: large WAL and rare checkpoints. Nothing listens on the network. There are no
    standbys here, so the least WAL is written; whoever needs point-in-time recovery uses a server of his own.
    """
    memory = _memory_megabytes()
    quoted = str(socket_folder).replace('"', '""')
    return [
        "listen_addresses=",
        f"port={PORT}",
        f'unix_socket_directories="{quoted}"',
        "unix_socket_permissions=0700",
        "jit=off",
        f"shared_buffers={min(max(memory // 8, 64), 2048)}MB",
        f"effective_cache_size={max(memory // 2, 128)}MB",
        f"work_mem={min(max(memory // 256, 8), 64)}MB",
        f"maintenance_work_mem={min(max(memory // 32, 64), 512)}MB",
        "wal_level=minimal",
        "max_wal_senders=0",
        "max_wal_size=4GB",
        "checkpoint_timeout=15min",
        "wal_compression=on",
        "random_page_cost=1.1",
        "max_connections=100",
        "logging_collector=off",
        "log_checkpoints=off",
        "log_line_prefix=%m [%p] ",
        "log_timezone=UTC",
        "timezone=UTC",
        "default_text_search_config=pg_catalog.simple",
    ]


def _memory_megabytes() -> int:
    """Memory this process may use: the machine's, or less where a control group says so."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    for name in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        try:
            limit = Path(name).read_text(encoding="ascii").strip()
        except OSError:
            continue
        if limit.isdigit():
            total = min(total, int(limit))
    return total // _MEGABYTE


def _working_folder(process: int) -> Path | None:
    try:
        return Path(f"/proc/{process}/cwd").readlink()
    except OSError:
        return None


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
