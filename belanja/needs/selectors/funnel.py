"""The funnel: how many pairs of need and firm reached each stage. Every surface reads it here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth

from belanja.foundation import clock
from belanja.rules.needs.states import Stage

from ..models import MOMENTS, Match


class By(StrEnum):
    """What the counts are parted by."""

    UNIT = "unit"
    PLACE = "wilayah"
    SCALE = "skala"
    SHELF = "etalase"
    MONTH = "bulan"

    @property
    def label(self) -> str:
        return {
            "unit": "Perangkat Daerah",
            "wilayah": "Kabupaten/kota usaha",
            "skala": "Skala usaha",
            "etalase": "Etalase",
            "bulan": "Bulan dicocokkan",
        }[self.value]


@dataclass(frozen=True)
class Row:
    """Pairs of one part by the stage that they reached; `key` empty: not known."""

    key: str
    name: str
    counts: dict[Stage, int]


_KEYS = {
    By.UNIT: ("need__unit__code", "need__unit__name"),
    By.PLACE: ("place", "place"),
    By.SCALE: ("scale", "scale"),
    By.SHELF: ("need__etalase__slug", "need__etalase__name"),
}


def totals(government_id: int, *, since: datetime | None = None, until: datetime | None = None) -> dict[Stage, int]:
    """How many pairs reached each stage, of those matched from `since` until before `until`. One query."""
    found = _pairs(government_id, since, until).aggregate(**_counted())
    return {stage: found[stage.name] for stage in Stage}


def parted(
    government_id: int, by: By, *, since: datetime | None = None, until: datetime | None = None
) -> Sequence[Row]:
    """The same by unit, place, scale, etalase or month; their sums are the totals. One query."""
    pairs = _pairs(government_id, since, until)
    if by is By.MONTH:
        pairs = pairs.annotate(part=TruncMonth("matched_at", tzinfo=clock.WIB), name=F("part"))
    else:
        key, name = _KEYS[by]
        pairs = pairs.annotate(part=F(key), name=F(name))
    rows: Iterable[Mapping[str, Any]] = pairs.values("part", "name").annotate(**_counted()).order_by("part")
    return [
        Row(_written(row["part"]), _written(row["name"]), {stage: row[stage.name] for stage in Stage}) for row in rows
    ]


def _pairs(government_id: int, since: datetime | None, until: datetime | None) -> QuerySet[Match]:
    found = Match.objects.filter(need__government_id=government_id)
    if since is not None:
        found = found.filter(matched_at__gte=since)
    return found if until is None else found.filter(matched_at__lt=until)


def _counted() -> dict[str, Count]:
    return {stage.name: Count("pk", filter=Q(**{f"{field}__isnull": False})) for stage, field in MOMENTS.items()}


def _written(value: object) -> str:
    return value.strftime("%Y-%m") if isinstance(value, datetime) else str(value or "")
