"""Orders whose value a person must confirm, judged again when a run brings plans after orders.

While orders are staged `checks.before_orders` holds them against the plans on record. Plans may come later, or be
mended; whichever came first, the outcome is the same.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from belanja.facts import services as facts
from belanja.facts.models import PurchaseDocument
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.rules import plausibility
from belanja.rules.channels import Stage

from .feeds.orders import CHANNEL
from .models import HeldItem, Pull, SourceRow

FEED = {channel.value: feed for feed, channel in CHANNEL.items()}
#: Feeds that tell the day of hand-over and completion, with its column.
_DONE = {"v5_orders": "tanggal_edit", "spse_pencatatan": "selesai"}


def judge_again(*, government_id: int, year: int) -> None:
    """Hold orders on record that are out of line with plans known by now, and let go those that no longer are."""
    latest, limits = _latest_items(government_id, year), _limits(government_id)
    for document_id, key, feed, amount, stages, ceiling in _candidates(government_id, year, limits):
        item = latest.get((feed, key))
        waits = item is not None and not item.resolution
        doubt = plausibility.doubt_order(amount, plan_ceiling=ceiling, **limits)
        if item is not None and waits and stages & Stage.UNCERTAIN and doubt is None:
            _let_go(item, document_id)
        elif doubt is not None and not waits and stages and not stages & (Stage.CANCELLED | Stage.UNCERTAIN):
            decided = item is not None and item.resolution in {"confirmed", "rejected"}
            if not (decided and item is not None and item.detail.get("amount") == str(amount)):
                _hold(government_id, year, feed, key, document_id, stages, doubt)


def done_days(document_ids: list[int]) -> dict[int, date]:
    """The day of hand-over and completion of orders whose source tells it, by document."""
    first_rows = dict(
        PurchaseDocument.objects.filter(pk__in=document_ids, source_row_id__isnull=False).values_list(
            "source_row_id", "pk"
        )
    )
    days: dict[int, date] = {}
    for feed, column in _DONE.items():
        rows = SourceRow.objects.filter(pk__in=list(filter(None, first_rows)), feed=feed).values_list(
            "pk", f"payload__{column}"
        )
        days |= {first_rows[row]: date.fromisoformat(day) for row, day in rows if day}
    return days


def _limits(government_id: int) -> dict[str, Decimal]:
    return {
        name: institutions.parameter(f"plausibility.order.{name}", government_id=government_id, on=clock.today())
        for name in ("largest", "times_ceiling", "from_amount")
    }


def _latest_items(government_id: int, year: int) -> dict[tuple[str, str], HeldItem]:
    items = HeldItem.objects.filter(
        government_id=government_id, year=year, kind=HeldItem.Kind.AMOUNT_IMPLAUSIBLE
    ).exclude(resolution__in=("superseded", "withdrawn"))
    return {(item.feed, item.key): item for item in items.order_by("id")}


def _candidates(
    government_id: int, year: int, limits: dict[str, Decimal]
) -> list[tuple[int, str, str, Decimal, int, Decimal | None]]:
    """Document, key, feed, amount, stages and plan ceiling of every order large enough to be looked at."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT d.id, d.key, d.channel, d.amount, d.stages, coalesce(d.pagu, max(p.pagu))
            FROM facts_purchasedocument d
            LEFT JOIN plans_ruppackage p ON p.government_id = d.government_id AND p.code = ANY(d.plan_codes)
            WHERE d.government_id = %s AND d.year = %s AND NOT d.vanished AND d.channel = ANY(%s) AND d.amount >= %s
            GROUP BY d.id
            """,
            [government_id, year, list(FEED), min(limits["from_amount"], limits["largest"])],
        )
        return [
            (pk, key, FEED[channel], amount, stages, ceiling)
            for pk, key, channel, amount, stages, ceiling in cursor.fetchall()
        ]


def _hold(
    government_id: int, year: int, feed: str, key: str, document_id: int, stages: int, doubt: plausibility.Doubt
) -> None:
    document = PurchaseDocument.objects.get(pk=document_id)
    pull = Pull.objects.standing().filter(government_id=government_id, year=year, feed=feed).latest("id")
    detail: dict[str, Any] = {**doubt.told(), "stages": int(stages)}
    HeldItem.objects.create(
        government_id=government_id,
        kind=HeldItem.Kind.AMOUNT_IMPLAUSIBLE,
        feed=feed,
        year=year,
        unit_id=document.unit_id,
        key=key[:160],
        pull=pull,
        detail=detail,
        source_rows=[document.source_row_id] if document.source_row_id else [],
        opened_at=clock.now(),
    )
    facts.restage(document_ids=[document_id], stages=int(Stage.UNCERTAIN))


def _let_go(item: HeldItem, document_id: int) -> None:
    item.resolution, item.resolved_at, item.resolved_by_label = "superseded", clock.now(), "tarikan baru"
    item.save(update_fields=["resolution", "resolved_at", "resolved_by_label"])
    facts.restage(document_ids=[document_id], stages=int(item.detail["stages"]), done_on=done_days([document_id]))
