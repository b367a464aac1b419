"""What the calendar does to listings, taken by `belanja work`: at its start, then every hour and on every new day."""

from datetime import timedelta

from belanja.foundation import work

from .services.duplicates import find_duplicates
from .services.evidence import follow_the_day
from .services.listing_time import pass_day


@work.every("catalogue.day", timedelta(hours=1), new_day=True)
def day() -> bool:
    """One pass; whether any listing changed. Several processes may do it: the second finds nothing to do."""
    return pass_day().any


@work.daily("catalogue.curators")
def look_through() -> bool:
    """Proofs that ran out and dated rows of the ladder change classes; likely duplicates are looked for. Twice does no
    harm."""
    changed = follow_the_day()
    find_duplicates()
    return bool(changed)
