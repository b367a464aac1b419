"""ITKP components, weighted TKDN and completeness of the RUP: counted twice, bounded, and named where not known."""

import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from belanja.affirmation import rendering, selectors
from belanja.affirmation.recount import differences, recount
from belanja.affirmation.recount.governance import governance_differences
from belanja.affirmation.selectors.governance import governance
from belanja.institutions import selectors as institutions
from belanja.intake.services import import_paths
from belanja.journal.services import CONSOLE
from belanja.rules.indicators import INDICATORS

from .worlds import PD_A, PD_B, World, budget, penyedia, swakelola, toko_daring, v6

REAL = Path(__file__).resolve().parents[3] / "shared" / "data"
real = pytest.mark.skipif(not REAL.is_dir(), reason=f"no real feeds at {REAL}")


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


@pytest.mark.real_data
@pytest.mark.slow
@pytest.mark.django_db
@real
def test_real_regions_in_every_indicator(tmp_path: Path) -> None:
    """Marks of the plan added up apart with DuckDB and from JSON; everything else counted twice."""
    World(tmp_path)
    import_paths(paths=[REAL / "kabbandung-2025", REAL / "kalbar-2022"], actor=CONSOLE)
    for code, year in (("D107", 2025), ("D200", 2022)):
        government = institutions.government(code)
        assert governance_differences(governance(government=government, year=year)) == []
        for rule in INDICATORS.values():
            for evidence, numerator, denominator in rule.definitions():
                table = selectors.share_table(
                    government=government,
                    year=year,
                    indicator=rule.code,
                    evidence=evidence,
                    numerator=numerator,
                    denominator=denominator,
                )
                assert differences(table, recount(table)) == [], table.definition.id
    _singkawang()
    _kab_bandung()


def _singkawang() -> None:
    government = institutions.government("D200")
    folder = REAL / "kalbar-2022" / "itkp" / "skw"
    marked = duckdb.sql(
        f"""
        SELECT sum(jumlahpagu) FILTER (statuspdn = 'PDN'), sum(jumlahpagu) FILTER (statususahakecil = 'UsahaKecil'),
               sum(jumlahpagu)
        FROM read_parquet('{folder}/sirupdp2022.parquet')
        WHERE statusumumkan = 'Terumumkan' AND statusaktifpaket AND NOT statusdeletepaket
        """
    ).fetchall()[0]
    pdn, umkk, whole = (Decimal(str(amount)) for amount in marked)
    domestic = selectors.share_table(government=government, year=2022, indicator="pdn").total
    small = selectors.share_table(government=government, year=2022, indicator="umkk").total
    assert (domestic.numerator_all, domestic.unclassified_all) == (pdn, Decimal("0.00"))
    assert small.numerator_all == umkk
    assert domestic.denominator == whole
    assert str(domestic.share_percent) == "99.66"
    proven = selectors.share_table(government=government, year=2022, indicator="pdn", evidence="bukti").total
    assert (proven.share_low_percent, proven.share_high_percent) == (Decimal("42.35"), Decimal("67.97"))
    measures = governance(government=government, year=2022)
    tender = duckdb.sql(f"SELECT sum(pagu) FROM read_parquet('{folder}/dtender_dts2022.parquet')").fetchall()[0][0]
    assert measures.components[1].parts[0].value == Decimal(str(tender))
    assert (measures.points, measures.completeness.value) == (Decimal("13.48"), Decimal("97.21"))


def _kab_bandung() -> None:
    """Without non tender and RUP nothing is measured, and the feed that is missing is named."""
    government = institutions.government("D107")
    proven = selectors.share_table(government=government, year=2025, indicator="pdn", evidence="bukti")
    assert {unit.share.feed for unit in proven.units} == {"spse_nontender"}
    planned = selectors.share_table(government=government, year=2025, indicator="umkk")
    assert {unit.share.feed for unit in planned.units if unit.reason == "feed_missing"} == {"rup_penyedia"}
    orders = json.loads((REAL / "kabbandung-2025" / "50_1213_Ecat-PaketEPurchasingV6.json").read_text("utf-8-sig"))
    done = [row for row in orders if row["status_pkt"] in ("COMPLETED", "PAYMENT_OUTSIDE_SYSTEM")]
    catalogue = governance(government=government, year=2025).components[4]
    assert [part.value for part in catalogue.parts] == [Decimal(len(done)), Decimal(len(orders))]
