"""Entered budgets as they were at a moment."""

from datetime import datetime

from belanja.foundation.moments import restores
from belanja.rules.budgets import BudgetState

from .models import BudgetVersion


@restores
def budgets_as_they_were(government_id: int, moment: datetime) -> None:
    """Entries confirmed later are not in force yet; entries withdrawn later still are."""
    of = BudgetVersion.objects.filter(government_id=government_id)
    of.filter(proposed_at__gt=moment).delete()
    of.filter(decided_at__gt=moment).update(state=BudgetState.REJECTED)
    of.filter(withdrawn_at__gt=moment, decided_at__lte=moment).update(state=BudgetState.CONFIRMED)
