"""Keys of requests are forgotten after their term, by `belanja work`."""

from datetime import datetime, timedelta

from belanja.foundation import clock, work

from .once import forget

_EVERY = timedelta(hours=6)
_last: list[datetime] = []


@work.step("journal.once")
def step() -> bool:
    """One pass where it is time for one; whether anything was forgotten. Twice does no harm."""
    now = clock.now()
    if _last and now - _last[0] < _EVERY:
        return False
    _last[:] = [now]
    return forget() > 0
