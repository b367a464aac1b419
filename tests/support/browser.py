"""Debian's chromium for tests that need a real browser."""

import os
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from belanja.accounts.models import User
from belanja.journal.services import Actor

CHROMIUM = Path("/usr/bin/chromium")
needs_chromium = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is missing: apt-get install chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the tests of a file; every test opens pages of its own.

    The synchronous Playwright keeps an event loop in this thread, which Django would take for asynchronous
    code and refuse the database; nothing here is asynchronous.
    """
    with mock.patch.dict(os.environ, {"DJANGO_ALLOW_ASYNC_UNSAFE": "1"}), sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        yield opened
        opened.close()


@pytest.fixture(autouse=True)
def patient() -> Iterator[None]:
    """What a page should show is waited for longer than Playwright does of itself: for journeys of many pages, which a
    busy machine must not fail."""
    expect.set_options(timeout=30_000)
    yield
    expect.set_options(timeout=5_000)


def signed_in(browser: Browser, url: str, actor: Actor) -> Page:
    """A browser in which the person of an actor is signed in; the door itself has journeys of its own."""
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    context = browser.new_context()
    context.set_default_timeout(60_000)
    mine = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": mine, "url": url}])
    return context.new_page()
