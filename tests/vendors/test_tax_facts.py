"""A firm states how it is taxed, a verifier looks; it counts by its days and shows nowhere as a licence."""

from datetime import timedelta
from typing import Any

import pytest

from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.notices.models import Notice
from belanja.rules.duties import Role
from belanja.rules.licences import Stated
from belanja.rules.tax_facts import FINAL, NOT_PKP, PKP, TAX_KINDS
from belanja.vendors import licences, services
from belanja.vendors.models import Firm, FirmLicence
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


def stated(kind: str, **changed: Any) -> Stated:
    told: dict[str, Any] = {
        "kind": kind, "number": "S-12/PKP/2024", "issuer": TAX_KINDS[kind].issuer,
        "valid_from": clock.today() - timedelta(days=90), "valid_to": None, "evidence": "tercatat di Coretax",
    }  # fmt: skip
    return Stated(**told | changed)


def state(firm: Firm, owner: Actor, kind: str, *, seen: int = 0, **changed: Any) -> FirmLicence:
    return services.state_licence(firm_id=firm.pk, stated=stated(kind, **changed), seen=seen, actor=owner)


def known(firm: Firm) -> Any:
    return licences.tax_facts_of([firm.pk], on=clock.today())[firm.pk]


def test_it_counts_once_a_verifier_has_confirmed_it(banten: Government, firm: Firm) -> None:
    owner, verifier = member(firm), hired(banten, Role.VERIFIKATOR)
    assert (known(firm).registered, known(firm).waiting) == (None, ())
    made = state(firm, owner, PKP)
    assert (known(firm).registered, known(firm).waiting) == (None, (PKP,))
    assert made in licences.queue(banten.pk)
    services.decide_licence(licence_id=made.pk, confirm=True, actor=verifier)
    assert (known(firm).registered, known(firm).number) == (True, "S-12/PKP/2024")
    told = Notice.objects.filter(to_user_id=owner.user_id).latest("pk")
    assert told.link == f"/usaha/{firm.pk}/pajak/"
    # Deregistered later: both statements stand, and the later one holds from its first day.
    other = state(firm, owner, NOT_PKP, valid_from=clock.today(), number="Surat 3")
    services.decide_licence(licence_id=other.pk, confirm=True, actor=verifier)
    assert known(firm).registered is False
    assert licences.tax_facts_of([firm.pk], on=clock.today() - timedelta(days=1))[firm.pk].registered is True


def test_it_is_no_licence(banten: Government, firm: Firm) -> None:
    made = state(firm, member(firm), PKP)
    services.decide_licence(licence_id=made.pk, confirm=True, actor=hired(banten, Role.VERIFIKATOR))
    assert licences.shown(firm.pk, on=clock.today()) == []
    assert licences.of_firm(firm.pk, of_tax=False) == []
    assert licences.of_firm(firm.pk, of_tax=True) == [FirmLicence.objects.get()]


def test_letters_of_the_tax_office_always_end_and_the_firm_is_reminded(banten: Government, firm: Firm) -> None:
    owner = member(firm)
    refusal(lambda: state(firm, owner, FINAL), 422)
    made = state(firm, owner, FINAL, valid_to=clock.today() + timedelta(days=5))
    services.decide_licence(licence_id=made.pk, confirm=True, actor=hired(banten, Role.VERIFIKATOR))
    assert known(firm).final_on(clock.today() + timedelta(days=5))
    assert not known(firm).final_on(clock.today() + timedelta(days=6))
    assert services.remind_licences() == 1
    assert "pajak dihitung tanpa surat ini" in Notice.objects.filter(to_user_id=owner.user_id).latest("pk").text


def test_nobody_confirms_his_own_firm_and_strangers_state_nothing(banten: Government, firm: Firm) -> None:
    both = hired(banten, Role.VERIFIKATOR)
    from belanja.accounts.models import User

    member(firm, user=User.objects.get(pk=both.user_id))
    made = state(firm, both, PKP)
    refusal(lambda: services.decide_licence(licence_id=made.pk, confirm=True, actor=both), 403)
    refusal(lambda: state(firm, hired(banten, Role.PPK), NOT_PKP), 404)
    assert FirmLicence.objects.count() == 1
