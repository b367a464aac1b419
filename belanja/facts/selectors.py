"""Reading facts: orders with their plan lines, orders without a plan, plans without an order."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.models import F, Q, QuerySet

from belanja.plans.selectors import follow_revisions
from belanja.rules.channels import Stage

from .classes import spend_classes
from .models import PurchaseDocument
from .plan_gaps import OrdersWithoutPlan, OrderWithoutPlan, orders_without_plan, plans_without_order
from .side_by_side import (
    ChannelRow,
    ReceiptDifference,
    channel_table,
    contracted_by_unit,
    evidence_without_document,
    receipt_differences,
)

__all__ = [
    "ChannelRow",
    "OrderWithoutPlan",
    "OrdersWithoutPlan",
    "ReceiptDifference",
    "aggregate_differences",
    "channel_table",
    "codes_under_way",
    "contracted_by_unit",
    "evidence_without_document",
    "marked_differences",
    "orders",
    "orders_without_plan",
    "orphans",
    "plans_without_order",
    "receipt_differences",
    "spend_classes",
]


def orders(*, government_id: int, year: int, unit_ids: Sequence[int] | None = None) -> QuerySet[PurchaseDocument]:
    """Orders of a year as last known, newest first; of some units only, when given."""
    found = PurchaseDocument.objects.filter(government_id=government_id, year=year, vanished=False)
    if unit_ids is not None:
        found = found.filter(unit_id__in=unit_ids)
    return found.select_related("unit").order_by("-ordered_on", "-id")


def codes_under_way(*, government_id: int, year: int) -> set[str]:
    """Plan codes of today that some order not cancelled names though their plan line is not told of it
    (`services.elsewhere`): a selection whose contract has no amount yet, an order in doubt, codes of an order after its
    first. Of every unit, for an order may be recorded under another one than its line. Two queries at most."""
    named = PurchaseDocument.objects.filter(government_id=government_id, year=year, vanished=False)
    named = named.annotate(
        left=F("stages").bitand(int(Stage.CANCELLED)), doubt=F("stages").bitand(int(Stage.UNCERTAIN))
    )
    named = named.filter(Q(amount=0) | Q(plan_codes__len__gt=1) | Q(doubt__gt=0), stages__gt=0, left=0)
    codes = {code for many in named.order_by().values_list("plan_codes", flat=True) for code in many}
    ends = follow_revisions(government_id=government_id, codes=codes) if codes else {}
    return codes.union(*ends.values())


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
