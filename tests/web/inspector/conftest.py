"""The example office, loaded once for each test."""

from pathlib import Path

import pytest

from tests.support import officers


@pytest.fixture
def example(db: None, tmp_path: Path) -> officers.Example:
    return officers.load(tmp_path)
