"""Working days of purchases: for a government and each Perangkat Daerah, value band, scale of firm and channel.

A figure is the spread of the orders of one fiscal year over one stretch (`rules.waits`): the fewest working days within
which half, and nine in ten, were done, with their number; the orders that have no days are counted by reason beside it.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from belanja.foundation import clock, text
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government, Unit
from belanja.rules import periods
from belanja.rules.channels import Channel
from belanja.rules.firms import Scale
from belanja.rules.waits import LEAST_KEY, PAYING, STRETCHES, Gap, Spread, Stretch, spread_of

from ..remembered import remembered

#: What the counts are grouped by, each alone: one pass over them.
_COUNTS = """
SELECT GROUPING(unit_id), GROUPING(channel), GROUPING(scale), unit_id, channel, scale, band_over, band_upto, stretch,
  days, gap, sum(orders)
FROM facts_timescount WHERE government_id = %(government)s AND year = %(year)s {which}
GROUP BY GROUPING SETS ((stretch, days, gap), (unit_id, stretch, days, gap), (channel, stretch, days, gap),
  (scale, stretch, days, gap), (band_over, band_upto, stretch, days, gap))
HAVING sum(orders) <> 0
"""


@dataclass(frozen=True)
class Wait:
    """One stretch of one group of orders. `spread` counts the orders whose days are known; median and ninetieth are
    told only from `least` orders on. `gaps`: orders without days by reason."""

    stretch: Stretch
    spread: Spread
    least: int
    gaps: Mapping[Gap, int]

    @property
    def told(self) -> bool:
        return self.spread.count >= self.least

    @property
    def median(self) -> int | None:
        return self.spread.median if self.told else None

    @property
    def ninetieth(self) -> int | None:
        return self.spread.ninetieth if self.told else None

    @property
    def unknown(self) -> int:
        """Orders that got so far and of which the days are not known."""
        return sum(count for gap, count in self.gaps.items() if gap is not Gap.NOT_YET)


@dataclass(frozen=True)
class Group:
    """Orders of one kind, with their waits by code of the stretch. `key` names it to machines."""

    key: str
    label: str
    waits: Mapping[str, Wait]


@dataclass(frozen=True)
class Waits:
    """The working days of one government and fiscal year."""

    government: Government
    year: int
    cut_off: date
    least: int
    total: Group
    units: tuple[Group, ...] = ()
    bands: tuple[Group, ...] = ()
    scales: tuple[Group, ...] = ()
    channels: tuple[Group, ...] = ()

    @property
    def has_data(self) -> bool:
        return any(wait.spread.count or wait.gaps for wait in self.total.waits.values())

    @property
    def kinds(self) -> tuple[tuple[str, tuple[Group, ...]], ...]:
        """Every grouping under the name that files and machines know it by."""
        return (
            ("semua", (self.total,)),
            ("perangkat_daerah", self.units),
            ("pita_nilai", self.bands),
            ("skala_usaha", self.scales),
            ("kanal", self.channels),
        )


@dataclass
class _Gathered:
    """Counts of one group: orders by stretch and days, and by stretch and reason."""

    days: dict[int, dict[int, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    gaps: dict[int, dict[Gap, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))

    def add(self, stretch: int, days: int | None, gap: int, orders: int) -> None:
        if days is None:
            self.gaps[stretch][Gap(gap)] += orders
        else:
            self.days[stretch][days] += orders

    def group(self, key: str, label: str, least: int) -> Group:
        return Group(
            key,
            label,
            {
                one.code: Wait(
                    one, spread_of(self.days[one.number]), least, dict(sorted(self.gaps[one.number].items()))
                )
                for one in STRETCHES
            },
        )


def waits(*, government: Government, year: int) -> Waits:
    """All groups of a government and year. Every order counts for the Perangkat Daerah above its unit."""
    return _waits(government, year, None)


def unit_waits(*, government: Government, year: int, unit_id: int) -> Waits:
    """The same of one Perangkat Daerah with the units under it: what `waits` says in its row, and its groups."""
    return _waits(government, year, unit_id)


@dataclass(frozen=True)
class Pace:
    """How a unit pays: the wait from hand-over to payment in a fiscal year."""

    wait: Wait
    year: int


def pace_of(unit: Unit) -> Pace:
    """How the Perangkat Daerah of a unit pays: in this fiscal year, or in the last one where this year has too few
    orders to say and the last has enough."""
    today = clock.today()
    government = unit.government
    tops = institutions.pd_map(government.pk, today)
    head = tops.get(unit.pk, unit.pk)
    now, before = (
        Pace(unit_waits(government=government, year=year, unit_id=head).total.waits[PAYING.code], year)
        for year in (today.year, today.year - 1)
    )
    return before if before.wait.told and not now.wait.told else now


@remembered
def _waits(government: Government, year: int, unit_id: int | None) -> Waits:
    today = clock.today()
    day = min(today, periods.fiscal_year(year).last)
    tops = institutions.pd_map(government.pk, day)
    asked: dict[str, Any] = {"government": government.pk, "year": year}
    which = ""
    if unit_id is not None:
        which = "AND unit_id = ANY(%(units)s)"
        asked["units"] = [unit_id, *(pk for pk, top in tops.items() if top == unit_id)]
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS.format(which=which), asked)
        rows = cursor.fetchall()
    total = _Gathered()
    by_unit: dict[int, _Gathered] = defaultdict(_Gathered)
    by_text: dict[str, dict[str, _Gathered]] = {"channel": defaultdict(_Gathered), "scale": defaultdict(_Gathered)}
    by_band: dict[tuple[Decimal, Decimal | None], _Gathered] = defaultdict(_Gathered)
    for no_unit, no_channel, no_scale, unit, channel, scale, over, upto, *counted in rows:
        if not no_unit:
            place = by_unit[tops.get(unit, unit)]
        elif not no_channel:
            place = by_text["channel"][channel]
        elif not no_scale:
            place = by_text["scale"][scale]
        else:
            place = total if over is None else by_band[over, upto]
        place.add(*counted)
    least = int(institutions.parameter(LEAST_KEY, government_id=government.pk, on=today))
    known = Unit.objects.in_bulk(by_unit)
    return Waits(
        government=government,
        year=year,
        cut_off=day,
        least=least,
        total=total.group("semua", "Semua pesanan", least),
        units=tuple(
            by_unit[pk].group(one.code, one.name, least)
            for pk, one in sorted(known.items(), key=lambda pair: (pair[1].sort_key, pair[0]))
        ),
        bands=tuple(
            found.group(_band_key(over, upto), _band_words(over, upto), least)
            for (over, upto), found in sorted(
                by_band.items(), key=lambda pair: (pair[0][0], pair[0][1] or Decimal("Inf"))
            )
        ),
        scales=tuple(
            by_text["scale"][key].group(key or "tidak_diketahui", label, least)
            for key, label in [*((one.value, one.label) for one in Scale), ("", "Skala belum diketahui")]
            if key in by_text["scale"]
        ),
        channels=tuple(
            by_text["channel"][one.value].group(one.value, one.label, least)
            for one in Channel
            if one.value in by_text["channel"]
        ),
    )


def _band_key(over: Decimal, upto: Decimal | None) -> str:
    return f"{over:.0f}-{'' if upto is None else f'{upto:.0f}'}"


def _band_words(over: Decimal, upto: Decimal | None) -> str:
    if upto is None:
        return f"Di atas {text.rupiah_short(over, trim=True)}"
    return (
        f"Sampai {text.rupiah_short(upto, trim=True)}"
        if not over
        else (f"Di atas {text.rupiah_short(over, trim=True)} sampai {text.rupiah_short(upto, trim=True)}")
    )
