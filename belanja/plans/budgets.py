"""Which budget of a unit is in force on a day, and whether an entry looks plausible beside the others.

`budgets_in_force` is the one place that says what a unit may spend: the entry in force, else the rows of the feed.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, QuerySet

from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.rules import money, periods, plausibility
from belanja.rules.budgets import BudgetAmounts, BudgetState
from belanja.rules.decisions import RuleBroken

from .models import BudgetPaper, BudgetVersion, ProcurementBudget


@dataclass(frozen=True)
class Entered:
    """The document behind an entered budget that is in force."""

    id: int
    unit_id: int
    kind: str
    number: str
    dated: date
    valid_from: date
    covers_below: bool


@dataclass(frozen=True)
class BudgetInForce:
    """What is on record of a unit's belanja pengadaan: its different amounts. None: every row is silent. One: it is
    known, and rows that repeat it count once. More: nobody has chosen yet. An entry in force is the only amount."""

    amounts: tuple[Decimal, ...]
    entered: Entered | None = None


def budgets_in_force(*, government_ids: Collection[int], year: int, on: date) -> dict[int, dict[int, BudgetInForce]]:
    """By government, then by unit that has a current row of the feed or an entry in force on `on`. Two queries."""
    found: dict[int, dict[int, BudgetInForce]] = defaultdict(dict)
    chosen = Q(state=ProcurementBudget.State.ACTIVE, pengadaan__isnull=False)
    rows = (
        ProcurementBudget.objects.filter(government_id__in=government_ids, year=year)
        .exclude(state=ProcurementBudget.State.SUPERSEDED)
        .values("government_id", "unit_id")
        .annotate(amounts=ArrayAgg("pengadaan", distinct=True, filter=chosen, default=[]))
    )
    for row in rows:
        found[row["government_id"]][row["unit_id"]] = BudgetInForce(tuple(row["amounts"]))
    for version in versions_in_force(government_ids=government_ids, year=year, on=on):
        found[version.government_id][version.unit_id] = BudgetInForce((version.pengadaan,), entered(version))
    return found


def versions_in_force(*, government_ids: Collection[int], year: int, on: date) -> QuerySet[BudgetVersion]:
    """The entry in force of each unit on a day: of the confirmed ones the latest that has begun."""
    return (
        BudgetVersion.objects.filter(
            government_id__in=government_ids, year=year, state=BudgetState.CONFIRMED, valid_from__lte=on
        )
        .order_by("unit_id", "-valid_from", "-id")
        .distinct("unit_id")
    )


def entered(version: BudgetVersion) -> Entered:
    return Entered(
        version.pk,
        version.unit_id,
        version.kind,
        version.number,
        version.dated,
        version.valid_from,
        version.covers_below,
    )


# Lists for people


def versions(*, government_id: int, year: int | None = None, state: str = "") -> QuerySet[BudgetVersion]:
    """Entries of a government, the newest first."""
    found = BudgetVersion.objects.filter(government_id=government_id).select_related("unit", "paper", "government")
    if year is not None:
        found = found.filter(year=year)
    if state:
        found = found.filter(state=state)
    return found.defer("paper__content").order_by("-id")


def version(*, government_id: int, version_id: int) -> BudgetVersion:
    """One entry; RuleBroken 404 where this government has none of that number."""
    found = versions(government_id=government_id).filter(pk=version_id).first()
    if found is None:
        raise RuleBroken("not_found", "Entri anggaran ini tidak ditemukan.", status=404)
    return found


def paper(*, government_id: int, paper_id: int) -> BudgetPaper:
    """One document with its bytes; RuleBroken 404 where this government has none of that number."""
    found = BudgetPaper.objects.filter(government_id=government_id, pk=paper_id).first()
    if found is None:
        raise RuleBroken("not_found", "Dokumen ini tidak ditemukan.", status=404)
    return found


def feed_amounts(*, government_id: int, year: int, unit_ids: Collection[int]) -> dict[int, tuple[Decimal, ...]]:
    """What the feed says of these units now: their different amounts, whatever has been entered."""
    rows = (
        ProcurementBudget.objects.filter(
            government_id=government_id,
            year=year,
            unit_id__in=unit_ids,
            state=ProcurementBudget.State.ACTIVE,
            pengadaan__isnull=False,
        )
        .values("unit_id")
        .annotate(amounts=ArrayAgg("pengadaan", distinct=True, default=[]))
    )
    return {row["unit_id"]: tuple(row["amounts"]) for row in rows}


# Plausibility


def budget_limits(government_id: int) -> plausibility.BudgetLimits:
    """The thresholds in force today by which a unit's budget is doubted."""

    def limit(name: str) -> Decimal:
        return institutions.parameter(f"plausibility.budget.{name}", government_id=government_id, on=clock.today())

    return plausibility.BudgetLimits(
        largest=limit("largest"),
        times_all_others=limit("times_all_others"),
        from_amount=limit("from_amount"),
        times_other_year=limit("times_other_year"),
    )


def doubt_entry(*, government_id: int, unit_id: int, year: int, amounts: BudgetAmounts) -> plausibility.Doubt | None:
    """Whether an entry looks as implausible as a row of the feed would: the same rule, held against the other units
    in force and the same unit's year before."""
    now = budgets_in_force(government_ids=[government_id], year=year, on=periods.fiscal_year(year).last)
    smaller = [
        row.amounts[0]
        for other, row in now.get(government_id, {}).items()
        if other != unit_id and len(row.amounts) == 1 and row.amounts[0] <= amounts.pengadaan
    ]
    before = budgets_in_force(government_ids=[government_id], year=year - 1, on=periods.fiscal_year(year - 1).last)
    former = before.get(government_id, {}).get(unit_id)
    return plausibility.doubt_budget(
        amounts.pengadaan,
        others=sum(smaller, money.ZERO),
        other_units=len(smaller),
        neighbour_year=former.amounts[0] if former and len(former.amounts) == 1 else None,
        limits=budget_limits(government_id),
        parts=amounts.pengadaan,
    )
