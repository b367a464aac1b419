"""Keys of requests are forgotten after their term, by `belanja work`."""

from datetime import timedelta

from belanja.foundation import work

from .once import forget


@work.every("journal.once", timedelta(hours=6), insist=False)
def step() -> bool:
    """One pass; whether anything was forgotten. Twice does no harm."""
    return forget() > 0
