"""The promises of the test run itself: really PostgreSQL, warnings that fail, no network."""

import os
import socket
import warnings

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_database_is_postgresql_15_or_newer_and_sorts_by_code_point() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int, current_database()")
        version, name = cursor.fetchone()
        assert version >= 150000
        assert name.startswith("test_")
        if "DATABASE_URL" not in os.environ:
            cursor.execute("SELECT array_agg(w ORDER BY w) FROM unnest(ARRAY['b', 'a', 'B', 'é']) AS w")
            assert cursor.fetchone()[0] == ["B", "a", "b", "é"]


def test_a_warning_is_an_error() -> None:
    with pytest.raises(UserWarning):
        warnings.warn("nobody reads warnings", stacklevel=1)


def test_the_network_is_out_of_reach() -> None:
    with socket.socket() as outside, pytest.raises((RuntimeError, UserWarning), match=r"192\.0\.2\.1"):
        outside.connect(("192.0.2.1", 80))
