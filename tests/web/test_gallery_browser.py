"""The gallery in a real browser: accessible, within its width, and usable with the keyboard alone."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.support.axe import complaints
from tests.support.browser import browser, needs_chromium

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, needs_chromium]


def _open(browser: Browser, address: str, width: int, scheme: Any) -> tuple[Page, list[str]]:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{address}/galeri")
    return page, said


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_gallery_has_no_accessibility_violation(browser: Browser, live_server: Any, width: int, scheme: str) -> None:
    page, said = _open(browser, live_server.url, width, scheme)
    page.evaluate("document.querySelectorAll('figure details').forEach((part) => { part.open = true })")
    assert complaints(page) == []
    assert said == []
    page.close()


def test_targets_are_large_enough(browser: Browser, live_server: Any) -> None:
    page, _ = _open(browser, live_server.url, 390, "light")
    small = page.evaluate(
        """[...document.querySelectorAll('a[href], button, summary, input:not([type=hidden]), select')]
        .filter((part) => !part.closest('svg.plot, p, .skip') && part.getClientRects().length)
        .filter((part) => part.getBoundingClientRect().height < 23.9)
        .map((part) => part.outerHTML.slice(0, 120))"""
    )
    assert small == []
    page.close()


def test_map_regions_are_reached_by_keyboard(browser: Browser, live_server: Any) -> None:
    page, _ = _open(browser, live_server.url, 1280, "light")
    page.locator("[id=charts] .wide a[href='#wilayah-36.01']").focus()
    reached = []
    for _step in range(8):
        reached.append(page.evaluate("document.activeElement.getAttribute('href')"))
        page.keyboard.press("Tab")
    assert len(set(reached)) == 8
    page.close()


def test_density_switch_works_without_leaving_the_page(browser: Browser, live_server: Any) -> None:
    page, _ = _open(browser, live_server.url, 1280, "light")
    page.get_by_role("link", name="Rapatkan baris").click()
    assert page.locator("[data-table=satuan] table").get_attribute("class") == "tight"
    assert page.get_by_role("link", name="Renggangkan baris").is_visible()
    assert "rapat" not in page.url
    page.close()


def test_sorting_works_without_javascript(browser: Browser, live_server: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/galeri")
    page.locator("[data-table=satuan] th[data-key=porsi] a").click()
    assert page.locator("[data-table=satuan] th[data-key=porsi]").get_attribute("aria-sort") == "ascending"
    assert "Dinas Kelautan" in page.locator("[data-table=satuan] tbody tr").first.inner_text()
    context.close()
