"""The course of a year: cumulative figures by month and quarter beside the straight path to the target."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import accumulate

from django.db.models import Sum

from belanja.affirmation import evidence as records
from belanja.affirmation.figures import Definition, ShareTable, Trend, TrendPoint, UnitShare
from belanja.affirmation.remembered import remembered
from belanja.facts.models import MarkedSpend, SpendDelta
from belanja.institutions import selectors as institutions
from belanja.rules import money, periods, shares
from belanja.rules.channels import Stage


@dataclass(frozen=True)
class _Course:
    """Days with orders in order; on the evening of each what counts so far, and what may count. `undated` counts on
    no day. `shown` is False where the numerator is not known, or runs by no day (the plan)."""

    days: list[date] = field(default_factory=list)
    counted: list[Decimal] = field(default_factory=list)
    unclassified: list[Decimal] = field(default_factory=list)
    undated: Decimal = money.ZERO
    shown: bool = True

    def at(self, day: date) -> tuple[Decimal, Decimal]:
        place = bisect_right(self.days, day)
        return (self.counted[place - 1], self.unclassified[place - 1]) if place else (money.ZERO, money.ZERO)


@remembered
def trend(table: ShareTable, *, unit: UnitShare | None = None) -> Trend:
    """The course behind a table of shares, for one of its units or, without `unit`, for the government.

    The government's course is that of its measured units, so that it ends at the table's total (but for orders
    without a date, told apart in `undated`). Two queries, three for marked spend. The numerator is None while it is
    not known, and for plans, which run by no day.
    """
    units = [row for row in table.units if row.share.measured or row.share.zero_base] if unit is None else [unit]
    known = unit is None or unit.numerator is not None
    stage = table.definition.numerator.stage
    course = _Course(shown=False) if stage is None or not known else _course(table, {row.id for row in units}, stage)
    base = table.total.denominator if unit is None else unit.denominator
    base = base if base else None

    def points(of: Iterable[periods.Period]) -> tuple[TrendPoint, ...]:
        return tuple(_point(table, period, course, base) for period in of)

    return Trend(
        government=table.government,
        unit=unit,
        year=table.year,
        cut_off=table.cut_off,
        definition=table.definition,
        denominator=base,
        target_percent=table.definition.target_percent,
        months=points(periods.month(table.year, number) for number in range(1, 13)),
        quarters=points(periods.quarter(table.year, number) for number in range(1, 5)),
        undated=course.undated,
    )


def _course(table: ShareTable, pd_ids: set[int], stage: Stage) -> _Course:
    definition = table.definition
    day = min(table.cut_off, periods.fiscal_year(table.year).last)
    roll_up = institutions.pd_map(table.government.id, day)
    unit_ids = pd_ids | {unit_id for unit_id, pd_id in roll_up.items() if pd_id in pd_ids}
    rows = SpendDelta.objects.filter(
        government_id=table.government.id,
        year=table.year,
        stage=stage,
        unit_id__in=unit_ids,
        channel__in=definition.channels,
    )
    whole = dict(rows.values_list("day").annotate(amount=Sum("amount")).order_by())
    marked = _marked_by_day(table, definition, unit_ids, stage)
    open_by_day = {}
    for when, amount in whole.items():
        found = marked.get(when, records.Marked())
        open_by_day[when] = amount - found.yes - found.no if definition.marking else money.ZERO
    counted = {when: marked.get(when, records.Marked()).yes if definition.marking else whole[when] for when in whole}
    undated = whole.pop(None, money.ZERO)
    days = sorted(whole)
    return _Course(
        days,
        list(accumulate(counted[when] for when in days)),
        list(accumulate(open_by_day[when] for when in days)),
        undated,
    )


def _marked_by_day(
    table: ShareTable, definition: Definition, unit_ids: set[int], stage: Stage
) -> dict[date | None, records.Marked]:
    """The marked part of each day's orders; nothing, and no query, for an indicator without a mark."""
    if not definition.marking:
        return {}
    rows = (
        MarkedSpend.objects.filter(
            government_id=table.government.id,
            year=table.year,
            stage=stage,
            unit_id__in=unit_ids,
            channel__in=definition.channels,
        )
        .values("day")
        .annotate(**records.marked_sums([definition.marking]))
        .order_by()
    )
    return {row["day"]: records.marked_of(row, definition.marking) for row in rows}


def _point(table: ShareTable, period: periods.Period, course: _Course, base: Decimal | None) -> TrendPoint:
    to_come = table.cut_off < period.first
    last = period.last if to_come else min(period.last, table.cut_off)
    path = periods.path_percent(table.definition.target_percent, table.year, last)
    if to_come or not course.shown:
        return TrendPoint(period.label, period.first, last, None, None, path, None)
    counted, unclassified = course.at(last)
    if base is None:
        return TrendPoint(period.label, period.first, last, counted, None, path, None, unclassified)
    band = shares.band_of(counted, unclassified, base, path)
    return TrendPoint(
        period.label,
        period.first,
        last,
        counted,
        band.share_percent,
        path,
        band.reached,
        unclassified,
        band.share_low_percent,
        band.share_high_percent,
    )
