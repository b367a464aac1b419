"""A micro firm takes its sheet along, fills it offline, mends what is wrong and is listed; on a telephone, without
JavaScript. axe looks at every page."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from belanja.accounts.models import User
from belanja.catalogue.models import Offer
from belanja.exchange import jobs
from tests.exchange.sheets import GOOD, book, cells, filled
from tests.support.axe import fit
from tests.support.browser import browser, needs_chromium
from tests.support.listings import Shop, shop
from tests.support.pictures import photo, telephone_photo

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium]


@pytest.fixture
def place(transactional_db: None) -> Shop:
    return shop(name="Emping Ibu Aisyah")


@pytest.fixture
def page(browser: Browser, live_server: Any, place: Shop) -> Page:
    """A telephone without JavaScript, signed in as the firm's owner."""
    client = Client()
    client.force_login(User.objects.get(pk=place.owner.user_id))
    context = browser.new_context(viewport={"width": 390, "height": 844}, accept_downloads=True)
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
          "url": live_server.url}]
    )  # fmt: skip
    opened = context.new_page()
    opened.goto(f"{live_server.url}/usaha/{place.firm.pk}/lembar/")
    return opened


def _took(page: Page, link: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link).first.click()
    return Path(waiting.value.path()).read_bytes()


def _sends(page: Page, content: bytes, name: str = "barang.xlsx") -> None:
    page.get_by_label("Lembar yang sudah diisi").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name="Unggah lembar").click()


def test_downloaded_filled_mended_and_listed(page: Page, place: Shop) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Lembar dan foto")
    fit(page)
    sheet = _took(page, "Unduh lembar")
    rows = [
        {**GOOD, "Nomor artikel": "A4-70"},
        {**GOOD, "Nomor artikel": "F4-80", "Nama produk *": "Kertas HVS F4 80 g", "Ukuran *": "F5", "Stok": "banyak"},
    ]
    page.get_by_role("link", name="Unggah", exact=True).first.click()
    _sends(page, filled(sheet, new=rows))
    expect(page.get_by_text("“F5” tidak ada dalam daftar.")).to_be_visible()
    fit(page)
    page.get_by_role("button", name="Terapkan 1 baris").click()
    expect(page.get_by_text("1 baris diterapkan.")).to_be_visible()
    fit(page)
    back = cells(_took(page, "Unduh lembar Anda dengan sel bertanda warna"))
    mended = filled(book(back), changes={(3, "Ukuran *"): "F4", (3, "Stok"): 12})
    page.get_by_role("link", name="Lembar dan foto").first.click()
    page.get_by_label("Untuk etalase").select_option(label="Kertas dan Cover")
    _sends(page, mended)
    page.get_by_role("button", name="Terapkan 1 baris").click()
    expect(page.get_by_text("1 baris diterapkan.")).to_be_visible()
    page.goto(page.url.split("/usaha/")[0] + "/katalog/cari?q=kertas+hvs+f4")
    expect(page.get_by_role("link", name="Kertas HVS F4 80 g")).to_be_visible()
    assert {offer.number: offer.state for offer in Offer.objects.all()} == {"A4-70": "diajukan", "F4-80": "diajukan"}


def test_a_sheet_of_ones_own_and_one_that_takes_long(page: Page, place: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    page.get_by_label("Untuk etalase").select_option(label="Kertas dan Cover")
    _sends(page, book([["SKU", "Nama Barang", "Duit"], ["X1", "Kertas buram", 20000]]))
    fit(page)
    page.get_by_label("“Duit”").select_option(label="Harga satu satuan jual")
    page.get_by_role("button", name="Simpan arti kolom dan baca lembar").click()
    expect(page.get_by_text("Rp20.000")).to_be_visible()
    monkeypatch.setattr(jobs, "APPLY_AT_ONCE", 0)
    page.get_by_role("button", name="Terapkan 1 baris").click()
    expect(page.get_by_text("Sedang diterapkan")).to_be_visible()
    fit(page)
    while jobs.step():
        pass
    expect(page.get_by_text("1 baris diterapkan, 1 masih draf.")).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="Batalkan semua yang diterapkan").click()
    while jobs.step():
        pass
    expect(page.get_by_text("1 baris dibatalkan.")).to_be_visible(timeout=20_000)
    fit(page)


def test_photos_from_the_telephone(page: Page, place: Shop, live_server: Any) -> None:
    made = place.submitted(number="A1")
    page.goto(f"{live_server.url}/usaha/{place.firm.pk}/barang/{made.pk}/")
    page.get_by_role("link", name="Foto", exact=True).click()
    page.get_by_label("Tambah foto").set_input_files(
        [
            {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": telephone_photo()},
            {"name": "IMG_2.png", "mimeType": "image/png", "buffer": photo("PNG", colour="#23356b")},
        ]
    )
    page.get_by_role("button", name="Kirim foto").click()
    expect(page.get_by_text("2 foto ditambahkan.")).to_be_visible()
    fit(page)
    page.get_by_label("Keterangan foto 1").fill("Rim kertas dari depan")
    page.get_by_label("Urutan foto 1").fill("3")
    page.get_by_role("button", name="Simpan urutan dan keterangan").click()
    expect(page.get_by_label("Keterangan foto 2")).to_have_value("Rim kertas dari depan")


def test_the_pack_for_the_national_catalogue(page: Page, place: Shop, live_server: Any) -> None:
    place.submitted(number="A1")
    page.goto(f"{live_server.url}/usaha/{place.firm.pk}/lembar/")
    page.get_by_role("link", name="Paket siap pakai untuk katalog nasional").click()
    fit(page)
    page.get_by_role("checkbox").first.check()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Unduh paket yang dicentang (ZIP)").click()
    assert waiting.value.suggested_filename.startswith("paket-katalog-nasional-")
    page.get_by_role("link", name="Kertas HVS F4 80 g").click()
    page.get_by_label("Nomor produk di katalog nasional").fill("8a4c-11")
    page.get_by_role("button", name="Catat nomor").click()
    expect(page.get_by_text("Tercantum sebagai 8a4c-11.")).to_be_visible()
    fit(page)
