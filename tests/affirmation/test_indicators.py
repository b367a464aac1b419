"""The shares of UMKK and PDN: the plan's marks, bands where it is silent, and what is missing is named."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest

from belanja.affirmation import rendering, selectors
from belanja.rules.shares import Reason, Status

from .worlds import PD_A, PD_A_SUB, PD_B, World, budget, penyedia, spse, swakelola, v6

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def planned(world: World, freeze: Callable[[date | datetime], datetime]) -> World:
    freeze(date(2026, 2, 1))
    world.load(
        {
            "budget": [budget(PD_A, 1000), budget(PD_B, 2000)],
            "penyedia": [
                penyedia(PD_A, 4001, 300, pdn="PDN", ukm="UKM"),
                penyedia(PD_A_SUB, 4002, 200, pdn="Non-PDN", ukm=None),
                penyedia(PD_A, 4003, 77, active=False),
                penyedia(PD_B, 4004, 600, method="Tender", pdn=None, ukm="Non-UKM"),
            ],
            "swakelola": [swakelola(PD_A, 5001, 50)],
            "v6": [v6(PD_A, "O1", 100), v6(PD_B, "O2", 40)],
        }
    )
    return world


def test_the_plan_share_of_small_firms_is_measured_against_the_budget(planned: World) -> None:
    table = planned.table(indicator="umkk")
    assert table.definition.id == "umkk.rup.rencana.belanja_pengadaan"
    first, second = table.unit(PD_A), table.unit(PD_B)
    assert first is not None
    assert second is not None
    assert (first.status, first.numerator, first.unclassified) == (Status.BAND, Decimal(300), Decimal(200))
    assert (first.share_low_percent, first.share_high_percent) == (Decimal("30.00"), Decimal("50.00"))
    assert (first.reached, first.share.gap_low, first.share.gap_high) == (None, Decimal("0.00"), Decimal("100.00"))
    assert (second.status, second.share_percent, second.reached) == (Status.KNOWN, Decimal("0.00"), False)
    assert table.total.is_band


def test_the_plan_share_of_domestic_products_is_measured_against_the_plan(planned: World) -> None:
    table = planned.table(indicator="pdn")
    assert table.definition.id == "pdn.rup.rencana.rup_penyedia"
    first, second = table.unit(PD_A), table.unit(PD_B)
    assert first is not None
    assert second is not None
    assert (first.share_percent, first.target_percent) == (Decimal("60.00"), Decimal(95))
    assert (second.share_low_percent, second.share_high_percent) == (Decimal("0.00"), Decimal("100.00"))


def test_the_published_shape_of_a_band(planned: World) -> None:
    data = rendering.share_table_data(planned.table(indicator="umkk"))
    assert data["definition"]["evidence"] == "rup"
    assert data["total"] | {"units_known": 2} == {
        "numerator": "300.00",
        "denominator": "3000.00",
        "share_percent": None,
        "units_known": 2,
        "units_unknown": 0,
        "numerator_of_unknown": "0.00",
        "unclassified": "200.00",
        "share_low_percent": "10.00",
        "share_high_percent": "16.67",
        "units_band": 1,
    }
    assert (data["target"]["gap"], data["target"]["gap_low"], data["target"]["gap_high"]) == (
        None,
        "700.00",
        "900.00",
    )
    row = next(unit for unit in data["units"] if unit["code"] == PD_A)
    assert (row["status"], row["share_percent"], row["reason"]) == ("band", None, None)


def test_the_planned_share_of_e_purchasing(planned: World) -> None:
    unit = planned.unit(PD_A, "rencana")
    assert (unit.numerator, unit.share_percent) == (Decimal(500), Decimal("50.00"))


def test_a_plan_that_was_never_loaded_is_named(world: World) -> None:
    world.load({"budget": [budget(PD_A, 1000)], "v6": [v6(PD_A, "O1", 100)]})
    for indicator, numerator in (("umkk", None), ("epurchasing", "rencana")):
        table = world.table(numerator, indicator=indicator)
        unit = table.unit(PD_A)
        assert unit is not None
        assert (unit.reason, unit.share.feed) == (Reason.FEED_MISSING, "rup_penyedia")
        told = selectors.explanation_of(table, unit)
        assert told is not None
        assert told.sentence == "belum diketahui, karena data RUP penyedia tahun ini belum dimuat"


def test_realised_spend_is_not_known_without_tender_and_non_tender(planned: World) -> None:
    table = planned.table(None, "realisasi_pengadaan")
    unit = table.unit(PD_A)
    assert unit is not None
    assert (unit.reason, unit.share.feed) == (Reason.FEED_MISSING, "spse_tender")
    assert {str(channel) for channel in table.channels_not_loaded} == {
        "v5", "toko_daring", "tender", "non_tender", "pencatatan"
    }  # fmt: skip


def test_the_course_of_a_plan_runs_by_no_day(planned: World) -> None:
    course = selectors.trend(planned.table(indicator="umkk"))
    assert {point.numerator for point in course.months} == {None}


def test_the_page_of_a_unit_shows_every_measure_of_its_indicator(planned: World) -> None:
    page = selectors.unit_page(government=planned.government, year=planned.year, code=PD_A, indicator="umkk")
    amounts = {str(rule.code): amount for rule, amount in page.numerators}
    assert (amounts["rencana"].value, amounts["rencana"].unclassified) == (Decimal(300), Decimal(200))
    assert amounts["kontrak"].feed == "spse_tender"
    proven = selectors.unit_page(
        government=planned.government, year=planned.year, code=PD_A, indicator="umkk", evidence="bukti"
    )
    assert "rencana" not in {str(rule.code) for rule, _amount in proven.numerators}
    assert [(row.code, row.ordered) for row in page.sub_units] == [(PD_A_SUB, Decimal("0.00"))]


@pytest.fixture
def bought(world: World, freeze: Callable[[date | datetime], datetime]) -> World:
    """A region with tender and non-tender, whose source tells the parts of PDN and of small firms."""
    freeze(date(2026, 2, 1))
    world.load(
        {
            "budget": [budget(PD_A, 1000), budget(PD_B, 2000)],
            "penyedia": [penyedia(PD_A, 4001, 300), penyedia(PD_B, 4002, 600, pdn="Non-PDN", ukm="Non-UKM")],
            "v6": [v6(PD_A, "O1", 100)],
            "tender": [spse("tender", PD_A, 801, 200, pdn=150, umk=0, rup="4001")],
            "nontender": [spse("nontender", PD_B, 802, 300, pdn=300, umk=300, rup="4002")],
        }
    )
    return world


def test_proof_counts_what_the_source_tells_and_leaves_the_rest_open(bought: World) -> None:
    table = bought.table(indicator="pdn", evidence="bukti")
    first, second = table.unit(PD_A), table.unit(PD_B)
    assert first is not None
    assert second is not None
    assert (first.denominator, first.numerator, first.unclassified) == (Decimal(300), Decimal(150), Decimal(100))
    assert (first.share_low_percent, first.share_high_percent) == (Decimal("50.00"), Decimal("83.33"))
    assert (second.share_percent, second.reached) == (Decimal("100.00"), True)
    assert {str(channel) for channel in table.channels_not_loaded} == {"v5", "toko_daring", "pencatatan"}


def test_plan_and_proof_may_say_the_opposite_of_the_same_purchase(bought: World) -> None:
    plan = bought.table("kontrak", "realisasi_pengadaan", indicator="umkk", evidence="rup").unit(PD_B)
    proof = bought.table("kontrak", "realisasi_pengadaan", indicator="umkk", evidence="bukti").unit(PD_B)
    assert plan is not None
    assert proof is not None
    assert (plan.share_percent, proof.share_percent) == (Decimal("0.00"), Decimal("100.00"))


def test_the_course_of_a_band_runs_by_day_and_ends_at_the_table(bought: World) -> None:
    table = bought.table(indicator="pdn", evidence="bukti")
    course = selectors.trend(table)
    march, december = course.months[2], course.months[-1]
    assert (march.numerator, march.unclassified) == (Decimal(0), Decimal(100))
    assert (december.numerator, december.unclassified) == (table.total.numerator, table.total.unclassified)
    assert december.share_low_percent == table.total.share_low_percent
    early = bought.table(as_of=date(2025, 4, 1), indicator="pdn", evidence="bukti").total
    assert (early.numerator, early.unclassified, early.denominator) == (Decimal(0), Decimal(100), Decimal(100))
