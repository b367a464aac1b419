"""The course of a year, the map of a region and the page of one Perangkat Daerah."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from belanja.affirmation import selectors
from belanja.institutions.models import Government
from belanja.rules.channels import Channel, Stage
from belanja.rules.decisions import RuleBroken
from belanja.rules.shares import Reason

from .worlds import PD_A, PD_A_SUB, PD_B, World, budget, penyedia, v5, v6


@pytest.fixture
def loaded(world: World, freeze: Callable[[date | datetime], datetime]) -> World:
    freeze(date(2025, 8, 15))
    world.load(
        {
            "budget": [budget(PD_A, 1000), budget(PD_A_SUB, 500)],
            "p": [penyedia(PD_A, 4001, 900), penyedia(PD_A_SUB, 4002, 90)],
            "v5": [v5(PD_A, 5, 1, 50, 50, made="2025-07-02")],
            "v6": [
                v6(PD_A, "O1", 100, day="2025-01-31"),
                v6(PD_A_SUB, "O2", 200, day="2025-03-01", status="ON_NEGOTIATION"),
                v6(PD_A, "O3", 300, day="2025-08-10"),
                v6(PD_A, "O4", 7, day=None),
                v6(PD_B, "O5", 40, day="2025-02-01"),
            ],
        }
    )
    return world


def test_the_course_is_cumulative_and_ends_at_the_total(loaded: World) -> None:
    table = loaded.table("pesanan")
    course = selectors.trend(table)
    amounts = [point.numerator for point in course.months]
    assert amounts[:8] == [Decimal(n) for n in (100, 100, 300, 300, 300, 300, 350, 650)]
    assert amounts[8:] == [None] * 4, "months still to come have no figure"
    assert [point.numerator for point in course.quarters] == [Decimal(300), Decimal(300), Decimal(650), None]
    assert course.undated == Decimal(7)
    assert course.months[7].numerator == table.total.numerator - course.undated
    assert course.months[7].last == date(2025, 8, 15)
    assert course.months[7].share_percent == Decimal("43.33")
    assert course.months[7].on_path is True
    assert course.months[0].on_path is True
    assert course.months[5].on_path is True
    assert course.months[11].path_percent == Decimal(30)


def test_the_course_of_one_unit(loaded: World) -> None:
    table = loaded.table("pesanan")
    unknown = selectors.trend(table, unit=table.unit(PD_B))
    assert unknown.denominator is None
    assert unknown.months[1].numerator == Decimal(40)
    assert unknown.months[1].share_percent is None
    with CaptureQueriesContext(connection) as queries:
        selectors.trend(table, unit=table.unit(PD_A))
    assert len(queries) <= 3


def test_the_page_of_a_perangkat_daerah(loaded: World) -> None:
    page = selectors.unit_page(government=loaded.government, year=loaded.year, code=PD_A, numerator="pesanan")
    assert page.unit.numerator == Decimal(657)
    assert {rule.code: amount.value for rule, amount in page.numerators} == {
        "rencana": Decimal(990),
        "pesanan": Decimal(657),
        "kontrak": Decimal(457),
        "terima": Decimal(0),
        "selesai": Decimal(0),
    }
    bases = {str(rule.code): amount for rule, amount in page.denominators}
    assert bases["belanja_pengadaan"].value == Decimal(1500)
    assert bases["rup_penyedia"].value == Decimal(990)
    assert bases["rup_total"].reason is Reason.FEED_MISSING
    assert (page.planned_epurchasing, page.ordered, page.not_yet_bought) == (Decimal(990), Decimal(657), Decimal(333))
    assert [(row.code, row.ordered, row.budget) for row in page.sub_units] == [(PD_A_SUB, Decimal(200), Decimal(500))]
    for rule, amount in page.numerators:
        assert amount.value == loaded.unit(PD_A, str(rule.code)).numerator


def test_a_unit_of_nobody_is_not_found(loaded: World) -> None:
    with pytest.raises(RuleBroken) as refused:
        selectors.unit_page(government=loaded.government, year=loaded.year, code="9.99")
    assert refused.value.status == 404


def test_orders_are_paged_and_filtered(loaded: World) -> None:
    page = selectors.unit_page(government=loaded.government, year=loaded.year, code=PD_A)
    listed = selectors.orders_page(government=loaded.government, year=loaded.year, unit_ids=list(page.unit_ids), size=2)
    assert (listed.count, listed.pages, [order.key for order in listed.orders]) == (5, 3, ["O3", "5"])
    last = selectors.orders_page(
        government=loaded.government, year=loaded.year, unit_ids=list(page.unit_ids), size=2, page=99
    )
    assert [order.key for order in last.orders] == ["O4"], "without a date: last"
    signed = selectors.orders_page(
        government=loaded.government, year=loaded.year, stage=Stage.CONTRACTED, channel=Channel.V6
    )
    assert {order.key for order in signed.orders} == {"O1", "O3", "O4", "O5"}


def test_the_map_of_a_region(loaded: World) -> None:
    Government.objects.filter(pk=loaded.government.pk).update(region_code="99.01")
    Government.objects.create(code="D999", name="Provinsi Contoh", kind="provinsi", region_code="99")
    Government.objects.create(code="D998", name="Kabupaten Lain", kind="kabupaten", region_code="991.02")
    found = selectors.region_map(region_code="99", year=loaded.year, numerator="pesanan")
    assert [row.government.code for row in found] == ["D999", "D901"]
    province, regency = found
    assert (province.table.has_data, province.reached, province.total.share_percent) == (False, None, None)
    assert regency.total == loaded.table("pesanan").total
    assert regency.reached is True
