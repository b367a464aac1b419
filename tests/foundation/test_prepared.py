"""Statements whose places are found once give what Django's own give."""

import pytest
from django.db import connection

from belanja.foundation.prepared import prepared

pytestmark = pytest.mark.django_db


def rows(query: str, params: object = None) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return list(cursor.fetchall())


@pytest.mark.parametrize(
    ("query", "params"),
    [
        ("SELECT %s::int, %s::text", [1, "a%sb"]),
        ("SELECT %(b)s::int, %(a)s::text, %(b)s::int + 1", {"a": "x", "b": 2, "more": 3}),
        ("SELECT 7 %% %s::int, 'a' LIKE '%%'", (4,)),
        ("SELECT '100%', 'a' LIKE '%'", None),
        (f"SELECT {', '.join(['%s::int'] * 120)}", list(range(120))),
        ("SELECT x FROM unnest(%s::int[]) x WHERE x = ANY(%s)", [[1, 2, 3], [2, 3]]),
    ],
)
def test_a_prepared_statement_gives_what_any_other_gives(query: str, params: object) -> None:
    told = rows(query, params)
    with prepared():
        assert [rows(query, params) for _again in range(3)] == [told] * 3
    assert rows(query, params) == told


def test_many_at_once_and_a_missing_name() -> None:
    with prepared(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE kept_here (a int, b text) ON COMMIT DROP")
        cursor.executemany("INSERT INTO kept_here VALUES (%s, %s)", [(1, "x"), (2, "y")])
        assert rows("SELECT b FROM kept_here WHERE a = %s", [2]) == [("y",)]
        with pytest.raises(KeyError):
            cursor.execute("SELECT %(a)s::int", {"b": 1})
