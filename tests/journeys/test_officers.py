"""Officers at work in a real browser: from a file to a known share, from a share to its source row, two at one desk."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from belanja.accounts.models import User
from belanja.institutions.services import ensure_government
from belanja.journal.services import CONSOLE
from belanja.rules.duties import Role
from tests.intake.files import GOV, PD_A, PD_C
from tests.support.axe import complaints, fit
from tests.support.browser import browser, needs_chromium
from tests.support.officers import PASSWORD, STRANGE, Example, files, load, person

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium]


def sign_in(context: BrowserContext, address: str, user: User) -> Page:
    page = context.new_page()
    page.goto(f"{address}/meja/")
    page.get_by_label("Nomor telepon atau surel").fill(user.email or "")
    page.get_by_label("PIN atau kata sandi").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Masuk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Meja kerja")
    return page


@pytest.fixture
def example(tmp_path: Path, transactional_db: None) -> Example:
    return load(tmp_path)


def test_from_an_upload_to_a_known_share(
    browser: Browser, live_server: Any, transactional_db: None, tmp_path: Path
) -> None:
    """Biro PBJ uploads, chooses a budget, says what a status word means, and the shares become known."""
    government = ensure_government(code=GOV, name="Kab. Contoh", kind_text="KABUPATEN", actor=CONSOLE)
    page = sign_in(browser.new_context(), live_server.url, person(government, Role.BIRO_PBJ))
    fit(page)
    page.get_by_role("link", name="Unggah", exact=True).click()
    page.get_by_label("Berkas", exact=True).set_input_files([str(path) for path in files(tmp_path)])
    page.get_by_role("button", name="Muat berkas").click()
    expect(page.get_by_role("heading", name="Hasil unggahan")).to_be_visible()
    expect(page.get_by_text("Seimbang: masuk sama dengan keluar, sampai ke sen.")).to_have_count(3)
    fit(page)

    page.get_by_role("link", name="Keputusan", exact=True).click()
    fit(page)
    page.get_by_role("link", name="Anggaran ganda yang berbeda").click()
    fit(page)
    page.get_by_role("button", name="Simpan keputusan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Anggaran ganda yang berbeda")  # nothing was chosen
    page.get_by_label("Rp500.000.000").check()
    page.get_by_label("Alasan").fill("Menurut DPA nomor 12.")
    page.get_by_role("button", name="Simpan keputusan").click()
    expect(page.get_by_text("Porsi Unit 102 2025: 20,00%.")).to_be_visible()

    page.get_by_role("link", name="Status pesanan tidak dikenal").click()
    expect(page.get_by_role("group", name=f"Apa arti status “{STRANGE}”?")).to_be_visible()
    fit(page)
    page.get_by_label("Surat pesanan sudah ditandatangani kedua pihak").check()
    page.get_by_label("Alasan").fill("Menurut panduan katalog.")
    page.get_by_role("button", name="Simpan keputusan").click()
    expect(page.get_by_text("Tidak ada yang menunggu keputusan.")).to_be_visible()

    page.goto(f"{live_server.url}/pantau/{GOV}/perangkat-daerah/{PD_C}/?tahun=2025")
    expect(page.locator(".figure.big .value")).to_have_text("10,00%")
    fit(page)


def test_from_the_share_to_the_source_row_without_javascript(
    browser: Browser, live_server: Any, example: Example
) -> None:
    """APIP follows a figure down to the row it came from, by plain links."""
    context = browser.new_context(java_script_enabled=False)
    page = sign_in(context, live_server.url, person(example.government, Role.APIP))
    page.get_by_role("link", name="Ringkasan").last.click()
    page.get_by_label("Penyebut").select_option("rup_penyedia")
    page.get_by_role("button", name="Hitung").click()
    assert "penyebut=rup_penyedia" in page.url
    page.get_by_label("Penyebut").select_option("belanja_pengadaan")
    page.get_by_role("button", name="Hitung").click()
    page.get_by_role("link", name="Unit 101").click()
    expect(page.locator(".figure.big .value")).to_have_text("31,00%")
    page.locator("[data-table=pesanan-tabel] tbody th a").first.click()
    page.locator("[data-table=kini] tbody a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Baris sumber {example.row.pk}")
    expect(page.locator("[data-table=isi-baris]")).to_contain_text("Rp310.000.000")
    context.close()


def test_the_later_of_two_clerks_is_told(browser: Browser, live_server: Any, example: Example) -> None:
    pages = []
    for _clerk in range(2):
        page = sign_in(browser.new_context(), live_server.url, person(example.government, Role.BIRO_PBJ))
        page.goto(f"{live_server.url}/kelola/{GOV}/keputusan/{example.conflict.pk}/")
        pages.append(page)
    for page, amount in zip(pages, ("Rp500.000.000", "Rp800.000.000"), strict=True):
        page.get_by_label(amount).check()
        page.get_by_label("Alasan").fill("Menurut DPA nomor 12.")
        page.get_by_role("button", name="Simpan keputusan").click()
    expect(pages[0].get_by_text("Porsi Unit 102 2025: 20,00%.")).to_be_visible()
    expect(pages[1].get_by_role("alert")).to_contain_text("keputusan Anda tidak disimpan")
    expect(pages[1].get_by_text("Menurut DPA nomor 12.")).to_be_visible()
    fit(pages[1])


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_every_page_fits(browser: Browser, live_server: Any, example: Example, width: int, scheme: Any) -> None:
    """The pages that the journeys above do not pass, seen by somebody who may open all of them."""
    roles = (Role.KEPALA_BIRO_PBJ, Role.APIP, Role.ADMIN)
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = sign_in(context, live_server.url, person(example.government, *roles))
    for address in (
        "/meja/",
        f"/pantau/{GOV}/?tahun=2025",
        f"/pantau/{GOV}/belum-diketahui/",
        f"/pantau/{GOV}/perangkat-daerah/{PD_A}/",
        f"/pantau/{GOV}/pesanan/{example.order.pk}/",
        f"/pantau/{GOV}/baris/{example.row.pk}/",
        f"/pantau/{GOV}/tanpa-rencana/",
        f"/pantau/{GOV}/tanpa-pesanan/",
        f"/kelola/{GOV}/jurnal/",
        f"/kelola/{GOV}/impor/",
        f"/kelola/{GOV}/impor/{example.orders.pk}/",
        f"/kelola/{GOV}/impor/{example.orders.pk}/baru/",
        f"/kelola/{GOV}/parameter/",
        f"/kelola/{GOV}/parameter/usul/",
        f"/kelola/{GOV}/parameter/{example.parameter.pk}/",
        f"/kelola/{GOV}/unit/",
        f"/kelola/{GOV}/peran/",
    ):
        assert (page.goto(f"{live_server.url}{address}") or pytest.fail(address)).status == 200, address
        assert complaints(page) == []
