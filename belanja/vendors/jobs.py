"""What the calendar does to firms, taken by `belanja work` once a day."""

from datetime import date

from belanja.foundation import clock, work

from .services.people import ask_scales

_asked: list[date] = []


@work.step("vendors.day")
def day() -> bool:
    """Ask for the yearly confirmation of the scale; whether anybody was asked. Twice does no harm."""
    today = clock.today()
    if _asked and _asked[0] == today:
        return False
    asked = ask_scales()
    _asked[:] = [today]
    return bool(asked)
