"""Two verifiers at one licence, and two members who state the same kind: one wins, the other is told."""

import pytest

from belanja.institutions.models import Government
from belanja.rules.duties import Role
from belanja.rules.licences import LicenceState
from belanja.vendors import services
from belanja.vendors.models import FirmLicence
from tests.support.firms import member, registered
from tests.support.people import hired
from tests.support.together import at_once
from tests.vendors.test_licences import state

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def banten() -> Government:
    return Government.objects.get(code="D43")


def test_two_verifiers_at_one_licence(banten: Government) -> None:
    firm = registered(banten)
    made = state(firm, member(firm))
    one, two = (hired(banten, Role.VERIFIKATOR) for _ in range(2))
    back = {"confirm": False, "reason_code": "izin_milik_lain"}
    said = at_once(
        lambda: services.decide_licence(licence_id=made.pk, confirm=True, actor=one),
        lambda: services.decide_licence(licence_id=made.pk, actor=two, **back),  # type: ignore[arg-type]
    )
    assert said == ["", "409 licence_decided"]


def test_two_members_state_the_same_kind(banten: Government) -> None:
    firm = registered(banten)
    one, two = member(firm), member(firm)
    said = at_once(lambda: state(firm, one, number="A/1"), lambda: state(firm, two, number="B/2"))
    assert said == ["", "409 licence_changed"]
    assert FirmLicence.objects.count() == 1


def test_a_firm_mends_what_is_being_decided(banten: Government) -> None:
    firm = registered(banten)
    owner, verifier = member(firm), hired(banten, Role.VERIFIKATOR)
    made = state(firm, owner, number="A/1")
    said = at_once(
        lambda: state(firm, owner, seen=made.pk, number="B/2"),
        lambda: services.decide_licence(licence_id=made.pk, confirm=True, actor=verifier),
    )
    # Either the verifier saw what he confirmed, or he was told; what the firm mended waits for its own look.
    assert said in (["", ""], ["", "409 licence_decided"])
    assert FirmLicence.objects.get(number="B/2").state == LicenceState.OPEN
