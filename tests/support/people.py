"""People, units and days for tests about who may do what."""

from datetime import date, timedelta

from belanja.accounts.models import User
from belanja.foundation import clock
from belanja.institutions.models import Government, RoleAssignment, Unit
from belanja.journal.services import Actor
from belanja.rules.duties import Role


def hired(government: Government, *roles: Role, unit: Unit | None = None, days: int = 300) -> Actor:
    """A person with roles in force for some days from today; none for a stranger."""
    number = User.objects.count()
    user = User.objects.create_user(name=f"Orang {number}", email=f"orang{number}@contoh.id")
    today = clock.today()
    for role in roles:
        RoleAssignment.objects.create(
            user=user,
            role=role,
            government=government,
            unit=unit,
            valid_from=today - timedelta(days=1),
            valid_to=today + timedelta(days=days),
        )
    return Actor(user_id=user.pk, label=", ".join(roles) or "tanpa peran")


def unit(government: Government, code: str, name: str = "") -> Unit:
    return Unit.objects.create(
        government=government, code=code, name=name or code, sort_key=name or code, kind=Unit.Kind.PD
    )


def tomorrow(days: int = 1) -> date:
    return clock.today() + timedelta(days=days)
