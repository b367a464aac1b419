"""What real feeds do to those who read them: each trap, and that figures do not depend on the order of the files."""

import itertools
import json
from datetime import date
from pathlib import Path

import pytest

from belanja.affirmation import selectors as affirmation
from belanja.affirmation.recount import differences, recount
from belanja.facts import selectors as facts
from belanja.facts.models import PurchaseDocument
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Unit
from belanja.intake import services
from belanja.intake.models import HeldItem, Pull, SourceRow
from belanja.journal.services import CONSOLE
from belanja.rules.decisions import RuleBroken
from tests.support.reading import read_once

from .conftest import Shares, Take, forgotten, of, rupiah
from .files import GOV, PD_A, PD_B, PD_C, SUB_B, Row, as_csv, as_json, budget, master, rup, v5, v6

KEYS = ["01K32QD12XPKKTQMJ6E33ADS4" + letter for letter in "ABCDEFGHJKMNPQRSTVWXYZ"]
BUDGETS = [budget(PD_A, 1000), budget(PD_B, 4000), budget(PD_C, 10)]


def without(row: Row, *columns: str) -> Row:
    return {name: cell for name, cell in row.items() if name not in columns}


# Keys and lines


def test_a_line_with_a_key_of_its_own_counts_once(tmp_path: Path, take: Take, shares: Shares) -> None:
    line = without(v5(9, PD_A, 1, 50, 0, kd_paket_produk=7001), "total")
    other = without(v5(9, PD_A, 1, 50, 0, kd_paket_produk=7002), "total")
    take(as_json(tmp_path / "b.json", BUDGETS), as_json(tmp_path / "v5.json", [line, other, line]))
    assert of(shares(), PD_A).numerator == rupiah(100)


def test_lines_of_one_order_on_two_pages_unite(tmp_path: Path, take: Take, shares: Shares) -> None:
    first = [v5(7, PD_A, 1, 1, 1), v5(8, PD_A, 1, 5, 5), v5(9, PD_A, 1, 40, 100, kinds=2)]
    second = [v5(9, PD_A, 1, 60, 100, kinds=2), v5(10, PD_A, 1, 7, 7), v5(11, PD_A, 1, 8, 8)]
    as_json(tmp_path / "p1.json", first)
    as_json(tmp_path / "p2.json", second)
    take(tmp_path, as_json(tmp_path / "b.json", BUDGETS))
    assert PurchaseDocument.objects.get(key="9").line_count == 2
    assert of(shares(), PD_A).numerator == rupiah(121)


def test_months_that_overlap_unite_and_the_later_state_stands(tmp_path: Path, take: Take, shares: Shares) -> None:
    march = [v5(number, PD_A, 1, 10, 10, status_paket="proses_kontrak_ppk", paket_status_str="Paket Proses")
             for number in range(1, 6)]  # fmt: skip
    april = [v5(number, PD_A, 1, 11, 11) for number in range(5, 12)]
    as_json(tmp_path / "2025-03.json", march)
    as_json(tmp_path / "2025-04.json", april)
    take(tmp_path, as_json(tmp_path / "b.json", BUDGETS))
    assert of(shares(numerator="pesanan"), PD_A).numerator == rupiah(4 * 10 + 7 * 11)
    assert of(shares(numerator="selesai"), PD_A).numerator == rupiah(7 * 11)


def test_successive_pulls_of_order_lines_follow_one_another(tmp_path: Path, take: Take, shares: Shares) -> None:
    as_json(tmp_path / "a.json", [v5(n, PD_A, 1, 10, 10) for n in range(1, 4)])
    later = {"tanggal_edit_paket": "2025-06-01", "tanggal_buat_paket": "2025-06-01"}
    as_json(tmp_path / "b.json", [v5(n, PD_A, 1, 20, 20, **later) for n in range(2, 5)])
    take(tmp_path)
    take(as_json(tmp_path / "c.json", BUDGETS))
    assert of(shares(), PD_A).numerator == rupiah(60)


