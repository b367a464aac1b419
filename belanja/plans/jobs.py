"""What an update asks of plans, taken by `belanja work`."""

from belanja.foundation import work

from .services import read_again


@work.daily("plans.classes")
def classes() -> bool:
    """Let new rules read the lines that older ones have read; whether there were any. Twice does no harm."""
    return bool(read_again())
