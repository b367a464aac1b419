"""A connection is looked at before it is used again, asked after a pause, and mended where the server has ended it."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from belanja.foundation.postgres.engine import base

pytestmark = pytest.mark.django_db


@pytest.fixture
def other() -> Iterator[BaseDatabaseWrapper]:
    found = connection.copy()
    assert isinstance(found, base.DatabaseWrapper)
    found.connect()
    yield found
    found.close()


def served_by(other: BaseDatabaseWrapper) -> int:
    """A request on this connection; the process of the server that answers."""
    other.close_if_unusable_or_obsolete()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def test_one_in_use_is_not_asked_and_one_after_a_pause_is(
    other: BaseDatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    usable = other.is_usable
    monkeypatch.setattr(other, "is_usable", lambda: asked.append(True) or usable())
    assert served_by(other) == served_by(other) == served_by(other)
    assert not asked
    monkeypatch.setattr(base, "_PAUSE", 0.0)
    assert served_by(other)
    assert asked == [True]


def test_one_that_the_server_has_ended_is_made_anew(other: BaseDatabaseWrapper) -> None:
    ended = served_by(other)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [ended])
    assert served_by(other) != ended
