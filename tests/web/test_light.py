"""A bad line: pages come compressed to whoever takes them so, and what they share is fetched once."""

import gzip
import re

import pytest
from django.test import Client

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


def test_files_that_pages_share_carry_the_mark_of_their_content() -> None:
    page = Client().get("/akun/daftar/").content.decode()
    assert re.search(r'href="/static/belanja/belanja\.css\?v=[0-9a-f]{10}"', page)
