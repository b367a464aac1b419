"""The small region, behind the open pages."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.affirmation.worlds import World

from .region import small_region


@pytest.fixture
def region(tmp_path: Path, db: None, freeze: Callable[[date | datetime], datetime]) -> World:
    freeze(date(2025, 8, 15))
    return small_region(tmp_path)
