"""What the calendar does to firms, taken by `belanja work` once a day."""

from belanja.foundation import work

from .services.licences import remind_licences
from .services.objections import grant_undecided
from .services.people import ask_scales


@work.daily("vendors.day")
def day() -> bool:
    """Grant objections that nobody decided in time, ask for the yearly confirmation of the scale, remind of licences
    that end; whether there was any. Twice does no harm."""
    return bool(grant_undecided() + ask_scales() + remind_licences())
