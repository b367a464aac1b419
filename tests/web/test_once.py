"""The hidden key of a form: fresh in each rendering, and the same form counts once."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.test import RequestFactory

from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.web.once import FIELD, once

pytestmark = pytest.mark.django_db
BUYER = Actor(1, "Pejabat Pengadaan")


def key() -> str:
    html = Template("{% load components %}{% once_field %}").render(Context())
    found = re.fullmatch(rf'<input type="hidden" name="{FIELD}" value="([^"]+)">', html)
    assert found
    return found[1]


def send(path: str = "/beli/", *, header: str = "", **fields: object) -> tuple[dict[str, object], bool]:
    headers = {"Idempotency-Key": header} if header else {}
    request = RequestFactory(headers=headers).post(path, fields)
    return once(request, name="test.buy", actor=BUYER, do=lambda: {"said": request.POST.get("jumlah", "")})


def test_each_form_has_a_key_of_its_own() -> None:
    assert key() != key()


def test_the_same_form_counts_once_whatever_its_csrf_token() -> None:
    one = key()
    assert send(sekali=one, jumlah="12", csrfmiddlewaretoken="a") == ({"said": "12"}, True)
    assert send(sekali=one, jumlah="12", csrfmiddlewaretoken="b") == ({"said": "12"}, False)
    assert send(sekali=key()) == ({"said": ""}, True)


def test_another_number_another_file_or_another_address_is_another_request() -> None:
    def paper(content: bytes) -> SimpleUploadedFile:
        return SimpleUploadedFile("bast.pdf", content)

    one = key()
    send(sekali=one, jumlah="12", berkas=paper(b"a"))
    assert send(sekali=one, jumlah="12", berkas=paper(b"a"))[1] is False
    for path, number, content in (("/beli/", "13", b"a"), ("/beli/", "12", b"b"), ("/lain/", "12", b"a")):
        with pytest.raises(RuleBroken) as refusal:
            send(path, sekali=one, jumlah=number, berkas=paper(content))
        assert refusal.value.code == "once_key_reused"


def test_a_program_gives_its_key_in_the_header() -> None:
    assert send(header="program-1", jumlah="1") == ({"said": "1"}, True)
    assert send(header="program-1", jumlah="1") == ({"said": "1"}, False)


def test_a_program_that_sends_json_is_known_by_its_body() -> None:
    def told(body: str) -> bool:
        request = RequestFactory().post("/x/", body, content_type="application/json", HTTP_IDEMPOTENCY_KEY="program-2")
        return once(request, name="test.buy", actor=BUYER, do=dict)[1]

    assert (told('{"a": 1}'), told('{"a": 1}')) == (True, False)
    with pytest.raises(RuleBroken):
        told('{"a": 2}')


def test_a_form_without_a_key_is_refused() -> None:
    with pytest.raises(RuleBroken) as refusal:
        send(jumlah="1")
    assert (refusal.value.code, refusal.value.status) == ("once_key_missing", 422)
