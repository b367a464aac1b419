"""What an entered budget does to the shares, before a second person confirms it. Nothing is written."""

from dataclasses import dataclass, replace

from belanja.affirmation import evidence as records
from belanja.affirmation.figures import ShareTable, UnitShare
from belanja.plans.budgets import BudgetInForce, entered
from belanja.plans.models import BudgetVersion

from .definitions import definition_for
from .shares import tabulate


@dataclass(frozen=True)
class Effect:
    """The government's table without and with the entry, and its Perangkat Daerah in both (None: not listed)."""

    before: ShareTable
    after: ShareTable
    unit_before: UnitShare | None
    unit_after: UnitShare | None


def if_confirmed(version: BudgetVersion) -> Effect:
    """The shares of the entry's year under the default definition, as they would be on the day it begins or today,
    whichever is later (at most the year's last day)."""
    government = version.government
    day = records.measured_on(version.year, None)
    definition = definition_for(government, indicator="epurchasing", numerator=None, denominator=None, on=day)
    wanted = records.wanted([definition])
    evidence = records.gather([government], year=version.year, as_of=None, wanted=wanted)[government.pk]
    budgets = {**evidence.budgets, version.unit_id: BudgetInForce((version.pengadaan,), entered(version))}
    before, after = tabulate(evidence, definition), tabulate(replace(evidence, budgets=budgets), definition)
    pd_id = evidence.pd_of(version.unit_id)

    def of(table: ShareTable) -> UnitShare | None:
        return next((unit for unit in table.units if unit.id == pd_id), None)

    return Effect(before, after, of(before), of(after))
