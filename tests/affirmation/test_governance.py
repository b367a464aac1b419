"""ITKP components, weighted TKDN and completeness of the RUP: counted twice, bounded, and named where not known."""

import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from belanja.affirmation import rendering
from belanja.affirmation.recount.governance import governance_differences
from belanja.affirmation.selectors.governance import governance

from .worlds import PD_A, PD_B, World, budget, penyedia, swakelola, toko_daring, v6


@pytest.mark.django_db(transaction=True)
def test_what_is_known_has_points_and_what_is_not_a_reason(
    world: World, freeze: Callable[[date | datetime], datetime]
) -> None:
    freeze(date(2026, 2, 1))
    early = {"tgl_pengumuman_paket": "2025-01-20"}
    world.load(
        {
            "budget": [budget(PD_A, 1000), budget(PD_B, None)],
            "penyedia": [
                penyedia(PD_A, 4001, 700) | early,
                penyedia(PD_A, 4002, 100) | {"tgl_pengumuman_paket": "2025-06-01"},
                penyedia(PD_B, 4003, 999) | early,
            ],
            "swakelola": [swakelola(PD_A, 5001, 50)],
            "v6": [v6(PD_A, "O1", 1, status="COMPLETED"), v6(PD_A, "O2", 1), v6(PD_A, "O3", 1, status="CANCELLED")],
            "toko": [toko_daring(PD_A, "T1", 5, verified="verified", confirmed="selesai")],
        }
    )
    found = governance(government=world.government, year=world.year)
    assert governance_differences(found) == []
    values = {component.code: component.value for component in found.components}
    assert values == {
        "sirup": Decimal("7.00"), "etendering": None, "nonetendering": None, "ekontrak": None,
        "ekatalog": Decimal("0.00"), "toko_daring": Decimal("1.00"),
    }  # fmt: skip
    reasons = {component.code: component.because for component in found.components if component.value is None}
    assert reasons["etendering"] == "data tender SPSE tahun ini belum dimuat"
    assert (found.points, found.known_points, found.computed_weight) == (None, Decimal("8.00"), Decimal(30))
    assert [(one.code, one.weight) for one in found.not_computed] == [("sdm", Decimal(30)), ("kematangan", Decimal(40))]
    assert found.completeness.value == Decimal("85.00")
    assert {unit.code: unit.percent for unit in found.units} == {PD_A: Decimal("85.00"), PD_B: None}
    assert found.tkdn.because == "daftar produk katalog belum dimuat"
    data = rendering.governance_data(found)
    assert data["itkp"]["components"][0]["value"] == "7.00"
    assert json.dumps(data)


@pytest.mark.django_db(transaction=True)
def test_the_measures_cost_a_fixed_number_of_queries(world: World) -> None:
    world.load({"budget": [budget(PD_A, 1000)], "v6": [v6(PD_A, f"O{n}", n) for n in range(20)]})
    government = world.government
    with CaptureQueriesContext(connection) as queries:
        governance(government=government, year=world.year)
    assert len(queries) <= 18
