"""The funnel: how many pairs of need and firm reached each stage. Every surface reads it here."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import ExtractYear, Greatest, TruncMonth

from belanja.catalogue.models import Region
from belanja.foundation import clock, text
from belanja.institutions.models import Government
from belanja.institutions.unit_names import shown
from belanja.rules.firms import Scale
from belanja.rules.needs.reasons import DECLINES
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

    @property
    def unknown(self) -> str:
        """What the part is called whose key is not known."""
        return {
            "unit": "dipasang akun, bukan unit",
            "wilayah": text.UNKNOWN,
            "skala": text.UNKNOWN,
            "etalase": "etalasenya tidak disebut",
            "bulan": text.UNKNOWN,
        }[self.value]


@dataclass(frozen=True)
class Row:
    """Pairs of one part by the stage that they reached; `key` empty: not known."""

    key: str
    name: str
    counts: dict[Stage, int]


@dataclass(frozen=True)
class Declined:
    """How many pairs ended with one reason."""

    code: str
    label: str
    count: int


@dataclass(frozen=True)
class Funnel:
    """The whole of one government's year. `needs`, `firms`: different ones among the pairs; `at`: when a pair last
    reached a stage, None where there are none; the same record gives the same figures and files."""

    government: Government
    year: int
    at: datetime | None
    needs: int
    firms: int
    totals: dict[Stage, int]
    parts: dict[By, Sequence[Row]]
    declines: Sequence[Declined]


_KEYS = {
    By.UNIT: ("need__unit__code", "need__unit__name"),
    By.PLACE: ("place", "place"),
    By.SCALE: ("scale", "scale"),
    By.SHELF: ("need__etalase__slug", "need__etalase__name"),
}


def funnel(*, government: Government, year: int) -> Funnel:
    """Every figure of the pairs that were matched in a year of the calendar (WIB). Nine queries."""
    since, until = (datetime(one, 1, 1, tzinfo=clock.WIB) for one in (year, year + 1))
    pairs = _pairs(government.pk, since, until)
    different = pairs.aggregate(
        needs=Count("need", distinct=True), firms=Count("firm", distinct=True),
        at=Greatest(*(Max(field) for field in MOMENTS.values())),
    )  # fmt: skip
    return Funnel(
        government=government,
        year=year,
        at=different["at"],
        needs=different["needs"],
        firms=different["firms"],
        totals=totals(government.pk, since=since, until=until),
        parts={by: parted(government.pk, by, since=since, until=until) for by in By},
        declines=_declines(pairs),
    )


def years(government_id: int) -> list[int]:
    """Years in which pairs were matched, the latest first; this year where there are none. One query."""
    found = Match.objects.filter(need__government_id=government_id)
    told = found.annotate(year=ExtractYear("matched_at", tzinfo=clock.WIB)).values_list("year", flat=True)
    return list(told.distinct().order_by("-year")) or [clock.today().year]


def totals(government_id: int, *, since: datetime | None = None, until: datetime | None = None) -> dict[Stage, int]:
    """How many pairs reached each stage, of those matched from `since` until before `until`. One query."""
    found = _pairs(government_id, since, until).aggregate(**_counted())
    return {stage: found[stage.name] for stage in Stage}


def parted(
    government_id: int, by: By, *, since: datetime | None = None, until: datetime | None = None
) -> Sequence[Row]:
    """The same by unit, place, scale, etalase or month; their sums are the totals. Months in their order, the others by
    the number of pairs. One query, for places two."""
    pairs = _pairs(government_id, since, until)
    if by is By.MONTH:
        pairs = pairs.annotate(part=TruncMonth("matched_at", tzinfo=clock.WIB), name=F("part"))
    else:
        key, name = _KEYS[by]
        pairs = pairs.annotate(part=F(key), name=F(name))
    found: Iterable[Mapping[str, Any]] = pairs.values("part", "name").annotate(**_counted()).order_by("part")
    told = _namer(by)
    rows = [
        Row(_key(row["part"]), told(row["name"]) if row["part"] else by.unknown,
            {stage: row[stage.name] for stage in Stage})
        for row in found
    ]  # fmt: skip
    return rows if by is By.MONTH else sorted(rows, key=lambda row: (-row.counts[Stage.MATCHED], row.name))


def _pairs(government_id: int, since: datetime | None, until: datetime | None) -> QuerySet[Match]:
    found = Match.objects.filter(need__government_id=government_id)
    if since is not None:
        found = found.filter(matched_at__gte=since)
    return found if until is None else found.filter(matched_at__lt=until)


def _counted() -> dict[str, Count]:
    return {stage.name: Count("pk", filter=Q(**{f"{field}__isnull": False})) for stage, field in MOMENTS.items()}


def _declines(pairs: QuerySet[Match]) -> Sequence[Declined]:
    told = pairs.exclude(declined_at=None).values_list("decline_code").annotate(count=Count("pk"))
    found = [Declined(code, DECLINES[code].label if code in DECLINES else code, count) for code, count in told]
    return sorted(found, key=lambda one: (-one.count, one.label))


def _namer(by: By) -> Callable[[Any], str]:
    """How the name of a part is written for readers."""
    if by is By.PLACE:
        places = dict(Region.objects.exclude(code="").exclude(name="").values_list("code", "name"))
        return lambda code: places.get(code, str(code))
    if by is By.SCALE:
        return lambda scale: Scale(scale).label if scale in set(Scale) else str(scale)
    if by is By.MONTH:
        return text.month_year
    return shown if by is By.UNIT else str


def _key(value: object) -> str:
    return value.strftime("%Y-%m") if isinstance(value, datetime) else str(value or "")
