"""The study of a proposal (Penelaahan Produk, Kepka LKPP 122/2022, K-07): what the bureau finds, what firms must bring,
and the profile that the etalase would have."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..attributes import Attribute, as_json, from_json
from ..schemas import check as check_schema
from ..shelves import Profile, missing_to_open
from ..shelves import problems as terms_problems
from .dossier import Dossier
from .states import Advice

#: What each part of the form asks; the order of the paper.
PARTS: dict[str, str] = {
    "background": "Latar belakang menurut penelaahan",
    "administrative": "Persyaratan administrasi",
    "qualification": "Persyaratan kualifikasi",
    "technical": "Persyaratan teknis",
    "price": "Persyaratan harga",
    "considered": "Pertimbangan",
}


@dataclass(frozen=True)
class Study(Profile):
    """A study as it was filled in: six parts in words, the profile with its schema, and the `advice`."""

    background: str = ""
    administrative: str = ""
    qualification: str = ""
    technical: str = ""
    price: str = ""
    considered: str = ""
    attributes: tuple[Attribute, ...] = ()
    advice: str = ""

    @classmethod
    def of(cls, dossier: Dossier) -> "Study":
        """The study begins with what the unit proposes."""
        return cls(
            **dossier.profile(), background=dossier.ground, attributes=dossier.attributes,
            administrative="Surat Pernyataan Keabsahan dan Kebenaran Informasi Produk dan Harga.",
        )  # fmt: skip

    def renewed(self, *, before: Dossier, now: Dossier) -> "Study":
        """The study after its dossier was given back and signed again: what the unit has mended since (`before`) is
        taken over, what the bureau wrote stays."""
        names = [*before.profile(), "attributes"]
        mended = {name: getattr(now, name) for name in names if getattr(now, name) != getattr(before, name)}
        if self.background == before.ground:
            mended["background"] = now.ground
        return replace(self, **mended)

    @classmethod
    def from_json(cls, one: Mapping[str, Any]) -> "Study":
        """The study that `as_json` wrote."""
        rows = {name: tuple(one[name]) for name in _ROWS}
        return cls(**dict(one) | rows | {"attributes": tuple(from_json(row) for row in one["attributes"])})

    def as_json(self) -> dict[str, Any]:
        rows = {name: list(getattr(self, name)) for name in _ROWS}
        return vars(self) | rows | {"attributes": [as_json(row) for row in self.attributes]}


_ROWS = ("allowed_roles", "licences", "category", "kbki")


def problems(study: Study) -> dict[str, str]:
    """What cannot be kept even in an unfinished study, a sentence for each field."""
    found = terms_problems(study.terms())
    if study.advice not in ("", *Advice):
        found["advice"] = "Pilih sarannya dari daftar."
    return found


def missing_to_decide(study: Study) -> list[str]:
    """What a study still lacks before the head of the bureau can found the etalase on it, as a to-do list."""
    lacks = [f"isi {label.lower()}" for name, label in PARTS.items() if not getattr(study, name).strip()]
    lacks += missing_to_open(study.terms(), attributes=len(study.attributes))
    return lacks if study.advice else [*lacks, "tulis sarannya"]


def check_attributes(study: Study) -> None:
    """Raise RuleBroken where its schema cannot be published as it is."""
    check_schema(study.attributes)
