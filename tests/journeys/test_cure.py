"""From unknown to known in a browser: a unit enters its budget, another confirms; a sheet is learnt once."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from belanja.institutions.models import RoleAssignment, Unit
from belanja.rules.duties import Role
from tests.intake.files import GOV, PD_A, PD_B, PD_C
from tests.support.axe import fit
from tests.support.browser import browser, needs_chromium
from tests.support.officers import PDF, Example, load, person

from .test_officers import sign_in

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium]


@pytest.fixture
def example(tmp_path: Path, transactional_db: None) -> Example:
    return load(tmp_path)


def test_a_unit_enters_its_budget_and_a_second_person_confirms(
    browser: Browser, live_server: Any, example: Example
) -> None:
    head = person(example.government, Role.PA)
    RoleAssignment.objects.filter(user=head).update(unit=Unit.objects.get(government=example.government, code=PD_B))
    page = sign_in(browser.new_context(), live_server.url, head)
    page.goto(f"{live_server.url}/pantau/{GOV}/belum-diketahui/?tahun=2025")
    fit(page)
    page.get_by_role("link", name="Isi anggaran").click()
    fit(page)
    page.get_by_role("button", name="Simpan untuk disahkan").click()
    page.get_by_label("DPA murni").check()
    page.get_by_label("Nomor dokumen").fill("900/2-DPA/2025")
    page.get_by_label("Tanggal dokumen").fill("2025-01-02")
    for label, amount in (
        ("Belanja operasi yang diadakan", "300.000.000"),
        ("Belanja modal", "100.000.000"),
        ("Belanja tidak terduga", "0"),
        ("Belanja non-pengadaan", "50.000.000"),
    ):
        page.get_by_label(label, exact=True).fill(amount)
    page.get_by_label("Dokumen (PDF)").set_input_files(
        {"name": "DPA.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_role("button", name="Simpan untuk disahkan").click()
    expect(page.get_by_text("menunggu pengesahan BPKAD atau Biro PBJ")).to_be_visible()
    expect(page.get_by_text("Ini entri Anda.")).to_be_visible()
    fit(page)

    second = sign_in(browser.new_context(), live_server.url, person(example.government, Role.BPKAD))
    second.get_by_role("link", name="Unit 102").first.click()
    expect(second.locator("[data-table=akibat]")).to_contain_text("25,00%")
    fit(second)
    second.get_by_role("button", name="Sahkan anggaran").click()
    expect(second.get_by_text("Anggaran disahkan dan dipakai dalam angka")).to_be_visible()
    fit(second)

    page.goto(f"{live_server.url}/pantau/{GOV}/perangkat-daerah/{PD_B}/?tahun=2025")
    expect(page.locator(".figure.big .value").first).to_have_text("25,00%")
    expect(page.get_by_text("Dientri: DPA murni 900/2-DPA/2025, 2 Januari 2025")).to_be_visible()
    fit(page)
    page.goto(f"{live_server.url}/pemda/{GOV}/perangkat-daerah/{PD_B}/?tahun=2025")
    expect(page.get_by_text("dientri: DPA murni 900/2-DPA/2025")).to_be_visible()
    fit(page)


def test_a_sheet_with_unknown_headings_is_learnt_once(browser: Browser, live_server: Any, example: Example) -> None:
    page = sign_in(browser.new_context(), live_server.url, person(example.government, Role.BIRO_PBJ))

    def upload(rows: str) -> None:
        page.goto(f"{live_server.url}/kelola/{GOV}/anggaran/")
        page.get_by_role("link", name="Unggah lembar").click()
        fit(page)
        page.get_by_label("DPA perubahan").check()
        page.get_by_label("Nomor dokumen").fill("188/9/2025")
        page.get_by_label("Tahun anggaran").fill("2025")
        page.get_by_label("Tanggal dokumen").fill("2025-09-01")
        page.get_by_label("Berlaku mulai").fill("2025-09-01")
        content = f"Kd OPD;OPD;Brg Jasa;Belanja Modal;Paraf\n{rows}\n".encode()
        page.get_by_label("Lembar (XLSX atau CSV)").set_input_files(
            {"name": "rekap.csv", "mimeType": "text/csv", "buffer": content}
        )
        page.get_by_role("button", name="Unggah lembar").click()

    upload(f"{PD_A};Unit 101;700000000;300000000;a\n;Unit 103;200000000;0;b")
    fit(page)
    for label, meaning in (
        ("“Kd OPD”", "unit_code"),
        ("“OPD”", "unit_name"),
        ("“Brg Jasa”", "operasi"),
        ("“Belanja Modal”", "modal"),
        ("“Paraf”", "ignored"),
    ):
        page.get_by_label(label, exact=True).select_option(meaning)
    page.get_by_role("button", name="Simpan arti kolom").click()
    expect(page.get_by_text("menurut nama mungkin Unit 103; pastikan")).to_be_visible()
    fit(page)
    page.get_by_label("Unit 103 (boleh dikosongkan)").select_option(PD_C)
    page.get_by_role("button", name="Usulkan entri").click()
    expect(page.get_by_text("2 entri menunggu pengesahan orang kedua.")).to_be_visible()
    fit(page)
    sheet = page.url

    second = sign_in(browser.new_context(), live_server.url, person(example.government, Role.BPKAD))
    second.goto(sheet)
    fit(second)
    second.get_by_role("button", name="Sahkan anggaran").click()
    expect(second.get_by_text("2 anggaran disahkan dan dipakai dalam angka.")).to_be_visible()

    upload(f"{PD_B};Unit 102;500000000;0;c")
    expect(page.get_by_role("button", name="Usulkan entri")).to_be_visible()
    expect(page.get_by_role("button", name="Simpan arti kolom")).to_have_count(0)


def test_the_worklists_fit(browser: Browser, live_server: Any, example: Example) -> None:
    page = sign_in(browser.new_context(), live_server.url, person(example.government, Role.BIRO_PBJ))
    for address in (
        f"/pantau/{GOV}/pekerjaan/?tahun=2025",
        f"/pantau/{GOV}/pekerjaan/tanpa_rencana/?tahun=2025",
        f"/pantau/{GOV}/pekerjaan/keputusan/?tahun=2025",
        f"/kelola/{GOV}/anggaran/isi/",
        f"/kelola/{GOV}/anggaran/lembar/",
    ):
        assert (page.goto(f"{live_server.url}{address}") or pytest.fail(address)).status == 200, address
        fit(page)
