"""What the shares would be if imports were withdrawn. Everything is derived anew and rolled back; nothing stays."""

from collections.abc import Sequence

from belanja.affirmation.figures import ShareTable
from belanja.institutions.models import Government
from belanja.intake.models import Pull
from belanja.intake.replay import without

from .shares import share_table


def if_withdrawn(*, government: Government, pulls: Sequence[Pull], year: int) -> tuple[ShareTable, ShareTable]:
    """The table of e-Purchasing of a year before and after. Raises RuleBroken 409 where a later pull stands."""
    before = share_table(government=government, year=year)
    return before, without(pulls, compute=lambda: share_table(government=government, year=year))
