"""Curators change words and answer searches without result on their pages; who comes late keeps what he typed."""

import pytest
from django.test import Client

from belanja.catalogue.models import Synonym, ZeroResultAnswer
from belanja.catalogue.search.ask import remember_nothing_found, search
from belanja.institutions.models import Government
from belanja.rules.duties import Role
from tests.catalogue.worlds import small_shop
from tests.support.officers import sitting

pytestmark = pytest.mark.django_db
HERE = "/kelola/D43/katalog/"


@pytest.fixture
def clerk() -> Client:
    small_shop()
    return sitting(Government.objects.get(code="D43"), Role.BIRO_PBJ)


def test_a_search_in_vain_becomes_a_synonym_that_works_at_once(clerk: Client) -> None:
    remember_nothing_found("jegrekan")
    page = clerk.get(f"{HERE}tanpa-hasil/").content.decode()
    assert "jegrekan" in page
    assert "tetap tidak ditemukan" in page
    form = clerk.get(f"{HERE}padanan/?kata=jegrekan").content.decode()
    assert 'value="jegrekan"' in form
    answer = clerk.post(
        f"{HERE}padanan/",
        {"do": "tambah", "term": "jegrekan", "equivalents": "stapler", "both_ways": "on", "active": "on"},
        follow=True,
    ).content.decode()
    assert "sekarang menemukan 3 penawaran" in answer
    assert search("jegrekan").total == 3
    assert "kini ditemukan 3" in clerk.get(f"{HERE}tanpa-hasil/").content.decode()
    clerk.post(f"{HERE}tanpa-hasil/", {"do": "jawab", "cari": ["jegrekan"], "kind": "sinonim"})
    assert ZeroResultAnswer.objects.get().query == "jegrekan"
    assert "Tidak ada pencarian tanpa hasil." in clerk.get(f"{HERE}tanpa-hasil/").content.decode()


def test_who_comes_late_is_told_and_keeps_what_he_typed(clerk: Client) -> None:
    body = {"do": "tambah", "term": "jegrekan", "equivalents": "stapler", "both_ways": "on", "active": "on"}
    clerk.post(f"{HERE}padanan/", body)
    late = clerk.post(f"{HERE}padanan/", {**body, "equivalents": "penjepit kertas"})
    page = late.content.decode()
    assert late.status_code == 409
    assert "sudah ada di daftar: stapler" in page
    assert "penjepit kertas" in page
    one = Synonym.objects.get(term="jegrekan")
    assert one.equivalents == ["stapler"]
    changed = clerk.post(
        f"{HERE}padanan/{one.pk}/", {"do": "ubah", "equivalents": "stapler\nstepler", "active": "on", "seen": "lama"}
    )
    assert changed.status_code == 409


def test_nothing_ticked_and_nothing_chosen_are_said(clerk: Client) -> None:
    remember_nothing_found("drone")
    page = clerk.post(f"{HERE}tanpa-hasil/", {"do": "jawab", "kind": "kebutuhan"})
    assert (page.status_code, "Centang paling sedikit satu" in page.content.decode()) == (422, True)
    page = clerk.post(f"{HERE}tanpa-hasil/", {"do": "jawab", "cari": "drone"})
    assert (page.status_code, "Pilih apa yang dilakukan." in page.content.decode()) == (422, True)
    assert not ZeroResultAnswer.objects.exists()
