"""What becomes of rows: loaded, unchanged, repeated, quarantined; later pulls; nothing lost, nothing twice."""

from pathlib import Path

import pytest
from django.db import connection

from belanja.facts.models import PurchaseDocument, SpendFact
from belanja.institutions.models import Unit
from belanja.intake.models import HeldItem, Pull, QuarantineRow, SourceRow
from belanja.plans.models import RupPackage
from belanja.rules.decisions import RuleBroken

from .conftest import Shares, Take, of, rupiah
from .files import GOV, PD_A, PD_B, PD_C, SUB_B, as_csv, as_json, budget, rup, v5, v6

KEYS = ["01K32QD12XPKKTQMJ6E33ADS4" + letter for letter in "ABCDEFGH"]


def test_units_reach_their_share_after_roll_up(tmp_path: Path, take: Take, shares: Shares) -> None:
    take(
        as_json(tmp_path / "b.json", [budget(PD_A, 1000), budget(PD_B, 4000), budget(SUB_B, None)]),
        as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 310), v6(KEYS[1], SUB_B, 500), v6(KEYS[2], PD_B, 500)]),
    )
    table = shares(numerator="pesanan")
    assert of(table, PD_A).share_percent == rupiah("31.00")
    assert of(table, PD_B).share_percent == rupiah("25.00")
    assert {unit.code for unit in table.units} == {PD_A, PD_B}


def test_the_same_file_twice_changes_nothing(tmp_path: Path, take: Take) -> None:
    path = as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 310), v6(KEYS[1], PD_B, 500)])
    take(path)
    rows, facts = _rows(), set(SpendFact.objects.values_list("id", "known_to"))
    (pull,) = take(path).pulls
    assert (pull.rows_loaded, pull.rows_unchanged, pull.added, pull.changed, pull.vanished) == (0, 2, 0, 0, 0)
    assert _rows() == rows
    assert set(SpendFact.objects.values_list("id", "known_to")) == facts


@pytest.mark.parametrize("write", ["json", "bom", "envelope", "csv", "semicolon"])
def test_the_spelling_of_the_file_does_not_matter(tmp_path: Path, take: Take, write: str) -> None:
    rows = [v6(KEYS[0], PD_A, 310), v6(KEYS[1], PD_B, 500)]
    take(as_json(tmp_path / "first.json", rows))
    path = tmp_path / "again.dat"
    match write:
        case "csv" | "semicolon":
            as_csv(path.with_suffix(".csv"), rows, delimiter="," if write == "csv" else ";")
            path = path.with_suffix(".csv")
        case "envelope":
            as_json(path, rows, envelope={"cursor": "eA==", "has_more": False, "limit": 100})
        case _:
            as_json(path, rows, bom=write == "bom")
    (pull,) = take(path).pulls
    assert (pull.rows_in, pull.rows_unchanged) == (2, 2)


def test_a_later_pull_updates_keeps_history_and_says_what_changed(tmp_path: Path, take: Take, shares: Shares) -> None:
    take(
        as_json(tmp_path / "b.json", [budget(PD_A, 1000)]),
        as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 100), v6(KEYS[1], PD_A, 50), v6(KEYS[2], PD_A, 7)]),
    )
    later = [v6(KEYS[0], PD_A, 100), v6(KEYS[1], PD_A, 60, "COMPLETED"), v6(KEYS[3], PD_A, 200)]
    (pull,) = take(as_json(tmp_path / "o2.json", later)).pulls
    assert (pull.added, pull.changed, pull.vanished) == (1, 1, 1)
    assert of(shares(numerator="pesanan"), PD_A).numerator == rupiah(360)
    assert of(shares(numerator="selesai"), PD_A).numerator == rupiah(60)
    versions = SourceRow.objects.filter(key=KEYS[1]).order_by("id")
    assert [version.amount for version in versions] == [rupiah(50), rupiah(60)]
    assert versions[0].pull_to_id == versions[1].pull_from_id == pull.pk
    assert PurchaseDocument.objects.get(key=KEYS[2]).vanished
    assert SpendFact.objects.filter(document__key=KEYS[2], known_to__isnull=True).count() == 0


