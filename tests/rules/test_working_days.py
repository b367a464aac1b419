"""Working days: weekends, holidays and joint leave pass; what the decrees of 2023 to 2026 fixed."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belanja.rules import holidays, legal_bases
from belanja.rules.working_days import is_working_day, working_days_after, working_days_between

KNOWN = frozenset(one.day for one in holidays.SEEDS)
DAYS = st.dates(date(2022, 12, 1), date(2027, 1, 31))


def test_the_weekend_passes() -> None:
    friday = date(2026, 11, 6)
    assert working_days_after(friday, 0, KNOWN) == friday
    assert working_days_after(friday, 1, KNOWN) == date(2026, 11, 9)
    assert working_days_after(friday, 21, KNOWN) == date(2026, 12, 7)


@pytest.mark.parametrize(
    ("from_day", "count", "day"),
    [
        (date(2026, 3, 17), 1, date(2026, 3, 25)),  # Nyepi and Idulfitri 2026
        (date(2025, 3, 27), 1, date(2025, 4, 8)),  # Nyepi and Idulfitri 2025
        (date(2025, 8, 15), 1, date(2025, 8, 19)),  # joint leave that was added later
        (date(2024, 4, 5), 1, date(2024, 4, 16)),
        (date(2024, 11, 26), 1, date(2024, 11, 28)),  # local elections
        (date(2023, 6, 27), 1, date(2023, 7, 3)),
        (date(2026, 12, 23), 2, date(2026, 12, 29)),
    ],
)
def test_holidays_and_joint_leave_pass(from_day: date, count: int, day: date) -> None:
    assert working_days_after(from_day, count, KNOWN) == day
    assert working_days_between(from_day, day, KNOWN) == count


@given(DAYS, st.integers(1, 60))
def test_a_term_ends_on_a_working_day_and_is_as_long_as_it_says(day: date, count: int) -> None:
    end = working_days_after(day, count, KNOWN)
    assert is_working_day(end, KNOWN)
    assert working_days_between(day, end, KNOWN) == count
    assert working_days_after(working_days_after(day, count, KNOWN), 1, KNOWN) == working_days_after(
        day, count + 1, KNOWN
    )


@given(DAYS, DAYS)
def test_what_lies_between_is_counted_day_by_day(first: date, last: date) -> None:
    days = [first + timedelta(days=step) for step in range(1, (last - first).days + 1)]
    assert working_days_between(first, last, KNOWN) == sum(is_working_day(day, KNOWN) for day in days)


def test_the_decrees_are_whole() -> None:
    """The number of days of each kind that the decrees themselves name; elections come beside them."""
    slugs = {one.slug for one in legal_bases.SEEDS}
    assert {one.legal_basis for one in holidays.SEEDS} <= slugs
    assert len(KNOWN) == len(holidays.SEEDS)
    found = Counter((one.day.year, one.kind) for one in holidays.SEEDS if one.legal_basis.startswith("skb"))
    assert {year: found[year, "nasional"] for year in range(2023, 2027)} == {2023: 16, 2024: 17, 2025: 17, 2026: 17}
    assert {year: found[year, "cuti_bersama"] for year in range(2023, 2027)} == {2023: 11, 2024: 10, 2025: 11, 2026: 8}
