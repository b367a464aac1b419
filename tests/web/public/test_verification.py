"""Anybody can check a paper: by its code, by its hash, and nobody learns who signed."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from belanja.documents import addresses, services
from belanja.documents.models import Paper
from belanja.rules import codes
from belanja.web.public import verification
from tests.documents.papers import Office, issued, office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_tried() -> None:
    cache.clear()


@pytest.fixture
def desk(db: None, freeze: Callable[[date | datetime], datetime]) -> Office:
    freeze(date(2026, 3, 31))
    return office()


@pytest.fixture
def paper(desk: Office) -> Paper:
    return issued(desk, period="Triwulan I 2026", official_number="7/2026", official_date=date(2026, 3, 31))


def page(client: Client, paper: Paper) -> str:
    answer = client.get(reverse("public:paper", args=[paper.code]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_address_on_paper_is_the_address_of_the_page(paper: Paper) -> None:
    assert addresses.verification(paper.code).endswith(reverse("public:paper", args=[paper.code]))


def test_a_typed_code_leads_to_the_paper(client: Client, paper: Paper) -> None:
    typed = paper.code.lower().replace("-", " ")
    answer = client.get("/verifikasi/", {"kode": typed})
    assert (answer.status_code, answer["Location"]) == (302, f"/verifikasi/{paper.code}/")
    assert client.get(f"/verifikasi/{typed.replace(' ', '')}/")["Location"] == f"/verifikasi/{paper.code}/"
    shown = page(client, paper)
    for words in ("Laporan", "Provinsi Banten", "Triwulan I 2026", paper.number, "7/2026, 31 Maret 2026", paper.code):
        assert words in shown
    for file in paper.files.all():
        assert file.sha256 in shown


def test_no_person_and_no_post_is_named(client: Client, desk: Office, paper: Paper) -> None:
    shown = page(client, paper)
    assert desk.apip.label not in shown.lower().replace("inspektorat", "")
    assert "NIP" not in shown
    services.cancel_paper(paper_id=paper.pk, reason="Keliru menurut Budi Santoso.", actor=desk.apip)
    assert "Budi" not in page(client, paper)


def test_a_slip_an_unknown_code_and_a_withdrawn_paper_are_told_apart(
    client: Client, desk: Office, paper: Paper
) -> None:
    wrong = paper.code[:-1] + ("0" if paper.code[-1] != "0" else "1")
    answer = client.get(f"/verifikasi/{wrong}/")
    assert answer.status_code == 404
    assert "salah ketik" in answer.content.decode()
    assert client.get("/verifikasi/", {"kode": wrong}).status_code == 422
    answer = client.get(f"/verifikasi/{codes.new()}/")
    assert answer.status_code == 404
    assert "tidak pernah diterbitkan" in answer.content.decode()
    services.cancel_paper(paper_id=paper.pk, reason="Angkanya keliru.", actor=desk.apip)
    shown = page(client, paper)
    assert "dibatalkan pada 31 Maret 2026" in shown
    assert "masih berlaku" not in shown


def test_a_replaced_paper_leads_to_the_one_that_holds(client: Client, desk: Office, paper: Paper) -> None:
    later = issued(desk, supersedes=paper)
    assert f"/verifikasi/{later.code}/" in page(client, paper)
    assert f"/verifikasi/{paper.code}/" in page(client, later)


def handed_in(client: Client, paper: Paper, content: bytes) -> str:
    file = SimpleUploadedFile("berkas.pdf", content)
    return client.post(f"/verifikasi/{paper.code}/", {"berkas": file}).content.decode()


def test_a_file_is_compared_and_forgotten(client: Client, desk: Office, paper: Paper) -> None:
    content = bytes(paper.files.get(name="laporan.pdf").content)
    before = Paper.objects.count()
    assert "sama persis dengan laporan.pdf" in handed_in(client, paper, content)
    assert "bukan berkas yang diterbitkan" in handed_in(client, paper, content + b" ")
    assert (Paper.objects.count(), paper.copies.count()) == (before, 0)
    services.cancel_paper(paper_id=paper.pk, reason="Angkanya keliru.", actor=desk.apip)
    assert "tidak berlaku lagi" in handed_in(client, paper, content)
    assert client.post(f"/verifikasi/{paper.code}/", {}).status_code == 422


def test_a_form_from_elsewhere_is_refused(paper: Paper) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/verifikasi/{paper.code}/", {}).status_code == 403


def test_guessing_is_slowed_down(client: Client, paper: Paper) -> None:
    for _time in range(verification.MISSES):
        assert client.get(f"/verifikasi/{codes.new()}/").status_code == 404
    answer = client.get(f"/verifikasi/{codes.new()}/")
    assert (answer.status_code, answer["Retry-After"]) == (429, "600")
    assert client.get(f"/verifikasi/{paper.code}/", REMOTE_ADDR="10.0.0.9").status_code == 200


def test_comparing_is_limited_too(client: Client, paper: Paper) -> None:
    for _time in range(verification.FILES):
        handed_in(client, paper, b"x")
    assert client.post(f"/verifikasi/{paper.code}/", {}).status_code == 429


@pytest.mark.parametrize("code", ["x", "A" * 300, "0000-0000-0000", "%00", "🙂🙂🙂", "7K3M-9QXF-2D4T"])
def test_anything_may_be_asked(client: Client, db: None, code: str) -> None:
    assert client.get(f"/verifikasi/{code}/").status_code == 404
    assert client.get("/verifikasi/", {"kode": code}).status_code in (302, 422)
