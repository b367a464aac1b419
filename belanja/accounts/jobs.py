"""What the calendar does at the door, taken by `belanja work`: at its start, then every hour."""

from datetime import timedelta

from belanja.foundation import work

from .services import tidy


@work.every("accounts.hour", timedelta(hours=1))
def hour() -> bool:
    """One pass; whether anything went."""
    return bool(tidy())
