"""Practice (*latihan*): an officer buys on play data, in a government of practice of its own, with its own unit, plan,
firm and goods. Nothing of it is a figure, a stock or a pagu of the real catalogue: its facts count nowhere."""

from .begin import Practice, begin, practice_of
from .partners import play, whose_turn

__all__ = ["Practice", "begin", "play", "practice_of", "whose_turn"]
