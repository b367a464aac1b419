"""Handing on a role for a term: which roles, to whom never, and how whoever stands in is named.

UU 30/2014 Pasal 14: a mandate comes from the official above, is for routine work and is carried out in his name
(*a.n.*); a *Plh.* does the routine work of an official who is absent for a time. PPK, Pejabat Pengadaan, PPTK and
treasurer are named for their task by PA/KPA (Perpres 16/2018 Pasal 9; Permendagri 77/2020): whoever stands in for them
does so by a letter of PA/KPA and in no other's name, so their papers say neither *a.n.* nor *Plh.* The articles are
known from second sources (SE BKN 2/SE/VII/2019 for Pasal 14).
"""

from collections.abc import Collection, Mapping
from enum import StrEnum

from .duties import Role

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

#: What the law keeps apart whatever the package. Within one package the rule `tugas.pemisahan` keeps more apart: a
#: PPTK or KPA may do a PPK's task (Perpres 16/2018 Pasal 11), but not approve what he asked for himself.
_EXCLUDE: tuple[tuple[Role, Role, str], ...] = (
    (Role.PPK, Role.BENDAHARA, "PPK tidak dirangkap bendahara"),
    (Role.PPK, Role.PEJABAT_PENGADAAN, "PPK memeriksa pembelian Pejabat Pengadaan, jadi keduanya dua orang"),
    (Role.PEJABAT_PENGADAAN, Role.BENDAHARA, "Pejabat Pengadaan tidak dirangkap bendahara"),
    (Role.PA, Role.BENDAHARA, "bendahara tidak dirangkap PA"),
    (Role.KPA, Role.BENDAHARA, "bendahara tidak dirangkap KPA"),
)


def conflict(role: Role, held: Collection[Role]) -> tuple[str, str] | None:
    """Why whoever holds these roles for a unit does not take this one too, with the article; None where he may."""
    if Role.APIP in held:
        return "APIP mengawasi pembelian dan tidak bertindak di dalamnya", _APART
    for one, other, why in _EXCLUDE:
        if (role is one and other in held) or (role is other and one in held):
            return why, _APART
    return None


def post_of(role: Role, way: Way, letter: str) -> str:
    """How whoever stands in is named in the history of an order: by post and letter, never by person."""
    if way is Way.MANDATE:
        return f"a.n. {role.label}"
    if way is Way.ACTING:
        return f"Plh. {role.label}"
    return f"{role.label} pengganti, surat {letter}"
