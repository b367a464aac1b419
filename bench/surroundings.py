"""A data folder, a server and a database for measuring only."""

import contextlib
import os
import socket
import warnings
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg

from belanja.foundation import environment, postgres
from belanja.foundation.postgres.places import DATABASE, PORT, USER

HOME = environment.source_root() / "var" / "bench"
NAME = "belanja_bench"
GOVERNMENT = "BENCH"


@contextlib.contextmanager
def own_database(home: Path = HOME) -> Iterator[None]:
    """Start the bench's own server in `home` with an empty database and point Django (and every process started later)
    to it.

    `DATABASE_URL` of the surroundings is set aside on purpose: measuring writes millions of rows.
    """
    for name in ("DATABASE_URL", "BELANJA_DEBUG", "BELANJA_HTTPS", "BELANJA_HOSTS"):
        os.environ.pop(name, None)
    os.environ |= {"BELANJA_HOME": str(home), "BELANJA_GOVERNMENT": GOVERNMENT}
    environment.prepare_home()
    with postgres.running():
        from belanja.foundation.postgres.places import Places

        folder = str(Places(home).socket_folder())
        with psycopg.connect(host=folder, port=PORT, user=USER, dbname=DATABASE, autocommit=True) as admin:
            admin.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
            admin.execute(f"CREATE DATABASE {NAME} TEMPLATE template0")
        os.environ["DATABASE_URL"] = f"postgresql://{USER}@/{NAME}?host={quote(folder, safe='')}&port={PORT}"
        _prepare_django()
        try:
            yield
        finally:
            from django.db import connection

            connection.close()
            with psycopg.connect(host=folder, port=PORT, user=USER, dbname=DATABASE, autocommit=True) as admin:
                admin.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")


def _prepare_django() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "belanja.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    warnings.filterwarnings("ignore")
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def raw_connection() -> psycopg.Connection[tuple[object, ...]]:
    """psycopg alone, as the floors use it."""
    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def pss_megabytes(pids: list[int]) -> float | None:
    """Memory of processes with shared pages counted once among their sharers; None where it may not be read."""
    total = 0
    for pid in pids:
        try:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except ProcessLookupError:
            continue
        except OSError:
            return None
        total += next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
    return total / 1024


def family(pid: int) -> list[int]:
    """A process and everything below it."""
    below: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                below.setdefault(parent, []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += below.get(one, [])
    return found


def postgres_pids() -> list[int]:
    """The server's processes: the parent of a backend and all its children."""
    with raw_connection() as connection:
        row = connection.execute("SELECT pg_backend_pid()").fetchone()
        backend = int(str(row[0])) if row else 0
        parent = int(Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[1])
        return [pid for pid in family(parent) if pid != backend]


def peak_mb() -> float:
    """Most memory this process has held since it began, in MB. The kernel's own mark: `getrusage` still carries the
    size of the process that started this one."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
