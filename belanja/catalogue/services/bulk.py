"""Many rows at once: new ones by COPY, changed ones through a temporary table."""

import json
from collections.abc import Sequence
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import Field, JSONField, Model

Row = TypeVar("Row", bound=Model)


def add(rows: Sequence[Row]) -> None:
    """Insert rows of one model by COPY; each gets its id."""
    if not rows:
        return
    model = type(rows[0])
    fields = list(model._meta.concrete_fields)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, len(rows)]
        )
        for row, (number,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = number
        _copy(cursor, table, fields, rows)


def change(rows: Sequence[Row], names: Sequence[str]) -> None:
    """Write the named fields of rows that are there."""
    if not rows:
        return
    model = type(rows[0])
    table = model._meta.db_table
    fields = [model._meta.pk, *(model._meta.get_field(name) for name in names)]
    columns = [str(field.column) for field in fields]  # type: ignore[union-attr]
    setting = ", ".join(f"{column} = n.{column}" for column in columns[1:])
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS catalogue_changed")
        cursor.execute(
            f"CREATE TEMP TABLE catalogue_changed ON COMMIT DROP AS SELECT {', '.join(columns)} FROM {table} LIMIT 0"
        )
        _copy(cursor, "catalogue_changed", fields, rows)  # type: ignore[arg-type]
        cursor.execute(f"UPDATE {table} t SET {setting} FROM catalogue_changed n WHERE n.id = t.id")
        cursor.execute("DROP TABLE catalogue_changed")


def _copy(cursor: Any, table: str, fields: Sequence["Field[Any, Any]"], rows: Sequence[Model]) -> None:
    columns = ", ".join(str(field.column) for field in fields)
    readers = [(field.attname, _kind(field)) for field in fields]
    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([_cell(getattr(row, name), kind) for name, kind in readers])


def _kind(field: "Field[Any, Any]") -> str:
    return "json" if isinstance(field, JSONField) else "array" if isinstance(field, ArrayField) else ""


def _cell(value: Any, kind: str) -> Any:
    if kind == "json":
        return json.dumps(value)
    if kind == "array":
        return "{" + ",".join(map(str, value)) + "}"
    return value
