"""Entering a budget, confirming it, and what the unknown list offers to whom."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from belanja.accounts.models import User
from belanja.institutions.models import RoleAssignment, Unit
from belanja.plans.models import BudgetVersion
from belanja.rules.budgets import BudgetState
from belanja.rules.duties import Role
from tests.intake.files import GOV, PD_A, PD_B, PD_C
from tests.support.officers import PDF, Example, sitting

HERE = f"/kelola/{GOV}/anggaran/"


def head_of(example: Example, code: str) -> Client:
    """The Pengguna Anggaran of one unit."""
    client = sitting(example.government, Role.PA)
    RoleAssignment.objects.filter(user=User.objects.latest("pk")).update(
        unit=Unit.objects.get(government=example.government, code=code)
    )
    return client


def body(**more: Any) -> dict[str, Any]:
    return {
        "tahun": 2025,
        "kind": "murni",
        "number": "900/7-DPA/2025",
        "dated": "2025-01-02",
        "valid_from": "2025-01-02",
        "operasi": "Rp400.000.000",
        "modal": "100.000.000,00",
        "btt": "0",
        "non_pengadaan": "1.000.000.000",
        "pengadaan": "500.000.000",
        "document": SimpleUploadedFile("DPA.pdf", PDF),
        "note": "",
        **more,
    }


def test_a_unit_enters_its_own_budget_and_no_other(example: Example) -> None:
    head = head_of(example, PD_B)
    page = head.get(f"{HERE}isi/?tahun=2025").content.decode()
    assert "Isi anggaran Unit 102" in page, "one unit needs no choice"
    assert "Rp800.000.000" in page, "what is on record stands beside"
    wrong = head.post(f"{HERE}isi/?unit={PD_B}&tahun=2025", body(pengadaan="499.999.999"))
    assert wrong.status_code == 422
    assert "Jumlah bagiannya Rp500.000.000" in wrong.content.decode()
    fake = head.post(
        f"{HERE}isi/?unit={PD_B}&tahun=2025", body(document=SimpleUploadedFile("DPA.pdf", b"<script>alert(1)</script>"))
    )
    assert fake.status_code == 422
    assert "bukan PDF" in fake.content.decode()
    assert BudgetVersion.objects.count() == 1
    assert head.post(f"{HERE}isi/?unit={PD_A}&tahun=2025", body()).status_code == 404
    done = head.post(f"{HERE}isi/?unit={PD_B}&tahun=2025", body())
    version = BudgetVersion.objects.latest("pk")
    assert done.status_code == 302
    assert (version.unit.code, str(version.pengadaan), version.state) == (PD_B, "500000000.00", "diusulkan")
    page = head.get(f"{HERE}{version.pk}/").content.decode()
    assert "Ini entri Anda." in page
    assert "Sahkan anggaran" not in page
    assert head.post(f"{HERE}{version.pk}/", {"do": "confirm"}).status_code == 404


def test_a_second_person_confirms_and_the_figure_is_marked(example: Example) -> None:
    bpkad = sitting(example.government, Role.BPKAD)
    at = f"{HERE}{example.entry.pk}/"
    page = bpkad.get(at).content.decode()
    assert "Struktur Anggaran PD di SiRUP menyebut Rp300.000.000" in page
    assert "Bila disahkan" in page
    assert bpkad.post(at, {"do": "reject", "reason": ""}).status_code == 422
    assert bpkad.post(at, {"do": "confirm"}).status_code == 302
    assert bpkad.post(at, {"do": "confirm"}).status_code == 409
    example.entry.refresh_from_db()
    assert example.entry.state == BudgetState.CONFIRMED
    apip = sitting(example.government, Role.APIP)
    for address in (f"/pantau/{GOV}/?tahun=2025", f"/pantau/{GOV}/perangkat-daerah/{PD_C}/?tahun=2025"):
        assert "ientri: DPA murni 900/12-DPA/2025, 2 Januari 2025" in apip.get(address).content.decode()
    for address in (f"/pemda/{GOV}/perangkat-daerah/?tahun=2025", f"/pemda/{GOV}/perangkat-daerah/{PD_C}/?tahun=2025"):
        assert "dientri: DPA murni 900/12-DPA/2025" in Client().get(address).content.decode()
    assert bpkad.post(at, {"do": "withdraw", "reason": "DPA itu dicabut."}).status_code == 302
    assert "dientri" not in apip.get(f"/pantau/{GOV}/?tahun=2025").content.decode()


def test_the_document_comes_back_as_a_download(example: Example) -> None:
    answer = sitting(example.government, Role.APIP).get(f"{HERE}{example.entry.pk}/dokumen/")
    assert answer.content == PDF
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("role", "offered"),
    [(Role.BIRO_PBJ, {"Putuskan", "Isi anggaran"}), (Role.PA, {"Isi anggaran"}), (Role.APIP, {"Lihat yang menunggu"})],
)
def test_the_unknown_list_is_where_it_is_cured(example: Example, role: Role, offered: set[str]) -> None:
    page = sitting(example.government, role).get(f"/pantau/{GOV}/belum-diketahui/?tahun=2025").content.decode()
    for words in ("Putuskan", "Isi anggaran", "Lihat yang menunggu"):
        assert (f">{words}" in page) is (words in offered), words


def test_dates_are_read_both_ways(example: Example) -> None:
    head = head_of(example, PD_B)
    head.post(f"{HERE}isi/?unit={PD_B}&tahun=2025", body(valid_from="15/03/2025"))
    assert BudgetVersion.objects.latest("pk").valid_from == date(2025, 3, 15)


def test_a_sheet_with_unknown_headings_is_explained_once(example: Example) -> None:
    clerk, at = sitting(example.government, Role.BIRO_PBJ), f"{HERE}lembar/"

    def upload(rows: str) -> Any:
        document = SimpleUploadedFile("anggaran.csv", f"Kode;Nama;Operasi;Modal;Ket\n{rows}\n".encode())
        return clerk.post(at, body(kind="perubahan", valid_from="2025-07-01", document=document))

    first = upload(f"{PD_A};Unit 101;700000000;300000000;x\n;Unit 102;100;0;y")
    page = clerk.get(first["Location"]).content.decode()
    assert "Contoh isi: 700000000" in page
    assert "Simpan arti kolom" in page
    meanings = {f"kolom-{place}": said for place, said in enumerate(("unit_code", "unit_name", "operasi", "ignored"))}
    wrong = clerk.post(first["Location"], {"do": "map", **meanings, "kolom-4": "ignored"})
    assert wrong.status_code == 422
    assert "Tunjukkan kolom belanja modal" in wrong.content.decode()
    clerk.post(first["Location"], {"do": "map", **meanings, "kolom-3": "modal", "kolom-4": "ignored"})
    page = clerk.get(first["Location"]).content.decode()
    assert "cocok menurut kode" in page
    assert "menurut nama mungkin Unit 102; pastikan" in page
    clerk.post(first["Location"], {"do": "propose", "baris-0": PD_A, "baris-1": PD_B, "note": "Kecil tetapi benar."})
    page = clerk.get(first["Location"]).content.decode()
    assert "Ini lembar Anda." in page
    made = BudgetVersion.objects.filter(batch__isnull=False)
    assert {version.unit.code for version in made} == {PD_A, PD_B}
    one = made.get(unit__code=PD_A)
    assert clerk.post(first["Location"], {"do": "confirm", "entry": [one.pk]}).status_code == 403
    bpkad = sitting(example.government, Role.BPKAD)
    assert bpkad.post(first["Location"], {"do": "confirm", "entry": [one.pk]}).status_code == 302
    assert set(made.values_list("unit__code", "state")) == {(PD_A, "disahkan"), (PD_B, "diusulkan")}
    second = upload(f"{PD_A};Unit 101;800000000;300000000;x")
    page = clerk.get(second["Location"]).content.decode()
    assert "Usulkan entri" in page
    assert "Simpan arti kolom" not in page


def test_a_head_of_a_unit_uploads_no_sheet(example: Example) -> None:
    head = head_of(example, PD_B)
    for address in (f"{HERE}lembar/", f"{HERE}lembar/{example.sheet.pk}/"):
        assert head.get(address).status_code == 404
        assert head.post(address, {"do": "discard"}).status_code == 404
    example.sheet.refresh_from_db()
    assert example.sheet.state == "headings"
