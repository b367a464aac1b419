"""What time does to proposals, taken by `belanja work`."""

from belanja.foundation import work

from .services import national, registration


@work.daily("proposals.day")
def day() -> bool:
    """Open and close registrations, and remind whoever is late; whether there was anything. Twice does no harm."""
    passed, late, asked = registration.pass_days(), registration.remind(), national.remind()
    return bool(passed or late or asked)
