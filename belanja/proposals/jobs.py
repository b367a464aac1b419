"""What time does to proposals, taken by `belanja work`."""

from datetime import timedelta

from belanja.foundation import work

from .services import letters, national, registration


@work.daily("proposals.day")
def day() -> bool:
    """Open and close registrations, and remind whoever is late; whether there was anything. Twice does no harm."""
    passed, late, asked = registration.pass_days(), registration.remind(), national.remind()
    return bool(passed or late or asked)


@work.every("proposals.letters", timedelta(minutes=1))
def print_letters() -> bool:
    """Make the letters of what was signed and answered; whether there was one. A letter is made once."""
    return bool(letters.make_due())
