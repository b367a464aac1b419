"""A bad line: pages come compressed to whoever takes them so, and what they share is fetched once."""

import gzip
import hashlib
import re
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings

pytestmark = pytest.mark.django_db


def test_a_page_comes_compressed_and_says_the_same() -> None:
    client = Client()
    plain = client.get("/akun/daftar/")
    light = client.get("/akun/daftar/", headers={"accept-encoding": "gzip"})
    assert light["Content-Encoding"] == "gzip"
    assert len(light.content) < len(plain.content) / 2
    assert "Content-Encoding" not in plain
    assert b"Nomor telepon" in gzip.decompress(light.content)


def test_what_has_not_changed_is_not_sent_again() -> None:
    client = Client()
    first = client.get("/", headers={"accept-encoding": "gzip"})
    again = client.get("/", headers={"accept-encoding": "gzip", "if-none-match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Path]:
    """A folder of files that were collected by an earlier version, after this one was packed, and cut off."""
    (tmp_path / "belanja").mkdir()
    (tmp_path / "belanja/belanja.css").write_text("body { color: red }")
    (tmp_path / "staticfiles.json").write_text("{")
    with override_settings(STATIC_ROOT=tmp_path):
        yield tmp_path


def fetched(address: str) -> tuple[bytes, str]:
    answer = Client().get(address)
    assert answer.status_code == 200
    try:
        return answer.getvalue(), answer["Cache-Control"]
    finally:
        answer.close()


def test_a_file_is_kept_for_good_under_the_mark_of_its_content_alone(served: Path) -> None:
    runpy.run_module("belanja.config.wsgi")  # as a server does when it starts
    page = Client().get("/akun/masuk/").content.decode()
    addresses = re.findall(r'"(/static/[^"]*)"', page)
    assert len(addresses) == 4
    for address in addresses:
        marked = re.fullmatch(r"/static/belanja/\w+\.([0-9a-f]{12})\.\w+", address)
        assert marked, address
        content, kept = fetched(address)
        assert hashlib.md5(content, usedforsecurity=False).hexdigest()[:12] == marked[1], address
        assert "immutable" in kept
        assert gzip.decompress((served / f"{address.removeprefix('/static/')}.gz").read_bytes()) == content
        _content, kept = fetched(address.replace(f".{marked[1]}", ""))
        assert kept == "max-age=60, public"


def test_a_file_that_was_not_collected_is_named_without_a_mark(served: Path) -> None:
    page = Client().get("/akun/masuk/").content.decode()
    assert '"/static/belanja/belanja.css"' in page
    assert fetched("/static/belanja/belanja.css") == (b"body { color: red }", "max-age=60, public")
