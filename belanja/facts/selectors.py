"""Reading facts: orders with their plan lines, orders without a plan, plans without an order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.models import QuerySet

from belanja.plans import selectors as plans
from belanja.plans.models import RupPackage
from belanja.rules.channels import Stage

from .models import PurchaseDocument
from .side_by_side import (
    ChannelRow,
    ReceiptDifference,
    channel_table,
    evidence_without_document,
    receipt_differences,
)

__all__ = [
    "ChannelRow",
    "OrderWithoutPlan",
    "ReceiptDifference",
    "aggregate_differences",
    "channel_table",
    "evidence_without_document",
    "marked_differences",
    "orders",
    "orders_without_plan",
    "orphans",
    "plans_without_order",
    "receipt_differences",
]


@dataclass(frozen=True)
class OrderWithoutPlan:
    """An order none of whose RUP codes leads to a plan line. `why`: no_code, unknown_code or retired."""

    document: PurchaseDocument
    why: str
    ends: tuple[str, ...]


def orders(*, government_id: int, year: int, unit_ids: Sequence[int] | None = None) -> QuerySet[PurchaseDocument]:
    """Orders of a year as last known, newest first; of some units only, when given."""
    found = PurchaseDocument.objects.filter(government_id=government_id, year=year, vanished=False)
    if unit_ids is not None:
        found = found.filter(unit_id__in=unit_ids)
    return found.select_related("unit").order_by("-ordered_on", "-id")


def orders_without_plan(
    *, government_id: int, year: int, unit_ids: Sequence[int] | None = None
) -> list[OrderWithoutPlan]:
    """Orders, not cancelled, whose RUP codes lead, after all revisions, to no plan line that counts."""
    documents = [
        document
        for document in orders(government_id=government_id, year=year, unit_ids=unit_ids)
        if not document.stages & Stage.CANCELLED and document.stages
    ]
    codes = {code for document in documents for code in document.plan_codes}
    ends = plans.follow_revisions(government_id=government_id, codes=codes)
    known = plans.known_codes(
        government_id=government_id, codes={end for group in ends.values() for end in group} | codes
    )
    found = []
    for document in documents:
        reached = sorted({end for code in document.plan_codes for end in ends[code]})
        if any(known.get(code) for code in (*reached, *document.plan_codes)):
            continue
        if not document.plan_codes:
            why = "no_code"
        elif any(code in known for code in (*reached, *document.plan_codes)):
            why = "retired"
        else:
            why = "unknown_code"
        found.append(OrderWithoutPlan(document, why, tuple(reached)))
    return found


def plans_without_order(
    *, government_id: int, year: int, unit_ids: Sequence[int] | None = None
) -> QuerySet[RupPackage]:
    """Counting e-Purchasing plan lines that no order, by any earlier code of theirs, has used. Largest first."""
    used = {
        code
        for codes in orders(government_id=government_id, year=year)
        .extra(where=["stages & %s = 0 AND stages <> 0"], params=[int(Stage.CANCELLED)])
        .values_list("plan_codes", flat=True)
        for code in codes
    }
    ends = plans.follow_revisions(government_id=government_id, codes=used)
    spoken_for = used | {end for group in ends.values() for end in group}
    lines = RupPackage.objects.filter(government_id=government_id, year=year, counts=True, epurchasing=True)
    if unit_ids is not None:
        lines = lines.filter(unit_id__in=unit_ids)
    return lines.exclude(code__in=spoken_for).select_related("unit").order_by("-pagu", "code")


def aggregate_differences(*, government_id: int, year: int) -> list[tuple[int, int, date | None, Decimal]]:
    """Where the daily aggregate and the raw facts disagree: (unit, stage, day, aggregate minus facts). Always empty;
    tests and the health check ask."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT unit_id, stage, day, sum(amount) FROM (
              SELECT unit_id, stage, day, amount FROM facts_spenddelta WHERE government_id = %(gov)s AND year = %(year)s
              UNION ALL
              SELECT unit_id, stage, day, -amount FROM facts_spendfact
              WHERE government_id = %(gov)s AND year = %(year)s AND known_to IS NULL AND counts
            ) both_ways GROUP BY 1, 2, 3 HAVING sum(amount) <> 0
            """,
            {"gov": government_id, "year": year},
        )
        return list(cursor.fetchall())


def marked_differences(*, government_id: int, year: int) -> list[tuple[int, str, int, date | None, Decimal]]:
    """Where the marked aggregate and the daily one disagree: (unit, channel, stage, day, marked minus daily). Always
    empty; tests and the health check ask."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT unit_id, channel, stage, day, sum(amount) FROM (
              SELECT unit_id, channel, stage, day, amount, facts FROM facts_markedspend
              WHERE government_id = %(gov)s AND year = %(year)s
              UNION ALL
              SELECT unit_id, channel, stage, day, -amount, -facts FROM facts_spenddelta
              WHERE government_id = %(gov)s AND year = %(year)s
            ) both_ways GROUP BY 1, 2, 3, 4 HAVING sum(amount) <> 0 OR sum(facts) <> 0
            """,
            {"gov": government_id, "year": year},
        )
        return list(cursor.fetchall())


def orphans() -> int:
    """Facts whose document is missing or belongs to another government or unit, and orders or plan lines whose unit
    belongs to another government. Always 0; tests and the health check ask (a scan of every fact)."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT (SELECT count(*) FROM facts_spendfact f LEFT JOIN facts_purchasedocument d ON d.id = f.document_id
                    WHERE d.id IS NULL
                       OR (f.known_to IS NULL AND (d.government_id, d.unit_id) <> (f.government_id, f.unit_id)))
              + (SELECT count(*) FROM facts_purchasedocument d JOIN institutions_unit u ON u.id = d.unit_id
                 WHERE u.government_id <> d.government_id)
              + (SELECT count(*) FROM plans_ruppackage p JOIN institutions_unit u ON u.id = p.unit_id
                 WHERE u.government_id <> p.government_id)
            """
        )
        return int(cursor.fetchone()[0])
