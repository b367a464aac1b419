"""Slipped decimal points in budgets are held, several at once too; lists that are looked up piece by piece are not."""

from pathlib import Path

import pytest

from belanja.intake.models import HeldItem, Pull

from .conftest import Shares, Take, of, rupiah
from .files import GOV, PD_A, Row, as_json, budget, v6

KEY = "01K32QD12XPKKTQMJ6E33ADS4A"
BILLION = 10**9


def region(**amounts: int) -> list[Row]:
    """Forty units of 10 billion each, and those named (`u41=…`)."""
    sizes = dict.fromkeys(range(1, 41), 10 * BILLION) | {int(u[1:]): size for u, size in amounts.items()}
    return [budget(PD_A, size, kd_satker=n, kd_satker_str=code(n)) for n, size in sizes.items()]


def code(number: int) -> str:
    return f"7.01.0.00.0.00.{number:02}.0000"


def held(table: object) -> set[str]:
    return {unit.code for unit in table.units if unit.share.reason == "budget_implausible"}  # type: ignore[attr-defined]


@pytest.mark.parametrize("times", [1000, 1_000_000])
@pytest.mark.parametrize("slipped", [{41}, {41, 42}])
def test_a_slipped_point_is_held(tmp_path: Path, take: Take, shares: Shares, times: int, slipped: set[int]) -> None:
    take(as_json(tmp_path / "b.json", region(**{f"u{n}": 15 * BILLION * times for n in slipped})))
    order = v6(KEY, PD_A, 10, kd_satker_str=code(1), nama_satker="UNIT")
    take(as_json(tmp_path / "o.json", [order]))
    table = shares()
    assert held(table) == {code(n) for n in slipped}
    assert table.total.denominator == rupiah(400 * BILLION)
    take(as_json(tmp_path / "b2.json", region(**{f"u{n}": 15 * BILLION for n in slipped})))
    assert held(shares()) == set()
    assert not HeldItem.objects.filter(resolution="", government__code=GOV).exists()


def test_an_amount_that_its_own_parts_contradict_is_held(tmp_path: Path, take: Take, shares: Shares) -> None:
    rows = region()
    rows[0]["belanja_pengadaan"] *= 1000
    take(as_json(tmp_path / "b.json", rows), as_json(tmp_path / "o.json", [v6(KEY, PD_A, 10, kd_satker_str=code(1))]))
    assert held(shares()) == {code(1)}


def test_a_large_unit_among_small_ones_is_known(tmp_path: Path, take: Take, shares: Shares) -> None:
    take(as_json(tmp_path / "b.json", region(u41=600 * BILLION, u42=500 * BILLION)))
    take(as_json(tmp_path / "o.json", [v6(KEY, PD_A, 10, kd_satker_str=code(41))]))
    assert of(shares(), code(41)).status == "known"


def test_etalase_looked_up_one_at_a_time_stay(tmp_path: Path, take: Take) -> None:
    rows = [
        {"kd_komoditas": n, "nama_komoditas": f"Etalase {n}", "jenis_katalog": "Lokal", "nama_instansi_katalog": "Kota"}
        for n in range(40)
    ]
    take(as_json(tmp_path / "all.json", rows))
    (pull,) = take(as_json(tmp_path / "one.json", rows[:1])).pulls
    assert (pull.vanished, pull.state) == (0, Pull.State.APPLIED)
