"""How far the roles of a person reach: for which units he may do a duty."""

from collections.abc import Mapping
from dataclasses import dataclass

from belanja.rules.duties import Duty, Role, may

Held = tuple[tuple[Role, int | None], ...]
Lent = tuple[tuple[Role, int | None, str], ...]


@dataclass(frozen=True)
class Reach:
    """Roles with the unit to which each is bound (None: the whole government), and where units count today; `lent`:
    those of them that were handed on, each with its unit and the post that then names the person."""

    held: Held
    tops: Mapping[int, int]
    lent: Lent = ()

    def units(self, duty: Duty) -> frozenset[int] | None:
        """Ids of the units for which a duty of `ONLY_FOR_THE_UNIT` may be done; None: for every unit."""
        if may(frozenset(role for role, unit in self.held if unit is None), duty):
            return None
        bound = {unit for role, unit in self.held if unit is not None and may(frozenset({role}), duty)}
        if not bound:
            return frozenset()
        return frozenset(unit for unit, top in self.tops.items() if unit in bound or top in bound)


NO_REACH = Reach((), {})
