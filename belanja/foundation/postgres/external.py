"""The check of a server named by `DATABASE_URL`."""

from belanja.foundation.postgres.errors import DatabaseUnavailable
from belanja.foundation.postgres.location import database_settings

_OLDEST = 150000
_CONNECT_SECONDS = 10


def check_external() -> None:
    """Connect once and look at the version. Raises DatabaseUnavailable below 15 or when nothing answers."""
    import psycopg

    wanted = database_settings()
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    options = {names[key]: wanted[key] for key in names if wanted[key]}
    options |= {"connect_timeout": str(_CONNECT_SECONDS)} | wanted["OPTIONS"]
    try:
        with psycopg.connect(**options) as connection:
            version = connection.info.server_version
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[-1:] or ["tanpa keterangan"]
        raise DatabaseUnavailable(f"PostgreSQL pada DATABASE_URL tidak dapat dihubungi: {reason[0]}") from error
    if version < _OLDEST:
        raise DatabaseUnavailable(
            f"PostgreSQL pada DATABASE_URL berversi {version // 10000}; Belanja memerlukan versi 15 atau lebih baru."
        )
