"""A small shop on a Monday, found by search."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from belanja.catalogue.models import Offer
from belanja.catalogue.search.index import reindex
from tests.catalogue.worlds import small_shop


@pytest.fixture
def shop(freeze: Callable[[date], datetime]) -> dict[str, Offer]:
    freeze(date(2026, 11, 2))
    made = small_shop()
    reindex()
    return made
