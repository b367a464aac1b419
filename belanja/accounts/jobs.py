"""What the calendar does at the door, taken by `belanja work`: at its start, then every hour."""

from datetime import datetime, timedelta

from belanja.foundation import clock, work

from .services import tidy

_EVERY = timedelta(hours=1)
_last: list[datetime] = []


@work.step("accounts.hour")
def hour() -> bool:
    """One pass where it is time for one; whether anything went."""
    now = clock.now()
    if _last and now - _last[0] < _EVERY:
        return False
    gone = tidy()
    _last[:] = [now]
    return bool(gone)
