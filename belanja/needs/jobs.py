"""What time does to needs, taken by `belanja work`."""

from datetime import timedelta

from belanja.foundation import work

from .services.calendar import expire_needs
from .services.matching import match_open


@work.daily("needs.day")
def day() -> bool:
    """End needs whose day has passed; whether there was any. Twice does no harm."""
    return bool(expire_needs())


@work.every("needs.match", timedelta(minutes=1), new_day=True)
def match() -> bool:
    """Find firms for needs that are new, and once a day for all that are looked for; whether there was any."""
    return bool(match_open())
