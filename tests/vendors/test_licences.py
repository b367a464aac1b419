"""A firm states its licences, a verifier looks, time ends them; nothing is lost and nobody decides on himself."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal.models import Event
from belanja.journal.services import Actor
from belanja.notices.models import Notice
from belanja.rules.duties import Role
from belanja.rules.licences import LicenceState, Stated, kinds_on
from belanja.vendors import licences, services
from belanja.vendors.models import Firm, FirmLicence
from belanja.vendors.services.licences import LicenceWrong
from tests.support.firms import member, registered
from tests.support.people import hired

from .registering import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def banten() -> Government:
    return Government.objects.get(code="D43")


@pytest.fixture
def firm(banten: Government) -> Firm:
    return registered(banten)


def stated(**changed: Any) -> Stated:
    today = clock.today()
    said: dict[str, Any] = {
        "kind": "bujp",
        "number": "SI/123/X/2025",
        "issuer": "Polda Banten",
        "valid_from": today - timedelta(days=100),
        "valid_to": today + timedelta(days=100),
        "evidence": "https://contoh.go.id/izin/123",
    }
    return Stated(**(said | changed))


def state(firm: Firm, actor: Actor, *, seen: int = 0, **changed: Any) -> FirmLicence:
    return services.state_licence(firm_id=firm.pk, stated=stated(**changed), seen=seen, actor=actor)


def kinds(firm: Firm, *, on: date | None = None) -> frozenset[str]:
    return kinds_on(licences.held_by([firm.pk]).get(firm.pk, ()), on=on or clock.today())


def test_a_licence_counts_from_its_confirmation_until_its_last_day(banten: Government, firm: Firm) -> None:
    owner, verifier = member(firm), hired(banten, Role.VERIFIKATOR)
    made = state(firm, owner)
    assert kinds(firm) == frozenset()
    assert list(licences.queue(banten.pk)) == [made]
    services.decide_licence(licence_id=made.pk, confirm=True, actor=verifier)
    assert (kinds(firm), list(licences.queue(banten.pk))) == ({"bujp"}, [])
    with clock.frozen(clock.now() + timedelta(days=100)):
        assert kinds(firm) == {"bujp"}
    with clock.frozen(clock.now() + timedelta(days=101)):
        assert (kinds(firm), licences.shown(firm.pk, on=clock.today())) == (frozenset(), [])
    told = Notice.objects.get(to_user_id=owner.user_id)
    assert (told.link, "dikonfirmasi" in told.text) == (f"/usaha/{firm.pk}/izin/", True)


def test_the_journal_tells_what_happened_without_number_and_evidence(banten: Government, firm: Firm) -> None:
    made = state(firm, member(firm))
    services.decide_licence(licence_id=made.pk, confirm=True, actor=hired(banten, Role.VERIFIKATOR))
    events = list(Event.objects.filter(name__startswith="vendors.licence").order_by("pk").values("name", "payload"))
    assert [one["name"] for one in events] == ["vendors.licence_stated", "vendors.licence_confirmed"]
    assert "SI/123" not in str(events)


def test_a_returned_licence_is_stated_anew_and_the_former_stays_on_record(banten: Government, firm: Firm) -> None:
    owner, verifier = member(firm), hired(banten, Role.VERIFIKATOR)
    first = state(firm, owner)
    refusal(lambda: services.decide_licence(licence_id=first.pk, confirm=False, actor=verifier), 422, "reason_missing")
    other = {"licence_id": first.pk, "confirm": False, "reason_code": "izin_lainnya", "actor": verifier}
    refusal(lambda: services.decide_licence(**other, note="tidak"), 422, "note_missing")
    services.decide_licence(licence_id=first.pk, confirm=False, reason_code="izin_masa_beda", actor=verifier)
    assert "Isi hari mulai" in Notice.objects.get(to_user_id=owner.user_id).text
    second = state(firm, owner, seen=first.pk, number="SI/124/X/2025")
    first.refresh_from_db()
    assert (first.state, second.replaces_id) == (LicenceState.REPLACED, first.pk)
    assert [one.number for one in licences.of_firm(firm.pk)] == ["SI/124/X/2025", "SI/123/X/2025"]


def test_a_renewal_leaves_what_is_confirmed_until_it_is_confirmed_itself(banten: Government, firm: Firm) -> None:
    owner, verifier = member(firm), hired(banten, Role.VERIFIKATOR)
    first = state(firm, owner, valid_to=clock.today() + timedelta(days=5))
    services.decide_licence(licence_id=first.pk, confirm=True, actor=verifier)
    later = clock.today() + timedelta(days=6)
    second = state(firm, owner, seen=first.pk, valid_from=later, valid_to=None)
    assert kinds(firm) == {"bujp"}
    services.decide_licence(licence_id=second.pk, confirm=True, actor=verifier)
    first.refresh_from_db()
    assert first.state == LicenceState.CONFIRMED
    for day in (5, 6, 900):
        assert kinds(firm, on=clock.today() + timedelta(days=day)) == {"bujp"}


def test_a_correction_takes_the_place_of_what_was_confirmed(banten: Government, firm: Firm) -> None:
    owner, verifier = member(firm), hired(banten, Role.VERIFIKATOR)
    first = state(firm, owner)
    services.decide_licence(licence_id=first.pk, confirm=True, actor=verifier)
    second = state(firm, owner, seen=first.pk, number="SI/124/X/2025")
    services.decide_licence(licence_id=second.pk, confirm=True, actor=verifier)
    assert [one.number for one in licences.shown(firm.pk, on=clock.today())] == ["SI/124/X/2025"]


def test_the_same_statement_twice_is_one_and_a_late_one_is_told(firm: Firm) -> None:
    owner, other = member(firm), member(firm)
    made = state(firm, owner)
    assert state(firm, owner) == made
    late = refusal(lambda: state(firm, other, number="SI/999/X/2025"), 409, "licence_changed")
    assert "Isian Anda masih ada" in late.message
    assert FirmLicence.objects.count() == 1


def test_a_withdrawn_licence_counts_no_more(banten: Government, firm: Firm) -> None:
    owner = member(firm)
    made = state(firm, owner)
    services.decide_licence(licence_id=made.pk, confirm=True, actor=hired(banten, Role.VERIFIKATOR))
    for _again in range(2):
        services.withdraw_licence(firm_id=firm.pk, licence_id=made.pk, actor=owner)
    assert kinds(firm) == frozenset()
    assert state(firm, owner, seen=made.pk).replaces_id == made.pk


def test_who_may_not_changes_nothing(banten: Government, firm: Firm) -> None:
    owner, stranger = member(firm), member(registered(banten, name="Usaha Lain"))
    made = state(firm, owner)
    refusal(lambda: state(firm, stranger, seen=made.pk, number="AB/1"), 404)
    refusal(lambda: services.withdraw_licence(firm_id=firm.pk, licence_id=made.pk, actor=stranger), 404)
    refusal(lambda: services.decide_licence(licence_id=0, confirm=True, actor=stranger), 404)
    decide = {"licence_id": made.pk, "confirm": True}
    for role, status in ((Role.PEMBINA, 403), (Role.BIRO_PBJ, None), (Role.APIP, 403), (None, 404)):
        actor = hired(banten, role) if role else owner
        if status:
            refusal(lambda actor=actor: services.decide_licence(**decide, actor=actor), status)
    assert FirmLicence.objects.get(pk=made.pk).state == LicenceState.OPEN


def test_nobody_decides_on_a_licence_of_his_own_firm(banten: Government, firm: Firm) -> None:
    made = state(firm, member(firm))
    verifier = hired(banten, Role.VERIFIKATOR)
    assert verifier.user_id is not None
    firm.members.create(user_id=verifier.user_id, role="admin_toko", valid_from=clock.today())
    refusal(lambda: services.decide_licence(licence_id=made.pk, confirm=True, actor=verifier), 403, "own_firm")


def test_what_cannot_be_is_told_at_its_field(firm: Firm) -> None:
    with pytest.raises(LicenceWrong) as wrong:
        state(firm, member(firm), number="", kind="siup")
    assert set(wrong.value.fields) == {"number", "kind"}
    assert not FirmLicence.objects.exists()


def test_what_ended_while_it_waited_is_not_confirmed(banten: Government, firm: Firm) -> None:
    made = state(firm, member(firm), valid_to=clock.today())
    verifier = hired(banten, Role.VERIFIKATOR)
    with clock.frozen(clock.now() + timedelta(days=1)):
        refusal(lambda: services.decide_licence(licence_id=made.pk, confirm=True, actor=verifier), 409, "licence_over")


def test_a_firm_is_reminded_once_before_the_end_and_not_when_it_has_renewed(banten: Government, firm: Firm) -> None:
    owner, verifier = member(firm), hired(banten, Role.VERIFIKATOR)
    made = state(firm, owner, valid_to=clock.today() + timedelta(days=31))
    services.decide_licence(licence_id=made.pk, confirm=True, actor=verifier)
    assert services.remind_licences() == 0
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert (services.remind_licences(), services.remind_licences()) == (1, 0)
    assert "Nyatakan perpanjangannya" in Notice.objects.filter(to_user_id=owner.user_id).latest("pk").text
    other = state(firm, owner, kind="alkes", valid_to=clock.today() + timedelta(days=31))
    services.decide_licence(licence_id=other.pk, confirm=True, actor=verifier)
    state(firm, owner, kind="alkes", seen=other.pk, number="BARU/1", valid_to=clock.today() + timedelta(days=400))
    with clock.frozen(clock.now() + timedelta(days=2)):
        assert services.remind_licences() == 0


@pytest.mark.parametrize("change", ["number", "evidence", "kind"])
def test_the_database_keeps_what_was_stated(firm: Firm, change: str) -> None:
    made = state(firm, member(firm))
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        FirmLicence.objects.filter(pk=made.pk).update(**{change: "lain"})
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        made.delete()
