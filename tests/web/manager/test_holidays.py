"""The table of holidays on its pages: Biro PBJ adds a day with its ground and takes it back with a reason."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from belanja.accounts.models import User
from belanja.institutions import working_days
from belanja.institutions.models import Government, Holiday, LegalBasis
from belanja.rules.duties import Role
from tests.support.people import hired

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 5)


@pytest.fixture
def clerk() -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=hired(Government.objects.get(code="D43"), Role.BIRO_PBJ).user_id))
    return client


def test_a_day_is_entered_with_its_ground_and_taken_back_with_a_reason(clerk: Client) -> None:
    basis = LegalBasis.objects.get(slug="skb-libur-2026")
    page = clerk.get(reverse("manager:holidays", args=["D43"])).content.decode()
    assert "25 Desember 2026" in page
    assert "Cuti bersama" in page
    add = reverse("manager:add_holiday", args=["D43"])
    told = {"day": DAY.isoformat(), "name": "Hari jadi Banten", "kind": "daerah", "article": "Diktum kesatu"}
    assert clerk.post(add, told).status_code == 422
    assert not Holiday.objects.filter(day=DAY).exists()
    answer = clerk.post(add, told | {"legal_basis": basis.slug}, follow=True)
    assert "Tercatat: 5 Oktober 2026, Hari jadi Banten." in answer.content.decode()
    assert "sudah tercatat" in clerk.post(add, told | {"legal_basis": basis.slug}).content.decode()
    mine = Holiday.objects.get(day=DAY)
    assert mine.government is not None
    assert DAY in working_days.holidays(mine.government.pk)
    address = reverse("manager:holiday", args=["D43", mine.pk])
    assert clerk.post(address, {"reason": ""}).status_code == 422
    assert "Dicabut:" in clerk.post(address, {"reason": "salah tanggal"}, follow=True).content.decode()
    assert DAY not in working_days.holidays(mine.government.pk)
    assert clerk.get(address).status_code == 404
