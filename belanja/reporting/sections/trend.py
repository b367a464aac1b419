"""The course of the year by month and quarter: in the period, and cumulative."""

from datetime import date
from decimal import Decimal
from typing import Any

from belanja.affirmation import selectors
from belanja.affirmation.figures import TrendPoint
from belanja.reporting.record import Record
from belanja.rules import money


def build(record: Record) -> dict[str, Any]:
    """Periods up to the cut-off; `amount` is of the period alone, `cumulative` from 1 January."""
    course = selectors.trend(record.main)
    return {
        "denominator": course.denominator,
        "target_percent": course.target_percent,
        "undated": course.undated,
        "months": _points(course.months, record.cut_off),
        "quarters": _points(course.quarters, record.cut_off),
    }


def _points(points: tuple[TrendPoint, ...], cut_off: date) -> list[dict[str, Any]]:
    before: Decimal | None = money.ZERO
    found: list[dict[str, Any]] = []
    for point in points:
        if point.first > cut_off:
            break
        amount = None if point.numerator is None or before is None else point.numerator - before
        found.append(
            {
                "label": point.label,
                "until": point.last,
                "amount": amount,
                "cumulative": point.numerator,
                "share_percent": point.share_percent,
                "path_percent": point.path_percent,
                "on_path": point.on_path,
            }
        )
        before = point.numerator
    return found
