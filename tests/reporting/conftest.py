"""A government whose third quarter of 2025 can be reported on, seen from February 2026."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.affirmation.worlds import PD_A, PD_A_SUB, PD_B, PD_C, World, budget, penyedia, swakelola, v5, v6

RUN_DAY = date(2026, 2, 1)


def feeds() -> dict[str, list[dict[str, object]]]:
    """Unit A 31 %, unit B without a budget, unit C 12,5 %; one order without a day, one after the third quarter."""
    return {
        "budget": [budget(PD_A, 1_000_000_000), budget(PD_A_SUB, None), budget(PD_C, 800_000_000)],
        "rup": [penyedia(PD_A, 4001, 400_000_000), penyedia(PD_C, 4002, 90_000_000, method="Tender")],
        "swakelola": [swakelola(PD_C, 4003, 55_000_000)],
        "v5": [v5(PD_A, 71, 1, 10_000_000, 10_000_000)],
        "v6": [
            v6(PD_A, "O1", "300000000.50", status="COMPLETED", shipment="COMPLETED"),
            v6(PD_B, "O2", 40_000_000),
            v6(PD_C, "O3", 100_000_000, day="2025-08-01"),
            v6(PD_C, "O4", 7_000_000, day=None),
            v6(PD_C, "O5", 60_000_000, day="2025-11-20"),
        ],
    }


@pytest.fixture
def world(tmp_path: Path, db: None, freeze: Callable[[date | datetime], datetime]) -> World:
    freeze(RUN_DAY)
    world = World(tmp_path)
    world.load(feeds())
    return world
