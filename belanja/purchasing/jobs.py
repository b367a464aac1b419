"""What the calendar does to purchases, taken by `belanja work`: at its start, then every hour and on every new day."""

from datetime import datetime, timedelta

from belanja.foundation import clock, work

from .services import receipt_time
from .services.order_time import pass_terms

_EVERY = timedelta(hours=1)
_last: list[datetime] = []


@work.step("purchasing.day")
def day() -> bool:
    """One pass where it is time for one; whether anything followed. Several processes may do it: the second finds
    nothing to do."""
    now = clock.now()
    if _last and now - _last[0] < _EVERY and clock.wib(now).date() == clock.wib(_last[0]).date():
        return False
    passed = pass_terms()
    received = receipt_time.propose_silent() + receipt_time.close_call_offs() + receipt_time.lapse_ratings()
    _last[:] = [now]
    return passed.any or bool(received)
