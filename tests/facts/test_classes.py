"""Contracted value by class of PDN and by scale of the firm."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from belanja.affirmation.recount.classes import class_differences
from belanja.rules.spend_classes import PdnSpend, ScaleSpend, of_content

from ..affirmation.test_marked_worlds import check_classes
from ..affirmation.worlds import PD_A, World, firm, product, tender, told, v5, v6
from ..support.law import LADDER


@pytest.fixture
def world(tmp_path: Path, db: None) -> World:
    return World(tmp_path)


def test_classes_that_differ_are_told() -> None:
    pdn, scales = dict.fromkeys(PdnSpend, Decimal(1)), dict.fromkeys(ScaleSpend, Decimal(1))
    other = {**pdn, PdnSpend.FOREIGN: Decimal(2)}
    assert class_differences((pdn, scales), (pdn, scales)) == []
    assert class_differences((pdn, scales), (other, scales)) == ["kelas PDN Impor atau bukan PDN: 1 lawan 2"]


def given(classes: dict[PdnSpend, Decimal] | dict[ScaleSpend, Decimal]) -> dict[str, Decimal]:
    return {one.value: amount for one, amount in classes.items() if amount}


@pytest.mark.parametrize(
    ("tkdn", "bmp", "class_"),
    [
        ("40", None, "tkdn_bmp_40"),
        ("25", "15", "tkdn_bmp_40"),
        ("24.99", "30", "tkdn_lt25"),
        ("25", "14.99", "tkdn_25"),
        ("0.01", None, "tkdn_lt25"),
        ("0", "40", "pdn_tanpa_kelas"),
    ],
)
def test_benefit_counts_up_to_its_ceiling(tkdn: str, bmp: str | None, class_: str) -> None:
    assert of_content(Decimal(tkdn), bmp and Decimal(bmp), LADDER) == class_


def test_products_give_their_class_and_parts_of_a_source_give_none(world: World) -> None:
    # The line's number is its product's: `v5` writes it so.
    world.load(
        {
            "products": [
                {**product(1, tkdn="26"), "nilai_bmp": "14"},
                product(2, tkdn="30"),
                product(3, tkdn="10"),
                product(4, origin="import"),
                product(5),
            ],
            "v5": [v5(PD_A, 70 + n, n, 10**n, 10**n) for n in range(1, 6)],
            "tender": [tender(PD_A, 1, 9_000_000, pdn=8_000_000)],
        }
    )
    pdn, _scales = check_classes(world.government.pk, world.year, None)
    assert given(pdn) == {
        "tkdn_bmp_40": 10,
        "tkdn_25": 100,
        "tkdn_lt25": 1000,
        "bukan_pdn": 10_000 + 1_000_000,
        "belum": 100_000,
        "pdn_tanpa_kelas": 8_000_000,
    }


def test_what_a_source_tells_of_a_whole_order_keeps_the_class_of_its_products(world: World) -> None:
    world.load(
        {
            "products": [product(1, tkdn="30"), product(2, tkdn="30")],
            "v5": [v5(PD_A, 71, 1, 100, 100), v5(PD_A, 72, 2, 1000, 1000)],
            "inaproc": [told("E-Katalog 5.0", 71, 100, 100), told("E-Katalog 5.0", 72, 1000, 400)],
        }
    )
    pdn, _scales = check_classes(world.government.pk, world.year, None)
    assert given(pdn) == {"tkdn_25": 100, "pdn_tanpa_kelas": 400, "bukan_pdn": 600}


def test_firms_give_their_scale_on_the_day(world: World) -> None:
    world.load(
        {
            "firms": [
                firm("Mikro", None, spse=900),
                firm("Koperasi", None, spse=901),
                firm("Besar", None, spse=902),
                firm("Mikro", None, spse=903),
                firm("Kecil", None, spse=903, kd_penyedia=7),
            ],
            "tender": [
                tender(PD_A, 1, 10, firm=900, umk=10),
                tender(PD_A, 2, 100, firm=901, umk=None),
                tender(PD_A, 3, 1000, firm=902, umk=300),
                tender(PD_A, 4, 10_000, firm=903, umk=None),
                tender(PD_A, 5, 100_000, firm=904, umk=None),
                tender(PD_A, 6, 1_000_000, firm=905, umk=400_000),
            ],
        }
    )
    _pdn, scales = check_classes(world.government.pk, world.year, None)
    assert given(scales) == {
        "mikro": 10,
        "koperasi": 100,
        "umkk_tanpa_skala": 300 + 10_000 + 400_000,
        "besar": 700,
        "bukan_umkk": 600_000,
        "belum": 100_000,
    }


def test_only_what_was_contracted_by_the_day_counts(world: World) -> None:
    world.load({"v6": [v6(PD_A, "O1", 100, day="2025-03-01"), v6(PD_A, "O2", 7, day="2025-08-01")]})
    pdn, scales = check_classes(world.government.pk, world.year, date(2025, 6, 30))
    assert (given(pdn), given(scales)) == ({"belum": 100}, {"belum": 100})
