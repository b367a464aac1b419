"""Names of units as a reader expects them: national feeds shout, a page does not."""

from belanja.affirmation.figures import UnitShare
from belanja.foundation import text
from belanja.institutions.unit_names import shown
from belanja.rules.budgets import BudgetKind

__all__ = ["entered_words", "shown"]


def entered_words(unit: UnitShare) -> str:
    """The mark of a denominator that a person entered: its document, number and date. Empty for the feed's."""
    return "; ".join(
        f"dientri: {BudgetKind(one.kind).label} {one.number}, {text.long_date(one.dated)}" for one in unit.entered
    )
