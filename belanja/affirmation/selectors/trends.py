"""The course of a year: cumulative figures by month and quarter beside the straight path to the target."""

from bisect import bisect_right
from datetime import date
from decimal import Decimal
from itertools import accumulate

from django.db.models import Sum

from belanja.affirmation.figures import ShareTable, Trend, TrendPoint, UnitShare
from belanja.affirmation.remembered import remembered
from belanja.facts.models import SpendDelta
from belanja.institutions import selectors as institutions
from belanja.rules import money, periods
from belanja.rules.shares import Status


@remembered
def trend(table: ShareTable, *, unit: UnitShare | None = None) -> Trend:
    """The course behind a table of shares, for one of its units or, without `unit`, for the government.

    The government's course is that of its known units, so that it ends at the table's total (but for orders
    without a date, told apart in `undated`). Two queries. The numerator is None while it is not known.
    """
    known = (
        [row for row in table.units if row.status is Status.KNOWN or row.share.zero_base] if unit is None else [unit]
    )
    shown = unit is None or unit.numerator is not None
    days, sums, undated = _running_sums(table, {row.id for row in known}) if shown else ([], [], money.ZERO)
    base = table.total.denominator if unit is None else unit.denominator
    base = base if base else None

    def point(period: periods.Period) -> TrendPoint:
        return _point(table, period, days, sums, base, shown=shown)

    return Trend(
        government=table.government,
        unit=unit,
        year=table.year,
        cut_off=table.cut_off,
        definition=table.definition,
        denominator=base,
        target_percent=table.definition.target_percent,
        months=tuple(point(periods.month(table.year, number)) for number in range(1, 13)),
        quarters=tuple(point(periods.quarter(table.year, number)) for number in range(1, 5)),
        undated=undated,
    )


def _running_sums(table: ShareTable, pd_ids: set[int]) -> tuple[list[date], list[Decimal], Decimal]:
    """Days with orders in order, the cumulative sum on the evening of each, and the sum without a day."""
    day = min(table.cut_off, periods.fiscal_year(table.year).last)
    roll_up = institutions.pd_map(table.government.id, day)
    unit_ids = pd_ids | {unit_id for unit_id, pd_id in roll_up.items() if pd_id in pd_ids}
    rows = SpendDelta.objects.filter(
        government_id=table.government.id,
        year=table.year,
        stage=table.definition.numerator.stage,
        unit_id__in=unit_ids,
        channel__in=table.definition.channels,
    )
    by_day = dict(rows.values_list("day").annotate(amount=Sum("amount")).order_by())
    undated = by_day.pop(None, money.ZERO)
    days = sorted(by_day)
    return days, list(accumulate(by_day[day] for day in days)), undated


def _point(
    table: ShareTable,
    period: periods.Period,
    days: list[date],
    sums: list[Decimal],
    base: Decimal | None,
    *,
    shown: bool,
) -> TrendPoint:
    to_come = table.cut_off < period.first
    last = period.last if to_come else min(period.last, table.cut_off)
    path = periods.path_percent(table.definition.target_percent, table.year, last)
    if to_come:
        return TrendPoint(period.label, period.first, last, None, None, path, None)
    place = bisect_right(days, last)
    amount = (sums[place - 1] if place else money.ZERO) if shown else None
    if amount is None or base is None:
        return TrendPoint(period.label, period.first, last, amount, None, path, None)
    return TrendPoint(
        period.label,
        period.first,
        last,
        amount,
        money.share_percent(amount, base),
        path,
        money.reaches(amount, base, path),
    )
