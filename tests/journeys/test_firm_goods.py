"""A micro firm lists its first goods from a telephone without JavaScript, mends what comes back, says with one press
that all of it still holds, and takes over what the national archive knows of it."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from belanja.accounts.models import User
from belanja.catalogue.models import Offer, Seller
from belanja.catalogue.services import curation
from belanja.rules.duties import Role
from belanja.rules.listing_steps import Step
from belanja.rules.listings import ListingState
from tests.catalogue.worlds import offer, product
from tests.support.axe import fit
from tests.support.browser import browser, needs_chromium
from tests.support.listings import Shop, shop
from tests.support.officers import PASSWORD
from tests.support.people import hired

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}


def seen(page: Page, name: str) -> None:
    """Nothing is wrong with the page on either screen; with BELANJA_SHOTS its pictures are kept for a look."""
    fit(page)
    if folder := os.environ.get("BELANJA_SHOTS"):
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 844})
            page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]


def seller(browser: Browser, address: str, place: Shop, *, script: bool = False) -> Page:
    """The owner at the firm's goods, signed in on a telephone."""
    user = User.objects.get(pk=place.owner.user_id)
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    page = browser.new_context(java_script_enabled=script, viewport=PHONE).new_page()  # type: ignore[arg-type]
    page.goto(f"{address}/usaha/{place.firm.pk}/barang/")
    page.get_by_label("Nomor telepon atau surel").fill(user.phone or "")
    page.get_by_label("PIN atau kata sandi").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Barang")
    return page


def test_first_goods_from_a_telephone_without_javascript(browser: Browser, live_server: Any) -> None:
    place = shop()
    page = seller(browser, live_server.url, place)
    page.get_by_role("link", name="Tambah barang").first.click()
    page.get_by_label("Apa yang Anda jual?").fill("kertas")
    page.get_by_role("button", name="Cari etalase").click()
    page.get_by_role("link", name="Kertas dan Cover").click()
    page.get_by_label("Nama produk").fill("Kertas HVS F4 80 g")
    page.get_by_label("Harga satu satuan jual").fill("55.000")
    page.get_by_role("button", name="Simpan draf").click()
    expect(page.get_by_text("Hanya Anda yang melihatnya.")).to_be_visible()

    page.get_by_role("link", name="Isi Gramatur dalam g.").click()
    page.get_by_label("Merek").fill("Rinjani")
    page.get_by_label("Uraian").fill("Kertas putih untuk cetak dan fotokopi.")
    page.get_by_label("Ukuran", exact=True).select_option("F4")
    page.get_by_label("Gramatur (g)").fill("80")
    page.get_by_label("Satuan jual", exact=True).select_option(label="rim")
    page.get_by_label("Isi satu satuan jual").fill("500")
    page.get_by_label("Satuan isi").select_option(label="lembar")
    page.get_by_label("Jenis usaha untuk produk ini").select_option("pengecer")
    page.get_by_label("Asal barang").select_option("lokal")
    page.get_by_label("Tempat pembuatan").fill("Kota Serang")
    page.get_by_label("Dasar pajak harga").select_option("termasuk_ppn")
    page.get_by_label("Pilih semua kabupaten/kota sekaligus").check()
    page.get_by_label("Aturan ongkos kirim").select_option("termasuk")
    page.get_by_role("button", name="Simpan dan ajukan").click()
    expect(
        page.get_by_role("link", name="Tarif PPN belum diisi. Isi tarifnya dalam persen, misalnya 11.")
    ).to_be_visible()
    expect(page.get_by_label("Gramatur (g)")).to_have_value("80")
    page.get_by_label("Tarif PPN").fill("11")
    page.get_by_role("button", name="Simpan dan ajukan").click()
    expect(page.get_by_text("Barang ini sudah dapat dilihat semua orang").first).to_be_visible()
    page.get_by_role("link", name="Lihat seperti pembeli").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kertas HVS F4 80 g")

    made = Offer.objects.get()
    curation.decide(
        offer_id=made.pk, version=made.version, step=Step.RETURN, reason_code="spesifikasi_kurang",
        note="Sebutkan tingkat putihnya.", actor=hired(place.government, Role.VERIFIKATOR),
    )  # fmt: skip
    page.goto(f"{live_server.url}/usaha/{place.firm.pk}/barang/")
    expect(page.get_by_text("Sebutkan tingkat putihnya.")).to_be_visible()
    page.get_by_role("link", name="Kertas HVS F4 80 g").click()
    page.get_by_role("link", name="Ubah isian").click()
    page.get_by_label("Uraian").fill("Kertas putih, tingkat putih 98, untuk cetak dan fotokopi.")
    page.get_by_role("button", name="Simpan dan ajukan").click()
    expect(page.get_by_text("Diajukan.").first).to_be_visible()
    made.refresh_from_db()
    curation.decide(
        offer_id=made.pk, version=made.version, step=Step.APPROVE, actor=hired(place.government, Role.VERIFIKATOR)
    )
    page.reload()
    expect(page.get_by_text("Tayang.", exact=True)).to_be_visible()
    page.get_by_role("link", name="Diubah penyedia, versi 3").click()
    expect(page.get_by_text("Kertas putih, tingkat putih 98, untuk cetak dan fotokopi.")).to_be_visible()
    page.context.close()


def test_every_page_of_the_desk_of_goods_is_fit(browser: Browser, live_server: Any) -> None:
    place = shop()
    listed = place.submitted()
    verifier = hired(place.government, Role.VERIFIKATOR)
    curation.decide(offer_id=listed.pk, version=1, step=Step.APPROVE, actor=verifier)
    draft = place.draft(name="Amplop", prices=(), attributes={}, number="B-2")
    front = Seller.objects.create(slug="arsip", name="CV Arsip", sort_key="arsip", firm=place.firm)
    offer(product(place.etalase, "Map snelhekter"), front, 2_500, state=ListingState.ARCHIVE)
    page = seller(browser, live_server.url, place, script=True)
    pages = {
        "barang": "",
        "barang-semua": "?kelompok=semua",
        "barang-etalase": "baru/",
        "barang-baru": f"baru/{place.etalase.pk}/",
        "barang-tayang": f"{listed.pk}/",
        "barang-draf": f"{draft.pk}/",
        "barang-ubah": f"{listed.pk}/ubah/",
        "barang-versi": f"{listed.pk}/versi/1/",
        "barang-pindah": f"{draft.pk}/pindah/",
        "barang-arsip": "arsip/",
    }
    for name, rest in pages.items():
        answer = page.goto(f"{live_server.url}/usaha/{place.firm.pk}/barang/{rest}")
        assert answer is not None
        assert answer.status == 200, name
        seen(page, name)
    page.goto(f"{live_server.url}/usaha/{place.firm.pk}/barang/?kelompok=semua")
    page.get_by_role("button", name="Semua yang tayang (1) masih berlaku").click()
    expect(page.get_by_text("1 barang Anda nyatakan masih berlaku hari ini.")).to_be_visible()
    page.goto(f"{live_server.url}/usaha/{place.firm.pk}/barang/arsip/")
    page.get_by_role("button", name="Ambil semuanya (1)").click()
    expect(page.get_by_text("1 barang menjadi draf.")).to_be_visible()
    page.goto(f"{live_server.url}/usaha/{place.firm.pk}/")
    seen(page, "usaha-beranda")
    page.context.close()
