"""What would mend the figures of a unit this week, in rupiah; recomputed from the record every time.

`work_summary` is the matrix of a government in numbers, `unit_work` one Perangkat Daerah of it with what doing the
work would do to its share, `government_work` the same with the lists themselves.
"""

from .cleared import Cleared
from .effects import Effect
from .found import Item
from .work import GovernmentWork, UnitWork, WorkCount, Worklist, government_work, unit_work, work_summary

__all__ = [
    "Cleared",
    "Effect",
    "GovernmentWork",
    "Item",
    "UnitWork",
    "WorkCount",
    "Worklist",
    "government_work",
    "unit_work",
    "work_summary",
]