def test_order_totals_are_never_summed_per_line(tmp_path: Path, take: Take, shares: Shares) -> None:
    lines = [v5(9, PD_A, 1, 40, 100, kinds=2), v5(9, PD_A, 2, 60, 100, kinds=2)]
    take(as_json(tmp_path / "b.json", [budget(PD_A, 1000)]), as_json(tmp_path / "v5.json", lines))
    assert of(shares(), PD_A).numerator == rupiah(100)


def test_lines_of_one_product_repeat_rightfully(tmp_path: Path, take: Take, shares: Shares) -> None:
    lines = [v5(9, PD_A, 1, 50, 100), v5(9, PD_A, 1, 50, 100)]
    take(as_json(tmp_path / "b.json", [budget(PD_A, 1000)]), as_json(tmp_path / "v5.json", lines))
    assert of(shares(), PD_A).numerator == rupiah(100)
    (pull,) = take(tmp_path / "v5.json").pulls
    assert (pull.rows_unchanged, pull.rows_replayed) == (2, 0)


def test_an_order_delivered_twice_counts_once(tmp_path: Path, take: Take, shares: Shares) -> None:
    lines = [v5(9, PD_A, 1, 100, 100), v5(9, PD_A, 1, 100, 100)]
    outcome = take(as_json(tmp_path / "b.json", [budget(PD_A, 1000)]), as_json(tmp_path / "v5.json", lines))
    assert of(shares(), PD_A).numerator == rupiah(100)
    orders = next(pull for pull in outcome.pulls if pull.feed == "v5_orders")
    assert (orders.rows_loaded, orders.rows_replayed, orders.amount_replayed) == (1, 1, rupiah(100))


def test_lines_that_miss_the_stated_total_get_a_visible_difference(tmp_path: Path, take: Take, shares: Shares) -> None:
    take(
        as_json(tmp_path / "b.json", [budget(PD_A, 1000)]),
        as_json(tmp_path / "v5.json", [v5(9, PD_A, 1, 30, 100, kinds=3)]),
    )
    assert of(shares(), PD_A).numerator == rupiah(100)
    assert SpendFact.objects.get(line="selisih", stage=1).amount == rupiah(70)


def test_the_archive_shape_has_no_total_but_a_key(tmp_path: Path, take: Take, shares: Shares) -> None:
    rows = []
    for number in (1, 2):
        row = v5(9, PD_A, 1, 50, 0, kd_paket_produk=7000 + number)
        del row["total"]
        rows.append(row)
    take(as_json(tmp_path / "b.json", [budget(PD_A, 1000)]), as_json(tmp_path / "v5.json", rows))
    assert of(shares(), PD_A).numerator == rupiah(100)


def test_rows_that_do_not_fit_wait_with_a_reason(tmp_path: Path, take: Take) -> None:
    bad = [
        v6(KEYS[0], PD_A, 100),
        v6(KEYS[1], PD_A, 100, total_harga="seratus"),
        v6("", PD_A, 100),
        v6(KEYS[2], PD_A, 100, tgl_order="2025-02-31"),
        v6(KEYS[3], PD_A, 100, kd_klpd="D901"),
    ]
    (pull,) = take(as_json(tmp_path / "o.json", bad), government=None).pulls[:1]
    assert pull.rows_in == 4
    assert pull.rows_quarantined == 3
    reasons = {row.row_number: (row.reason, row.column) for row in QuarantineRow.objects.all()}
    assert reasons == {
        2: ("bad_value", "total_harga"),
        3: ("value_missing", "kd_paket"),
        4: ("bad_value", "tgl_order"),
    }
    assert "bukan angka rupiah" in QuarantineRow.objects.get(row_number=2).message


