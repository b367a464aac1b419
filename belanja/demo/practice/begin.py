"""Beginning a practice: the government of practice beside the real one, a fresh unit with plan for each beginning."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import QuerySet

from belanja.accounts.models import User
from belanja.accounts.services import create_account
from belanja.catalogue.models import Offer, Region
from belanja.catalogue.services import serve_regions
from belanja.demo.purchases.people import Team
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.institutions.models import CountingMode, Government, RoleAssignment, Unit
from belanja.institutions.services import end_role, give_role
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.plans.models import RupPackage
from belanja.rules.channels import Mode
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty, Role

from . import goods

#: Those whom Belanja plays: told as such wherever they act.
PLAYED = "dimainkan Belanja"
_SYSTEM = Actor(user_id=None, label="Latihan")
_TERM = timedelta(days=60)
_LONG_AGO = date(2020, 1, 1)
_PAGU = Decimal(250_000_000)


@dataclass(frozen=True)
class Practice:
    """Where an officer practises now, and since when he may."""

    government: Government
    unit: Unit
    plan_code: str

    @property
    def offers(self) -> list[Offer]:
        """What can be bought in it."""
        found = Offer.objects.filter(government=self.government).select_related("product__etalase", "seller")
        return list(found.order_by("pk"))


def practice_of(user_id: int | None, government: Government) -> Practice | None:
    """The practice that an officer of a government has begun and that still runs; None where he has none."""
    role = _roles(user_id, government).order_by("-pk").first()
    if role is None or role.unit is None:
        return None
    return Practice(role.government, role.unit, role.unit.code)


@transaction.atomic
def begin(*, government: Government, actor: Actor) -> Practice:
    """Begin to practise, or begin anew: a fresh unit with a plan line of its own; what was practised before is closed
    to this officer and stays apart. RuleBroken 404 for strangers, 403 without a part in buying, 422 for the console.
    """
    if actor.user_id is None:
        raise RuleBroken("person_missing", "Latihan dimulai seorang petugas, bukan dari konsol.")
    if government.code.startswith(institutions.PRACTICE):
        raise RuleBroken("already_practice", "Ini sudah latihan.", status=409)
    institutions.require(actor, Duty.SEE_SOURCE_ROWS, government)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('belanja.latihan'), %s)", [government.pk])
    place = _ground(government)
    for role in _roles(actor.user_id, government):
        end_role(assignment_id=role.pk, on=clock.today(), actor=_SYSTEM)
    unit = _unit(place)
    _give(actor.user_id, Role.PEJABAT_PENGADAAN, unit)
    _give(_partner(place).pk, Role.PPK, unit)
    journal.append(
        name="demo.practice_begun", actor=actor, subject=f"unit:{unit.pk}", government_code=place.code,
        payload={"of": government.code},
    )  # fmt: skip
    return Practice(place, unit, unit.code)


def team_of(unit: Unit) -> Team:
    """Those whom Belanja plays in a practice."""
    played = {role: Actor(None, f"{role.label} ({PLAYED})") for role in Role}
    return Team(unit.government, unit, played, Region.objects.get(code=goods.PLACE))


def _ground(government: Government) -> Government:
    """The government of practice, in mode *latihan*, with its firm and goods; made once."""
    code = f"{institutions.PRACTICE}{government.code}"
    place, new = Government.objects.get_or_create(
        code=code, defaults={"name": f"Latihan {government.name}", "kind": government.kind, "is_example": True}
    )
    if new:
        CountingMode.objects.create(
            government=place, mode=Mode.PRACTICE.value, valid_from=_LONG_AGO, approved_at=clock.now(),
            reason="Latihan: tidak pernah dihitung.",
        )  # fmt: skip
        serve_regions()
        goods.lay_out(place)
    return place


def _unit(place: Government) -> Unit:
    number = Unit.objects.filter(government=place).count() + 1
    name = f"Unit Latihan {number}"
    unit = Unit.objects.create(government=place, code=f"LATIHAN-{number:04d}", name=name, sort_key=name.casefold(),
                               kind=Unit.Kind.PD)  # fmt: skip
    RupPackage.objects.create(
        government=place, unit=unit, year=clock.today().year, kind=RupPackage.Kind.PENYEDIA, code=unit.code,
        title="Belanja alat kantor (latihan)", pagu=_PAGU, method="E-Purchasing", epurchasing=True, announced=True,
        active=True, counts=True, pdn=True, umkk=True, source_row_id=0,
    )  # fmt: skip
    return unit


def _partner(place: Government) -> User:
    """The PPK of every practice: an account into which nobody signs in."""
    mail = f"ppk.{place.code.lower()}@latihan.example.id"
    found = User.objects.filter(email=mail).first()
    return found or create_account(
        name="PPK latihan", email=mail, phone=None, password=secrets.token_urlsafe(24), actor=_SYSTEM, is_example=True
    )


def _give(user_id: int, role: Role, unit: Unit) -> None:
    today = clock.today()
    give_role(user_id=user_id, role=role, government=unit.government, unit=unit, valid_from=today,
              valid_to=today + _TERM, actor=_SYSTEM)  # fmt: skip


def _roles(user_id: int | None, government: Government) -> QuerySet[RoleAssignment]:
    """The roles of practice that an officer holds today."""
    today = clock.today()
    return RoleAssignment.objects.filter(
        user_id=user_id or 0, government__code=f"{institutions.PRACTICE}{government.code}", unit__isnull=False,
        valid_from__lte=today, valid_to__gt=today,
    ).select_related("government", "unit__government")  # fmt: skip
