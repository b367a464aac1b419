"""The door in a browser: a seller registers by telephone, an officer proves the number, a passkey opens, and what was
lost is given back by two officers."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from belanja.accounts import services as accounts
from belanja.accounts.models import User
from belanja.institutions.models import Government
from belanja.journal.services import CONSOLE
from belanja.notices import services as notices
from belanja.rules.duties import Role
from tests.support.axe import fit
from tests.support.browser import browser, needs_chromium
from tests.support.officers import person

from .test_officers import sign_in

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium, pytest.mark.django_db(transaction=True)]

PIN, NEW_PIN, NUMBER = "407183", "928364", "0812 3456 7890"


@pytest.fixture
def government() -> Government:
    cache.clear()
    return Government.objects.get(code="D43")


def seen(page: Page, name: str) -> None:
    """Nothing is wrong with the page on either screen; with BELANJA_PICTURES its pictures are kept for a look."""
    fit(page)
    if folder := os.environ.get("BELANJA_PICTURES"):
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)


def registered(browser: Browser, address: str) -> Page:
    page = browser.new_context(viewport={"width": 390, "height": 800}).new_page()
    page.goto(f"{address}/akun/masuk/")
    seen(page, "masuk")
    page.get_by_role("link", name="Daftar dengan nomor telepon").click()
    seen(page, "daftar")
    page.get_by_label("Nama Anda").fill("Siti Aminah")
    page.get_by_label("Nomor telepon").fill(NUMBER)
    page.get_by_label("PIN", exact=True).fill("123456")
    page.get_by_label("PIN sekali lagi").fill("123456")
    page.get_by_role("button", name="Daftar").click()
    expect(page.get_by_text("PIN ini berpola").first).to_be_visible()
    seen(page, "daftar-salah")
    page.get_by_label("PIN", exact=True).fill(PIN)
    page.get_by_label("PIN sekali lagi").fill(PIN)
    page.get_by_role("button", name="Daftar").click()
    expect(page.get_by_text("Akun siap dipakai.")).to_be_visible()
    return page


def handed(page: Page) -> str:
    """The path of the link that the officer now holds in every form."""
    code = page.locator(".sheet .code.big").inner_text()
    assert code in page.locator("#teks").input_value()
    link = page.get_by_role("link", name="Kirim lewat WhatsApp").get_attribute("href") or ""
    assert link.startswith("https://wa.me/62812")
    assert code in link
    return f"/akun/kode/{code}/"


def test_a_seller_registers_and_an_officer_proves_the_number(
    browser: Browser, live_server: Any, government: Government
) -> None:
    page = registered(browser, live_server.url)
    page.goto(f"{live_server.url}/akun/keamanan/")
    expect(page.get_by_text("Nomor telepon Anda belum terbukti.")).to_be_visible()
    seen(page, "keamanan")

    officer = sign_in(browser.new_context(), live_server.url, person(government, Role.PEMBINA))
    officer.goto(f"{live_server.url}/kelola/D43/akun/")
    seen(officer, "akun-penyedia")
    officer.get_by_label("pilih Siti Aminah").check()
    officer.get_by_role("button", name="Buat lembar untuk yang dipilih").click()
    expect(officer.locator(".sheet")).to_have_count(1)
    seen(officer, "lembar")
    officer.goto(f"{live_server.url}/kelola/D43/akun/")
    officer.get_by_role("link", name="Siti Aminah").click()
    seen(officer, "buat-kode")
    officer.get_by_role("button", name="Buat kode").click()
    seen(officer, "kode")
    path = handed(officer)
    officer.emulate_media(media="print")
    expect(officer.locator(".sheet")).to_be_visible()
    expect(officer.locator("#teks")).to_be_hidden()
    officer.emulate_media(media="screen")

    page.goto(f"{live_server.url}{path}")
    seen(page, "nomor-saya")
    page.get_by_role("button", name="Nomor ini milik saya").click()
    expect(page.get_by_text("Nomor Anda terbukti.")).to_be_visible()
    officer.goto(f"{live_server.url}/kelola/D43/akun/")
    expect(officer.get_by_text("Tidak ada yang menunggu.")).to_be_visible()
    officer.get_by_label("Nama orangnya").fill("Bu Iyem")
    officer.get_by_label("Nomor teleponnya").fill("0812 0000 1111")
    officer.get_by_role("button", name="Siapkan akun dan buat kode").click()
    path = handed(officer)

    iyem = browser.new_context(java_script_enabled=False).new_page()
    iyem.goto(f"{live_server.url}/akun/kode/")
    iyem.get_by_label("Kode dari petugas").fill(path.split("/")[3])
    iyem.get_by_role("button", name="Lanjut").click()
    iyem.get_by_label("PIN", exact=True).fill("586207")
    iyem.get_by_label("PIN sekali lagi").fill("586207")
    iyem.get_by_role("button", name="Simpan dan masuk").click()
    expect(iyem.get_by_text("PIN tersimpan")).to_be_visible()


def test_a_passkey_opens_the_door(browser: Browser, live_server: Any, government: Government) -> None:
    page = registered(browser, live_server.url)
    mine = User.objects.get(name="Siti Aminah")
    code = accounts.hand_code(user_id=mine.pk, purpose="nomor", government_code="D43", days=7, actor=CONSOLE)[1]
    accounts.prove_number(typed=code, user_id=mine.pk)
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    page.goto(f"{live_server.url}/akun/keamanan/")
    page.get_by_role("link", name="Tambah kunci sandi").click()
    seen(page, "konfirmasi")
    page.get_by_label("PIN atau kata sandi").fill(PIN)
    page.get_by_role("button", name="Lanjut").click()
    seen(page, "kunci-sandi")
    page.get_by_label("Nama kunci").fill("HP Siti")
    page.get_by_role("button", name="Buat kunci sandi").click()
    expect(page.get_by_text("Kunci sandi disimpan.")).to_be_visible()
    expect(page.get_by_text("HP Siti, dibuat")).to_be_visible()
    seen(page, "keamanan-kunci")

    page.get_by_role("button", name="Keluar", exact=True).click()
    expect(page.get_by_role("link", name="Masuk", exact=True)).to_be_visible()
    page.goto(f"{live_server.url}/akun/masuk/?next=/pesan/")
    page.get_by_role("button", name="Pakai kunci sandi").click()
    page.wait_for_url("**/pesan/")
    expect(page.get_by_text("Belum ada pesan.")).to_be_visible()
    page.wait_for_load_state()
    notices.tell(
        user_ids=[User.objects.get(name="Siti Aminah").pk],
        kind="contoh.pesan",
        text="Produk “Kertas HVS F4” dikembalikan: isi merek.",
        link="/usaha/",
        actor=CONSOLE,
        government_code="D43",
    )
    page.goto(f"{live_server.url}/pesan/")
    expect(page.get_by_text("1 belum dibaca.")).to_be_visible()
    seen(page, "pesan")

    officer = sign_in(browser.new_context(), live_server.url, person(government, Role.PEMBINA))
    officer.goto(f"{live_server.url}/kelola/D43/pesan/")
    seen(officer, "pesan-keluar")
    officer.get_by_role("link", name="Siti Aminah").click()
    seen(officer, "pesan-satu")
    page.get_by_role("button", name="Buka").click()
    page.wait_for_url("**/usaha/")
    officer.get_by_role("button", name="Sudah saya sampaikan").click()
    expect(officer.get_by_text("Tidak ada pesan yang menunggu.")).to_be_visible()


def test_lost_access_is_given_back_by_two_officers(browser: Browser, live_server: Any, government: Government) -> None:
    lost = registered(browser, live_server.url)
    User.objects.update(phone_verified=True)
    first = sign_in(browser.new_context(), live_server.url, person(government, Role.PEMBINA))
    first.goto(f"{live_server.url}/kelola/D43/akun/pemulihan/")
    seen(first, "pemulihan")
    first.get_by_label("Nomor telepon akunnya").fill(NUMBER)
    first.get_by_label("Nomor baru").fill("0812 9999 0000")
    first.get_by_label("Sebab").fill("Telepon hilang")
    first.get_by_label("Yang diperlihatkan").fill("KTP asli dan NIB")
    first.get_by_role("button", name="Minta pemulihan").click()
    first.get_by_role("link", name="Siti Aminah").click()
    expect(first.get_by_text("Ini permintaan Anda.")).to_be_visible()
    expect(first.get_by_role("button", name="Pulihkan dan buat kode")).to_have_count(0)

    second = sign_in(browser.new_context(), live_server.url, person(government, Role.VERIFIKATOR))
    second.goto(first.url)
    seen(second, "pemulihan-satu")
    second.get_by_label("Nomor baru").fill("0812 9999 0001")
    second.get_by_role("button", name="Pulihkan dan buat kode").click()
    expect(second.get_by_text("Temui orangnya dahulu").first).to_be_visible()
    second.get_by_label("Saya bertemu orangnya").check()
    second.get_by_role("button", name="Pulihkan dan buat kode").click()
    expect(second.get_by_text("tidak sama dengan yang diketik petugas pertama").first).to_be_visible()
    seen(second, "pemulihan-beda")
    second.get_by_label("Nomor baru").fill("0812 9999 0000")
    second.get_by_role("button", name="Pulihkan dan buat kode").click()
    path = handed(second)

    lost.reload()
    expect(lost.get_by_role("heading", name="Masuk", exact=True)).to_be_visible()
    lost.goto(f"{live_server.url}{path}")
    seen(lost, "pin-baru")
    lost.get_by_label("PIN", exact=True).fill(NEW_PIN)
    lost.get_by_label("PIN sekali lagi").fill(NEW_PIN)
    lost.get_by_role("button", name="Simpan dan masuk").click()
    expect(lost.get_by_text("PIN tersimpan")).to_be_visible()
    assert User.objects.get(name="Siti Aminah").phone == "+6281299990000"
