"""PA and KPA who do the work of a PPK, because nobody holds that role for a unit.

Perpres 16/2018 Pasal 9 to 11 with Perpres 12/2021; the dated switch `beli.pa_sebagai_ppk` says whether a
government goes by it. A unit that has a PPK gives them nothing more. Whoever was only handed the role of PA or KPA does
not do it.
"""

from collections.abc import Mapping
from datetime import date

from belanja.foundation import clock
from belanja.journal.readings import Part, kept
from belanja.rules.duties import AS_PPK, Role

from ..models import RoleAssignment
from ..reach import Held
from .law import switch
from .offices import in_force, pd_map


def may_act(held: Held) -> bool:
    """Whether these roles are such that their holder may act as PPK somewhere: bound to a unit, as PA or KPA."""
    return any(role in AS_PPK and unit is not None for role, unit in held)


def acting_for(government_id: int, unit_id: int) -> Mapping[int, Role]:
    """Who acts as PPK for a unit today, each account with the role in which it does; nobody where there is a PPK."""
    return acting_as_ppk(government_id, clock.today()).get(unit_id, {})


def acts_for(user_id: int, held: Held, government_id: int, on: date) -> Mapping[int, Role]:
    """The units for which an account that holds these roles acts as PPK on a day, each with the role it does it in."""
    if not may_act(held):
        return {}
    every = acting_as_ppk(government_id, on)
    return {unit: people[user_id] for unit, people in every.items() if user_id in people}


@kept(Part.OFFICES, Part.RULES)
def acting_as_ppk(government_id: int, on: date) -> Mapping[int, Mapping[int, Role]]:
    """By unit for which nobody holds the role of PPK on a day: who acts as one, and in which role. Kept until
    offices or rules change, so that whoever is named PPK, or is one no more, changes it at once."""
    if not switch("beli.pa_sebagai_ppk", government_id=government_id, on=on):
        return {}
    rows = RoleAssignment.objects.filter(
        in_force(on), government_id=government_id, role__in=[Role.PPK, *AS_PPK], user__is_active=True
    ).values_list("role", "unit_id", "user_id", "behalf_of_id")
    with_ppk = {unit for role, unit, _user, _lent in rows if role == Role.PPK}
    if None in with_ppk:
        return {}
    bound: dict[int, dict[int, Role]] = {}
    for role in AS_PPK:
        for held, unit, user_id, lent in rows:
            if held == role and unit is not None and lent is None:
                bound.setdefault(unit, {}).setdefault(user_id, role)
    tops = pd_map(government_id, on)
    return {
        unit: found
        for unit, top in tops.items()
        if unit not in with_ppk and top not in with_ppk and (found := {**bound.get(top, {}), **bound.get(unit, {})})
    }
