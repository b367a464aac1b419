"""A list of standard prices from the file to the product, and a price seen outside, in a browser."""

import os
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from belanja.catalogue.models import Offer
from belanja.catalogue.search.index import reindex
from belanja.institutions.models import Government
from belanja.rules.duties import Role
from tests.catalogue.worlds import small_shop
from tests.support.axe import fit
from tests.support.browser import browser, needs_chromium
from tests.support.officers import person

from .test_officers import sign_in

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium]
SHOTS = os.environ.get("BELANJA_SHOTS", "")
SSH = (
    "kode_kel;kode;nama;spek;satuan;harga;tipe;tahun\n"
    "1.1.7;1.1.7.01.001;Kertas HVS F4 80 g;Putih, 500 lembar;Rim;62.000;SSH;{year}\n"
    "1.1.7;1.1.7.01.002;Stapler sedang;;Buah;27.500;SSH;{year}\n"
    "1.1.7;1.1.7.01.003;Isi stapler No. 10;;Kotak;0;SSH;{year}\n"
)


def shot(page: Page, name: str) -> None:
    fit(page)
    if SHOTS:
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=str(Path(SHOTS) / f"{name}-{width}.png"), full_page=True)


def label() -> bytes:
    picture = BytesIO()
    Image.new("RGB", (640, 480), "#ddd").save(picture, "JPEG")
    return picture.getvalue()


def test_from_the_file_to_the_product_and_a_price_from_outside(
    browser: Browser, live_server: Any, transactional_db: None
) -> None:
    small_shop()
    reindex()
    banten = Government.objects.get(code="D43")
    offer = Offer.objects.filter(product__name__startswith="Kertas HVS F4").select_related("product").first()
    assert offer is not None
    clerk = sign_in(browser.new_context(), live_server.url, person(banten, Role.BIRO_PBJ))
    clerk.goto(f"{live_server.url}/kelola/D43/katalog/harga-acuan/")
    shot(clerk, "ref-lists")
    year = clerk.get_by_label("Tahun anggaran").input_value()
    clerk.get_by_label("Standar Satuan Harga (SSH)").check()
    clerk.get_by_label("Nomor keputusan").fill("188.44/512/2025")
    clerk.get_by_label("Tanggal keputusan").fill("2025-08-01")
    clerk.get_by_label("Pajak dalam harga").select_option("termasuk_ppn")
    clerk.get_by_label("Daftar (XLSX atau CSV)").set_input_files(
        {"name": "SSH.csv", "mimeType": "text/csv", "buffer": SSH.format(year=year).encode()}
    )
    clerk.get_by_role("button", name="Unggah daftar").click()
    expect(clerk.get_by_role("link", name="Isi persen PPN yang termasuk dalam harga.")).to_be_visible()
    shot(clerk, "ref-error")
    clerk.get_by_label("PPN (persen)").fill("11")
    clerk.get_by_label("Pengiriman dalam harga").select_option("termasuk")
    clerk.get_by_label("Daftar (XLSX atau CSV)").set_input_files(
        {"name": "SSH.csv", "mimeType": "text/csv", "buffer": SSH.format(year=year).encode()}
    )
    clerk.get_by_role("button", name="Unggah daftar").click()
    shot(clerk, "ref-headings")
    clerk.get_by_role("button", name="Simpan arti kolom").click()
    expect(clerk.get_by_text("2 dari 3 baris dapat diberlakukan.")).to_be_visible()
    shot(clerk, "ref-preview")
    clerk.get_by_role("button", name="Berlakukan daftar ini").click()
    expect(clerk.get_by_text(f"2 harga berlaku untuk tahun {year}.")).to_be_visible()
    shot(clerk, "ref-standing")
    clerk.get_by_role("link", name="Cocokkan dengan barang katalog").click()
    shot(clerk, "ref-prices")
    clerk.locator("[data-table=harga-tabel]").get_by_role("link", name="Kertas HVS F4 80 g").click()
    shot(clerk, "ref-price")
    clerk.get_by_label("Kertas HVS F4 80 g (").first.check()
    clerk.get_by_role("button", name="Cocokkan").click()
    expect(clerk.get_by_role("heading", name="Sudah dicocokkan")).to_be_visible()
    shot(clerk, "ref-matched")

    citizen = sign_in(browser.new_context(), live_server.url, person(banten))
    citizen.goto(f"{live_server.url}/katalog/produk/{offer.product_id}-x/")
    expect(citizen.get_by_text(f"SSH {year}, Provinsi Banten")).to_be_visible()
    citizen.get_by_role("link", name="Kirim harganya").click()
    shot(citizen, "outside-form")
    citizen.get_by_label("Nama toko").fill("Toko Buku Pasar Rau")
    citizen.get_by_label("Harga (rupiah)").fill("57500")
    citizen.get_by_label("rim").check()
    citizen.get_by_label("Foto label harga").set_input_files(
        {"name": "label.jpg", "mimeType": "image/jpeg", "buffer": label()}
    )
    citizen.get_by_role("button", name="Kirim harga").click()
    expect(citizen.get_by_text("Harga Anda tampil setelah diperiksa petugas.")).to_be_visible()

    clerk.goto(f"{live_server.url}/kelola/D43/katalog/harga-luar/")
    shot(clerk, "outside-queue")
    clerk.locator("[data-table=harga-luar]").get_by_role("link", name="Kertas HVS F4").click()
    shot(clerk, "outside-one")
    clerk.get_by_role("button", name="Tampilkan harga ini").click()

    public = browser.new_context().new_page()
    public.goto(f"{live_server.url}/katalog/produk/{offer.product_id}-x/")
    expect(public.locator("[data-table=harga-luar]")).to_contain_text("Toko Buku Pasar Rau")
    shot(public, "ref-product")
