"""What a mail says of the government that it speaks for: its name, and the mode in which it works."""

from belanja.foundation import clock
from belanja.notices import mailing

from . import selectors
from .models import Government


@mailing.names_governments
def about(code: str) -> str:
    """One line; empty for a code that is not known."""
    government = Government.objects.filter(code=code).first()
    if government is None:
        return ""
    mode = selectors.counting_mode(government_id=government.pk, on=clock.today()).label.lower()
    example = ", data contoh" if government.is_example else ""
    return f"{government.name}, mode {mode}{example}."
