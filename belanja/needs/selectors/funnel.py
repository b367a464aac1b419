"""The funnel: how many pairs of need and firm reached each stage. Every surface reads it here."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import connection
from django.db.models import Count, Max
from django.db.models.functions import ExtractYear, Greatest

from belanja.foundation import clock, text
from belanja.institutions.models import Government
from belanja.institutions.unit_names import shown
from belanja.rules.firms import Scale
from belanja.rules.needs.reasons import DECLINES
from belanja.rules.needs.states import Stage

from ..models import MOMENTS, Match, ProspectMatch


class By(StrEnum):
    """What the counts are parted by."""

    UNIT = "unit"
    PLACE = "wilayah"
    SCALE = "skala"
    SHELF = "etalase"
    FRESH = "baru"
    MONTH = "bulan"

    @property
    def label(self) -> str:
        return {
            "unit": "Perangkat Daerah",
            "wilayah": "Kabupaten/kota usaha",
            "skala": "Skala usaha",
            "etalase": "Etalase",
            "baru": "Pesanan sebelumnya",
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
            "baru": text.UNKNOWN,
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
    reached a stage, None where there are none; `listed`, `contacted`: pairs with firms of lists of a Dinas that are not
    registered, which no stage counts; the same record gives the same figures and files."""

    government: Government
    year: int
    at: datetime | None
    needs: int
    firms: int
    totals: dict[Stage, int]
    parts: dict[By, Sequence[Row]]
    declines: Sequence[Declined]
    listed: int
    contacted: int


@dataclass(frozen=True)
class Counts:
    """Pairs by the stage that they reached, in all and by each part, whose sums are the totals: months in their order,
    the others by the number of pairs."""

    totals: dict[Stage, int]
    parts: dict[By, Sequence[Row]]
    declines: Sequence[Declined]


_COLUMNS = {By.UNIT: "unit_id", By.PLACE: "place", By.SCALE: "scale", By.SHELF: "etalase_id", By.FRESH: "fresh",
            By.MONTH: "month"}  # fmt: skip
_WHICH = " ".join(f"WHEN grouping({column}) = 0 THEN '{by}'" for by, column in _COLUMNS.items())
_SETS = ", ".join(f"({column})" for column in _COLUMNS.values())
_REACHED = ", ".join(f"count({field})" for field in MOMENTS.values())
#: `part`: a value of `By`, `decline` for the reasons of those who declined, empty for all pairs together.
_COUNTS = f"""
SELECT c.part, coalesce(u.code, e.slug, c.value, ''), coalesce(u.name, e.name, nullif(r.name, ''), c.value, ''),
  c.reached
FROM (
  SELECT CASE {_WHICH} WHEN grouping(decline_code) = 0 THEN 'decline' ELSE '' END AS part, unit_id, etalase_id, place,
    coalesce(place, scale, fresh, month, decline_code) AS value, ARRAY[{_REACHED}] AS reached
  FROM (
    SELECT m.*, n.unit_id, n.etalase_id, CASE WHEN m.newcomer THEN 'belum' ELSE 'pernah' END AS fresh,
      to_char(m.matched_at AT TIME ZONE 'Asia/Jakarta', 'YYYY-MM') AS month
    FROM needs_match m JOIN needs_need n ON n.id = m.need_id
    WHERE n.government_id = %(government)s
      AND (%(since)s::timestamptz IS NULL OR m.matched_at >= %(since)s)
      AND (%(until)s::timestamptz IS NULL OR m.matched_at < %(until)s)
  ) pair
  GROUP BY GROUPING SETS ((), {_SETS}, (decline_code))
) c
LEFT JOIN institutions_unit u ON u.id = c.unit_id
LEFT JOIN etalase_etalase e ON e.id = c.etalase_id
LEFT JOIN catalogue_region r ON r.code = c.place AND r.code <> ''
"""  # noqa: S608 - names of columns


def funnel(*, government: Government, year: int) -> Funnel:
    """Every figure of the pairs that were matched in a year of the calendar (WIB). Three queries."""
    since, until = (datetime(one, 1, 1, tzinfo=clock.WIB) for one in (year, year + 1))
    pairs = Match.objects.filter(need__government=government, matched_at__gte=since, matched_at__lt=until)
    different = pairs.aggregate(
        needs=Count("need", distinct=True), firms=Count("firm", distinct=True),
        at=Greatest(*(Max(field) for field in MOMENTS.values())),
    )  # fmt: skip
    found = counts(government.pk, since=since, until=until)
    waiting = ProspectMatch.objects.filter(
        need__government=government, joined=False, matched_at__gte=since, matched_at__lt=until
    ).aggregate(listed=Count("pk"), contacted=Count("contacted_at"))
    return Funnel(
        government=government,
        year=year,
        at=different["at"],
        needs=different["needs"],
        firms=different["firms"],
        totals=found.totals,
        parts=found.parts,
        declines=found.declines,
        **waiting,
    )


def years(government_id: int) -> list[int]:
    """Years in which pairs were matched, the latest first; this year where there are none. One query."""
    found = Match.objects.filter(need__government_id=government_id)
    told = found.annotate(year=ExtractYear("matched_at", tzinfo=clock.WIB)).values_list("year", flat=True)
    return list(told.distinct().order_by("-year")) or [clock.today().year]


def counts(government_id: int, *, since: datetime | None = None, until: datetime | None = None) -> Counts:
    """How many pairs reached each stage, of those matched from `since` until before `until`. One query, which reads
    the pairs once."""
    found: dict[str, list[tuple[str, str, dict[Stage, int]]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, {"government": government_id, "since": since, "until": until})
        for part, key, name, reached in cursor.fetchall():
            found[part].append((key, name, dict(zip(MOMENTS, reached, strict=True))))
    [(_key, _name, totals)] = found[""]
    return Counts(totals, {by: _rows(by, found[by]) for by in By}, _declines(found["decline"]))


def _rows(by: By, found: Iterable[tuple[str, str, dict[Stage, int]]]) -> Sequence[Row]:
    rows = [Row(key, _named(by, name) if key else by.unknown, reached) for key, name, reached in found]
    if by is By.MONTH:
        return sorted(rows, key=lambda row: row.key)
    return sorted(rows, key=lambda row: (-row.counts[Stage.MATCHED], row.name, row.key))


def _declines(found: Iterable[tuple[str, str, dict[Stage, int]]]) -> Sequence[Declined]:
    told = [
        Declined(code, DECLINES[code].label if code in DECLINES else code, reached[Stage.DECLINED])
        for code, _name, reached in found
        if reached[Stage.DECLINED]
    ]
    return sorted(told, key=lambda one: (-one.count, one.label))


def _named(by: By, name: str) -> str:
    """How the name of a part is written for readers."""
    if by is By.SCALE:
        return Scale(name).label if name in set(Scale) else name
    if by is By.FRESH:
        return f"{name} ada pesanan" if name == "belum" else f"{name} dipesan"
    if by is By.MONTH:
        return text.month_year(date.fromisoformat(f"{name}-01"))
    return shown(name) if by is By.UNIT else name
