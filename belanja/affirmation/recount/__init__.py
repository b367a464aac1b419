"""The second computation of shares: plain Python over the imported rows, for checking the first.

It reads current source rows and what people have decided (held items, meanings of status words, the tree of
units), and nothing that the first computation rests on: no aggregate, no plans, no facts of imported orders.
Arithmetic is done in fractions. `differences` names every unit on which the two disagree.
"""

from .compare import differences
from .count import Recount, RecountedUnit, recount
from .waits import wait_differences

__all__ = ["Recount", "RecountedUnit", "differences", "recount", "wait_differences"]
