"""What the calendar does to listings, taken by `belanja work`: at its start, then every hour and on every new day."""

from datetime import date, datetime, timedelta

from belanja.foundation import clock, work

from .services.duplicates import find_duplicates
from .services.evidence import follow_the_day
from .services.listing_time import pass_day

_EVERY = timedelta(hours=1)
_last: list[datetime] = []


@work.step("catalogue.day")
def day() -> bool:
    """One pass where it is time for one; whether any listing changed. Several processes may do it: the second finds
    nothing to do."""
    now = clock.now()
    if _last and now - _last[0] < _EVERY and clock.wib(now).date() == clock.wib(_last[0]).date():
        return False
    passed = pass_day()
    _last[:] = [now]
    return passed.any


_looked: list[date] = []


@work.step("catalogue.curators")
def look_through() -> bool:
    """Once a day: proofs that ran out and dated rows of the ladder change classes; likely duplicates are looked for.
    Twice does no harm."""
    today = clock.today()
    if _looked and _looked[0] == today:
        return False
    changed = follow_the_day()
    find_duplicates()
    _looked[:] = [today]
    return bool(changed)
