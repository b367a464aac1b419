"""Handing on a role for a term: which roles, to whom never, and how whoever stands in is named.

UU 30/2014 Pasal 14: a mandate comes from the official above, is for routine work and is carried out in his name
(*a.n.*); a *Plh.* does the routine work of an official who is absent for a time. PPK, Pejabat Pengadaan, PPTK and
treasurer are named for their task by PA/KPA (Perpres 16/2018 Pasal 9; Permendagri 77/2020): whoever stands in for them
does so by a letter of PA/KPA and in no other's name, so their papers say neither *a.n.* nor *Plh.* The articles are
known from second sources (SE BKN 2/SE/VII/2019 for Pasal 14).
"""

from collections.abc import Collection, Mapping
from enum import StrEnum

from . import separation
from .duties import Role
from .separation import PART_OF_ROLE

CITATION = "UU 30/2014 Pasal 14"
_APART = "UU 1/2004 Pasal 10; Permendagri 77/2020"


class Way(StrEnum):
    """How somebody stands in."""

    MANDATE = "mandat"
    ACTING = "plh"
    SUBSTITUTE = "pengganti"

    @property
    def label(self) -> str:
        return {
            "mandat": "Mandat, atas nama (a.n.)",
            "plh": "Pelaksana Harian (Plh.) selama berhalangan sementara",
            "pengganti": "Pengganti menurut surat PA/KPA",
        }[self.value]


#: Roles that may be handed on, and how.
WAYS: Mapping[Role, tuple[Way, ...]] = {
    Role.PA: (Way.MANDATE, Way.ACTING),
    Role.KPA: (Way.MANDATE, Way.ACTING),
    Role.PPK: (Way.SUBSTITUTE,),
    Role.PEJABAT_PENGADAAN: (Way.SUBSTITUTE,),
    Role.PPTK: (Way.SUBSTITUTE,),
    Role.BENDAHARA: (Way.SUBSTITUTE,),
}


def conflict(role: Role, held: Collection[Role]) -> tuple[str, str] | None:
    """Why whoever holds these roles for a unit does not take this one too, with the article; None where he may.

    What is kept apart whatever the package (`separation.PAIRS`). Within one package more is: a PPTK or KPA may do a
    PPK's task (Perpres 16/2018 Pasal 11), but not approve what he asked for himself.
    """
    found = [separation.pair_of(PART_OF_ROLE.get(role), PART_OF_ROLE.get(one)) for one in held]
    pair = min((one for one in found if one is not None and one.always), key=_order, default=None)
    return (pair.why, _APART) if pair is not None else None


def _order(pair: separation.Pair) -> tuple[bool, int]:
    """What concerns APIP is told first."""
    return separation.Part.OVERSEER not in pair.parts, separation.PAIRS.index(pair)


def post_of(role: Role, way: Way, letter: str) -> str:
    """How whoever stands in is named in the history of an order: by post and letter, never by person."""
    if way is Way.MANDATE:
        return f"a.n. {role.label}"
    if way is Way.ACTING:
        return f"Plh. {role.label}"
    return f"{role.label} pengganti, surat {letter}"
