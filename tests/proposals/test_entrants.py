"""Firms that register for an announced etalase: each verified, sent back or refused, before the etalase opens."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.notices.models import Notice
from belanja.proposals import selectors, services
from belanja.proposals.models import Entrant, EntrantRecord, Proposal
from belanja.proposals.services import entrants
from belanja.proposals.services.registration import pass_days
from belanja.rules.duties import Duty, Role
from belanja.rules.proposals.entrants import EntrantState, EntrantStep
from belanja.rules.proposals.states import ProposalState
from belanja.rules.registration import FirmState
from belanja.vendors.models import Firm, Profile
from tests.proposals.world import Office, office
from tests.support.firms import member, registered
from tests.support.people import hired
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 2)
OFFERS = "Tas koja kulit kayu, 100 buah sebulan"


@pytest.fixture
def of(freeze: Callable[[date], datetime]) -> Office:
    freeze(MONDAY)
    return office()


def called(of: Office) -> Proposal:
    """Its registration is open."""
    made = of.studied()
    services.decide_proposal(proposal_id=made.pk, version=None, actor=of.head)
    return services.announce_proposal(
        proposal_id=made.pk, version=None, registration_from=MONDAY, registration_to=MONDAY + timedelta(days=7),
        actor=of.clerk,
    )  # fmt: skip


def entered(of: Office, made: Proposal, name: str = "Koperasi Koja", **told: object) -> tuple[Entrant, Actor]:
    firm = registered(of.government, name=name, **told)  # type: ignore[arg-type]
    owner = member(firm)
    return services.enter(proposal_id=made.pk, firm_id=firm.pk, offers=OFFERS, actor=owner), owner


def closed(made: Proposal, freeze: Callable[[date], datetime]) -> None:
    freeze(MONDAY + timedelta(days=8))
    pass_days()
    assert Proposal.objects.get(pk=made.pk).state == ProposalState.VERIFICATION


def test_each_is_answered_before_the_etalase_opens(of: Office, freeze: Callable[[date], datetime]) -> None:
    made = called(of)
    good, owner = entered(of, made)
    again = services.enter(proposal_id=made.pk, firm_id=good.firm_id, offers="Lain sekali", actor=owner)
    assert (again.pk, again.version, Entrant.objects.get().offers) == (good.pk, 1, OFFERS)
    bad, other = entered(of, made, "CV Plakat")
    closed(made, freeze)
    late = registered(of.government, name="CV Terlambat")
    too_late = refused(lambda: services.enter(proposal_id=made.pk, firm_id=late.pk, offers=OFFERS, actor=member(late)))
    assert (too_late.code, too_late.status) == ("registration_closed", 409)
    waits = selectors.waiting(of.government, {Duty.MANAGE_ETALASE: None, Duty.DECIDE_ETALASE: None})
    assert [one.what for one in waits] == ["Verifikasi pendaftar"]
    shut = refused(lambda: services.open_etalase(proposal_id=made.pk, version=None, actor=of.head))
    assert (shut.code, "2 usaha" in shut.message) == ("entrants_waiting", True)
    services.verify(entrant_id=good.pk, version=good.version, actor=of.clerk)
    assert services.verify(entrant_id=good.pk, version=good.version, actor=of.clerk).state == EntrantState.VERIFIED
    services.refuse(
        entrant_id=bad.pk, version=None, reason_code="bukan_isinya", note="Plakat bukan anyaman", actor=of.clerk
    )
    services.open_etalase(proposal_id=made.pk, version=None, actor=of.head)
    told = Notice.objects.filter(to_user_id=owner.user_id, kind="proposals.entrant").order_by("pk")
    assert [one.text.rpartition("” ")[2].split()[0] for one in told] == ["lulus", "selesai:"]
    assert told[1].link == f"/usaha/{good.firm_id}/barang/baru/"
    assert selectors.counted(selectors.entrants(made))[EntrantState.REFUSED] == 1
    words = Notice.objects.get(to_user_id=other.user_id, kind="proposals.entrant").text
    assert "Plakat bukan anyaman. Ini bukan sanksi" in words
    assert "kirim lagi" not in words, "who was refused cannot send again"


def test_sent_back_it_sends_again_or_lapses_when_the_etalase_opens(
    of: Office, freeze: Callable[[date], datetime]
) -> None:
    made = called(of)
    first, owner = entered(of, made)
    second, _other = entered(of, made, "UD Anyam")
    back = {"reason_code": "teknis_kurang", "note": "Sebutkan bahannya", "actor": of.clerk}
    for lacking, code in ((back | {"reason_code": "jenis_usaha"}, "entrant_reason_missing"),
                          (back | {"note": " "}, "entrant_note_missing")):  # fmt: skip
        told = refused(lambda given=lacking: services.send_back(entrant_id=first.pk, version=None, **given))  # type: ignore[misc, arg-type]
        assert told.code == code
    services.send_back(entrant_id=first.pk, version=None, **back)  # type: ignore[arg-type]
    services.send_back(entrant_id=second.pk, version=None, **back)  # type: ignore[arg-type]
    mended = {"proposal_id": made.pk, "firm_id": first.firm_id, "offers": f"{OFFERS}, katun", "actor": owner}
    assert refused(lambda: services.mend(version=1, **mended)).status == 409  # type: ignore[arg-type]
    services.mend(version=2, **mended)  # type: ignore[arg-type]
    closed(made, freeze)
    services.verify(entrant_id=first.pk, version=None, actor=of.clerk)
    services.open_etalase(proposal_id=made.pk, version=None, actor=of.head)
    assert dict(Entrant.objects.values_list("pk", "state")) == {first.pk: "lulus", second.pk: "gugur"}
    steps = [one.step for one in selectors.entrant_story(Entrant.objects.get(pk=first.pk))]
    assert steps == ["daftar", "kembalikan", "lengkapi", "luluskan"]
    with pytest.raises(DatabaseError), transaction.atomic():
        EntrantRecord.objects.update(note="lain")


def test_a_firm_that_is_not_registered_itself_does_not_pass(of: Office) -> None:
    made = called(of)
    found, _owner = entered(of, made, state=FirmState.SUBMITTED)
    told = refused(lambda: services.verify(entrant_id=found.pk, version=None, actor=of.clerk))
    assert (told.code, told.status) == ("entrant_not_registered", 409)
    assert Entrant.objects.get().state == EntrantState.ENTERED


def test_it_may_leave_and_come_again_and_a_cancelled_etalase_ends_it(of: Office) -> None:
    made = called(of)
    found, owner = entered(of, made)
    who = {"proposal_id": made.pk, "firm_id": found.firm_id, "actor": owner}
    services.leave(version=None, **who)  # type: ignore[arg-type]
    assert [one.step for one in selectors.firm_steps(made, Entrant.objects.get())] == [EntrantStep.ENTER]
    services.enter(offers=OFFERS, **who)  # type: ignore[arg-type]
    services.cancel_decision(
        proposal_id=made.pk, version=None, reason_code="kebutuhan_berubah", note="Tidak jadi", actor=of.head
    )
    assert Entrant.objects.get().state == EntrantState.LAPSED


def test_naming_the_etalase_in_its_own_registration_registers_it_there(of: Office) -> None:
    made = called(of)
    firm: Firm = registered(of.government, state=FirmState.SUBMITTED)
    Profile.objects.filter(firm=firm).update(shelves=[made.etalase_id])
    for _twice in range(2):
        entrants.named(firm.pk)
    assert [(one.firm_id, one.state) for one in Entrant.objects.all()] == [(firm.pk, "terdaftar")]


def test_strangers_and_others_change_nothing(of: Office) -> None:
    made = called(of)
    found, owner = entered(of, made)
    stranger = member(registered(of.government))
    other = Government.objects.get(code="D50")
    people = [
        of.pa, of.ppk, owner, stranger, hired(of.government, Role.APIP), hired(of.government, Role.PEMBINA),
        hired(other, Role.BIRO_PBJ), Actor(None, "konsol"),
    ]  # fmt: skip
    before = list(Entrant.objects.values())
    for actor in people[:-1]:
        by = {"entrant_id": found.pk, "version": None, "actor": actor}
        told = by | {"reason_code": "teknis_kurang", "note": "Kurang"}
        assert refused(lambda by=by: services.verify(**by)).status in (403, 404)  # type: ignore[misc, arg-type]
        for act in (services.send_back, services.refuse):
            assert refused(lambda told=told, act=act: act(**told)).status in (403, 404)  # type: ignore[misc, arg-type]
    for actor in (of.clerk, stranger, people[-1]):
        who = {"proposal_id": made.pk, "firm_id": found.firm_id, "actor": actor}
        assert refused(lambda who=who: services.enter(offers=OFFERS, **who)).status == 404  # type: ignore[misc, arg-type]
        assert refused(lambda who=who: services.leave(version=None, **who)).status == 404  # type: ignore[misc, arg-type]
        assert refused(lambda who=who: services.mend(version=None, offers=OFFERS, **who)).status == 404  # type: ignore[misc, arg-type]
    assert list(Entrant.objects.values()) == before
    assert clock.today() == MONDAY
