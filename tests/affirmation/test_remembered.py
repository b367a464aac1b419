"""A kept answer is never older than the record."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from belanja.affirmation import selectors
from belanja.affirmation.remembered import one_moment
from belanja.facts.models import SpendDelta
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Unit

from .worlds import CODE, PD_A, YEAR, World, budget, v6

#: Tests that run beside this one write to the same server, which makes any answer stale; one quiet moment is enough.
ATTEMPTS = 25

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(tmp_path: Path) -> World:
    found = World(tmp_path)
    found.load({"budget": [budget(PD_A, 1000)], "orders": [v6(PD_A, "1", 300)]})
    return found


def share() -> Decimal | None:
    table = selectors.share_table(government=institutions.government(CODE), year=YEAR, numerator="pesanan")
    return table.total.share_percent


def queries(ask: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)


def test_the_second_question_costs_one_query(world: World) -> None:
    government = institutions.government(CODE)

    def ask() -> object:
        return selectors.share_table(government=government, year=YEAR)

    assert queries(ask) > 5
    assert min(queries(ask) for _attempt in range(ATTEMPTS)) == 1
    with one_moment():
        ask()
        assert queries(ask) == 0


def test_any_write_by_whatever_way_is_seen_at_once(world: World) -> None:
    assert share() == Decimal("30.00")
    unit = Unit.objects.get(code=PD_A)
    SpendDelta.objects.create(
        government=unit.government,
        unit=unit,
        year=YEAR,
        channel="v6",
        stage=1,
        day=date(YEAR, 4, 1),
        amount=100,
        facts=1,
    )
    assert share() == Decimal("40.00")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE facts_spenddelta SET amount = 50 WHERE amount = 100")
    assert share() == Decimal("35.00")


def test_an_older_transaction_that_ends_later_is_seen(world: World) -> None:
    """The highest number of an event would miss it; the snapshot does not."""
    from threading import Event, Thread

    begun, finish = Event(), Event()
    unit = Unit.objects.get(code=PD_A)

    def slow() -> None:
        try:
            with transaction.atomic():
                SpendDelta.objects.create(
                    government=unit.government, unit=unit, year=YEAR, channel="v6", stage=1, amount=100, facts=1
                )
                begun.set()
                finish.wait(10)
        finally:
            connection.close()

    thread = Thread(target=slow)
    thread.start()
    begun.wait(10)
    Unit.objects.filter(pk=unit.pk).update(name="Nama lain")
    assert share() == Decimal("30.00")
    finish.set()
    thread.join()
    assert share() == Decimal("40.00")


def test_inside_a_transaction_nothing_is_kept(world: World) -> None:
    unit = Unit.objects.get(code=PD_A)
    with transaction.atomic():
        assert share() == Decimal("30.00")
        SpendDelta.objects.create(
            government=unit.government, unit=unit, year=YEAR, channel="v6", stage=1, amount=100, facts=1
        )
        assert share() == Decimal("40.00")


def test_tomorrow_is_asked_anew(world: World, freeze: Callable[[date | datetime], datetime]) -> None:
    government = institutions.government(CODE)
    freeze(date(2025, 6, 1))
    assert selectors.share_table(government=government, year=YEAR).cut_off == date(2025, 6, 1)
    freeze(date(2025, 6, 2))
    assert selectors.share_table(government=government, year=YEAR).cut_off == date(2025, 6, 2)
