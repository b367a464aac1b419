"""New rows of busy steps: their INSERT is made once a process, as the SELECT of `questions`.

As `Model.objects.create` and `bulk_create`, for models without parents, many-to-many fields and signals.
"""

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeAlias, TypeVar

from django.db import connection, models
from django.db.models.expressions import DatabaseDefault

_Row = TypeVar("_Row", bound=models.Model)

#: Beyond them a statement of its own for each number of rows is not worth keeping.
_FEW = 20
#: Fields whose values PostgreSQL gets as they are; those of any other kind are first asked for how they are written.
_AS_THEY_ARE = frozenset(
    {
        models.BigIntegerField,
        models.BooleanField,
        models.CharField,
        models.DateField,
        models.DateTimeField,
        models.DecimalField,
        models.ForeignKey,
        models.IntegerField,
        models.PositiveIntegerField,
        models.PositiveSmallIntegerField,
        models.SmallIntegerField,
        models.TextField,
    }
)
_AnyField: TypeAlias = "models.Field[Any, Any]"


def add(row: _Row) -> _Row:
    """Write a new row; it has its id from then on. Returns it."""
    add_all([row])
    return row


def write(row: models.Model) -> None:
    """Write a row whole, new or there already."""
    if row.pk is None:
        add(row)
    else:
        change(row)


def add_all(rows: Sequence[_Row]) -> None:
    """Write new rows of one model in one statement, in their order. Raises IntegrityError as the table does."""
    if not rows:
        return
    model = type(rows[0])
    if len(rows) > _FEW:
        model._default_manager.bulk_create(rows)
        return
    left = frozenset(_left_to_database(rows[0]))
    statement, fields = _insert(model, len(rows), left)
    values = [_value(one, row) for row in rows for one in fields]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found = cursor.fetchall()
    told = [model._meta.pk.attname, *sorted(left)]
    for row, given in zip(rows, found, strict=True):
        for name, value in zip(told, given, strict=True):
            setattr(row, name, value)
        row._state.adding, row._state.db = False, connection.alias


def add_new(rows: Sequence[_Row], *, key: Sequence[str]) -> list[_Row]:
    """Write new rows of one model in one statement, yet not those whose like is there already: `key` names attributes
    (ids, texts) of which the table holds each together once. Returns those that were written, in their order; the
    others stay without an id. Whoever writes the same at the same time is waited for."""
    if not rows:
        return []
    waiting: dict[tuple[object, ...], _Row] = {}
    for row in rows:
        waiting.setdefault(tuple(row.__dict__[name] for name in key), row)
    with connection.cursor() as cursor:
        cursor.execute(*_poured(list(waiting.values()), tuple(key)))
        found = cursor.fetchall()
    written = []
    for pk, *told in found:
        row = waiting[tuple(told)]
        row.pk, row._state.adding, row._state.db = pk, False, connection.alias
        written.append(row)
    return written


def pour(rows: Sequence[models.Model]) -> None:
    """Write many new rows of one model in one statement; they stay without their ids. Raises IntegrityError as the
    table does, TypeError for values that JSON cannot tell."""
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(*_poured(rows))


def _poured(rows: Sequence[models.Model], key: tuple[str, ...] = ()) -> tuple[str, list[str]]:
    """The statement for rows of one model, and what it is given: one text, so that it is the same for any number."""
    statement, fields = _pour(type(rows[0]), frozenset(_left_to_database(rows[0])), key)
    told = [{str(one.column): _value(one, row) for one in fields} for row in rows]
    return statement, [json.dumps(told, default=_told)]


def _told(value: object) -> str:
    if isinstance(value, date | Decimal):
        return str(value)
    raise TypeError(f"JSON cannot tell {type(value).__name__}")


def change(row: models.Model, *only: str) -> None:
    """Write a row that is there as it now stands (`only`: these of its fields). Raises RuntimeError where it is not."""
    statement, fields = _update(type(row), only)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*(_value(one, row) for one in fields), row.pk])
        if cursor.rowcount != 1:
            raise RuntimeError(f"{row._meta.label} {row.pk} is not there")


