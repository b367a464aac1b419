"""Versions of a row over pulls, orders and plans without their counterpart, files safe for spreadsheets, journal."""

from pathlib import Path

import pytest
from django.test import Client

from belanja.affirmation.selectors import share_table
from belanja.affirmation.selectors.outcomes import spend_moved
from belanja.intake import selectors as intake
from belanja.intake import services
from belanja.intake.models import Pull, SourceRow
from belanja.intake.selectors import Change
from belanja.journal.services import CONSOLE
from belanja.rules.duties import Role
from tests.intake.files import GOV, PD_A, PD_B, PD_C, as_json, v6
from tests.support.officers import STRANGE, Example, sitting

KEY_A, KEY_B = "01JHKT4BFAVEMPVFWSNK1BQ4A1", "01JHKT4BFAVEMPVFWSNK1BQ4B1"


@pytest.fixture
def apip(example: Example) -> Client:
    return sitting(example.government, Role.APIP)


@pytest.fixture
def later(example: Example, tmp_path: Path) -> Pull:
    """A second pull: A's order grew, B's order is gone, a new one of A with a title like a formula."""
    rows = [
        v6(KEY_A, PD_A, 330_000_000),
        v6("01JHKT4BFAVEMPVFWSNK1BQ4C1", PD_C, 30_000_000, STRANGE),
        v6("01JHKT4BFAVEMPVFWSNK1BQ4A2", PD_A, 5_000_000, kd_rup="", rup_nama_pkt="=HYPERLINK(1)"),
    ]
    outcome = services.import_paths(paths=[as_json(tmp_path / "lagi.json", rows)], actor=CONSOLE)
    return outcome.pulls[0]


def test_a_pull_tells_what_came_changed_and_went(later: Pull, apip: Client) -> None:
    keys = {change: [row.key for row in intake.changes(later, change)] for change in Change}
    assert keys == {
        Change.ADDED: ["01JHKT4BFAVEMPVFWSNK1BQ4A2"],
        Change.CHANGED: [KEY_A],
        Change.VANISHED: [KEY_B],
    }
    assert (later.added, later.changed, later.vanished) == (1, 1, 1)
    assert KEY_B in apip.get(f"/kelola/{GOV}/impor/{later.pk}/hilang/").content.decode()
    assert apip.get(f"/kelola/{GOV}/impor/{later.pk}/lain/").status_code == 404


def test_what_changed_between_versions_is_marked(later: Pull, apip: Client, example: Example) -> None:
    old, new = intake.versions(example.row)
    assert [(field.name, field.former, field.value) for field in new.fields if field.changed] == [
        ("total_harga", "310000000.00", "330000000.00")
    ]
    assert not any(field.changed for field in old.fields)
    page = apip.get(f"/pantau/{GOV}/baris/{new.row.pk}/").content.decode()
    assert "berubah dari Rp310.000.000" in page
    assert "2 dari 2, berlaku sekarang" in page
    former = apip.get(f"/pantau/{GOV}/baris/{old.row.pk}/").content.decode()
    assert "1 dari 2, sudah diganti" in former


def test_what_moved_since_the_former_pull(later: Pull, apip: Client, example: Example) -> None:
    table = share_table(government=example.government, year=2025)
    moved = spend_moved(table, since=later.at)
    by_code = {unit.code: moved.get(unit.id) for unit in table.units}
    assert (by_code[PD_A], by_code[PD_B], by_code[PD_C]) == (25_000_000, -100_000_000, None)
    page = apip.get("/meja/").content.decode()
    assert "+Rp25.000.000" in page
    assert "−Rp100.000.000" in page


def test_orders_without_plan_say_why_and_add_up(later: Pull, apip: Client) -> None:
    page = apip.get(f"/pantau/{GOV}/tanpa-rencana/?tahun=2025").content.decode()
    assert "Tidak menyebut kode RUP (1)" in page
    assert "senilai Rp5.000.000" in page
    none = apip.get(f"/pantau/{GOV}/tanpa-rencana/?tahun=2025&unit={PD_C}").content.decode()
    assert "Semua pesanan sampai ke rencananya." in none


def test_plans_without_order_add_up(apip: Client) -> None:
    page = apip.get(f"/pantau/{GOV}/tanpa-pesanan/?tahun=2025").content.decode()
    assert "Rp90.000.000" in page
    assert "Jumlah 1 paket" in page
    file = b"".join(
        apip.get(f"/pantau/{GOV}/tanpa-pesanan/?tahun=2025&unduh=rencana-tanpa.csv").streaming_content
    ).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert "50000002" in file
    assert "90000000.00" in file


def test_without_the_plan_of_the_year_the_lists_say_so(apip: Client) -> None:
    assert "RUP penyedia 2024 belum dimuat." in apip.get(f"/pantau/{GOV}/tanpa-rencana/?tahun=2024").content.decode()


def test_a_title_like_a_formula_is_defused_in_files(later: Pull, apip: Client) -> None:
    for address in (f"perangkat-daerah/{PD_A}/?unduh=pesanan-tabel.csv", "tanpa-rencana/?unduh=pesanan-tanpa.csv"):
        answer = apip.get(f"/pantau/{GOV}/{address}&tahun=2025")
        body = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
        assert "'=HYPERLINK(1)" in body
        assert ",=HYPERLINK" not in body


def test_quarantine_is_told_and_exported_whole(example: Example, apip: Client) -> None:
    page = apip.get(f"/kelola/{GOV}/impor/{example.orders.pk}/").content.decode()
    assert "Nilai tidak terbaca" in page
    assert "Seimbang: masuk sama dengan keluar" in page
    answer = apip.get(f"/kelola/{GOV}/impor/{example.orders.pk}/?unduh=karantina-tabel.csv")
    body = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert body.count("pesanan.json") == 1


def test_the_journal_is_read_by_post_not_by_name(example: Example) -> None:
    apip = sitting(example.government, Role.APIP)
    page = apip.get(f"/kelola/{GOV}/jurnal/?peristiwa=intake.pull_applied").content.decode()
    assert page.count("Tarikan dimuat") >= 3
    assert "konsol" in page


def test_rows_of_all_feeds_can_be_read(example: Example, apip: Client) -> None:
    for row in SourceRow.objects.all():
        assert apip.get(f"/pantau/{GOV}/baris/{row.pk}/").status_code == 200
