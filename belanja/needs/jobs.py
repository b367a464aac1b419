"""What the calendar does to needs, taken by `belanja work` once a day."""

from belanja.foundation import work

from .services.calendar import expire_needs


@work.daily("needs.day")
def day() -> bool:
    """End needs whose day has passed; whether there was any. Twice does no harm."""
    return bool(expire_needs())
