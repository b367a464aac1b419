"""Roles as they are held: read once, kept until offices change."""

from collections.abc import Mapping
from datetime import date

from belanja.foundation import clock
from belanja.journal.readings import Part, kept
from belanja.rules.duties import Role

from ..models import RoleAssignment
from ..reach import Held, Lent
from .offices import in_force, pd_map


@kept(Part.OFFICES)
def roles_held(user_id: int, government_id: int | None, on: date) -> Held:
    rows = RoleAssignment.objects.filter(in_force(on), user_id=user_id, user__is_active=True)
    if government_id is not None:
        rows = rows.filter(government_id=government_id)
    return tuple((Role(role), unit_id) for role, unit_id in rows.order_by("id").values_list("role", "unit_id"))


@kept(Part.OFFICES)
def lent_to(user_id: int, government_id: int, on: date) -> Lent:
    """The roles that others have handed on to an account and that it holds on a day."""
    rows = RoleAssignment.objects.filter(
        in_force(on), user_id=user_id, government_id=government_id, behalf_of__isnull=False
    )
    return tuple((Role(one.role), one.unit_id, one.lent_post) for one in rows.order_by("id"))


@kept(Part.OFFICES)
def holders(government_id: int, on: date) -> Mapping[str, list[tuple[int | None, int]]]:
    """By role: the unit to which it is bound, and the account."""
    found: dict[str, list[tuple[int | None, int]]] = {}
    rows = RoleAssignment.objects.filter(in_force(on), government_id=government_id, user__is_active=True)
    for role, unit_id, user_id in rows.values_list("role", "unit_id", "user_id"):
        found.setdefault(role, []).append((unit_id, user_id))
    return found


def above(government_id: int, unit_id: int) -> frozenset[int]:
    """A unit and what it counts under today."""
    return frozenset({unit_id, pd_map(government_id, clock.today()).get(unit_id, unit_id)})
