"""How far the roles of a person reach: for which units he may do a duty."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from belanja.rules.duties import OF_A_PPK, ONLY_FOR_THE_UNIT, Duty, Role, may

Held = tuple[tuple[Role, int | None], ...]
Lent = tuple[tuple[Role, int | None, str], ...]


@dataclass(frozen=True)
class Reach:
    """Roles with the unit to which each is bound (None: the whole government), and where units count today; `lent`:
    those of them that were handed on, each with its unit and the post that then names the person; `acts_for`: units
    without a PPK for which PA or KPA acts as one, with the role in which he does."""

    held: Held
    tops: Mapping[int, int]
    lent: Lent = ()
    acts_for: Mapping[int, Role] = field(default_factory=dict)

    @property
    def own(self) -> Held:
        """What is held in one's own right."""
        lent = {(role, unit) for role, unit, _post in self.lent}
        return tuple(one for one in self.held if one not in lent)

    def lent_duties(self) -> tuple[tuple[str, frozenset[int], str], ...]:
        """Duties held only because a role was handed on: each with the units for which that is so, and the post."""
        if not self.lent:
            return ()
        own, found = Reach(self.own, self.tops), []
        for role, unit, post in self.lent:
            lent = Reach(((role, unit),), self.tops)
            for duty in ONLY_FOR_THE_UNIT:
                mine = own.units(duty)
                only = frozenset() if mine is None else (lent.units(duty) or frozenset()) - mine
                if only:
                    found.append((duty.value, only, post))
        return tuple(sorted(found, key=lambda one: one[0]))

    def acting_duties(self) -> tuple[tuple[str, frozenset[int], Role], ...]:
        """Duties held only because PA or KPA acts as PPK: each with the units for which that is so, and the role."""
        held, found = Reach(self.held, self.tops), []
        for role in dict.fromkeys(self.acts_for.values()):
            acted = frozenset(unit for unit, found_role in self.acts_for.items() if found_role is role)
            for duty in OF_A_PPK:
                mine = held.units(duty)
                only = frozenset() if mine is None else acted - mine
                if only:
                    found.append((duty.value, only, role))
        return tuple(sorted(found, key=lambda one: one[0]))

    def units(self, duty: Duty) -> frozenset[int] | None:
        """Ids of the units for which a duty of `ONLY_FOR_THE_UNIT` may be done; None: for every unit."""
        if may(frozenset(role for role, unit in self.held if unit is None), duty):
            return None
        bound = {unit for role, unit in self.held if unit is not None and may(frozenset({role}), duty)}
        acting = frozenset(self.acts_for) if duty in OF_A_PPK else frozenset()
        if not bound:
            return acting
        return acting | {unit for unit, top in self.tops.items() if unit in bound or top in bound}


NO_REACH = Reach((), {})
