"""The database: an embedded PostgreSQL of our own, or any server named by `DATABASE_URL`.

`database_settings()` says where the database is and starts nothing; `running()` sees to it that it is there.
"""

from belanja.foundation.postgres.client import Server, running
from belanja.foundation.postgres.errors import DatabaseUnavailable
from belanja.foundation.postgres.location import database_settings, external_url

__all__ = ["DatabaseUnavailable", "Server", "database_settings", "external_url", "running"]