def test_rows_of_another_government_are_not_mixed_in(tmp_path: Path, take: Take) -> None:
    take(as_json(tmp_path / "b.json", [budget(PD_A, 1000)]))
    rows = [v6(KEYS[0], PD_A, 100), v6(KEYS[1], PD_A, 100, kd_klpd="D901")]
    (pull,) = take(as_json(tmp_path / "o.json", rows), government=GOV).pulls
    assert (pull.rows_loaded, pull.rows_quarantined) == (1, 1)
    assert QuarantineRow.objects.get().reason == "other_government"


def test_a_pull_names_its_own_files_alone(tmp_path: Path, take: Take) -> None:
    take(
        as_json(tmp_path / "sendiri.json", [v6(KEYS[0], PD_A, 1)]),
        as_json(tmp_path / "tetangga.json", [v6(KEYS[1], PD_A, 1, kd_klpd="D901", nama_instansi="Kab. Tetangga")]),
    )
    names = {
        pull.government.code: [file["name"] for file in pull.files] for pull in Pull.objects.all() if pull.government
    }
    assert names == {GOV: ["sendiri.json"], "D901": ["tetangga.json"]}


def test_personal_data_stays_outside(tmp_path: Path, take: Take) -> None:
    take(
        as_json(tmp_path / "v5.json", [v5(9, PD_A, 1, 100, 100), v5(10, PD_A, 1, 5, 5, kd_paket=None)]),
        as_json(tmp_path / "r.json", [rup("50000001", PD_A, 1000), rup("50000002", PD_A, "x")]),
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(payload::text, ' ') FROM"
            " (SELECT payload FROM intake_sourcerow UNION ALL SELECT payload FROM intake_quarantinerow) p"
        )
        (everything,) = cursor.fetchone()
    assert QuarantineRow.objects.count() == 2
    for private in ("081200000000", "orang@example", "199001012015011001", "Seseorang"):
        assert private not in everything
    marks = {row.payload["ppk_ref"] for row in SourceRow.objects.all()}
    assert len(marks) == 1
    assert len(marks.pop()) == 24


def test_text_is_tidied(tmp_path: Path, take: Take) -> None:
    take(as_json(tmp_path / "v5.json", [v5(9, PD_A, 1, 100, 100)]))
    assert PurchaseDocument.objects.get().title == "Belanja bahan habis pakai"


def test_unknown_and_vanished_columns_are_told(tmp_path: Path, take: Take, shares: Shares) -> None:
    rows = [v6(KEYS[0], PD_A, 100, warna="biru")]
    del rows[0]["status_pkt"]
    outcome = take(as_json(tmp_path / "b.json", [budget(PD_A, 1000)]), as_json(tmp_path / "o.json", rows))
    orders = next(pull for pull in outcome.pulls if pull.feed == "v6_orders")
    codes = {note["code"] for note in orders.notes}
    assert codes == {"unknown_column", "column_vanished"}
    assert of(shares(), PD_A).reason == "status_unknown"
    assert HeldItem.objects.filter(kind="column_vanished", key="status", resolution="").exists()


def test_a_row_without_year_belongs_to_the_year_of_its_file(tmp_path: Path, take: Take) -> None:
    take(as_json(tmp_path / "b.json", [budget(PD_B, 4000), budget(SUB_B, None)]))
    assert set(SourceRow.objects.values_list("year", flat=True)) == {2025}


def test_a_folder_names_what_it_passes_over(tmp_path: Path, take: Take) -> None:
    folder = tmp_path / "semua"
    (folder / "arsip").mkdir(parents=True)
    as_json(folder / "o.json", [v6(KEYS[0], PD_A, 100)])
    as_json(folder / "arsip" / "o.json", [v6(KEYS[0], PD_A, 900)])
    as_json(folder / "lain.json", [{"nama": "bukan data pengadaan"}])
    (folder / "kosong.json").write_bytes(b"")
    (folder / "catatan.pdf").write_bytes(b"%PDF-1.7")
    outcome = take(folder)
    assert len(outcome.pulls) == 1
    assert outcome.pulls[0].amount_in == rupiah(100)
    assert {name for name, _why in outcome.passed_over} == {"o.json", "lain.json", "kosong.json", "catatan.pdf"}


