"""The page that strangers share: never older than the record, never another's."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from django.test import Client

from belanja.institutions.models import Government, Unit
from belanja.rules.duties import Role
from tests.affirmation.worlds import PD_A, World
from tests.support.officers import person

from .region import small_region

pytestmark = pytest.mark.django_db(transaction=True)
TABLE = "/pemda/D901/perangkat-daerah/"


@pytest.fixture
def region(tmp_path: Path, freeze: Callable[[date | datetime], datetime]) -> World:
    freeze(date(2025, 8, 15))
    return small_region(tmp_path)


def test_a_change_is_on_the_page_at_once(client: Client, region: World) -> None:
    before = client.get(TABLE)
    assert client.get(TABLE).content == before.content
    Unit.objects.filter(code=PD_A).update(name="Dinas Berganti Nama")
    assert b"Dinas Berganti Nama" in client.get(TABLE).content


def test_who_asks_again_gets_a_304(client: Client, region: World) -> None:
    tag = client.get(TABLE)["ETag"]
    assert client.get(TABLE, headers={"If-None-Match": tag}).status_code == 304


def test_the_question_is_part_of_the_page(client: Client, region: World) -> None:
    assert client.get(TABLE + "?urut=nama").content != client.get(TABLE + "?urut=-nama").content
    assert client.get("/?bahasa=en").content != client.get("/").content


def test_a_known_visitor_keeps_a_page_of_his_own(client: Client, region: World) -> None:
    strangers = client.get(TABLE).content
    client.force_login(person(Government.objects.get(code="D901"), Role.BIRO_PBJ))
    own = client.get(TABLE)
    assert b"Keluar" in own.content
    assert b"Keluar" not in strangers
    assert "private" in own["Cache-Control"]
    assert Client().get(TABLE).content == strangers
