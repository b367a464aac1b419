"""Sheets of budgets with columns of their own: explained once, matched to units, proposed, confirmed by another."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from belanja.institutions.models import Government, RoleAssignment
from belanja.intake import budget_sheets, services
from belanja.intake.models import BudgetSheet, HeadingMeaning
from belanja.journal.models import Event
from belanja.journal.services import Actor
from belanja.plans import services as plans
from belanja.plans.models import BudgetVersion
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Role
from belanja.rules.headings import Meaning
from tests.support.officers import load
from tests.support.people import hired

from .files import GOV, PD_A, PD_B, PD_C, SUB_B

pytestmark = pytest.mark.django_db

HEAD = ["No", "Kode SKPD", "Nama SKPD", "Belanja Barang & Jasa", "Bel. Modal", "BTT", "Non Pengadaan", "Jumlah"]
ROWS = [
    [1, PD_A, "UNIT 101", 700_000_000, 300_000_000, 0, 50_000_000, 1_050_000_000],
    [2, PD_B, "UNIT 102", "400.000.000,50", 100_000_000, 0, 0, "500.000.000,50"],
    [3, "", "Unit 103", 200_000_000, 0, 0, 0, 200_000_000],
    ["", "", "JUMLAH", 1_300_000_000, 400_000_000, 0, 50_000_000, 1_750_000_000],
]
MEANINGS = {
    "Kode SKPD": "unit_code",
    "Nama SKPD": "unit_name",
    "Belanja Barang & Jasa": "operasi",
    "Bel. Modal": "modal",
    "BTT": "btt",
    "Non Pengadaan": "non_pengadaan",
    "Jumlah": "total",
}


def workbook(head: list[str], rows: list[list[Any]]) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet("DPA")
        page.write_row(0, 0, ["Rekapitulasi DPA 2025"])
        page.write_row(2, 0, head)
        for place, row in enumerate(rows, 3):
            page.write_row(place, 0, row)
    return out.getvalue()


def as_csv(head: list[str], rows: list[list[Any]]) -> bytes:
    return "\r\n".join(";".join(str(cell) for cell in row) for row in [head, *rows]).encode()


@pytest.fixture
def government(tmp_path: Path) -> Government:
    return load(tmp_path).government


@pytest.fixture
def clerk(government: Government) -> Actor:
    return hired(government, Role.BIRO_PBJ)


def receive(government: Government, actor: Actor, content: bytes, name: str = "DPA 2025.xlsx") -> BudgetSheet:
    return services.receive_sheet(
        government=government,
        year=2025,
        kind="perubahan",
        number="188/DPPA/2025",
        dated=date(2025, 3, 1),
        valid_from=date(2025, 3, 1),
        file_name=name,
        content=content,
        actor=actor,
    )


def test_columns_are_asked_about_once_and_rows_become_entries(government: Government, clerk: Actor) -> None:
    sheet = receive(government, clerk, workbook(HEAD, ROWS))
    assert sheet.state == BudgetSheet.State.HEADINGS
    suggestions = {heading.name: heading.meaning for heading in budget_sheets.columns(sheet)}
    assert suggestions["Kode SKPD"] is Meaning.UNIT_CODE
    assert suggestions["BTT"] is Meaning.BTT
    assert suggestions["No"] is Meaning.IGNORED
    with pytest.raises(RuleBroken, match="kode unit atau nama unit"):
        services.explain_headings(sheet_id=sheet.pk, meanings={"BTT": "btt"}, actor=clerk)
    sheet = services.explain_headings(sheet_id=sheet.pk, meanings=MEANINGS, actor=clerk)
    rows = budget_sheets.rows(sheet)
    assert [(row.unit.code if row.unit else "", row.by) for row in rows] == [
        (PD_A, "kode"),
        (PD_B, "kode"),
        (PD_C, "nama"),
    ]
    assert not any(row.problems for row in rows)
    chosen = {PD_A: PD_A, PD_B: PD_B, "unit 103": PD_C}
    made = services.propose_sheet(sheet_id=sheet.pk, units=chosen, note="", actor=clerk)
    assert {version.pengadaan for version in made} == {
        Decimal("1000000000.00"),
        Decimal("500000000.50"),
        Decimal("200000000.00"),
    }
    assert {version.batch for version in made} == {sheet.batch}
    plans.confirm_budgets(version_ids=[version.pk for version in made], actor=hired(government, Role.BPKAD))

    again = receive(government, clerk, workbook(HEAD, ROWS[:1]), name="lain.xlsx")
    assert again.state == BudgetSheet.State.ROWS, "the same headings are not asked about again"
    other = receive(government, clerk, as_csv([*HEAD, "Catatan"], [[*ROWS[0], ""]]), name="lain.csv")
    assert other.state == BudgetSheet.State.HEADINGS
    assert [heading.name for heading in budget_sheets.columns(other) if not heading.remembered] == ["Catatan"]


def test_accounts_are_summed_by_their_groups(government: Government, clerk: Actor) -> None:
    head = ["Kode Unit", "Unit", "Kode Rekening", "Anggaran"]
    lines = [
        ("5", 1_000), ("5.1", 700), ("5.1.01", 300), ("5.1.01.01.01.0001", 300), ("5.1.02", 400),
        ("5.1.02.01.01.0024", 150), ("1.02.02.2.01.0003.5.1.02.02.01.0061", 250), ("5.2", 290),
        ("5.2.02.05.01.0001", 290), ("5.3.01.01.01.0001", 10), ("4.1.01", 999),
    ]  # fmt: skip
    rows: list[list[Any]] = [[PD_A, "UNIT 101", account, amount] for account, amount in lines]
    rows += [[PD_B, "UNIT 102", "5.1.02", 10], [PD_B, "UNIT 102", "5.1.02.01", 9], [PD_B, "UNIT 102", "7.9", 1]]
    sheet = receive(government, clerk, as_csv(head, rows), name="sipd.csv")
    meanings = {"Kode Unit": "unit_code", "Kode Rekening": "account", "Anggaran": "amount"}
    first, second = budget_sheets.rows(services.explain_headings(sheet_id=sheet.pk, meanings=meanings, actor=clerk))
    told = first.amounts
    assert (told.operasi, told.modal, told.btt, told.non_pengadaan) == (400, 290, 10, 300)
    assert not first.problems
    assert second.problems == [
        "rekening 7.9 tidak dikenal",
        "jumlah rekening 5.1.02 tidak sama dengan rinciannya",
    ]
    with pytest.raises(RuleBroken, match="UNIT 102"):
        services.propose_sheet(sheet_id=sheet.pk, units={PD_A: PD_A, PD_B: PD_B}, note="", actor=clerk)
    assert not BudgetVersion.objects.filter(batch=sheet.batch).exists()


def test_sub_units_of_a_sheet_are_not_counted_twice(government: Government, clerk: Actor) -> None:
    below = government.units.create(code=SUB_B, name="PUSKESMAS", sort_key="puskesmas", kind="sub_unit")
    below.parents.create(parent=government.units.get(code=PD_B))
    rows = [[1, PD_B, "UNIT 102", 5, 0, 0, 0, 5], [2, SUB_B, "PUSKESMAS", 3, 0, 0, 0, 3]]
    sheet = receive(government, clerk, workbook(HEAD, rows))
    services.explain_headings(sheet_id=sheet.pk, meanings=MEANINGS, actor=clerk)
    made = services.propose_sheet(sheet_id=sheet.pk, units={PD_B: PD_B, SUB_B: SUB_B}, note="kecil", actor=clerk)
    assert {version.unit.code: version.covers_below for version in made} == {PD_B: False, SUB_B: True}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"PK\x03\x04 bukan zip", "sheet_broken"),
        ("a.csv", b"", "paper_empty"),
        ("a.csv", b"satu kolom\nsaja", "sheet_broken"),
        ("a.pdf", b"%PDF-1.4 %%EOF", "sheet_kind"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "sheet_kind"),
    ],
)
def test_what_is_no_table_is_refused_and_leaves_nothing(
    government: Government, clerk: Actor, name: str, content: bytes, code: str
) -> None:
    before = Event.objects.count()
    with pytest.raises(RuleBroken) as found:
        receive(government, clerk, content, name=name)
    assert found.value.code == code
    assert (BudgetSheet.objects.count(), Event.objects.count()) == (1, before)


def test_only_who_enters_for_the_whole_government(government: Government, clerk: Actor) -> None:
    head = hired(government, Role.PA)
    RoleAssignment.objects.filter(user_id=head.user_id).update(unit=government.units.get(code=PD_A))
    sheet = receive(government, clerk, workbook(HEAD, ROWS))
    for actor in (head, hired(government, Role.APIP)):
        with pytest.raises(RuleBroken) as found:
            receive(government, actor, workbook(HEAD, ROWS))
        assert found.value.status == 403
        with pytest.raises(RuleBroken):
            services.explain_headings(sheet_id=sheet.pk, meanings=MEANINGS, actor=actor)
    assert not HeadingMeaning.objects.exists()
    assert government.code == GOV