def write_together(*rows: models.Model) -> None:
    """Write a row of each of several models whole, new or there already, in one statement; none may need the id that
    another gets by it, nor leave a column to the table. Raises IntegrityError as the tables do, RuntimeError where one
    is not there."""
    statement, fields = _together(tuple((type(row), row.pk is None) for row in rows))
    values: list[Any] = []
    for row, own in zip(rows, fields, strict=True):
        values += [_value(one, row) for one in own]
        if row.pk is not None:
            values.append(row.pk)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found = cursor.fetchone()
    for row, pk in zip(rows, found, strict=True):
        if pk is None:
            raise RuntimeError(f"{row._meta.label} {row.pk} is not there")
        row.pk, row._state.adding, row._state.db = pk, False, connection.alias


def written(row: models.Model) -> tuple[list[str], list[Any]]:
    """The columns that a new row fills, and their values as PostgreSQL gets them: for a statement of one's own."""
    left = _left_to_database(row)
    fields = _fields(type(row), left)
    return [str(one.column) for one in fields], [_value(one, row) for one in fields]


def _left_to_database(row: models.Model) -> list[str]:
    """What the table's own default fills."""
    told = row.__dict__
    return [name for name in _with_default(type(row)) if isinstance(told.get(name), DatabaseDefault)]


@cache
def _with_default(model: type[models.Model]) -> tuple[str, ...]:
    return tuple(one.attname for one in model._meta.concrete_fields if one.has_db_default())


def _fields(model: type[models.Model], left: Sequence[str] | frozenset[str]) -> list[_AnyField]:
    return [one for one in model._meta.concrete_fields if not one.primary_key and one.attname not in left]


def _quoted(name: object) -> str:
    return connection.ops.quote_name(str(name))


@cache
def _insert(model: type[models.Model], count: int, left: frozenset[str]) -> tuple[str, list[_AnyField]]:
    fields = _fields(model, left)
    places = f"({', '.join(['%s'] * len(fields))})"
    statement = (
        f"INSERT INTO {_quoted(model._meta.db_table)} ({_columns(fields)}) "  # noqa: S608 - names of the models
        f"VALUES {', '.join([places] * count)} RETURNING {_told_by(model, sorted(left))}"
    )
    return statement, fields


@cache
def _pour(model: type[models.Model], left: frozenset[str], key: tuple[str, ...]) -> tuple[str, list[_AnyField]]:
    """With a `key`, rows whose like is there are left out, and those written are told by it."""
    fields = _fields(model, left)
    columns, table = _columns(fields), _quoted(model._meta.db_table)
    statement = (
        f"INSERT INTO {table} ({columns}) "  # noqa: S608 - names of the models
        f"SELECT {columns} FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)"
    )
    if key:
        statement += f" ON CONFLICT DO NOTHING RETURNING {_told_by(model, key)}"
    return statement, fields


def _columns(fields: Sequence[_AnyField]) -> str:
    return ", ".join(_quoted(one.column) for one in fields)


def _told_by(model: type[models.Model], names: Sequence[str]) -> str:
    """The id and other columns, by names of attributes."""
    columns = {one.attname: _quoted(one.column) for one in model._meta.concrete_fields}
    return ", ".join(columns[name] for name in (model._meta.pk.attname, *names))


@cache
def _update(model: type[models.Model], only: tuple[str, ...]) -> tuple[str, list[_AnyField]]:
    fields = [one for one in _fields(model, ()) if not only or one.name in only]
    told = ", ".join(f"{_quoted(one.column)} = %s" for one in fields)
    table, key = _quoted(model._meta.db_table), _quoted(model._meta.pk.column)
    return f"UPDATE {table} SET {told} WHERE {key} = %s", fields  # noqa: S608 - names of the models


@cache
def _together(kinds: tuple[tuple[type[models.Model], bool], ...]) -> tuple[str, list[list[_AnyField]]]:
    """`kinds`: each model, and whether its row is new."""
    parts, told, fields = [], [], []
    for place, (model, new) in enumerate(kinds):
        key = _quoted(model._meta.pk.column)
        statement, own = _insert(model, 1, frozenset()) if new else _update(model, ())
        parts.append(f"r{place} AS ({statement}{'' if new else f' RETURNING {key}'})")
        told.append(f"(SELECT {key} FROM r{place})")  # noqa: S608 - names of the models
        fields.append(own)
    return f"WITH {', '.join(parts)} SELECT {', '.join(told)}", fields


def _value(field: _AnyField, row: models.Model) -> Any:
    if type(field) in _AS_THEY_ARE:
        return row.__dict__[field.attname]
    return field.get_db_prep_save(field.pre_save(row, add=True), connection)
