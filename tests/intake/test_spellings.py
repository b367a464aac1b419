"""One value, many spellings: amounts, truth, units, years, dates and lists as real feeds write them."""

from datetime import date
from pathlib import Path

import pytest

from belanja.facts.models import PurchaseDocument
from belanja.intake.models import QuarantineRow

from .conftest import Shares, Take, of, rupiah
from .files import PD_A, PD_B, PD_C, as_csv, as_json, budget, master, rup, v5, v6

KEYS = ["01K32QD12XPKKTQMJ6E33ADS4" + letter for letter in "ABCDEFGHJKMNPQRSTVWXYZ"]
BUDGETS = [budget(PD_A, 1000), budget(PD_B, 4000), budget(PD_C, 10)]


@pytest.mark.parametrize(
    ("spelling", "amount"),
    [
        ("1.234.567,00", "1234567.00"),
        ("Rp 1.234.567", "1234567.00"),
        ("Rp. 1.234.567,-", "1234567.00"),
        ("1,234,567.50", "1234567.50"),
        ("950.000", "950000.00"),
        ("4.39e11", "439000000000.00"),
        ("1234567.5", "1234567.50"),
        ("1234567.005", "1234567.01"),
    ],
)
def test_amounts_in_many_spellings(tmp_path: Path, take: Take, spelling: str, amount: str) -> None:
    take(as_csv(tmp_path / "o.csv", [v6(KEYS[0], PD_A, 1, total_harga=spelling)]))
    assert str(PurchaseDocument.objects.get().amount) == amount


@pytest.mark.parametrize("yes", [True, "true", "True", "t", 1, 1.0, "1"])
@pytest.mark.parametrize("no", [False, "false", "False", "f", 0, 0.0, "0"])
def test_truth_in_many_spellings(tmp_path: Path, take: Take, shares: Shares, yes: object, no: object) -> None:
    rows = [
        rup("1", PD_A, 100, status_aktif_rup=yes, status_delete_rup=no),
        rup("2", PD_A, 50, status_aktif_rup=no, status_delete_rup=no),
        rup("3", PD_A, 7, status_aktif_rup=yes, status_delete_rup=yes),
    ]
    take(as_json(tmp_path / "r.json", rows), as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 13)]))
    assert of(shares(denominator="rup_penyedia"), PD_A).denominator == rupiah(100)


@pytest.mark.parametrize("written", [101, "101", 101.0, "101.0", PD_A, f" {PD_A} "])
def test_units_in_many_spellings(tmp_path: Path, take: Take, shares: Shares, written: object) -> None:
    take(as_json(tmp_path / "v5.json", [v5(9, PD_A, 1, 10, 10, satker_id=written)]))
    take(as_json(tmp_path / "b.json", BUDGETS))
    assert of(shares(), PD_A).numerator == rupiah(10)
    assert {unit.code for unit in shares().units} == {PD_A, PD_B, PD_C}


@pytest.mark.parametrize("year", [2025, "2025", 2025.0, "2025.0", " 2025 "])
def test_years_in_many_spellings(tmp_path: Path, take: Take, year: object) -> None:
    assert take(as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 10, tahun_anggaran=year)])).pulls[0].year == 2025


@pytest.mark.parametrize(
    "written",
    [
        "2025-03-10",
        "2025-03-10 19:05:03",
        "2025-03-10 14:38:04.522",
        "2025-03-10T00:00:00Z",
        "2025-03-10T10:00:01.679000Z",
        "2025-03-10 09:30:00.000000Z",
        "10/03/2025",
    ],
)
def test_dates_in_many_spellings(tmp_path: Path, take: Take, written: str) -> None:
    take(as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 10, tgl_order=written)]))
    assert PurchaseDocument.objects.get().ordered_on == date(2025, 3, 10)


@pytest.mark.parametrize("written", ["0000-00-00", "0000-00-00 00:00:00", "", None, "null"])
def test_no_date_is_the_day_of_the_order_number(tmp_path: Path, take: Take, written: str | None) -> None:
    take(as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 10, tgl_order=written)]))
    assert PurchaseDocument.objects.get().ordered_on == date(2025, 8, 20)


@pytest.mark.parametrize("written", ["1;2", "1,2", "1, 2", [1, 2], ["1", "2"], "1;2;2"])
def test_lists_of_plan_codes(tmp_path: Path, take: Take, written: object) -> None:
    take(as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 10, kd_rup=written)]))
    assert PurchaseDocument.objects.get().plan_codes == ["1", "2"]


NASTY = "Bélanja 😀 “kertas” \ufffc _x000d_\r\n <p>A4</p> & tinta " + "x" * 5000


def test_hostile_texts_are_kept_harmless_wherever_they_stand(tmp_path: Path, take: Take) -> None:
    """Every text column of every feed, one at a time: loaded or in quarantine, never a failure."""
    makers = [
        v6(KEYS[0], PD_A, 10),
        v5(9, PD_A, 1, 10, 10, kd_paket_produk=5),
        rup("1", PD_A, 10),
        budget(PD_A, 10),
        master(1),
    ]
    for number, row in enumerate(makers):
        rows = [{**row, column: nasty} for column in row for nasty in (NASTY, NASTY[:90], "9" * 70, -1, 10**19, [], {})]
        told = take(as_json(tmp_path / f"{number}.json", rows), dry_run=True)
        assert sum(pull.rows_in for pull in told.pulls) == len(rows)


def test_negative_amounts_wait_with_a_reason(tmp_path: Path, take: Take) -> None:
    take(
        as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, -5), v6(KEYS[1], PD_A, 5)]),
        as_json(tmp_path / "v5.json", [v5(9, PD_A, 1, -5, 10)]),
        as_json(tmp_path / "r.json", [rup("1", PD_A, -7)]),
        as_json(tmp_path / "b.json", [budget(PD_A, -1), budget(PD_B, -0.0)]),
    )
    assert sorted(QuarantineRow.objects.values_list("reason", flat=True)) == ["negative"] * 4
