"""A citizen finds and compares, with a keyboard, without JavaScript, on a phone; axe looks at every page."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from belanja.catalogue.models import Offer
from tests.catalogue.worlds import small_shop
from tests.support.axe import complaints
from tests.support.browser import browser, needs_chromium

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium]


@pytest.fixture
def shop(transactional_db: None) -> dict[str, Offer]:
    return small_shop()


def test_a_citizen_finds_and_compares_without_javascript(
    browser: Browser, live_server: Any, shop: dict[str, Offer]
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{live_server.url}/katalog/")
    page.get_by_label("Cari barang atau jasa").fill("kretas f4 80gr")
    page.get_by_role("button", name="Cari").click()
    expect(page.get_by_text("Menampilkan hasil untuk “kertas f4 80gr”.")).to_be_visible()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("checkbox").nth(1).check()
    page.get_by_role("button", name="Bandingkan yang dipilih").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 penawaran berdampingan")
    expect(page.get_by_text("(terendah)")).to_be_visible()
    page.get_by_role("link", name="Kertas HVS F4 80 g").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kertas HVS F4 80 g")
    page.get_by_label("Dikirim ke").select_option(label="Kab. Lebak")
    page.get_by_role("button", name="Hitung sampai tujuan").click()
    expect(page.get_by_text("per lembar, dengan PPN, ke Kab. Lebak")).to_be_visible()
    page.get_by_role("link", name="Toko Sumber Ilmu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Toko Sumber Ilmu")
    context.close()


def test_filters_narrow_and_open_again(browser: Browser, live_server: Any, shop: dict[str, Offer]) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{live_server.url}/katalog/cari?q=kertas")
    page.get_by_role("link", name="Usaha besar").click()
    expect(page.get_by_text("1 penawaran", exact=True)).to_be_visible()
    page.get_by_role("navigation", name="Saringan yang dipilih").get_by_role("link", name="Usaha besar").click()
    expect(page.get_by_text("3 penawaran", exact=True)).to_be_visible()
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_and_nothing_sticks_out(
    browser: Browser, live_server: Any, shop: dict[str, Offer], width: int
) -> None:
    one = shop["f4"]
    addresses = [
        "/katalog/",
        "/katalog/cari?q=kretas+f4",
        "/katalog/cari?q=roketair",
        "/katalog/cari?q=kertas&skala=mikro&kirim=" + str(one.seller.region_id),
        "/katalog/etalase/kertas/",
        f"/katalog/produk/{one.product_id}-kertas-hvs-f4-80-g/?kirim={one.seller.region_id}",
        f"/katalog/produk/{shop['a4'].product_id}-kertas-hvs-a4-70-g/",
        f"/katalog/penyedia/{one.seller.slug}/",
        f"/katalog/banding?o={one.pk}&o={shop['f4 besar'].pk}&o={shop['a4'].pk}",
        "/katalog/banding",
    ]
    page = browser.new_page(viewport={"width": width, "height": 900})
    wrong: list[tuple[str, str, list[str]]] = []
    for address in addresses:
        answer = page.goto(f"{live_server.url}{address}")
        assert answer is not None
        assert answer.status == 200, address
        wrong += complaints(page)
    assert wrong == []
    page.close()
