"""The journal: appended with what it tells of, and never changed."""

import pytest
from django.db import DatabaseError, connection, transaction

from belanja.journal import services as journal
from belanja.journal.models import Event
from belanja.journal.services import CONSOLE

pytestmark = pytest.mark.django_db


def told(name: str = "test.something") -> Event:
    return journal.append(name=name, actor=CONSOLE, subject="thing:1", payload={"a": 1}, government_code="D43")


@pytest.mark.parametrize(
    "statement", ["UPDATE journal_event SET name = 'x'", "DELETE FROM journal_event", "TRUNCATE journal_event"]
)
def test_the_database_itself_refuses_to_change_it(statement: str) -> None:
    event = told()
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        cursor.execute(statement)
    event.refresh_from_db()
    assert event.name == "test.something"


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused() -> None:
    before = Event.objects.count()
    with pytest.raises(RuntimeError, match="outside a transaction"):
        told()
    assert Event.objects.count() == before


def test_an_event_is_lost_with_the_change_it_tells_of() -> None:
    before = Event.objects.count()
    with transaction.atomic():
        told()
        transaction.set_rollback(True)
    assert Event.objects.count() == before


def test_projectors_run_in_order_within_the_same_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_projectors", journal.defaultdict(list))
    heard: list[str] = []

    @journal.projector("test.heard")
    def first(event: Event) -> None:
        heard.append(f"first {event.subject}")

    @journal.projector("test.heard")
    def second(event: Event) -> None:
        heard.append("second")
        raise ValueError("projection failed")

    journal.projector("test.heard")(first)  # a module loaded twice does not project twice
    before = Event.objects.count()
    with pytest.raises(ValueError, match="projection failed"), transaction.atomic():
        told("test.heard")
    assert heard == ["first thing:1", "second"]
    assert Event.objects.count() == before
