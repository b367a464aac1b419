"""What an update asks of plans, taken by `belanja work`."""

from belanja.foundation import work

from .services import read_again


@work.daily("plans.classes", apart=True, by_pieces=True)
def classes() -> bool:
    """Let new rules read the lines that older ones have read, of one government and year; whether there were any.
    Twice does no harm."""
    return read_again()
