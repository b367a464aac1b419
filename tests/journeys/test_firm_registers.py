"""A micro firm registers by telephone, a verifier returns it with a reason, the firm mends it and is passed; another
firm is entered by an officer and confirmed by its owner. Without JavaScript on the firm's side."""

from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from belanja.accounts.models import User
from belanja.catalogue.services import serve_regions
from belanja.institutions.models import Government
from belanja.rules.duties import Role
from tests.support.axe import fit
from tests.support.browser import browser, needs_chromium
from tests.support.officers import person

from .test_officers import sign_in

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium, pytest.mark.django_db(transaction=True)]

PIN = "407183"


@pytest.fixture
def government() -> Government:
    cache.clear()
    serve_regions()
    return Government.objects.get(code="D43")


def seller(browser: Browser, address: str, name: str, number: str) -> Page:
    """Somebody with a telephone, who has just opened an account with a proved number."""
    page = browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=False).new_page()
    page.goto(f"{address}/akun/daftar/")
    page.get_by_label("Nama Anda").fill(name)
    page.get_by_label("Nomor telepon").fill(number)
    page.get_by_label("PIN", exact=True).fill(PIN)
    page.get_by_label("PIN sekali lagi").fill(PIN)
    page.get_by_role("button", name="Daftar").click()
    expect(page.get_by_text("Akun siap dipakai.")).to_be_visible()
    User.objects.filter(name=name).update(phone_verified=True)
    return page


def test_registered_returned_mended_and_passed(browser: Browser, live_server: Any, government: Government) -> None:
    page = seller(browser, live_server.url, "Siti Aminah", "081234567890")
    page.goto(f"{live_server.url}/usaha/")
    page.get_by_label("Cari usaha Anda dengan NIB").fill("9120 0012 34567")
    page.get_by_role("button", name="Cari").click()
    expect(page.get_by_text("Belum ada usaha dengan nomor ini.")).to_be_visible()
    page.get_by_role("link", name="Daftarkan usaha baru").click()
    page.get_by_label("Nama usaha").fill("Katering Sari Rasa")
    page.get_by_label("Kabupaten/kota").select_option(label="Kab. Pandeglang")
    page.get_by_role("button", name="Mulai").click()
    page.get_by_label("KBLI").fill("56210")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Alamat usaha belum lengkap.")).to_be_visible()
    page.get_by_role("link", name="Perbaiki data").click()
    page.get_by_label("Alamat usaha").fill("Kampung Sukajaya 3")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_role("button", name="Ajukan pendaftaran").click()
    expect(page.get_by_text("Centang persetujuan").first).to_be_visible()
    page.get_by_label("Saya pemilik atau pengurus").check()
    page.get_by_role("button", name="Ajukan pendaftaran").click()
    expect(page.get_by_text("belum selesai diverifikasi")).to_be_visible()
    desk = page.url

    officer = sign_in(browser.new_context(), live_server.url, person(government, Role.VERIFIKATOR))
    officer.get_by_role("link", name="Buka antrean usaha").click()
    fit(officer)
    officer.get_by_role("row", name="Katering Sari Rasa").get_by_role("link", name="Periksa").click()
    fit(officer)
    officer.get_by_label("Kembalikan untuk diperbaiki").check()
    officer.get_by_label("Alasan").select_option("alamat_tidak_jelas")
    officer.get_by_label("Catatan untuk usaha").fill("Desa dan kecamatannya belum disebut.")
    officer.get_by_role("button", name="Putuskan").click()
    expect(officer.get_by_text("Pendaftaran dikembalikan.")).to_be_visible()

    page.goto(desk)
    expect(page.get_by_text("Desa dan kecamatannya belum disebut.").first).to_be_visible()
    page.get_by_role("link", name="Perbaiki data").click()
    page.get_by_label("Alamat usaha").fill("Kampung Sukajaya 3, Desa Sobang, Kec. Panimbang")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_label("Saya pemilik atau pengurus").check()
    page.get_by_role("button", name="Ajukan pendaftaran").click()

    officer.goto(f"{live_server.url}/kelola/D43/usaha/")
    officer.get_by_label("Katering Sari Rasa").check()
    officer.get_by_label("Luluskan").check()
    officer.get_by_role("button", name="Putuskan").click()
    expect(officer.get_by_text("1 pendaftaran diputus.")).to_be_visible()
    page.goto(desk)
    expect(page.get_by_text("Usaha terverifikasi.")).to_be_visible()


def test_entered_by_an_officer_and_confirmed_by_the_owner(
    browser: Browser, live_server: Any, government: Government
) -> None:
    officer = sign_in(browser.new_context(), live_server.url, person(government, Role.PEMBINA))
    officer.goto(f"{live_server.url}/kelola/D43/usaha/catat/")
    fit(officer)
    for label, value in (
        ("Nama usaha", "Keripik Bu Ani"),
        ("NIB", "9120001239999"),
        ("KBLI", "10799"),
        ("Alamat usaha", "Kp. Baru 2, Desa Bayah, Kec. Bayah"),
        ("Telepon usaha", "0812 0000 7777"),
    ):
        officer.get_by_label(label).fill(value)
    officer.get_by_label("Kabupaten/kota").select_option(label="Kab. Lebak")
    officer.get_by_role("button", name="Catat").click()
    expect(officer.get_by_text("Kini mintalah konfirmasi pemiliknya.")).to_be_visible()
    fit(officer)
    link = officer.locator("p.code").inner_text()
    officer.get_by_role("link", name="Cetak lembar konfirmasi").click()
    fit(officer)
    expect(officer.locator(".proof svg")).to_be_visible()

    owner = seller(browser, live_server.url, "Ani Rohani", "081200007777")
    owner.goto(live_server.url + link[link.index("/usaha/") :])
    expect(owner.get_by_role("heading", level=1)).to_have_text("Konfirmasi data Keripik Bu Ani")
    owner.get_by_label("Saya pemilik atau pengurus").check()
    owner.get_by_role("button", name="Data ini benar, saya setuju").click()
    expect(owner.get_by_text("Anda kini pemilik usaha ini")).to_be_visible()
