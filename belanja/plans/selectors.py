"""Reading plans: where an old RUP code leads, what a plan line has left, and which packages a code stands for."""

from collections.abc import Iterable
from decimal import Decimal

from django.db import connection

from .classed import Unsure, accounts_of, class_history, class_queue, measured_only, reader, shelf_classes, unsure
from .lines import PlanLine, PlanPage, plan_line, plan_lines, untouched, with_balances
from .models import RupPackage
from .revisions import follow_revisions, former_codes

__all__ = [
    "PlanLine",
    "PlanPage",
    "Unsure",
    "accounts_of",
    "balance_differences",
    "class_history",
    "class_queue",
    "follow_revisions",
    "former_codes",
    "known_codes",
    "measured_only",
    "plan_line",
    "plan_lines",
    "reader",
    "shelf_classes",
    "unsure",
    "untouched",
    "with_balances",
]


def years_on_record(*, government_id: int, years: Iterable[int]) -> set[int]:
    """Those years of which plan lines are on record at all: of the others nothing can be said. One query."""
    found = RupPackage.objects.filter(government_id=government_id, year__in=list(years))
    return set(found.values_list("year", flat=True).distinct())


def known_codes(*, government_id: int, codes: Iterable[str]) -> dict[str, bool]:
    """Of the given codes those that stand in the plan -> whether they still count (announced and active)."""
    rows = RupPackage.objects.filter(government_id=government_id, code__in=list(codes)).values_list("code", "counts")
    found: dict[str, bool] = {}
    for code, counts in rows:
        found[code] = found.get(code, False) or counts
    return found


def balance_differences() -> list[tuple[int, int, str, Decimal, Decimal]]:
    """Where the balance of a plan code and the sum of its commitments disagree: (government, year, code, reserved and
    committed by which the balance is too high). Always empty; tests and the health check ask."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT government_id, year, code, sum(reserved), sum(committed) FROM (
              SELECT government_id, year, code, reserved, committed FROM plans_planbalance
              UNION ALL
              SELECT government_id, year, code, -reserved, -committed FROM plans_commitment
            ) both_ways GROUP BY 1, 2, 3 HAVING sum(reserved) <> 0 OR sum(committed) <> 0 ORDER BY 1, 2, 3
            """
        )
        return list(cursor.fetchall())
