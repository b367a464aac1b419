"""What time does to needs, taken by `belanja work`."""

from datetime import timedelta

from belanja.foundation import work

from .services.calendar import expire_needs
from .services.coaching import remind
from .services.matching import match_new_firms, match_open
from .services.prospects import forget


@work.daily("needs.day")
def day() -> bool:
    """End needs whose day has passed, remind of help that is due, forget firms of lists whose term is over; whether
    there was any. Twice does no harm."""
    return bool(expire_needs() + remind() + forget())


@work.every("needs.match", timedelta(minutes=1), new_day=True)
def match() -> bool:
    """Find firms for needs that are new, needs for firms that are newly registered, and once a day all for all; whether
    there was any."""
    return bool(match_open() + match_new_firms())
