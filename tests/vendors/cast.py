"""A firm with an owner and an admin, and the people of Biro PBJ, for tests about sanctions."""

from dataclasses import dataclass
from datetime import date

from belanja.accounts.models import User
from belanja.foundation import clock
from belanja.institutions.models import Government
from belanja.journal.services import Actor
from belanja.rules.duties import Role
from belanja.rules.registration import MemberRole
from belanja.vendors.models import Firm, FirmId, Member
from tests.support.people import hired

MONDAY = date(2026, 11, 2)


@dataclass(frozen=True)
class Cast:
    government: Government
    firm: Firm
    owner: Actor
    keeper: Actor
    clerk: Actor
    head: Actor
    apip: Actor
    stranger: Actor


def cast(name: str = "CV Sumber Contoh") -> Cast:
    government = Government.objects.get(code="D43")
    firm = Firm.objects.create(name=name)
    FirmId.objects.create(firm=firm, scheme="nib", value=f"91200000{firm.pk:05d}")
    return Cast(
        government,
        firm,
        member(firm, MemberRole.OWNER),
        member(firm, MemberRole.KEEPER),
        hired(government, Role.BIRO_PBJ),
        hired(government, Role.KEPALA_BIRO_PBJ),
        hired(government, Role.APIP),
        hired(government),
    )


def member(firm: Firm, role: MemberRole) -> Actor:
    """An account that acts for the firm."""
    number = User.objects.count()
    user = User.objects.create_user(name=f"Orang {number}", email=f"usaha{number}@contoh.id")
    Member.objects.create(firm=firm, user=user, role=role, valid_from=clock.today())
    return Actor(user_id=user.pk, label=role.label)
