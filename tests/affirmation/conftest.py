"""A world of its own for each test."""

from pathlib import Path

import pytest

from .worlds import World


@pytest.fixture
def world(tmp_path: Path, db: None) -> World:
    return World(tmp_path)
