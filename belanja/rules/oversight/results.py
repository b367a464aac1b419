"""A note of results (catatan hasil reviu, CHR) in the auditors' form, to one unit; it carries no money and no verdict:
what is owed is the matter of findings."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from .findings import LEAST_WORDS, PARTS


@dataclass(frozen=True)
class Result:
    """`advice`: what the unit is asked to do."""

    title: str
    condition: str
    criteria: str
    cause: str
    effect: str
    advice: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        return cls(**kept)

    def trimmed(self) -> Self:
        return type(self)(**{name: value.strip() for name, value in asdict(self).items()})


def problems(result: Result) -> dict[str, str]:
    """What keeps it from being kept, by field, in words; empty: nothing."""
    found: dict[str, str] = {}
    if not result.title.strip():
        found["title"] = "Judul catatan belum diisi."
    for name, label in {**PARTS, "advice": "Saran"}.items():
        if len(getattr(result, name).strip()) < LEAST_WORDS:
            found[name] = f"{label} belum diisi."
    return found
