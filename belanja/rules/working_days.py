"""Working days (hari kerja): Monday to Friday without public holidays and days of joint leave (cuti bersama).

Which days are holidays is told by whoever asks (`institutions.working_days` keeps the table); those of the years that
the ministers' joint decrees (SKB) have fixed come with the product (`holidays`).
"""

from collections.abc import Container
from datetime import date, timedelta
from itertools import count as counting

_DAY = timedelta(days=1)
_SATURDAY = 5


def is_working_day(day: date, holidays: Container[date]) -> bool:
    """Whether offices work on a day."""
    return day.weekday() < _SATURDAY and day not in holidays


def working_days_after(day: date, count: int, holidays: Container[date]) -> date:
    """The day `count` working days later: the day itself does not count; none later is the day itself."""
    while count > 0:
        day += _DAY
        count -= is_working_day(day, holidays)
    return day


def working_days_between(first: date, last: date, holidays: Container[date]) -> int:
    """Working days after `first` until and with `last`; 0 where `last` is not later. So many were needed: the day on
    which something begins does not count."""
    days = (first + _DAY * step for step in counting(1))
    return sum(is_working_day(day, holidays) for day, _ in zip(days, range((last - first).days), strict=False))
