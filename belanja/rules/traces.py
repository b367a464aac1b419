"""Traces that accounts of opposite sides of one package share: the same network or the same device on the days on which
they acted in it. A question for an auditor within a case, never an accusation: one office has one network, and a
helper's desk serves many. Traces are keyed marks; nothing here knows an address."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from .duties import DUTIES, Duty, Role
from .separation import Part, pair_of

#: For how many days a trace is kept.
TRACE_DAYS = "apip.jejak.hari"
#: Whoever helps firms in person (pendamping, the doors and kiosks of a Dinas): his desk is no trace of anybody.
HELPERS: frozenset[Role] = DUTIES[Duty.ASSIST_FIRM] | DUTIES[Duty.RESTORE_ACCESS]


class Kind(StrEnum):
    NETWORK = "jaringan"
    DEVICE = "perangkat"

    @property
    def innocent(self) -> str:
        """What an innocent answer looks like."""
        if self is Kind.NETWORK:
            return "Satu kantor, satu wifi; jaringan telepon yang dipakai bersama banyak orang; tamu di kantor dinas."
        return "Komputer bersama di satu ruang; perangkat yang dipinjamkan saat penyedia datang; loket layanan."


Mark = tuple[Kind, str]


@dataclass(frozen=True)
class Party:
    """An account in one package: for the firm, or by its parts on the buyer's side; `seen`: the marks of the days on
    which it acted there."""

    person: str
    firm: bool
    parts: frozenset[Part]
    seen: frozenset[Mark]


@dataclass(frozen=True)
class Shared:
    """Two accounts of opposite sides with the same trace. `door`: a helper has left it too, so it says nothing."""

    one: Party
    other: Party
    kind: Kind
    door: bool


def opposite(one: Party, other: Party) -> bool:
    """Whether two accounts should not be one person's: buyer and firm, or two parts that are kept apart."""
    if one.firm is not other.firm:
        return True
    return not one.firm and any(pair_of(a, b) for a in one.parts for b in other.parts)


def shared(parties: Iterable[Party], *, doors: frozenset[Mark], helpers: frozenset[str]) -> list[Shared]:
    """What accounts of opposite sides have in common, each kind once a pair; helpers are no party. `doors`: marks that
    a helper has left within the term. Those that say nothing come last."""
    known = [one for one in parties if one.person not in helpers]
    found = []
    for one, other in combinations(sorted(known, key=lambda party: (party.firm, party.person)), 2):
        if one.person != other.person and opposite(one, other):
            common = one.seen & other.seen
            for kind in Kind:
                marks = {mark for mark in common if mark[0] is kind}
                if marks:
                    found.append(Shared(one, other, kind, door=marks <= doors))
    return sorted(found, key=lambda each: each.door)
