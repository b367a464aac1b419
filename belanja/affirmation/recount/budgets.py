"""Budgets out of source rows and out of what people entered: the different amounts that are said of each unit."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from belanja.plans.models import BudgetVersion, ProcurementBudget

from .rows import Tree, current_rows


def entries_in_force(government_id: int, year: int, day: date) -> dict[str, BudgetVersion]:
    """Unit code -> the confirmed entry that has begun last by `day`, found by walking through all of them."""
    found: dict[str, BudgetVersion] = {}
    every = BudgetVersion.objects.filter(government_id=government_id, year=year).select_related("unit")
    for entry in sorted(every, key=lambda entry: (entry.valid_from, entry.pk)):
        if entry.state == "disahkan" and entry.valid_from <= day:
            found[entry.unit.code] = entry
    return found


def budget_rows(
    government_id: int, year: int, tree: Tree, entries: Mapping[str, BudgetVersion]
) -> dict[str, set[Decimal]]:
    """Unit code -> its different amounts; empty where all its rows are silent. Rows that a person did not choose are
    left out; an entry stands in the place of a unit's rows."""
    set_aside = set(
        ProcurementBudget.objects.filter(
            government_id=government_id, year=year, state=ProcurementBudget.State.REJECTED
        ).values_list("source_row_id", flat=True)
    )
    budgets: dict[str, set[Decimal]] = defaultdict(set)
    for row in current_rows(government_id, year, ("budget",)):
        amounts = budgets[tree.code_of(row)]
        if row.payload["pengadaan"] is not None and row.id not in set_aside:
            amounts.add(Decimal(row.payload["pengadaan"]))
    for code, entry in entries.items():
        budgets[code] = {entry.operasi + entry.modal + entry.btt}
    return budgets
