"""Months, quarters and the straight path of a fiscal year."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belanja.rules import periods

YEARS = st.integers(min_value=2000, max_value=2100)


@given(YEARS)
def test_months_and_quarters_cover_the_year_without_gap(year: int) -> None:
    whole = periods.fiscal_year(year)
    for parts in (
        [periods.month(year, n) for n in range(1, 13)],
        [periods.quarter(year, n) for n in range(1, 5)],
    ):
        assert (parts[0].first, parts[-1].last) == (whole.first, whole.last)
        for before, after in pairwise(parts):
            assert after.first == before.last + timedelta(days=1)


def test_labels() -> None:
    assert periods.month(2024, 2).label == "Februari 2024"
    assert periods.month(2024, 2).last == date(2024, 2, 29)
    assert periods.quarter(2025, 3).label == "Triwulan III 2025"


@pytest.mark.parametrize(
    ("day", "percent"),
    [
        (date(2024, 12, 31), "0"),
        (date(2025, 12, 31), "30"),
        (date(2026, 5, 1), "30"),
        (date(2025, 3, 14), "6"),  # the 73rd of 365 days
    ],
)
def test_the_path(day: date, percent: str) -> None:
    assert periods.path_percent(Decimal(30), 2025, day) == Decimal(percent)


@given(YEARS, st.integers(min_value=-400, max_value=800))
def test_the_path_never_falls(year: int, offset: int) -> None:
    day = date(year, 1, 1) + timedelta(days=offset)
    today = periods.path_percent(Decimal(30), year, day)
    tomorrow = periods.path_percent(Decimal(30), year, day + timedelta(days=1))
    assert 0 <= today <= tomorrow <= 30


def test_the_day_before() -> None:
    assert periods.day_before(date(2024, 3, 1)) == date(2024, 2, 29)