def test_replays_that_differ_in_the_change_mark_alone_are_one(tmp_path: Path, take: Take, shares: Shares) -> None:
    rows = [v6(KEYS[0], PD_A, 10, last_update_ref=mark) for mark in ("a", "b")]
    orders = take(as_json(tmp_path / "o.json", rows)).pulls[0]
    assert (orders.rows_loaded, orders.rows_replayed) == (1, 1)
    take(as_json(tmp_path / "b.json", BUDGETS))
    assert of(shares(), PD_A).numerator == rupiah(10)


# An order that moves


@pytest.mark.parametrize("together", [True, False])
def test_an_order_that_moves_to_another_year_counts_there_alone(
    tmp_path: Path, take: Take, shares: Shares, together: bool
) -> None:
    take(as_json(tmp_path / "b.json", [*BUDGETS, *(budget(PD_A, 1000, tahun_anggaran=2026),)]))
    take(as_json(tmp_path / "o25.json", [v6(KEYS[0], PD_A, 10), v6(KEYS[1], PD_A, 5)]))
    moved = [v6(KEYS[0], PD_A, 10, tahun_anggaran=2026)]
    rest = [v6(KEYS[1], PD_A, 5)]
    if together:
        take(as_json(tmp_path / "o.json", [*rest, *moved]))
    else:
        pull = take(as_json(tmp_path / "o26.json", moved)).pulls[0]
        assert [note["code"] for note in pull.notes] == ["moved_year"]
        take(as_json(tmp_path / "o25b.json", rest))
    assert of(shares(), PD_A).numerator == rupiah(5)
    assert of(shares(year=2026), PD_A).numerator == rupiah(10)


def test_an_order_that_moves_to_another_unit_and_amount(tmp_path: Path, take: Take, shares: Shares) -> None:
    take(as_json(tmp_path / "b.json", BUDGETS), as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 10)]))
    take(as_json(tmp_path / "o2.json", [v6(KEYS[0], PD_B, 12)]))
    table = shares()
    assert (of(table, PD_A).numerator, of(table, PD_B).numerator) == (rupiah(0), rupiah(12))


def test_the_same_order_number_in_two_governments_is_two_orders(tmp_path: Path, take: Take, shares: Shares) -> None:
    rows = [v5(9, PD_A, 1, 10, 10), v5(9, PD_A, 1, 33, 33, kd_klpd="D901")]
    pulls = take(as_json(tmp_path / "o.json", rows)).pulls
    assert {pull.government.code for pull in pulls if pull.government} == {GOV, "D901"}
    other = shares(government="D901", numerator="pesanan")
    assert other.total.numerator_all == rupiah(33)
    assert {unit.share.reason for unit in other.units} == {"feed_missing"}


# Plausibility does not depend on what came first


def test_a_doubtful_order_is_held_whichever_feed_comes_first(tmp_path: Path, take: Take, shares: Shares) -> None:
    take(as_json(tmp_path / "b.json", [budget(PD_A, 10**12)]))
    order = as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 180_000_000_000), v6(KEYS[1], PD_A, 7)])
    take(order)
    assert of(shares(), PD_A).status == "known"
    take(as_json(tmp_path / "r.json", [rup("50000001", PD_A, 180_000_000)]))
    assert of(shares(), PD_A).reason == "status_unknown"
    item = HeldItem.objects.get(kind="amount_implausible")
    take(order)
    assert HeldItem.objects.get(kind="amount_implausible", resolution="").pk == item.pk
    take(as_json(tmp_path / "r2.json", [rup("50000001", PD_A, 180_000_000_000)]))
    assert of(shares(), PD_A).numerator == rupiah(180_000_000_007)


def test_a_confirmed_order_stays_confirmed_and_keeps_its_days(tmp_path: Path, take: Take, shares: Shares) -> None:
    take(as_json(tmp_path / "b.json", [budget(PD_A, 10**12)]), as_json(tmp_path / "r.json", [rup("50000001", PD_A, 9)]))
    orders = as_json(tmp_path / "v5.json", [v5(9, PD_A, 1, 2_000_000_000, 2_000_000_000)])
    take(orders)
    item = HeldItem.objects.get(kind="amount_implausible", resolution="")
    services.confirm_amount(item_id=item.pk, reason="sesuai surat pesanan", actor=CONSOLE)
    take(orders)
    assert of(shares(), PD_A).status == "known"
    # The order was made in February and finished on 20 May.
    assert of(shares(numerator="selesai", as_of=date(2025, 5, 19)), PD_A).numerator == rupiah(0)
    assert of(shares(numerator="selesai", as_of=date(2025, 5, 20)), PD_A).numerator == rupiah(2_000_000_000)
    assert of(shares(as_of=date(2025, 2, 1)), PD_A).numerator == rupiah(2_000_000_000)


