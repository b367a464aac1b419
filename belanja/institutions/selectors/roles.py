"""Who holds which role, and who may do what."""

from collections.abc import Collection
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from belanja.foundation import clock
from belanja.journal.services import Actor
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import OF_A_PPK, OF_A_UNIT, ONLY_FOR_THE_UNIT, Duty, Role, may

from ..models import Government, RoleAssignment, Unit
from ..reach import Held, Reach
from . import acting
from .acting import acting_for
from .held import above, holders, roles_held
from .offices import in_force, pd_map, sorted_governments

#: Whoever asks for a right: the actor of a service, or the user of a request.
Who = Actor | AbstractBaseUser | AnonymousUser


def roles_of(who: Who, *, government_id: int | None, on: date | None = None) -> frozenset[Role]:
    """Roles held on a day (default today), bound to a unit or not; over all governments for `government_id` None.

    For showing what somebody is. Whether a duty may be done is asked of `is_allowed` or `require`.
    """
    return frozenset(role for role, _ in _held(who, government_id, on or clock.today()))


def governments_of(who: Who, *, on: date | None = None) -> QuerySet[Government]:
    """Governments in which somebody holds any role today, that of his practice among them."""
    user_id = _user_id(who)
    if user_id is None:
        return Government.objects.none()
    held = RoleAssignment.objects.filter(in_force(on or clock.today()), user_id=user_id)
    return sorted_governments().filter(pk__in=held.values("government"))


def people_in(unit: Unit, roles: Collection[Role]) -> list[int]:
    """Accounts that hold one of the roles today for a unit: bound to it, to what it counts under, or to none; as PPK
    also who acts as one (`acting`). For telling them something; whether one of them may do a thing is asked of
    `is_allowed`."""
    if not roles:
        return []
    by_role, near = holders(unit.government_id, clock.today()), above(unit.government_id, unit.pk)
    held = (one for role in roles for one in by_role.get(role, ()))
    found = {user_id for of, user_id in held if of is None or of in near}
    return sorted(found | (acting_for(unit.government_id, unit.pk).keys() if Role.PPK in roles else set()))


def people_with(government_id: int, roles: Collection[Role]) -> list[int]:
    """Accounts that hold one of the roles today over a whole government. For telling them something."""
    by_role = holders(government_id, clock.today())
    return sorted({user_id for role in roles for of, user_id in by_role.get(role, ()) if of is None})


def roles_in(unit: Unit, user_id: int) -> frozenset[Role]:
    """The roles by which `people_in` would name an account."""
    near = above(unit.government_id, unit.pk)
    held = roles_held(user_id, unit.government_id, clock.today())
    found = frozenset(role for role, of in held if of is None or of in near)
    return found | {Role.PPK} if user_id in acting_for(unit.government_id, unit.pk) else found


def units_of_role(who: Who, role: Role, government: Government) -> frozenset[int]:
    """Ids of the units for which somebody holds a role today: bound to one, to what it counts under, or to none."""
    today = clock.today()
    bound = {unit for held, unit in _held(who, government.pk, today) if held is role}
    tops = pd_map(government.pk, today) if bound else {}
    return frozenset(unit for unit, top in tops.items() if bound & {None, unit, top})


def has_ppk(government_id: int, unit_id: int) -> bool:
    """Whether anybody holds the role of PPK for a unit today."""
    near = above(government_id, unit_id)
    return any(of is None or of in near for of, _user in holders(government_id, clock.today()).get(Role.PPK, ()))


def ppk_role(unit: Unit, user_id: int | None) -> Role:
    """In which role an account does the work of a PPK for a unit today: as PPK, or as PA or KPA where none is there."""
    return Role.PPK if user_id is None else acting_for(unit.government_id, unit.pk).get(user_id, Role.PPK)


def is_allowed(who: Who, duty: Duty, government: Government, *, unit_id: int | None = None) -> bool:
    """Whether `who` may do `duty` today. A role bound to a unit carries only the duties in `duties.OF_A_UNIT`,
    and those in `ONLY_FOR_THE_UNIT` only for that unit (`unit_id`) and whatever counts under it. For a unit without a
    PPK its PA and KPA may what a PPK may (`acting`).

    The command line (an Actor without an account) may everything: it holds the machine.
    """
    return bool(allowed_of(who, {duty}, government, unit_id=unit_id))


def allowed_of(
    who: Who, duties: Collection[Duty], government: Government, *, unit_id: int | None = None
) -> frozenset[Duty]:
    """Those of some duties that `who` may do today, each by the rule of `is_allowed`; his roles are asked for once."""
    if isinstance(who, Actor) and who.user_id is None:
        return frozenset(duties)
    today = clock.today()
    held = _held(who, government.pk, today)
    # What a role in the whole government or for the very unit carries, it carries wherever the unit counts; only
    # where that does not do, the tree of units is asked.
    near = frozenset(role for role, unit in held if unit is None or unit == unit_id)
    plainly = frozenset(
        duty for duty in duties if unit_id is not None and duty in ONLY_FOR_THE_UNIT and may(near, duty)
    )
    rest = frozenset(duties) - plainly
    if not held or not rest:
        return plainly
    near_by: frozenset[int] = frozenset()
    if unit_id is not None and rest & ONLY_FOR_THE_UNIT:
        near_by = above(government.pk, unit_id)
    found = plainly | {duty for duty in rest if may(_usable(held, duty, near_by), duty)}
    lacking = OF_A_PPK & (frozenset(duties) - found)
    if unit_id is None or not lacking or not acting.may_act(held):
        return found
    return found | lacking if _user_id(who) in acting_for(government.pk, unit_id) else found


def units_allowed(who: Who, duty: Duty, government: Government) -> frozenset[int] | None:
    """Ids of the units for which `who` may do a duty of `ONLY_FOR_THE_UNIT` today; None: for every unit of the
    government. For pages that list many units."""
    if isinstance(who, Actor) and who.user_id is None:
        return None
    today = clock.today()
    held = _held(who, government.pk, today)
    acts_for = acting.acts_for(_user_id(who) or 0, held, government.pk, today)
    return Reach(held, pd_map(government.pk, today), acts_for=acts_for).units(duty)


def require(who: Who, duty: Duty, government: Government, *, unit_id: int | None = None) -> None:
    """Raise RuleBroken unless `is_allowed`: 404 for somebody without any role in this government (who is not to
    learn what exists here), 403 for somebody who holds a role that does not carry the duty."""
    if is_allowed(who, duty, government, unit_id=unit_id):
        return
    if not roles_of(who, government_id=government.pk):
        raise RuleBroken("not_found", "Data ini tidak ditemukan.", status=404)
    raise RuleBroken("duty_missing", "Peran Anda tidak mencakup tindakan ini.", status=403)


def _usable(held: Held, duty: Duty, above: Collection[int]) -> frozenset[Role]:
    """Roles that may carry a duty for a unit. `above`: it and what it counts under; empty where no unit is told."""
    whole = frozenset(role for role, unit in held if unit is None)
    if duty not in OF_A_UNIT:
        return whole
    if duty not in ONLY_FOR_THE_UNIT:
        return frozenset(role for role, _ in held)
    if not above:
        return frozenset()
    return whole | {role for role, unit in held if unit in above}


def _held(who: Who, government_id: int | None, on: date) -> Held:
    user_id = _user_id(who)
    return () if user_id is None else roles_held(user_id, government_id, on)


def _user_id(who: Who) -> int | None:
    if isinstance(who, Actor):
        return who.user_id
    user_id: int | None = who.pk
    return user_id
