"""When something does not work, the page says what, why, and where to go on."""

import pytest
from django.test import Client, RequestFactory

from belanja.rules.decisions import RuleBroken
from belanja.web import errors
from tests.affirmation.worlds import PD_A, World


@pytest.mark.parametrize(
    "address",
    [
        "/tidak-ada/",
        "/pemda/XX/",
        "/definisi/epurchasing.kontrak.tidak_ada/",
        "/dasar-hukum/tidak-ada/",
        "/bantuan/tidak-ada/",
        "/pemda/D43/perangkat-daerah/1.01/",
    ],
)
def test_not_found(client: Client, db: None, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Halaman ini tidak ditemukan" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"


def test_a_year_without_data_is_not_found(client: Client, region: World) -> None:
    for year in ("2019", "20x5", "99999"):
        answer = client.get("/pemda/D901/", {"tahun": year})
        assert answer.status_code == 404
        assert f"Belum ada data Kabupaten Contoh untuk tahun {year}." in answer.content.decode()


def test_a_definition_that_does_not_exist_is_refused_in_words(client: Client, region: World) -> None:
    answer = client.get("/pemda/D901/perangkat-daerah/", {"pembilang": "<b>"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "tidak dikenal" in page
    assert "<b>" not in page.replace("<b>Belanja</b>", "")


def test_a_refusal_is_shown_with_its_article() -> None:
    refusal = RuleBroken("test", "Belum boleh.", "Pasal 1", status=409)
    middleware = errors.RuleBrokenMiddleware(lambda request: pytest.fail("not called"))
    answer = middleware.process_exception(RequestFactory().get("/"), refusal)
    assert answer is not None
    assert answer.status_code == 409
    assert "Belum boleh." in answer.content.decode()
    assert "Pasal 1" in answer.content.decode()
    assert middleware.process_exception(RequestFactory().get("/"), ValueError()) is None


def test_a_form_without_its_proof_is_explained() -> None:
    answer = errors.csrf_failure(RequestFactory().post("/"), reason="no cookie")
    assert answer.status_code == 403
    assert "kedaluwarsa" in answer.content.decode()


def test_the_other_pages_of_refusal() -> None:
    request = RequestFactory().get("/")
    assert errors.bad_request(request, Exception()).status_code == 400
    assert errors.forbidden(request, Exception()).status_code == 403


def test_a_broken_server_needs_neither_database_nor_session() -> None:
    answer = errors.broken(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Kesalahan ada pada kami" in answer.content.decode()


def test_a_unit_of_another_year_is_not_found(client: Client, region: World) -> None:
    assert client.get(f"/pemda/D901/perangkat-daerah/{PD_A}x/").status_code == 404
