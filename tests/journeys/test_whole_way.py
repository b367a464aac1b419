"""The whole way of a micro firm in one go: a telephone number, a registration, a sheet filled offline, a verifier's
approval, and a citizen who finds what can be bought. The firm has a small screen and no JavaScript."""

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from belanja.catalogue.models import Offer
from belanja.catalogue.services import serve_regions
from belanja.institutions.models import Government
from belanja.rules.duties import Role
from belanja.rules.listings import ListingState
from tests.catalogue.worlds import shelf
from tests.exchange.sheets import GOOD, filled
from tests.support.axe import fit
from tests.support.browser import browser, needs_chromium
from tests.support.listings import PAPER
from tests.support.officers import person

from .test_officers import sign_in

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium, pytest.mark.django_db(transaction=True)]

PIN, NUMBER, NAME = "407183", "0812 7777 1212", "Kertas Bu Ratu"


@pytest.fixture
def government() -> Government:
    cache.clear()
    serve_regions()
    shelf("kertas", "Kertas dan Cover", *PAPER)
    return Government.objects.get(code="D43")


def _account(page: Page, address: str) -> None:
    page.goto(f"{address}/akun/daftar/")
    page.get_by_label("Nama Anda").fill("Ratu Sinta")
    page.get_by_label("Nomor telepon").fill(NUMBER)
    page.get_by_label("PIN", exact=True).fill(PIN)
    page.get_by_label("PIN sekali lagi").fill(PIN)
    page.get_by_role("button", name="Daftar").click()
    expect(page.get_by_text("Akun siap dipakai.")).to_be_visible()


def _proof(officer: Page, address: str, page: Page) -> None:
    """The officer hands the code over; the seller opens its link on the telephone."""
    officer.goto(f"{address}/kelola/D43/akun/")
    officer.get_by_role("link", name="Ratu Sinta").click()
    officer.get_by_role("button", name="Buat kode").click()
    code = officer.locator(".sheet .code.big").inner_text()
    page.goto(f"{address}/akun/kode/{code}/")
    page.get_by_role("button", name="Nomor ini milik saya").click()
    expect(page.get_by_text("Nomor Anda terbukti.")).to_be_visible()


def _registration(page: Page, address: str) -> None:
    page.goto(f"{address}/usaha/")
    page.get_by_label("Cari usaha Anda dengan NIB").fill("9120 0077 12345")
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("link", name="Daftarkan usaha baru").click()
    page.get_by_label("Nama usaha").fill(NAME)
    page.get_by_label("Kabupaten/kota").select_option(label="Kab. Lebak")
    page.get_by_role("button", name="Mulai").click()
    page.get_by_label("KBLI").fill("47611")
    page.get_by_label("Alamat usaha").fill("Kampung Cisimeut 2, Desa Cisimeut, Kec. Leuwidamar")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_label("Saya pemilik atau pengurus").check()
    page.get_by_role("button", name="Ajukan pendaftaran").click()
    expect(page.get_by_text("belum selesai diverifikasi")).to_be_visible()


def _goods(page: Page, desk: str) -> None:
    """The sheet of the etalase, filled with one good and sent back."""
    page.goto(f"{desk}lembar/")
    page.get_by_label("Cari etalase lain").fill("kertas")
    page.get_by_role("button", name="Cari").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Unduh lembar").first.click()
    sheet = filled(Path(waiting.value.path()).read_bytes(), new=[{**GOOD, "Nomor artikel": "A4-70"}])
    page.get_by_label("Untuk etalase").select_option(label="Kertas dan Cover")
    page.get_by_label("Lembar yang sudah diisi").set_input_files(
        {"name": "barang.xlsx", "mimeType": "application/octet-stream", "buffer": sheet}
    )
    page.get_by_role("button", name="Unggah lembar").click()
    page.get_by_role("button", name="Terapkan 1 baris").click()
    expect(page.get_by_text("1 baris diterapkan.")).to_be_visible()


def test_from_a_telephone_number_to_a_good_that_can_be_bought(
    browser: Browser, live_server: Any, government: Government
) -> None:
    address = live_server.url
    page = browser.new_context(
        viewport={"width": 390, "height": 800}, java_script_enabled=False, accept_downloads=True
    ).new_page()
    _account(page, address)
    officer = sign_in(browser.new_context(), address, person(government, Role.VERIFIKATOR))
    _proof(sign_in(browser.new_context(), address, person(government, Role.PEMBINA)), address, page)
    _registration(page, address)
    desk = page.url

    # Listed before the firm is verified: everybody sees it at once, nobody can buy it yet.
    _goods(page, desk)
    citizen = browser.new_context(java_script_enabled=False).new_page()
    citizen.goto(f"{address}/katalog/cari?q=kertas+a4")
    expect(citizen.get_by_role("link", name="Kertas HVS A4 70 g").first).to_be_visible()
    assert Offer.objects.get().state == ListingState.SUBMITTED

    officer.goto(f"{address}/kelola/D43/usaha/")
    officer.get_by_label(NAME).check()
    officer.get_by_label("Luluskan").check()
    officer.get_by_role("button", name="Putuskan").click()
    expect(officer.get_by_text("1 pendaftaran diputus.")).to_be_visible()
    officer.goto(f"{address}/kelola/D43/katalog/kurasi/")
    officer.get_by_role("link", name="Kertas HVS A4 70 g").click()
    officer.get_by_label("Setujui").check()
    officer.get_by_role("button", name="Simpan putusan").click()
    expect(officer.get_by_text("Sekarang tayang.")).to_be_visible()
    fit(officer)

    page.goto(desk)
    expect(page.get_by_text("Usaha terverifikasi.")).to_be_visible()
    citizen.goto(f"{address}/katalog/cari?q=kretas+a4")
    citizen.get_by_role("link", name="Kertas HVS A4 70 g").first.click()
    expect(citizen.get_by_role("link", name=NAME).first).to_be_visible()
    expect(citizen.get_by_text("Rp48.000").first).to_be_visible()
    assert Offer.objects.get().state == ListingState.LISTED
