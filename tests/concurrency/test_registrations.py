"""Verifiers, owners and claimants who act at the same moment: one of each wins, the other is told, nothing is lost."""

import pytest

from belanja.foundation import text
from belanja.institutions.models import Government
from belanja.rules.duties import Role
from belanja.rules.registration import FirmState, MemberRole
from belanja.vendors import services
from belanja.vendors.models import Firm, FirmId, Member, Profile, RegistrationStep
from tests.support.firms import member, registered
from tests.support.people import hired
from tests.support.together import at_once
from tests.vendors.registering import full, person, submitted

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def banten() -> Government:
    return Government.objects.get(code="D43")


def test_two_verifiers_at_one_registration(banten: Government) -> None:
    one, two = (hired(banten, Role.VERIFIKATOR) for _ in range(2))
    profile = submitted(banten, person())
    at = {"firm_id": profile.firm_id, "version": profile.version}
    said = at_once(
        lambda: services.decide(**at, step="pass", actor=one),
        lambda: services.decide(**at, step="return", reason_code="nib_beda", actor=two),
    )
    assert said == ["", "409 wrong_state"]
    assert RegistrationStep.objects.filter(step__in=("pass", "return")).count() == 1


def test_a_firm_changes_what_is_being_decided(banten: Government) -> None:
    owner, verifier = person(), hired(banten, Role.VERIFIKATOR)
    profile = submitted(banten, owner)
    at = {"firm_id": profile.firm_id, "version": profile.version}
    said = at_once(
        lambda: services.fill(**at, statement=full(name="Katering Baru"), actor=owner),
        lambda: services.decide(**at, step="pass", actor=verifier),
    )
    profile.refresh_from_db()
    # Either the change came first and the verifier was told, or the change is looked at again: never passed unseen.
    if said == ["", "409 changed_meanwhile"]:
        assert (profile.name, profile.state) == ("Katering Baru", FirmState.SUBMITTED)
    else:
        assert said == ["", ""]
        assert (profile.name, profile.state) == ("Katering Baru", FirmState.SUBMITTED)
        assert profile.shown["name"] == "Katering Sari Rasa"


def test_two_claims_of_one_firm_are_passed_at_once(banten: Government) -> None:
    firm = Firm.objects.create(name="CV Lama")
    FirmId.objects.create(firm=firm, scheme="sikap", value="77")
    profiles = []
    for number in range(2):
        owner = person()
        profile = services.claim(firm_id=firm.pk, government=banten, actor=owner)
        stated = full(nib=f"912000123456{number}", legal_form="cv")
        profile = services.fill(firm_id=profile.firm_id, version=1, statement=stated, actor=owner)
        profiles.append(services.submit(firm_id=profile.firm_id, version=profile.version, consent=True, actor=owner))
    verifiers = [hired(banten, Role.VERIFIKATOR) for _ in range(2)]
    said = at_once(
        *(
            lambda one=one, who=who: services.decide(firm_id=one.firm_id, version=one.version, step="pass", actor=who)
            for one, who in zip(profiles, verifiers, strict=True)
        )
    )
    assert said == ["", "409 firm_registered"]
    assert Profile.objects.filter(state=FirmState.VERIFIED.value).count() == 1
    assert FirmId.objects.get(scheme="sikap").firm_id == Profile.objects.get(state=FirmState.VERIFIED.value).firm_id


def test_two_owners_leave_at_once_and_one_stays(banten: Government) -> None:
    firm = registered(banten)
    owners = [member(firm) for _ in range(2)]
    rows = [Member.objects.get(user_id=owner.user_id) for owner in owners]
    said = at_once(
        *(
            lambda row=row, owner=owner: services.end_member(member_id=row.pk, actor=owner)
            for row, owner in zip(rows, owners, strict=True)
        )
    )
    assert said == ["", "409 last_owner"]
    assert Member.objects.filter(role=MemberRole.OWNER.value, valid_to__isnull=True).count() == 1


def test_the_same_sheet_is_recorded_by_two_officers(banten: Government) -> None:
    officers = [hired(banten, Role.PEMBINA) for _ in range(2)]
    profile = services.assist(government=banten, statement=full(), actor=officers[0])
    day = text.local_day(profile.entered_at)
    said = at_once(
        *(
            lambda who=who: services.record_sheet(
                firm_id=profile.firm_id, version=1, signed_on=day, kept_at="Map 1", actor=who
            )
            for who in officers
        )
    )
    assert [word[:3] for word in said] in (["", "409"], ["422", "422"])
