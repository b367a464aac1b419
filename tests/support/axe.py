"""What every page must be: without an accessibility violation, and nowhere wider than its screen."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Error, Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_LOADS = 5
_EXAMINE = """options => axe.run(document, options).then(
    found => found.violations.map(rule => [rule.id, rule.nodes.map(node => node.html)]))"""


def complaints(page: Page) -> list[tuple[str, str, list[str]]]:
    """What is wrong with the page as it stands, as (address, rule, elements); empty for a good page.

    A click may return before the page it leads to has come. A page that changes under the examination says nothing
    about either, so it is examined again once the next one has loaded.
    """
    for left in range(_LOADS, 0, -1):
        page.wait_for_load_state()
        try:
            page.evaluate("window.belanjaExamined = true")
            wrong: list[tuple[str, str, list[str]]] = [(page.url, rule, nodes) for rule, nodes in _violations(page)]
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                wrong.append((page.url, "wider than the screen", []))
            if page.evaluate("window.belanjaExamined === true"):
                return wrong
        except Error:
            if left == 1:
                raise
    raise AssertionError(f"{page.url} never came to rest")


def _violations(page: Page) -> Any:
    """Each broken rule with its elements; of rules that hold nothing is told, and axe is brought to a page once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(_EXAMINE, {"runOnly": RULES, "resultTypes": ["violations"]})


def fit(page: Page) -> None:
    """Nothing is wrong with the page, on a phone and on a desktop."""
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        wrong = complaints(page)
        assert not wrong, wrong
