"""APIP's desk: questions that the figures ask, how often they were asked, and which of them are shown."""

from .flags import Flag, Sweep, Switch, Tally

__all__ = ["Flag", "Sweep", "Switch", "Tally"]
