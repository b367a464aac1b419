"""Reading who has handed which role on to whom, and who goes on with whose work."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from belanja.foundation import clock
from belanja.journal.readings import Part, kept
from belanja.journal.services import Actor
from belanja.rules.duties import Role

from .models import Government, RoleAssignment, Unit
from .selectors import pd_map, people_in


def own_roles(actor: Actor, government: Government) -> list[RoleAssignment]:
    """The roles that somebody holds or will hold here, handed on ones too, with unit and whose they were. One query."""
    rows = RoleAssignment.objects.filter(user_id=actor.user_id or 0, government=government, valid_to__gt=clock.today())
    return list(rows.select_related("unit", "behalf_of__user").order_by("valid_from", "pk"))


def colleagues(actor: Actor, unit_ids: Collection[int]) -> list[RoleAssignment]:
    """The roles of the others that are bound to these very units, in the order of their holders' names. One query."""
    rows = RoleAssignment.objects.filter(unit_id__in=unit_ids, valid_to__gt=clock.today(), user__is_active=True)
    return list(rows.exclude(user_id=actor.user_id or 0).select_related("user").order_by("user__name", "pk"))


def handed_on_by(actor: Actor, government: Government) -> list[RoleAssignment]:
    """What somebody has handed on here, the latest first. One query."""
    rows = RoleAssignment.objects.filter(behalf_of__user_id=actor.user_id or 0, government=government)
    return list(rows.select_related("unit", "user", "behalf_of").order_by("-valid_from", "-pk"))


def handed_on(government_id: int) -> QuerySet[RoleAssignment]:
    """Every handing-on of a government, the latest first, for its administrator."""
    rows = RoleAssignment.objects.filter(government_id=government_id, behalf_of__isnull=False)
    return rows.select_related("unit", "user", "behalf_of__user").order_by("-valid_to", "-pk")


def buyers_elsewhere(government_id: int) -> list[RoleAssignment]:
    """Who is Pejabat Pengadaan of a unit of the government in his own right today, in the order of their names: whom PA
    or KPA of another unit may name. One query."""
    today = clock.today()
    rows = RoleAssignment.objects.filter(
        government_id=government_id, role=Role.PEJABAT_PENGADAAN, behalf_of=None, unit__isnull=False,
        user__is_active=True, valid_from__lte=today, valid_to__gt=today,
    )  # fmt: skip
    return list(rows.select_related("user", "unit").order_by("user__name", "pk"))


def named_buyers(government_id: int, units: Collection[int] | None) -> list[RoleAssignment]:
    """Who was named so by letter for these units (None: for any), the latest first. One query."""
    rows = RoleAssignment.objects.filter(
        government_id=government_id, role=Role.PEJABAT_PENGADAAN, behalf_of=None
    ).exclude(letter="")
    rows = rows if units is None else rows.filter(unit_id__in=units)
    return list(rows.select_related("user", "unit").order_by("-valid_to", "-pk"))


def lends_to(user_id: int | None, roles: Collection[Role], government_id: int) -> list[tuple[int, frozenset[int]]]:
    """Whose roles an account holds today by handing-on, of these: each account with the units for which that counts."""
    today = clock.today()
    mine = [one for one in _lent(government_id, today) if one[1] == user_id and one[0] in roles]
    tops = pd_map(government_id, today) if mine else {}
    return [
        (whose, frozenset(unit for unit, top in tops.items() if bound in (unit, top)))
        for _role, _user, whose, bound in mine
    ]


def going_on(unit: Unit, roles: Collection[Role], user_id: int) -> frozenset[int]:
    """Who goes on today with what an account began in one of these roles for a unit: the account itself while it holds
    one there, and whoever stands in for it; where it holds none any more, everybody who does; itself where nobody
    does."""
    today = clock.today()
    holders = frozenset(people_in(unit, roles))
    if user_id not in holders:
        return holders or frozenset({user_id})
    above = {unit.pk, pd_map(unit.government_id, today).get(unit.pk, unit.pk)}
    return frozenset({user_id}) | {
        user
        for role, user, whose, bound in _lent(unit.government_id, today)
        if whose == user_id and role in roles and bound in above and user in holders
    }


@kept(Part.OFFICES)
def _lent(government_id: int, on: date) -> tuple[tuple[str, int, int, int], ...]:
    """What is handed on on a day: the role, who holds it so, whose it is, and the unit to which it is bound."""
    rows = RoleAssignment.objects.filter(
        government_id=government_id, behalf_of__isnull=False, valid_from__lte=on, valid_to__gt=on
    )
    return tuple(rows.order_by("pk").values_list("role", "user_id", "behalf_of__user_id", "unit_id"))
