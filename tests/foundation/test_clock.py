from datetime import UTC, date, datetime

import pytest

from belanja.foundation import clock


def test_now_is_aware_and_in_utc() -> None:
    assert clock.now().tzinfo is UTC


def test_the_day_turns_at_midnight_in_wib_not_in_utc() -> None:
    with clock.frozen(datetime(2025, 12, 31, 16, 59, 59, tzinfo=UTC)):
        assert clock.today() == date(2025, 12, 31)
    with clock.frozen(datetime(2025, 12, 31, 17, 0, tzinfo=UTC)):
        assert clock.today() == date(2026, 1, 1)


def test_a_bare_date_means_that_day_in_wib() -> None:
    with clock.frozen(date(2023, 3, 31)):
        assert clock.today() == date(2023, 3, 31)
        assert clock.now() == datetime(2023, 3, 31, 5, tzinfo=UTC)


def test_frozen_clocks_nest_and_thaw() -> None:
    before = clock.now()
    with clock.frozen(date(2023, 3, 31)):
        with clock.frozen(date(2024, 2, 29)):
            assert clock.today() == date(2024, 2, 29)
        assert clock.today() == date(2023, 3, 31)
    assert clock.now() >= before


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError), clock.frozen(datetime(2023, 3, 31)):
        pass
