"""Days of these tests: an order is signed on a Monday."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from tests.support.receiving import SIGNED

Freeze = Callable[[date | datetime], datetime]


@pytest.fixture
def signed_day(freeze: Freeze) -> None:
    freeze(SIGNED)
