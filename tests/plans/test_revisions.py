"""Orders keep old RUP codes: the chain of revisions leads them to the plan line of today."""

from decimal import Decimal
from pathlib import Path

import pytest

from belanja.facts import selectors as facts
from belanja.institutions import selectors as institutions
from belanja.intake.services import import_paths
from belanja.journal.services import CONSOLE
from belanja.plans import selectors
from belanja.plans.models import PlanBalance, RupPackage

from ..intake.files import GOV, NUMBERS, PD_A, PD_B, as_json, rup, v6

KEYS = ["01K32QD12XPKKTQMJ6E33ADS4" + letter for letter in "ABCDEFG"]


def step(old: str, new: str, kind: str = "SATUKESATU") -> dict[str, object]:
    return {
        "kd_klpd": GOV,
        "nama_klpd": "Kab. Contoh",
        "jenis_klpd": "KABUPATEN",
        "kd_satker": NUMBERS[PD_A],
        "kd_satker_str": PD_A,
        "nama_satker": "UNIT",
        "tahun_anggaran": 2025.0,
        "tgl_kaji_ulang": "2025-03-01T10:00:00Z",
        "alasan_kajiulang": "revisi",
        "jenis_paket": "PENYEDIA",
        "jenis_revisi": kind,
        "kd_rup_lama": int(old),
        "kd_rup_baru": float(new),
        "last_update_ref": "x",
    }


@pytest.fixture
def government(tmp_path: Path, db: None) -> int:
    rows = [
        rup("3", PD_A, 100),
        rup("11", PD_A, 40),
        rup("12", PD_A, 60),
        rup("20", PD_B, 70),
        rup("30", PD_B, 5, status_umumkan_rup="Terrevisi Batal", status_aktif_rup=False),
        rup("40", PD_B, 900, method="Tender"),
        rup("60", PD_B, 33),
        rup("61", PD_B, 44),
    ]
    steps = [
        step("1", "2"),
        step("2", "3"),
        step("10", "11", "SATUKEBANYAK"),
        step("10", "12", "SATUKEBANYAK"),
        step("30", "30", "PEMBATALAN"),
        step("50", "51"),
        step("51", "50"),
    ]
    orders = [
        v6(KEYS[0], PD_A, 10, kd_rup="1"),
        v6(KEYS[1], PD_A, 10, kd_rup="10"),
        v6(KEYS[2], PD_B, 10, kd_rup="30"),
        v6(KEYS[3], PD_B, 10, kd_rup="777"),
        v6(KEYS[4], PD_B, 10, kd_rup=None),
        v6(KEYS[5], PD_B, 10, "CANCELLED", kd_rup="778"),
        v6(KEYS[6], PD_B, 10, kd_rup="779;20"),
    ]
    import_paths(
        paths=[
            as_json(tmp_path / "r.json", rows),
            as_json(tmp_path / "h.json", steps),
            as_json(tmp_path / "o.json", orders),
        ],
        actor=CONSOLE,
    )
    return institutions.government(GOV).pk


def test_chains_splits_and_circles(government: int) -> None:
    ends = selectors.follow_revisions(government_id=government, codes=["1", "10", "30", "50", "99"])
    assert ends["1"] == {"3"}
    assert ends["10"] == {"11", "12"}
    assert ends["30"] == {"30"}
    assert ends["50"] == {"51"}
    assert ends["99"] == {"99"}


def test_orders_without_plan_say_why(government: int) -> None:
    found = facts.orders_without_plan(government_id=government, year=2025)
    assert {(order.document.key, order.why) for order in found} == {
        (KEYS[2], "retired"),
        (KEYS[3], "unknown_code"),
        (KEYS[4], "no_code"),
    }


def test_plans_without_order_are_the_untouched_epurchasing_lines(government: int) -> None:
    lines = facts.plans_without_order(government_id=government, year=2025)
    assert [line.code for line in lines] == ["61", "60"]


def test_lines_left_whole_are_those_of_which_no_code_was_ordered(government: int) -> None:
    packages = RupPackage.objects.filter(
        government_id=government, year=2025, kind=RupPackage.Kind.PENYEDIA, counts=True
    )
    counts = []
    for code in ("777", "1", "10", "50", "60", "61", "20", "40"):
        PlanBalance.objects.create(government_id=government, year=2025, code=code, pagu=9, reserved=1)
        told = selectors.with_balances(government_id=government, year=2025, packages=packages)
        whole: dict[int, tuple[int, Decimal]] = {}
        for line in told:
            if line.remaining == line.pagu:
                count, amount = whole.get(line.package.unit_id, (0, Decimal(0)))
                whole[line.package.unit_id] = (count + 1, amount + line.pagu)
        assert selectors.untouched(government_id=government, year=2025, packages=packages) == whole, code
        counts.append(sum(count for count, _amount in whole.values()))
    assert counts[0] > counts[-1] == len(packages) - len({line.code for line in told if line.remaining != line.pagu})
