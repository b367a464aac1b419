"""Tables made by migrations that add in place are those of the models."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import PROTECT, BigAutoField, Field, ForeignKey, Model

from belanja.foundation import migrating

pytestmark = pytest.mark.django_db

_COLUMNS = """SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relkind IN ('r', 'p') AND c.relnamespace = %s::regnamespace AND a.attnum > 0 AND NOT a.attisdropped"""
_KEYS = """SELECT c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text
FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace"""
_NAMES = """SELECT relname FROM pg_class WHERE relkind = 'i' AND relnamespace = 'public'::regnamespace
UNION SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace"""


def models() -> Iterator[type[Model]]:
    return (model for model in apps.get_models() if model._meta.managed)


def columns() -> Iterator[tuple[str, Field]]:  # type: ignore[type-arg]
    return ((model._meta.db_table, field) for model in models() for field in model._meta.local_concrete_fields)


def asked(query: str, *values: str) -> set[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return set(cursor.fetchall())


def spelt(types: set[str]) -> dict[str, object]:
    """How PostgreSQL itself spells each type."""
    ordered = sorted(types)
    with connection.cursor() as cursor:
        made = ", ".join(f"c{number} {kind}" for number, kind in enumerate(ordered))
        cursor.execute(f"CREATE TEMPORARY TABLE spelt ({made})")
        cursor.execute("SELECT nspname FROM pg_namespace WHERE oid = pg_my_temp_schema()")
        found = {str(column): kind for _, column, kind, _ in asked(_COLUMNS, cursor.fetchone()[0])}
    return {kind: found[f"c{number}"] for number, kind in enumerate(ordered)}


def test_every_column_has_the_type_of_its_field() -> None:
    types = spelt({str(field.db_type(connection)) for _, field in columns()})
    wanted = {
        # What the database generates Django leaves without NOT NULL.
        (table, field.column, types[str(field.db_type(connection))], field.null or field.generated)
        for table, field in columns()
    }
    assert len(wanted) > 1_000
    tables = {table for table, *_ in wanted}
    assert {row for row in asked(_COLUMNS, "public") if row[0] in tables} == wanted


def test_every_relation_index_and_constraint_is_kept_by_the_database() -> None:
    keys = {
        (table, field.column, field.related_model._meta.db_table)
        for table, field in columns()
        if isinstance(field, ForeignKey) and field.db_constraint
    }
    assert keys <= asked(_KEYS)
    named = {(one.name,) for model in models() for one in (*model._meta.constraints, *model._meta.indexes)}
    assert named <= asked(_NAMES)


def test_django_is_left_as_it_was() -> None:
    before = ProjectState.add_model
    with migrating.added_in_place():
        pass
    assert ProjectState.add_model is before


def test_an_upgrade_adds_a_key_from_a_table_of_before_to_one_that_it_has_just_made() -> None:
    """As `migrate` does it: the classes of before stand in the models of before, and a copy of these goes on."""
    before = ProjectState()
    before.add_model(ModelState("auth", "Lama", [("id", BigAutoField(primary_key=True))]))
    assert before.apps.get_model("auth", "lama")
    state = before.clone()
    with migrating.added_in_place():
        state.add_model(ModelState("auth", "Baru", [("id", BigAutoField(primary_key=True))]))
        state.add_field("auth", "lama", "baru", ForeignKey("auth.baru", on_delete=PROTECT), preserve_default=True)
    key = state.apps.get_model("auth", "lama")._meta.get_field("baru")
    assert key.remote_field.model is state.apps.get_model("auth", "baru")  # type: ignore[union-attr]
