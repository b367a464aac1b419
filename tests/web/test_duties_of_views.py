"""Views deny by default: sign in first, and 404 where one has no business."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from belanja.accounts.models import User
from belanja.institutions.models import Government
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty, Role
from belanja.web.middleware import CurrentDuties, desk_of
from belanja.web.officer.access import Office, officer_page
from tests.support.people import hired

pytestmark = pytest.mark.django_db


@officer_page(Duty.IMPORT)
def page(request: HttpRequest, office: Office) -> HttpResponse:
    return HttpResponse("isi")


def asked(user: User | AnonymousUser) -> HttpRequest:
    request = RequestFactory().get("/impor/?tahun=2025")
    request.user = user
    request.session = SessionStore()
    CurrentDuties(lambda _: HttpResponse())(request)
    return request


def person(government: Government, *roles: Role) -> User:
    return User.objects.get(pk=hired(government, *roles).user_id)


@pytest.fixture
def banten() -> Government:
    return Government.objects.get(code="D43")


def test_a_visitor_is_sent_to_sign_in_and_back() -> None:
    answer = page(asked(AnonymousUser()), gov="D43")
    assert (answer.status_code, answer["Location"]) == (302, "/akun/masuk/?next=/impor/%3Ftahun%3D2025")


def test_only_the_duty_opens_the_page(banten: Government) -> None:
    assert page(asked(person(banten, Role.BIRO_PBJ)), gov="D43").status_code == 200
    for roles in ((), (Role.APIP,), (Role.ADMIN, Role.PA)):
        with pytest.raises(Http404):
            page(asked(person(banten, *roles)), gov="D43")


def test_the_government_of_the_address_counts(banten: Government) -> None:
    other = Government.objects.get(code="D50")
    clerk = person(other, Role.BIRO_PBJ)
    assert page(asked(clerk), gov="D50").status_code == 200
    for code in ("D43", "D999"):
        with pytest.raises(Http404):
            page(asked(clerk), gov=code)


def test_the_desk_knows_the_person_and_names_the_post(banten: Government) -> None:
    desk = desk_of(asked(person(banten, Role.KEPALA_BIRO_PBJ, Role.BIRO_PBJ)))
    assert desk.roles == {Role.KEPALA_BIRO_PBJ, Role.BIRO_PBJ}
    assert desk.governments == [banten]
    assert desk.actor().label == "Biro PBJ, Kepala Biro PBJ"
    desk.choose(Government.objects.get(code="D50"))
    assert desk.government is not None
    assert (desk.government.code, desk.roles, desk.may(Duty.IMPORT)) == ("D50", frozenset(), False)


def test_a_visitor_costs_nothing_and_acts_as_nobody() -> None:
    with CaptureQueriesContext(connection) as queries:
        desk = desk_of(asked(AnonymousUser()))
    assert not queries.captured_queries
    assert (desk.roles, desk.governments) == (frozenset(), [])
    with pytest.raises(RuleBroken):
        desk.actor()