@pytest.mark.parametrize("first", [2024, 2025])
def test_a_slipped_budget_is_held_whichever_year_comes_first(
    tmp_path: Path, take: Take, shares: Shares, first: int
) -> None:
    years = {
        2024: [budget(PD_A, 5_547_497_181, tahun_anggaran=2024), budget(PD_B, 9_000_000_000, tahun_anggaran=2024)],
        2025: [budget(PD_A, 5_547_497_181_000), budget(PD_B, 9_000_000_000)],
    }
    for year in sorted(years, key=lambda year: year != first):
        take(as_json(tmp_path / f"{year}.json", years[year]))
    take(as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 10)]))
    assert of(shares(), PD_A).reason == "budget_implausible"
    assert of(shares(), PD_B).status == "known"


def test_a_budget_of_three_units_of_a_long_master_list_waits(tmp_path: Path, take: Take, shares: Shares) -> None:
    take(as_json(tmp_path / "b.json", BUDGETS), as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 10)]))
    assert of(shares(), PD_A).status == "known"
    take(as_json(tmp_path / "m.json", [master(number) for number in range(1, 41)]))
    assert of(shares(), PD_A).reason == "feed_truncated"


def test_units_that_are_no_longer_active_are_not_missed(tmp_path: Path, take: Take, shares: Shares) -> None:
    take(as_json(tmp_path / "b.json", BUDGETS), as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 10)]))
    take(as_json(tmp_path / "m.json", [master(number, tahun_aktif="{2013,2014}") for number in range(1, 41)]))
    assert of(shares(), PD_A).status == "known"


# Columns that come and go


@pytest.mark.parametrize(
    ("column", "reason"),
    [
        ("total_harga", "feed_truncated"),
        ("kd_satker_str", "feed_truncated"),
        ("status_pkt", "status_unknown"),
        ("kd_paket", "feed_truncated"),
    ],
)
def test_orders_without_a_needed_column_hold_the_numerator(
    tmp_path: Path, take: Take, shares: Shares, column: str, reason: str
) -> None:
    rows = [v6(KEYS[0], PD_A, 10), v6(KEYS[1], PD_A, 5)]
    take(as_json(tmp_path / "b.json", BUDGETS), as_json(tmp_path / "o.json", rows))
    outcome = take(as_json(tmp_path / "o2.json", [without(row, column) for row in rows]))
    assert of(shares(), PD_A).reason == reason
    if column != "kd_satker_str":
        assert "column_vanished" in {note["code"] for pull in outcome.pulls for note in pull.notes}
    take(as_json(tmp_path / "o3.json", rows))
    assert of(shares(), PD_A).numerator == rupiah(15)


@pytest.mark.parametrize("column", sorted(set(v6("", PD_A, 1)) - {"kd_paket", "total_harga", "status_pkt"}))
def test_orders_go_on_without_any_other_column(tmp_path: Path, take: Take, column: str) -> None:
    outcome = take(as_json(tmp_path / "o.json", [without(v6(KEYS[0], PD_A, 10), column)]))
    assert [pull.feed for pull in outcome.pulls] == ["v6_orders"]


def test_a_budget_without_its_amount_holds_the_denominator(tmp_path: Path, take: Take, shares: Shares) -> None:
    take(as_json(tmp_path / "b.json", BUDGETS), as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 10)]))
    take(as_json(tmp_path / "b2.json", [without(row, "belanja_pengadaan") for row in BUDGETS]))
    assert of(shares(), PD_A).status == "held"


def test_a_column_that_comes_late_in_a_file_is_read(tmp_path: Path, take: Take, shares: Shares) -> None:
    undated = [without(v6(f"X{number}", PD_A, 1), "tgl_order") for number in range(2500)]
    take(as_json(tmp_path / "b.json", BUDGETS), as_json(tmp_path / "o.json", [*undated, v6(KEYS[0], PD_A, 10)]))
    assert of(shares(as_of=date(2025, 3, 10)), PD_A).numerator == rupiah(10)


