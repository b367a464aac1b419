"""Working days as they are published, against a second count in plain Python over random worlds."""

from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection, transaction

from belanja.affirmation.recount import wait_differences
from belanja.affirmation.selectors.waits import pace_of, unit_waits, waits
from belanja.facts.services import fold_times, keep_all
from belanja.institutions import working_days
from belanja.institutions.working_days import counted_sql, days_off
from belanja.rules.waits import STRETCHES, spread_of
from tests.support.bought import YEAR, Bought

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(6))
def test_published_days_equal_a_count_in_plain_python(seed: int) -> None:
    world = Bought(seed)
    for _ in range(35):
        world.chance.choice([world.imported, world.native])()
    with transaction.atomic():
        keep_all(government_id=world.government.pk)
    found = waits(government=world.government, year=YEAR)
    assert found.has_data
    assert wait_differences(found) == []
    assert sum(one.waits["pesan_tanda_tangan"].spread.count for one in found.units) == (
        found.total.waits["pesan_tanda_tangan"].spread.count
    )
    for unit in world.units:
        alone = unit_waits(government=world.government, year=YEAR, unit_id=unit.pk)
        there = {one.key: one for one in found.units}
        if unit.code in there:
            assert alone.total.waits == there[unit.code].waits
    with transaction.atomic():
        keep_all(government_id=world.government.pk)
        fold_times(government_id=world.government.pk, year=YEAR)
    assert waits(government=world.government, year=YEAR) == found


def test_the_number_of_a_day_in_the_database_is_that_of_the_calendar() -> None:
    world = Bought(99)
    off = days_off(world.government.pk)
    chance = Random(1)
    for _ in range(60):
        first = date(2023, 1, 1) + timedelta(days=chance.randrange(1200))
        last = first + timedelta(days=chance.randrange(90))
        asked = {"off": off, "a": first, "b": last}
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {counted_sql('%(b)s::date')} - {counted_sql('%(a)s::date')}", asked)
            (counted,) = cursor.fetchone()
        assert counted == working_days.between(first, last, government_id=world.government.pk)


def test_half_and_nine_in_ten_are_the_fewest_days_within_which_so_many_were_done() -> None:
    assert (spread_of({}).median, spread_of({}).ninetieth) == (None, None)
    assert (spread_of({3: 1}).median, spread_of({3: 1}).ninetieth) == (3, 3)
    even = spread_of({1: 5, 2: 4, 30: 1})
    assert (even.count, even.median, even.ninetieth) == (10, 1, 2)
    assert spread_of({1: 5, 2: 3, 30: 2}).ninetieth == 30


def test_too_few_orders_tell_no_days_and_say_how_many_they_are() -> None:
    world = Bought(7)
    for _ in range(8):
        world.native()
    with transaction.atomic():
        keep_all(government_id=world.government.pk)
    found = waits(government=world.government, year=YEAR)
    for _kind, groups in found.kinds:
        for group in groups:
            for wait in group.waits.values():
                assert (wait.median is None) == (wait.spread.count < found.least)
    for unit in world.units:
        pace = pace_of(unit)
        assert pace.wait.stretch.code == "serah_terima_bayar"


def test_every_stretch_has_a_place_of_its_own_and_says_in_words_what_it_counts() -> None:
    assert [one.number for one in STRETCHES] == list(range(1, len(STRETCHES) + 1))
    assert len({one.code for one in STRETCHES}) == len(STRETCHES)
    assert all(one.meaning.endswith(".") for one in STRETCHES)
