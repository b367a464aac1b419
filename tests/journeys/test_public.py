"""A citizen at the open pages, in a real browser: with the keyboard alone, without JavaScript, on a phone."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.affirmation.worlds import PD_A, PD_C, World
from tests.support.axe import complaints
from tests.support.browser import browser, needs_chromium
from tests.web.public.region import small_region

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium]
ADDRESSES = [
    "/",
    "/pemda/",
    "/pemda/D901/perangkat-daerah/",
    f"/pemda/D901/perangkat-daerah/{PD_A}/",
    f"/pemda/D901/perangkat-daerah/{PD_C}/",
    "/pemda/D901/pesanan/v5/5/",
    "/pemda/D901/impor/",
    "/pemda/D901/perangkat-daerah/?indikator=umkk.rup",
    "/pemda/D901/tata-kelola/",
    "/pemda/D901/hari-kerja/",
    "/pemda/D901/kanal/",
    "/pemda/D901/kanal/v6/tanpa-rencana/",
    "/definisi/pdn.bukti/",
    "/definisi/",
    "/definisi/epurchasing.kontrak.belanja_pengadaan/",
    "/dasar-hukum/",
    "/dasar-hukum/se-banten-027-1181-2023/",
    "/data/",
    "/tentang/",
    "/bantuan/",
    "/bantuan/memuat-data/",
    "/tidak-ada/",
]


@pytest.fixture
def region(tmp_path: Path, transactional_db: None) -> World:
    return small_region(tmp_path)


def tab_to(page: Page, name: str, *, most: int = 90) -> None:
    """Press Tab until the focus is on the link of this name, as somebody without a mouse does."""
    for _step in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim().replace(/\\s+/g, ' ')") == name:
            return
    raise AssertionError(f"no way to {name!r} with the keyboard on {page.url}")


def test_from_the_front_page_to_order_and_definition_by_keyboard(
    browser: Browser, live_server: Any, region: World
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{live_server.url}/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Langsung ke isi"
    tab_to(page, "Dinas Pendidikan")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dinas Pendidikan")
    tab_to(page, "Pesanan O27")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pesanan O27")
    tab_to(page, "Definisi")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bagaimana angka dihitung")
    tab_to(page, "Definisi lengkap")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kontrak dibagi Belanja pengadaan")
    page.close()


def test_the_same_way_without_javascript(browser: Browser, live_server: Any, region: World) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{live_server.url}/")
    page.get_by_role("link", name="Semua Perangkat Daerah").click()
    page.get_by_role("link", name="Porsi", exact=True).click()
    assert page.locator("[data-table=perangkat-daerah] th[data-key=porsi]").get_attribute("aria-sort") == "descending"
    page.get_by_label("Yang dihitung").select_option("pesanan")
    page.get_by_role("button", name="Tampilkan").click()
    assert "pembilang=pesanan" in page.url
    page.get_by_role("link", name="Dinas Pendidikan").first.click()
    page.get_by_label("Tahap", exact=True).select_option("selesai")
    page.get_by_role("button", name="Tampilkan").click()
    page.get_by_role("link", name="Paket 5").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Paket 5")
    page.get_by_role("link", name="Definisi").first.click()
    page.get_by_role("link", name="Definisi lengkap").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kontrak dibagi Belanja pengadaan")
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_every_open_page_is_accessible_and_fits(
    browser: Browser, live_server: Any, region: World, width: int, scheme: Any
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    for address in ADDRESSES:
        page.goto(f"{live_server.url}{address}")
        page.evaluate("document.querySelectorAll('figure details').forEach((part) => { part.open = true })")
        assert complaints(page) == []
    assert [line for line in said if "/tidak-ada/" not in line] == []
    context.close()


def test_the_glance_comes_first_on_a_phone(browser: Browser, live_server: Any, region: World) -> None:
    """Within two screens of a phone: the share, who reached it, what is not known, the course of the year."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{live_server.url}/")

    def bottom(selector: str) -> float:
        box = page.locator(selector).first.bounding_box()
        assert box is not None
        return box["y"] + box["height"]

    assert bottom(".figure.big .value") < 844 / 2
    assert bottom(".facts") < 844 * 1.3
    assert bottom(".chart .narrow svg") < 844 * 2
    page.close()