def test_headers_in_capitals_with_spaces_in_any_order(tmp_path: Path, take: Take, shares: Shares) -> None:
    rows = [dict(reversed([(f" {name.upper()} ", cell) for name, cell in v6(KEYS[0], PD_A, 10).items()]))]
    take(as_csv(tmp_path / "o.csv", rows), as_json(tmp_path / "b.json", BUDGETS))
    assert of(shares(), PD_A).numerator == rupiah(10)


def test_a_row_of_no_government_waits_and_the_rest_goes_on(tmp_path: Path, take: Take) -> None:
    rows = [v6(KEYS[0], PD_A, 10), v6(KEYS[1], PD_A, 10, kd_klpd="Kabupaten Contoh Selatan")]
    (pull,) = take(as_json(tmp_path / "o.json", rows)).pulls
    assert (pull.rows_loaded, pull.rows_quarantined) == (1, 1)


def test_the_government_is_named_in_any_case(tmp_path: Path, take: Take) -> None:
    rows = [without(v6(KEYS[0], PD_A, 10), "kd_klpd")]
    take(as_json(tmp_path / "b.json", BUDGETS))
    (pull,) = take(as_json(tmp_path / "o.json", rows), government=GOV.lower()).pulls
    assert (pull.rows_loaded, pull.rows_quarantined) == (1, 0)


def test_an_unknown_government_is_refused_in_a_sentence(tmp_path: Path, take: Take) -> None:
    path = as_json(tmp_path / "o.json", [without(v6(KEYS[0], PD_A, 10), "kd_klpd")])
    with pytest.raises(RuleBroken, match="D999"):
        take(path, government="D999")


def test_two_years_and_two_governments_in_one_file(tmp_path: Path, take: Take, shares: Shares) -> None:
    rows = [
        v6(key, PD_A, 10 ** number, tahun_anggaran=year, kd_klpd=government)
        for number, (key, (year, government)) in enumerate(
            zip(KEYS, itertools.product((2025, 2026), (GOV, "D901")), strict=False)
        )
    ]  # fmt: skip
    take(as_json(tmp_path / "o.json", rows))
    found = {
        (year, government): shares(government=government, year=year, numerator="pesanan").total.numerator_all
        for year, government in itertools.product((2025, 2026), (GOV, "D901"))
    }
    assert list(found.values()) == [rupiah(10**number) for number in range(4)]


# Files


def test_junk_does_not_stop_a_folder(tmp_path: Path, take: Take) -> None:
    as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 10)])
    (tmp_path / "judul.csv").write_text("a,,c\n1,2,3\n")
    (tmp_path / "satu.csv").write_text("nama\nBudi\n")
    (tmp_path / "tidak-rata.csv").write_text("a,b\n1,2,3\n")
    (tmp_path / "latin.csv").write_bytes("a,b\ncaf\xe9,2\n".encode("latin-1"))
    (tmp_path / "rusak.json").write_text('[{"a": 1}, {"a"')
    outcome = take(tmp_path)
    assert [pull.rows_loaded for pull in outcome.pulls] == [1]
    assert len(outcome.passed_over) == 5


@pytest.mark.parametrize("body", ["<!DOCTYPE html><p>Masuk</p>", '{"success": false, "data": null}'])
def test_an_answer_that_is_no_data_stops_a_folder(tmp_path: Path, take: Take, body: str) -> None:
    as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 10)])
    (tmp_path / "r.json").write_text(body)
    with pytest.raises(RuleBroken, match=r"r\.json"):
        take(tmp_path)
    assert SourceRow.objects.count() == 0


def test_a_feed_cut_off_stops_a_folder(tmp_path: Path, take: Take) -> None:
    as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 10)])
    (tmp_path / "r.json").write_text(json.dumps([rup("1", PD_A, 10)] * 3)[:-30])
    with pytest.raises(RuleBroken, match=r"r\.json"):
        take(tmp_path)
    assert SourceRow.objects.count() == 0


