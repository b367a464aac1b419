"""Fills what indicators are asked of (rules.flags.subjects) from the records, asks, and writes what is new."""

from .reading import bounded
from .run import history, run

__all__ = ["bounded", "history", "run"]
