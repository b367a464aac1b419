"""What is bought parted into domestic and foreign, small firms and others: by the plan's marks, and by evidence."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from belanja.facts import selectors, services
from belanja.facts.models import MarkedSpend, PackageEvidence, ProductEvidence, PurchaseDocument
from belanja.facts.services.mark import MARKINGS
from belanja.rules.channels import Stage
from belanja.vendors.models import Firm, FirmId, ScaleEvidence

from ..affirmation.worlds import PD_A, World, penyedia, v5, v6


@pytest.fixture
def world(tmp_path: Path, db: None) -> World:
    return World(tmp_path)


def marked(world: World, stage: Stage = Stage.CONTRACTED) -> dict[str, Decimal]:
    """Sums of one stage by column, after making sure that no rupiah is lost between the two aggregates."""
    services.mark(government_id=world.government.pk, year=world.year)
    assert selectors.marked_differences(government_id=world.government.pk, year=world.year) == []
    rows = MarkedSpend.objects.filter(government=world.government, year=world.year, stage=stage)
    names = ["amount", *(f"{marking}_{way}" for marking in MARKINGS for way in ("yes", "no"))]
    return {name: sum((getattr(row, name) for row in rows), Decimal(0)) for name in names}


def planned(unit: str, code: int, *, pdn: str | None = "PDN", ukm: str | None = "UKM") -> dict[str, Any]:
    return {**penyedia(unit, code, 1_000_000), "status_pdn": pdn, "status_ukm": ukm}


def ordered(order: str, amount: int, codes: str) -> dict[str, Any]:
    return {**v6(PD_A, order, amount), "kd_rup": codes}


def test_the_plans_marks_speak_only_where_all_packages_of_an_order_agree(world: World) -> None:
    world.load(
        {
            "rup": [planned(PD_A, 1), planned(PD_A, 2, pdn="Non-PDN"), planned(PD_A, 3, pdn=None, ukm="Non-UKM")],
            "v6": [
                ordered("A", 100, "1"),
                ordered("B", 20, "2"),
                ordered("C", 3, "3"),
                ordered("D", 4000, "1;2"),
                ordered("E", 50000, "77"),
                ordered("F", 600000, "1;77"),
            ],
        }
    )
    sums = marked(world)
    assert sums["amount"] == 654_123
    assert (sums["pdn_rup_yes"], sums["pdn_rup_no"]) == (100, 20)
    assert (sums["umkk_rup_yes"], sums["umkk_rup_no"]) == (4120, 3)


def test_an_order_follows_the_revisions_of_its_plan(world: World) -> None:
    step = {"tahun_anggaran": 2025, "kd_klpd": "D901", "jenis_revisi": "SATUKESATU", "tgl_kaji_ulang": "2025-02-01"}
    world.load(
        {
            "rup": [planned(PD_A, 1), planned(PD_A, 9, pdn="Non-PDN")],
            "history": [{**step, "kd_rup_lama": 1, "kd_rup_baru": 5}, {**step, "kd_rup_lama": 5, "kd_rup_baru": 9}],
            "v6": [ordered("A", 100, "1")],
        }
    )
    sums = marked(world)
    assert (sums["pdn_rup_yes"], sums["pdn_rup_no"]) == (0, 100)


def test_a_sources_own_domestic_part_goes_before_what_others_say_of_the_package(world: World) -> None:
    world.load({"v6": [ordered("A", 1000, ""), ordered("B", 1000, ""), ordered("C", 1000, ""), ordered("D", 1000, "")]})
    gov = world.government
    PurchaseDocument.objects.filter(key="A").update(pdn_amount=Decimal("300.25"), umk_amount=Decimal("1000.18"))
    for key, amount, part in (("A", 1000, 1000), ("B", 999, 999), ("C", 1000, 400), ("D", 999, 400)):
        PackageEvidence.objects.create(
            government=gov, year=2025, channel="v6", key=key, amount=amount, pdn_amount=part, source_row_id=1
        )
    sums = marked(world)
    assert sums["pdn_bukti_yes"] == Decimal("1700.25")
    assert sums["pdn_bukti_no"] == Decimal("1299.75")
    assert (sums["umkk_bukti_yes"], sums["umkk_bukti_no"]) == (Decimal("1000.18"), Decimal("-0.18"))


def test_products_prove_only_with_a_certificate(world: World) -> None:
    world.load({"v5": [v5(PD_A, 1, line, amount, 1111) for line, amount in ((7, 1), (8, 10), (9, 100), (10, 1000))]})
    for key, domestic in (("7", True), ("8", False), ("9", None)):
        ProductEvidence.objects.create(product_key=key, domestic=domestic, source_row_id=1)
    sums = marked(world)
    assert (sums["amount"], sums["pdn_bukti_yes"], sums["pdn_bukti_no"]) == (1111, 1, 10)


def test_a_firm_counts_by_its_scale_on_the_day_of_the_order(world: World) -> None:
    world.load({"v6": [v6(PD_A, "A", 1, day="2025-01-10"), v6(PD_A, "B", 10, day="2025-06-10")]})
    firm = Firm.objects.create(name="CV Contoh")
    FirmId.objects.create(firm=firm, scheme="v6", value="900")
    for row, (scale, since) in enumerate((("kecil", date(2024, 1, 1)), ("menengah", date(2025, 6, 1)))):
        ScaleEvidence.objects.create(firm=firm, refs=["v6:900"], scale=scale, valid_from=since, source_row_id=row)
    sums = marked(world)
    assert (sums["umkk_bukti_yes"], sums["umkk_bukti_no"]) == (1, 10)


def test_statements_of_one_day_that_differ_leave_a_firm_open(world: World) -> None:
    world.load({"v6": [v6(PD_A, "A", 1)]})
    firm = Firm.objects.create()
    FirmId.objects.create(firm=firm, scheme="v6", value="900")
    for row, scale in enumerate(("mikro", "besar")):
        ScaleEvidence.objects.create(firm=firm, refs=["v6:900"], scale=scale, source_row_id=row)
    sums = marked(world)
    assert (sums["umkk_bukti_yes"], sums["umkk_bukti_no"]) == (0, 0)