def test_the_order_of_files_does_not_matter(tmp_path: Path, take: Take) -> None:
    """All orders of four feeds, each into a state of its own: the tables agree, and a second round changes nothing."""
    files = {
        "b": as_json(tmp_path / "b.json", [*BUDGETS, budget(SUB_B, None)]),
        "r": as_json(tmp_path / "r.json", [rup("50000001", PD_A, 100), rup("2", SUB_B, 50)]),
        "5": as_json(
            tmp_path / "5.json",
            [v5(9, PD_A, 1, 40, 100, kinds=2), v5(9, PD_A, 2, 60, 100, kinds=2), v5(10, SUB_B, 1, 30, 30)],
        ),
        "6": as_json(tmp_path / "6.json", [v6(KEYS[0], SUB_B, 70, "COMPLETED"), v6(KEYS[1], PD_C, 20)]),
    }
    seen = set()

    def go_on(left: frozenset[str]) -> None:
        """Every order of what is left, each from the state that the files before it made."""
        for name in sorted(left):
            with forgotten():
                take(files[name])
                go_on(left - {name})
        if left:
            return
        first = _figures()
        take(*files.values())
        assert _figures() == first
        assert all(pull.rows_loaded == 0 for pull in Pull.objects.order_by("-id")[: len(files)])
        assert not Unit.objects.filter(code__startswith="#", replaced_by=None, government__code=GOV).exists()
        seen.add(first)

    go_on(frozenset(files))
    assert len(seen) == 1


def _figures() -> tuple[object, ...]:
    """Shares by every numerator and two denominators, after proving each and what they rest on."""
    who = institutions.government(GOV)
    assert facts.aggregate_differences(government_id=who.pk, year=2025) == []
    assert facts.orphans() == 0
    found: list[object] = []
    with read_once():
        for numerator, denominator in itertools.product(
            ("pesanan", "kontrak", "terima", "selesai"), ("belanja_pengadaan", "rup_penyedia")
        ):
            table = affirmation.share_table(government=who, year=2025, numerator=numerator, denominator=denominator)
            assert differences(table, recount(table)) == []
            found += [(numerator, denominator, unit.code, unit.share) for unit in table.units]
    return tuple(found)


# Budgets that are pulled again


def test_a_revised_budget_of_every_unit_is_a_change_and_no_cut_off_pull(
    tmp_path: Path, take: Take, shares: Shares
) -> None:
    units = [budget(PD_A, 100, kd_satker=n, kd_satker_str=f"7.01.0.00.0.00.{n:02}.0000") for n in range(1, 41)]
    units += [budget(SUB_B, None, kd_satker=99)]
    take(as_json(tmp_path / "b.json", units), as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 10)]))
    revised = [{**row, "belanja_pengadaan": 120 if row["belanja_pengadaan"] else 0} for row in units]
    (pull,) = take(as_json(tmp_path / "b2.json", revised)).pulls
    assert (pull.added, pull.changed, pull.vanished, pull.state) == (0, 41, 0, Pull.State.APPLIED)
    assert of(shares(), "7.01.0.00.0.00.07.0000").denominator == rupiah(120)


def test_budgets_that_contradict_each_other_side_by_side_wait(tmp_path: Path, take: Take, shares: Shares) -> None:
    as_json(tmp_path / "a.json", BUDGETS)
    as_json(tmp_path / "b.json", [budget(PD_A, 1000), budget(PD_B, 4001), budget(PD_C, 10)])
    take(tmp_path)
    take(as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 10)]))
    table = shares()
    assert (of(table, PD_A).status, of(table, PD_B).reason) == ("known", "budget_conflict")


def test_a_plan_revised_under_new_codes_is_no_cut_off_pull(tmp_path: Path, take: Take, shares: Shares) -> None:
    take(as_json(tmp_path / "r.json", [rup(f"1{n}", PD_A, 10) for n in range(40)]))
    (pull,) = take(as_json(tmp_path / "r2.json", [rup(f"2{n}", PD_A, 20) for n in range(30)])).pulls
    assert (pull.added, pull.vanished, pull.state) == (30, 40, Pull.State.APPLIED)
    take(as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 10)]))
    assert of(shares(denominator="rup_penyedia"), PD_A).denominator == rupiah(600)
