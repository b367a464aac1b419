"""The quarantine desk and withdrawals in the browser of a clerk: propose, confirm, sheets out and in."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from belanja.affirmation import rendering
from belanja.affirmation.selectors import share_table
from belanja.institutions.models import Government
from belanja.intake import services
from belanja.intake.models import Correction, Pull, QuarantineRow, SourceRow, Withdrawal
from belanja.journal.services import CONSOLE
from belanja.rules.duties import Role
from tests.intake.files import GOV, PD_A, as_json, budget, v6
from tests.support.officers import sitting

KEYS = ["01K32QD12XPKKTQMJ6E33ADS4" + letter for letter in "ABCDEFG"]
DESK = reverse("manager:quarantine", args=[GOV])
SHEET = reverse("manager:quarantine_sheet", args=[GOV])


@pytest.fixture
def office(tmp_path: Path, db: None) -> Government:
    bad = [{**v6(KEYS[n], PD_A, 1), "total_harga": total} for n, total in ((1, "dua puluh"), (2, "tiga"), (3, -5))]
    services.import_paths(
        paths=[
            as_json(tmp_path / "b.json", [budget(PD_A, 1000)]),
            as_json(tmp_path / "o.json", [v6(KEYS[0], PD_A, 90), *bad]),
        ],
        actor=CONSOLE,
    )
    return Government.objects.get(code=GOV)


def ids(*keys: str) -> list[str]:
    return [str(pk) for pk in QuarantineRow.objects.filter(payload__kd_paket__in=keys).values_list("pk", flat=True)]


def sheet_of(client: Client) -> list[dict[str, str]]:
    answer = client.get(DESK, {"sumber": "v6_orders", "lembar": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text)))


def returned(client: Client, rows: list[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    file = SimpleUploadedFile("lembar.csv", out.getvalue().encode())
    answer = client.post(SHEET, {"sheet": file})
    return str(answer.content.decode())


def test_one_proposes_and_another_confirms(office: Government) -> None:
    clerk, colleague = sitting(office, Role.BIRO_PBJ), sitting(office, Role.BIRO_PBJ)
    page = clerk.get(DESK).content.decode()
    assert "3 baris" in page
    asked = {"baris": ids(KEYS[1]), "action": "correct", "column": "total_harga", "value": "20", "reason": "surat 12"}
    answer = clerk.post(DESK, asked)
    assert answer.status_code == 302
    wish = Correction.objects.get()
    address = reverse("manager:correction", args=[GOV, wish.pk])
    assert "dua puluh" in clerk.get(address).content.decode()
    assert clerk.post(address, {"do": "approve"}).status_code == 403
    assert clerk.post(DESK, asked).status_code == 409, "it is proposed already"
    assert "Menunggu Anda sebagai orang kedua" in colleague.get(reverse("leader:desk")).content.decode()
    assert colleague.post(address, {"do": "approve"}).status_code == 302
    assert colleague.post(address, {"do": "approve"}).status_code == 409
    assert SourceRow.objects.filter(key=KEYS[1], pull_to=None).exists()


def test_what_does_not_fit_is_told_and_nothing_is_kept(office: Government) -> None:
    clerk = sitting(office, Role.BIRO_PBJ)
    asked = {"baris": ids(KEYS[1], KEYS[2]), "action": "accept", "reason": "surat 12"}
    answer = clerk.post(DESK, asked)
    assert answer.status_code == 422
    assert "bukan angka rupiah" in answer.content.decode()
    assert clerk.post(DESK, {"action": "correct", "reason": "surat"}).status_code == 422
    assert not Correction.objects.exists()


def test_everything_that_matches_the_filter(office: Government) -> None:
    clerk = sitting(office, Role.BIRO_PBJ)
    answer = clerk.post(DESK + "?alasan=bad_value", {"action": "reject", "everything": "on", "reason": "bukan pesanan"})
    assert answer.status_code == 302
    assert Correction.objects.get().rows.count() == 2


def test_a_sheet_goes_out_and_comes_back(office: Government) -> None:
    clerk = sitting(office, Role.BIRO_PBJ)
    rows = sheet_of(clerk)
    assert [row["total_harga"] for row in rows] == ["dua puluh", "tiga", "'-5.00"]
    assert "tidak mengubah apa-apa" in returned(clerk, rows)
    rows[0]["total_harga"] = "bukan angka"
    rows[1]["putusan"] = "entah"
    page = returned(clerk, rows)
    assert "Baris 2 lembar" in page
    assert "Baris 3 lembar" in page
    rows[0]["total_harga"], rows[1]["putusan"], rows[2]["putusan"] = "20", "tolak", "terima"
    page = returned(clerk, rows)
    assert "3 baris akan diusulkan" in page
    assert not Correction.objects.exists()
    wanted = page.split('name="wanted" value="')[1].split('"')[0]
    answer = clerk.post(SHEET, {"wanted": wanted, "reason": "diperiksa satu per satu"})
    assert answer.status_code == 302
    assert sorted(Correction.objects.values_list("action", flat=True)) == ["accept", "correct", "reject"]


def test_the_same_sheet_as_a_workbook(office: Government) -> None:
    clerk = sitting(office, Role.BIRO_PBJ)
    answer = clerk.get(DESK, {"sumber": "v6_orders", "lembar": "xlsx"})
    file = SimpleUploadedFile("lembar.xlsx", b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    assert "tidak mengubah apa-apa" in clerk.post(SHEET, {"sheet": file}).content.decode()


def test_a_file_that_is_no_sheet(office: Government) -> None:
    clerk = sitting(office, Role.BIRO_PBJ)
    for content in (b"a,b\n1,2\n", b"%PDF-1.7"):
        assert clerk.post(SHEET, {"sheet": SimpleUploadedFile("x.csv", content)}).status_code == 422
    tampered = clerk.post(SHEET, {"wanted": "eyJ", "reason": "alasan panjang"})
    assert tampered.status_code == 302
    assert not Correction.objects.exists()


def test_the_head_withdraws_alone_and_a_clerk_with_a_colleague(office: Government, tmp_path: Path) -> None:
    pull = Pull.objects.get(feed="v6_orders")
    address = reverse("manager:withdraw", args=[GOV, pull.pk])
    clerk, colleague = sitting(office, Role.BIRO_PBJ), sitting(office, Role.BIRO_PBJ)
    page = clerk.get(address).content.decode()
    assert "Usulkan penarikan" in page
    assert "9,00%" in page
    assert Pull.objects.standing().count() == 2, "looking changes nothing"
    assert clerk.post(address, {"scope": "pull", "reason": "berkas keliru"}).status_code == 302
    wish = Withdrawal.objects.get()
    decide = reverse("manager:withdrawal", args=[GOV, wish.pk])
    assert clerk.post(decide, {"do": "approve"}).status_code == 403
    assert colleague.get(decide).status_code == 200
    assert colleague.post(decide, {"do": "approve"}).status_code == 302
    assert Pull.objects.standing().count() == 1
    page = clerk.get(reverse("manager:pull", args=[GOV, pull.pk])).content.decode()
    assert "sudah ditarik" in page
    assert "berkas keliru" in page
    services.import_paths(paths=[tmp_path / "o.json"], actor=CONSOLE)
    head = sitting(office, Role.KEPALA_BIRO_PBJ)
    again = reverse("manager:withdraw", args=[GOV, Pull.objects.latest("id").pk])
    assert head.post(again, {"scope": "pull", "reason": "berkas keliru"}).status_code == 302
    assert Pull.objects.standing().count() == 1


def test_what_waits_stands_beside_the_figure(office: Government) -> None:
    table = share_table(government=office, year=2025)
    assert (table.quarantined_rows, table.quarantined_amount) == (3, Decimal("-5.00"))
    assert rendering.share_table_data(table)["quarantined"] == {"rows": 3, "amount": "-5.00"}
    clerk = sitting(office, Role.BIRO_PBJ)
    page = clerk.get(reverse("leader:overview", args=[GOV]), {"tahun": "2025"}).content.decode()
    assert "Di karantina, belum masuk pembilang" in page
    page = clerk.get(reverse("leader:unit", args=[GOV, PD_A]), {"tahun": "2025"}).content.decode()
    assert "3 baris unit ini di karantina" in page
