"""What the calendar does to firms, taken by `belanja work` once a day."""

from datetime import date

from belanja.foundation import clock, work

from .services.licences import remind_licences
from .services.objections import grant_undecided
from .services.people import ask_scales

_asked: list[date] = []


@work.step("vendors.day")
def day() -> bool:
    """Grant objections that nobody decided in time, ask for the yearly confirmation of the scale, remind of licences
    that end; whether there was any. Twice does no harm."""
    today = clock.today()
    if _asked and _asked[0] == today:
        return False
    done = grant_undecided() + ask_scales() + remind_licences()
    _asked[:] = [today]
    return bool(done)
