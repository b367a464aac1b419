"""What time does to periodic reports, taken by `belanja work`."""

from belanja.foundation import work

from .services import rounds, schedule


@work.daily("reporting.day")
def day() -> bool:
    """Open what falls due, remind units that are silent, close rounds whose term has passed; whether there was
    anything. Twice does no harm."""
    opened, told, closed = schedule.open_due(), rounds.remind(), rounds.close_due()
    return bool(opened or told or closed)
