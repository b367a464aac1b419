"""People who register firms, what they state, and refusals that leave no trace."""

from typing import Any

import pytest

from belanja.accounts.models import User
from belanja.institutions.models import Government
from belanja.journal.models import Event
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.vendors import services
from belanja.vendors.models import Profile, RegistrationStep
from belanja.vendors.statement import Statement

NIB = "9120001234567"


def person() -> Actor:
    user = User.objects.create_user(name="Ibu Sari", phone=f"+6281200{User.objects.count():06d}", phone_verified=True)
    return Actor(user_id=user.pk, label="Pelaku usaha")


def full(**changed: Any) -> Statement:
    said: dict[str, Any] = {
        "name": "Katering Sari Rasa",
        "legal_form": "perorangan",
        "nib": "9120 0012 34567",
        "kbli": "56210, 10799",
        "address": "Kp. Sukajaya 3, Desa Sobang, Kec. Panimbang",
        "region_code": "36.01",
        "phone": "0812-3456-7890",
        "scale": "mikro",
        "scale_evidence": "Omzet setahun Rp180 juta menurut pembukuan 2025",
    }
    return Statement(**(said | changed))


def begun(banten: Government, actor: Actor, **changed: Any) -> Profile:
    return services.register(government=banten, statement=full(**changed), actor=actor)


def submitted(banten: Government, actor: Actor, **changed: Any) -> Profile:
    profile = begun(banten, actor, **changed)
    return services.submit(firm_id=profile.firm_id, version=profile.version, consent=True, actor=actor)


def refusal(do: Any, status: int, code: str = "") -> RuleBroken:
    before = (Event.objects.count(), RegistrationStep.objects.count(), list(Profile.objects.order_by("pk").values()))
    with pytest.raises(RuleBroken) as broken:
        do()
    assert (broken.value.status, code or broken.value.code) == (status, broken.value.code)
    assert before == (
        Event.objects.count(),
        RegistrationStep.objects.count(),
        list(Profile.objects.order_by("pk").values()),
    )
    return broken.value
