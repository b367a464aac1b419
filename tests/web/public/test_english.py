"""English exists for the glance alone, by its address; the compiled catalogue fits its source."""

import gettext
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.affirmation.worlds import World

CATALOGUE = Path(settings.LOCALE_PATHS[0]) / "en" / "LC_MESSAGES"


def test_the_glance_is_told_in_english_on_request(client: Client, region: World) -> None:
    page = client.get("/", {"bahasa": "en"}).content.decode()
    assert '<html lang="en">' in page
    assert "e-Purchasing share Kabupaten Contoh 2025" in page
    assert "Contracts divided by procurement spending" in page
    assert "Only this summary is in English." in page
    assert '<html lang="id">' in client.get("/").content.decode()


@pytest.mark.parametrize("address", ["/", "/definisi/", "/pemda/D901/perangkat-daerah/?bahasa=en"])
def test_the_browser_does_not_decide_on_the_language(client: Client, region: World, address: str) -> None:
    answer = client.get(address, headers={"accept-language": "en-GB,en"})
    assert '<html lang="id">' in answer.content.decode()


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    source = (CATALOGUE / "django.po").read_text(encoding="utf-8")
    pairs = dict(re.findall(r'msgid "(.+)"\nmsgstr "(.+)"', source))
    with (CATALOGUE / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert pairs
    assert {original: compiled.gettext(original) for original in pairs} == pairs
