"""The tables in the database against the migrations in the program."""

from contextlib import nullcontext
from functools import cache

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from belanja.foundation import migrating, postgres

#: Any number, the same in every process: keys the lock under which one process migrates and others wait.
_LOCK = 7_204_431_590


@cache
def _shipped() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def applied() -> frozenset[tuple[str, str]]:
    """Application label and name of every migration that this database has seen; one small query."""
    return frozenset(MigrationRecorder(connection).applied_migrations())


def pending() -> list[str]:
    """Migrations of this program that the database has not seen, sorted."""
    return sorted(f"{label}.{name}" for label, name in _shipped() - applied())


def migrate() -> bool:
    """Bring the tables up to date; processes that ask at the same time wait for each other.

    Returns whether there was anything to do.
    """
    if not pending():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            # Only from nothing: what stands on tables of an earlier version is described by Django alone.
            with nullcontext() if applied() else migrating.added_in_place():
                call_command("migrate", verbosity=0, interactive=False, database=DEFAULT_DB_ALIAS)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
    return True


def require(*, may_migrate: bool) -> None:
    """Make a new or embedded database ready for use; refuse a server of somebody else that is out of date.

    An empty database is filled whoever asks. Changing the tables of a server in use is the operator's
    decision: DatabaseUnavailable names the command, except when the caller may decide (`may_migrate`).
    """
    if may_migrate or not postgres.external_url() or not applied():
        migrate()
    elif waiting := pending():
        raise postgres.DatabaseUnavailable(
            f"Tabel basis data belum sesuai dengan versi program ({len(waiting)} perubahan tertunda); "
            "jalankan `belanja migrate`."
        )
