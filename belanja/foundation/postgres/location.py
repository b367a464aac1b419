"""Where the database is, as Django wants to hear it. Nothing is started and nothing is touched."""

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from belanja.foundation import environment
from belanja.foundation.postgres.errors import DatabaseUnavailable
from belanja.foundation.postgres.places import DATABASE, PORT, USER, Places

#: Compiling takes a second and more where the planner's guess is high, and our queries are short. `?options=` in the
#: address takes its place.
_SESSION = "-c jit=off"
#: Seconds a connection may be reused. Each request looks at it first (`engine`), so that a restarted server is no error
#: page; a new one has every statement of a purchase planned anew.
_REUSE_SECONDS = 600


def external_url() -> str:
    """`DATABASE_URL`, or an empty text where the embedded server is meant."""
    return os.environ.get("DATABASE_URL", "").strip()


def database_settings() -> dict[str, Any]:
    """One entry of Django's DATABASES: `DATABASE_URL` where it is set, else the embedded server's socket.

    Raises DatabaseUnavailable for an address that is no PostgreSQL URL.
    """
    url = external_url()
    return _common() | (_external(url) if url else _embedded())


def _common() -> dict[str, Any]:
    return {
        "ENGINE": "belanja.foundation.postgres.engine",
        "CONN_MAX_AGE": _REUSE_SECONDS,
        "CONN_HEALTH_CHECKS": True,
    }


def _embedded() -> dict[str, Any]:
    places = Places(environment.home())
    return {
        "NAME": DATABASE,
        "USER": USER,
        "PASSWORD": "",
        "HOST": str(places.socket_folder()),
        "PORT": str(PORT),
        "OPTIONS": {"application_name": "belanja"},
    }


def _external(url: str) -> dict[str, Any]:
    """`postgresql://user:password@host:port/name?sslmode=require`; a socket folder as `?host=/folder`."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise DatabaseUnavailable("DATABASE_URL tidak dapat dibaca.") from error
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in {"postgres", "postgresql"} or not name:
        raise DatabaseUnavailable("DATABASE_URL harus berbentuk postgresql://pengguna:sandi@host:5432/nama_basis_data.")
    options: dict[str, str] = dict(parse_qsl(parts.query))
    host = options.pop("host", "") or unquote(parts.hostname or "")
    return {
        "NAME": name,
        "USER": unquote(parts.username or options.pop("user", "")),
        "PASSWORD": unquote(parts.password or options.pop("password", "")),
        "HOST": host,
        "PORT": str(port or options.pop("port", "")),
        "OPTIONS": {"application_name": "belanja", "options": _SESSION, **options},
    }
