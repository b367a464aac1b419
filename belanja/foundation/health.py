"""Whether this installation can work, for load balancers and for the person who started it."""

from functools import cache
from importlib import metadata
from typing import TypedDict

from django.db import Error, connection

from belanja.foundation import environment, schema


class Health(TypedDict):
    """`ok` is True only if everything below is; `database` and `migrations` are words for people."""

    ok: bool
    version: str
    database: str
    migrations: str


def check() -> Health:
    """Ask the database once. Never raises: a broken installation has to be able to say so.

    Answers: database `terhubung` or `tidak terhubung`; migrations `lengkap`, `tertunda` or `belum diketahui`.
    """
    try:
        connection.ensure_connection()
        waiting = schema.pending()
    except Error:
        return Health(ok=False, version=version(), database="tidak terhubung", migrations="belum diketahui")
    return Health(
        ok=not waiting,
        version=version(),
        database="terhubung",
        migrations="tertunda" if waiting else "lengkap",
    )


@cache
def version() -> str:
    """The version of the sources in use, as pyproject.toml states it."""
    project = environment.source_root() / "pyproject.toml"
    if not project.is_file():
        return metadata.version("belanja")
    for line in project.read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition("=")
        if key.strip() == "version":
            return value.strip().strip('"')
    return "0"
