"""A small region behind the interface."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.affirmation.worlds import PD_A, PD_A_SUB, PD_B, World, budget, penyedia, swakelola, v5, v6


@pytest.fixture
def world(tmp_path: Path, db: None, freeze: Callable[[date | datetime], datetime]) -> World:
    freeze(date(2025, 8, 15))
    world = World(tmp_path)
    world.load(
        {
            "budget": [budget(PD_A, 1000), budget(PD_A_SUB, "500.25")],
            "p": [penyedia(PD_A, 4001, 900)],
            "s": [swakelola(PD_A, 4002, 100)],
            "v5": [v5(PD_A, 5, 1, 50, 50)],
            "v6": [v6(PD_A, "O1", 100), v6(PD_A_SUB, "O2", 200, status="ON_NEGOTIATION"), v6(PD_B, "O3", 40)],
        }
    )
    return world
