"""Many at one door at once: a code opens once, a request is decided once, guesses are all counted."""

import pytest

from belanja.accounts import selectors, services
from belanja.accounts.models import Attempts, User
from belanja.institutions import services as institutions
from belanja.institutions.models import Government, Restoration
from belanja.journal.services import CONSOLE
from belanja.rules.duties import Role
from tests.support.people import hired
from tests.support.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)

PIN, NUMBER = "407183", "+6281234567890"


def registered(pin: str = PIN) -> User:
    return services.register(name="Siti", phone=NUMBER, pin=pin, government_code="D43")


def code_for(user: User) -> str:
    return services.hand_code(user_id=user.pk, purpose="nomor", government_code="D43", days=7, actor=CONSOLE)[1]


def test_a_code_opens_once() -> None:
    code = code_for(registered())
    said = at_once(*[lambda pin=pin: services.use_code(typed=code, pin=pin) for pin in (PIN, "928364")])
    assert said == ["", "404 code_invalid"]
    assert User.objects.filter(phone_verified=True).count() == 1


def test_a_number_is_proved_by_one_account() -> None:
    codes = [code_for(registered(pin)) for pin in (PIN, "928364")]
    said = at_once(*[lambda code=code: services.use_code(typed=code, pin="586207") for code in codes])
    assert said[0] == ""
    assert said[1] in {"404 account_unknown", "404 code_invalid", "409 number_taken"}
    assert len(selectors.claimants(NUMBER)) == 1


def test_the_form_sent_twice_at_once_opens_one_account() -> None:
    assert at_once(registered, registered) == ["", ""]
    assert User.objects.count() == 1


def test_guesses_at_once_are_all_counted() -> None:
    found: list[object] = []
    at_once(*[lambda: found.append(services.charge(number=NUMBER)) for _ in range(12)])
    assert sum(until is None for until in found) == 5
    assert Attempts.objects.get().failures == 5


def test_a_request_is_decided_once() -> None:
    government = Government.objects.get(code="D43")
    services.use_code(typed=code_for(registered()), pin=PIN)
    request = institutions.ask_restoration(
        government=government, phone=NUMBER, reason="hilang", seen="KTP", actor=hired(government, Role.PEMBINA)
    )
    second, third = hired(government, Role.VERIFIKATOR), hired(government, Role.BIRO_PBJ)
    said = at_once(
        lambda: institutions.approve_restoration(restoration_id=request.pk, government=government, actor=second),
        lambda: institutions.refuse_restoration(
            restoration_id=request.pk, government=government, note="KTP lain", actor=third
        ),
    )
    assert said == ["", "409 already_decided"]
    assert Restoration.objects.exclude(state="diminta").count() == 1
