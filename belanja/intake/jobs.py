"""What the calendar does to files that came in, taken by `belanja work` once a day."""

from belanja.foundation import work

from .services.registers import forget_left


@work.daily("intake.day")
def day() -> bool:
    """Forget registers that nobody took; whether there was one. Twice does no harm."""
    return bool(forget_left())
