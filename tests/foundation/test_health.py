import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from belanja.foundation import environment, health, schema


@pytest.mark.django_db
def test_a_complete_installation_is_well() -> None:
    found = health.check()
    assert found["ok"]
    assert (found["database"], found["migrations"]) == ("terhubung", "lengkap")
    assert f'version = "{found["version"]}"' in (environment.source_root() / "pyproject.toml").read_text()


@pytest.mark.django_db
def test_a_migration_that_waits_is_told() -> None:
    MigrationRecorder(connection).record_unapplied("contenttypes", "0001_initial")
    found = health.check()
    assert not found["ok"]
    assert found["migrations"] == "tertunda"
    assert schema.pending() == ["contenttypes.0001_initial"]


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_told_not_raised() -> None:
    def broken(*args: object) -> None:
        raise DatabaseError("gone")

    with connection.execute_wrapper(broken):
        found = health.check()
    assert not found["ok"]
    assert found["database"] == "tidak terhubung"


@pytest.mark.django_db
def test_a_check_costs_at_most_two_queries(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    health.check()
    with django_assert_max_num_queries(2):
        health.check()
