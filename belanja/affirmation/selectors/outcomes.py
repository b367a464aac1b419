"""What a decision about a held item would do to the shares, before anybody decides. Nothing is written.

The evidence on record is altered as the decision would alter it and tabulated again, so that the figures shown are
those that will follow.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.db.models import Sum

from belanja.affirmation import evidence as records
from belanja.affirmation.evidence import Evidence, Spend
from belanja.affirmation.figures import Definition, ShareTable, UnitShare
from belanja.facts.models import SpendFact
from belanja.institutions import selectors as institutions
from belanja.institutions.models import Government
from belanja.intake.models import HeldItem
from belanja.plans.budgets import BudgetInForce
from belanja.rules import money, periods
from belanja.rules.channels import Stage
from belanja.rules.indicators import STAGES

from .definitions import definition_for
from .shares import tabulate

Kind = HeldItem.Kind


@dataclass(frozen=True)
class Outcome:
    """The table before and after one answer, and the units whose share it changes (before, after)."""

    before: ShareTable
    after: ShareTable
    units: tuple[tuple[UnitShare, UnitShare], ...]


@dataclass(frozen=True)
class WhatIf:
    """The evidence around one held item, ready to be altered. Rupiah."""

    item: HeldItem
    evidence: Evidence
    definition: Definition
    before: ShareTable

    def budget(self, amount: Decimal | None) -> Outcome:
        """If the item's unit had this one budget (None: none at all)."""
        unit_id = self.item.unit_id
        budgets = dict(self.evidence.budgets)
        if unit_id is not None:
            budgets[unit_id] = BudgetInForce(() if amount is None else (amount,))
        return self._outcome(budgets=budgets)

    def unheld(self) -> Outcome:
        """If what is on record were simply right."""
        return self._outcome()

    def pd(self, table: ShareTable) -> UnitShare | None:
        """The Perangkat Daerah of a table under which the item's unit counts."""
        if self.item.unit_id is None:
            return None
        pd_id = self.evidence.pd_of(self.item.unit_id)
        return next((unit for unit in table.units if unit.id == pd_id), None)

    def orders(self, document_ids: Iterable[int], stages: int) -> Outcome:
        """If these uncertain orders had reached `stages` (bit mask; 0: they count for nothing). One query."""
        spend: dict[int, dict[tuple[Stage, str], Spend]] = {
            unit_id: dict(sums) for unit_id, sums in self.evidence.spend.items()
        }
        facts = SpendFact.objects.filter(
            document_id__in=list(document_ids), known_to__isnull=True, stage=Stage.UNCERTAIN, counts=True
        ).values_list("unit_id", "channel", "day", "amount")
        reached = [stage for stage in Stage if stage & stages]
        for unit_id, channel, day, amount in facts:
            sums = spend.setdefault(unit_id, {})
            _add(sums, (Stage.UNCERTAIN, channel), -amount, day is None, -1)
            for stage in reached:
                if self.evidence.as_of is None or (day is not None and day <= self.evidence.as_of):
                    _add(sums, (stage, channel), amount, day is None, 1)
        return self._outcome(spend=spend)

    def _outcome(
        self,
        *,
        budgets: Mapping[int, BudgetInForce] | None = None,
        spend: Mapping[int, Mapping[tuple[Stage, str], Spend]] | None = None,
    ) -> Outcome:
        held = tuple(
            held
            for held in self.evidence.held
            if (held.kind, held.feed, held.key) != (self.item.kind, self.item.feed, self.item.key)
        )
        changed = replace(
            self.evidence,
            held=held,
            budgets=self.evidence.budgets if budgets is None else budgets,
            spend=self.evidence.spend if spend is None else spend,
        )
        after = tabulate(changed, self.definition)
        former = {unit.id: unit for unit in self.before.units}
        units = [
            (former[unit.id], unit) for unit in after.units if unit.id in former and former[unit.id].share != unit.share
        ]
        return Outcome(self.before, after, tuple(units))


def what_if(item: HeldItem) -> WhatIf | None:
    """The evidence around an open item of one year, under the default definition; None for items without a year."""
    if not item.year:
        return None
    return _gather(item, item.government)


def _gather(item: HeldItem, government: Government) -> WhatIf:
    definition = definition_for(
        government,
        indicator="epurchasing",
        numerator=None,
        denominator=None,
        on=records.measured_on(item.year, None),
    )
    wanted = replace(records.wanted([definition]), stages=frozenset(STAGES.values()))
    evidence = records.gather([government], year=item.year, as_of=None, wanted=wanted)[government.id]
    return WhatIf(item, evidence, definition, tabulate(evidence, definition))


def _add(
    sums: dict[tuple[Stage, str], Spend], key: tuple[Stage, str], amount: Decimal, undated: bool, facts: int
) -> None:
    had = sums.get(key, Spend(money.ZERO, money.ZERO, 0))
    sums[key] = Spend(had.amount + amount, had.undated + (amount if undated else money.ZERO), had.facts + facts)


def spend_moved(table: ShareTable, *, since: datetime) -> dict[int, Decimal]:
    """Rupiah by which the numerator of each Perangkat Daerah of a table has moved from an instant on: facts that
    came less facts taken back. Units that did not move are left out. Three queries."""
    stage = table.definition.numerator.stage
    if stage is None:
        return {}  # the plan has no facts
    facts = SpendFact.objects.filter(
        government_id=table.government.id,
        year=table.year,
        stage=stage,
        channel__in=table.definition.channels,
        counts=True,
    )
    came = facts.filter(known_from__gte=since, known_to__isnull=True)
    gone = facts.filter(known_from__lt=since, known_to__gte=since)
    day = min(table.cut_off, periods.fiscal_year(table.year).last)
    roll_up = institutions.pd_map(table.government.id, day)
    moved: dict[int, Decimal] = defaultdict(lambda: money.ZERO)
    for rows, sign in ((came, 1), (gone, -1)):
        for unit_id, amount in rows.values_list("unit_id").annotate(sum=Sum("amount")).order_by():
            moved[roll_up.get(unit_id, unit_id)] += sign * amount
    return {unit_id: amount for unit_id, amount in moved.items() if amount}
