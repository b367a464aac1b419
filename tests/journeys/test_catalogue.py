"""A citizen finds and compares, with a keyboard, without JavaScript, on a phone; axe looks at every page."""

from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, expect

from belanja.catalogue.models import Offer
from belanja.institutions.models import Government
from belanja.rules.duties import Role
from tests.catalogue.worlds import small_shop
from tests.support.axe import complaints, fit
from tests.support.browser import browser, needs_chromium
from tests.support.officers import PASSWORD, person, sitting

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
    # On a telephone a table stands line by line: each value says what it is, with its basis.
    basis = "Sampai tujuan (per lembar, dengan PPN, ke Kab. Lebak)"
    expect(page.locator(f'td[data-label="{basis}"]').first).to_be_visible()
    page.get_by_role("link", name="Toko Sumber Ilmu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Toko Sumber Ilmu")
    context.close()


def test_a_buyer_keeps_a_search_as_evidence_and_posts_what_nobody_sells(
    browser: Browser, live_server: Any, shop: dict[str, Offer]
) -> None:
    user = person(Government.objects.get(code="D43"), Role.PPK)
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{live_server.url}/katalog/cari?q=kertas+f4")
    page.get_by_role("link", name="Simpan sebagai bukti").click()
    page.locator("[name=login]").fill(user.email or "")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form").get_by_role("button").first.click()
    page.get_by_label("Untuk apa bukti ini").fill("Paket kertas 2026")
    page.get_by_role("button", name="Simpan sebagai bukti").click()
    expect(page.get_by_text("Isi bukti ini utuh.")).to_be_visible()
    code = page.url.rstrip("/").rsplit("/", 1)[-1]
    page.goto(f"{live_server.url}/katalog/cari?q=roketair")
    page.get_by_role("link", name="Pasang kebutuhan ini").click()
    page.get_by_label("Atas nama").fill("Dinas Sosial")
    page.get_by_role("button", name="Pasang kebutuhan").click()
    expect(page.get_by_text("Masih dibutuhkan.")).to_be_visible()
    need = page.url
    context.close()
    stranger = browser.new_page()
    wrong: list[tuple[str, str, list[str]]] = []
    for width in (390, 1280):
        stranger.set_viewport_size({"width": width, "height": 900})
        for address in (f"{live_server.url}/verifikasi/{code}/", need, f"{live_server.url}/katalog/kebutuhan/"):
            stranger.goto(address)
            wrong += complaints(stranger)
    assert wrong == []
    stranger.close()


@pytest.mark.parametrize(
    "path", ["/katalog/bukti/", "/katalog/bukti/simpan/pencarian?q=kertas", "/katalog/kebutuhan/pasang"]
)
def test_pages_for_whoever_has_signed_in_have_no_complaint(
    browser: Browser, live_server: Any, shop: dict[str, Offer], path: str
) -> None:
    client = sitting(Government.objects.get(code="D43"), Role.BIRO_PBJ)
    context = browser.new_context()
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    page = context.new_page()
    for address in (path, "/kelola/D43/katalog/kebutuhan/"):
        page.goto(f"{live_server.url}{address}")
        fit(page)
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