def test_two_pulls_side_by_side_follow_one_another(tmp_path: Path, take: Take, shares: Shares) -> None:
    as_json(
        tmp_path / "a-new.json", [v6(KEYS[0], PD_A, 100, "COMPLETED"), v6(KEYS[1], PD_A, 5, tgl_order="2025-06-01")]
    )
    as_json(tmp_path / "b-old.json", [v6(KEYS[0], PD_A, 90), v6(KEYS[2], PD_A, 7)])
    take(tmp_path)
    take(as_json(tmp_path / "c.json", [budget(PD_A, 1000)]))
    assert of(shares(numerator="pesanan"), PD_A).numerator == rupiah(105)


def test_pages_of_one_pull_belong_together(tmp_path: Path, take: Take) -> None:
    as_json(tmp_path / "1.json", [v6(KEYS[0], PD_A, 1)], envelope={"has_more": True, "cursor": "x"})
    as_json(tmp_path / "2.json", [v6(KEYS[1], PD_A, 2)], envelope={"has_more": False})
    (pull,) = take(tmp_path).pulls
    assert (pull.rows_loaded, pull.state) == (2, Pull.State.APPLIED)


def test_a_broken_file_changes_nothing_at_all(tmp_path: Path, take: Take) -> None:
    good = as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 100)])
    cut = tmp_path / "r.json"
    cut.write_text(as_json(tmp_path / "whole.json", [rup("50000001", PD_A, 1000)] * 5).read_text()[:-40])
    with pytest.raises(RuleBroken, match=r"r\.json"):
        take(good, cut)
    assert SourceRow.objects.count() == Pull.objects.count() == Unit.objects.filter(government__code=GOV).count() == 0


def test_a_trial_run_tells_and_keeps_nothing(tmp_path: Path, take: Take) -> None:
    outcome = take(as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 100)]), dry_run=True)
    assert outcome.pulls[0].rows_loaded == 1
    assert SourceRow.objects.count() == Pull.objects.count() == 0


def test_orders_before_budgets_find_their_unit_later(tmp_path: Path, take: Take, shares: Shares) -> None:
    take(as_json(tmp_path / "v5.json", [v5(9, PD_A, 1, 100, 100)]))
    take(as_json(tmp_path / "b.json", [budget(PD_A, 1000), budget(PD_C, 10)]))
    table = shares()
    assert {unit.code for unit in table.units} == {PD_A, PD_C}
    assert of(table, PD_A).share_percent == rupiah("10.00")


def test_retired_plan_rows_are_kept_but_do_not_count(tmp_path: Path, take: Take, shares: Shares) -> None:
    rows = [
        rup("1", PD_A, 100),
        rup("2", PD_A, 50, status_umumkan_rup="Terrevisi Satu ke Satu", status_aktif_rup="false"),
        rup("3", PD_A, 30, method=None),
    ]
    take(as_json(tmp_path / "r.json", rows), as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 13)]))
    assert of(shares(denominator="rup_penyedia"), PD_A).denominator == rupiah(130)
    assert RupPackage.objects.get(code="2").counts is False
    (pull,) = take(as_json(tmp_path / "r2.json", rows[:1])).pulls
    assert pull.vanished == 2
    assert of(shares(denominator="rup_penyedia"), PD_A).denominator == rupiah(100)
    assert RupPackage.objects.count() == 3


def _rows() -> set[tuple[object, ...]]:
    return set(SourceRow.objects.values_list("id", "key", "amount", "pull_from", "pull_to"))
