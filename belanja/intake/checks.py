"""What must wait for a person: doubts about amounts, conflicts, unknown words, pulls that look cut off.

Every check opens a HeldItem with the rule, the inputs and the threshold, and closes open ones that a newer pull
has settled. What a person has decided is not asked again while the same rows stand.
"""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from belanja.facts.models import PurchaseDocument
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.rules import plausibility
from belanja.rules.channels import Stage

from . import feeds
from .feeds import Feed
from .feeds.orders import CHANNEL
from .models import HeldItem, Pull

Kind = HeldItem.Kind
Scope = tuple[int | None, int]


def open_item(
    *,
    kind: HeldItem.Kind,
    pull: Pull,
    year: int,
    key: str,
    detail: dict[str, Any],
    unit_id: int | None = None,
    source_rows: Iterable[int] = (),
) -> None:
    """Open one item that waits. The same question about the same rows goes on waiting; asked otherwise by a newer
    pull, the former question ends and a new one is put, so that what a pull asked can be taken back with it."""
    assert pull.government_id is not None
    same = {"government_id": pull.government_id, "kind": kind, "feed": pull.feed, "year": year, "key": key[:160]}
    told = {"unit_id": unit_id, "detail": detail, "source_rows": list(source_rows)}
    waiting = HeldItem.objects.filter(**same, resolution="")
    if waiting.filter(**told).exists():
        return
    _end(waiting.exclude(pull=pull), pull)
    HeldItem.objects.update_or_create(
        **same,
        resolution="",
        defaults=told,
        create_defaults={**told, "pull": pull, "opened_at": clock.now()},
    )


def settle(
    *,
    government_id: int,
    feed: str,
    year: int,
    kind: HeldItem.Kind,
    still_open: Iterable[str] = (),
    by: Pull | None = None,
) -> None:
    """Close open items that the newest pull (`by`) no longer shows."""
    found = HeldItem.objects.filter(government_id=government_id, feed=feed, year=year, kind=kind, resolution="")
    _end(found.exclude(key__in=[key[:160] for key in still_open]), by)


def _end(items: QuerySet[HeldItem], by: Pull | None) -> None:
    items.update(
        resolution="superseded", resolved_at=clock.now(), resolved_by_label="tarikan baru", settled_by_id=by and by.pk
    )


def vanished_ids() -> dict[Scope, list[int]]:
    """Source rows that a suspicious pull no longer has, by scope; to be closed only if a person says so."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT government_id, year, array_agg(id ORDER BY id) FROM intake_gone"
            " WHERE pull_year = year GROUP BY 1, 2"
        )
        return {(government, year): ids for government, year, ids in cursor.fetchall()}


def before_orders(feed: Feed, pulls: dict[Scope, Pull]) -> list[tuple[Scope, str, dict[str, Any]]]:
    """Before orders become facts: apply what people have decided about status words, and set orders of an
    implausible amount to UNCERTAIN. Returns the held orders: scope, order key, detail."""
    channel = CHANNEL[feed.name]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE intake_rows r SET stages = m.stages FROM intake_statusmeaning m
            WHERE m.government_id = r.government_id AND m.channel = %s AND r.stages & %s > 0
              AND m.status = coalesce(r.status, '')
            """,
            [channel, int(Stage.UNCERTAIN)],
        )
    held = []
    for government_id, year in pulls:
        if government_id is not None:
            held += _implausible_orders(feed, government_id, year)
    if held:
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE intake_rows SET stages = %s WHERE government_id = %s AND year = %s AND doc_key = %s",
                [(int(Stage.UNCERTAIN), scope[0], scope[1], key) for scope, key, _detail in held],
            )
    return held


def _implausible_orders(feed: Feed, government_id: int, year: int) -> list[tuple[Scope, str, dict[str, Any]]]:
    """Orders of the pull whose value a person must confirm, except those already confirmed at the same value."""

    def limit(name: str) -> Decimal:
        return institutions.parameter(f"plausibility.order.{name}", government_id=government_id, on=clock.today())

    largest, times, least = limit("largest"), limit("times_ceiling"), limit("from_amount")
    confirmed = {
        (item.key, item.detail.get("amount"))
        for item in HeldItem.objects.filter(
            government_id=government_id,
            feed=feed.name,
            year=year,
            kind=Kind.AMOUNT_IMPLAUSIBLE,
            resolution="confirmed",
        )
    }
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT o.doc_key, o.amount, o.stages, coalesce(o.pagu, max(p.pagu))
            FROM (
              SELECT doc_key, coalesce(max(doc_total), sum(amount)) AS amount, bit_or(stages) AS stages,
                     string_to_array(max(plan_codes), ';') AS codes, max(pagu) AS pagu
              FROM intake_rows WHERE class <> 'replay' AND government_id = %(gov)s AND year = %(year)s
              GROUP BY doc_key HAVING coalesce(max(doc_total), sum(amount)) >= %(least)s
            ) o
            LEFT JOIN plans_ruppackage p ON p.government_id = %(gov)s AND p.code = ANY(o.codes)
            GROUP BY o.doc_key, o.amount, o.stages, o.pagu
            """,
            {"gov": government_id, "year": year, "least": min(least, largest)},
        )
        candidates = cursor.fetchall()
    found: list[tuple[Scope, str, dict[str, Any]]] = []
    for key, amount, stages, ceiling in candidates:
        doubt = plausibility.doubt_order(
            amount, plan_ceiling=ceiling, largest=largest, times_ceiling=times, from_amount=least
        )
        if doubt and not stages & (Stage.CANCELLED | Stage.UNCERTAIN) and (key, str(amount)) not in confirmed:
            found.append(((government_id, year), key, {**doubt.told(), "stages": int(stages)}))
    return found


def after_feed(
    feed: Feed,
    pulls: dict[Scope, Pull],
    missing: set[str],
    truncated: dict[Scope, dict[str, Any]],
    gone: dict[Scope, list[int]],
    held_orders: list[tuple[Scope, str, dict[str, Any]]],
) -> None:
    """Items that follow from one feed's pull alone."""
    for scope, pull in pulls.items():
        government_id, year = scope
        if government_id is None:
            continue
        if scope in truncated:
            open_item(
                kind=Kind.FEED_TRUNCATED,
                pull=pull,
                year=year,
                key="tarikan",
                detail=truncated[scope],
                source_rows=gone.get(scope, ()),
            )
        else:
            settle(government_id=government_id, feed=feed.name, year=year, kind=Kind.FEED_TRUNCATED, by=pull)
        for column in missing:
            open_item(kind=Kind.COLUMN_VANISHED, pull=pull, year=year, key=column, detail={"column": column})
        settle(
            government_id=government_id,
            feed=feed.name,
            year=year,
            kind=Kind.COLUMN_VANISHED,
            still_open=missing,
            by=pull,
        )
        if feed.domain == "orders":
            orders = {key: detail for found, key, detail in held_orders if found == scope}
            order_items(feed, pull, orders)


def ask_about_orders(scopes: set[tuple[int, int]]) -> None:
    """Unknown words and doubtful amounts among the orders that now stand in these governments and years, where no
    pull of their own has just asked: its orders moved to another year, or an import was taken back."""
    for government_id, year in sorted(scopes):
        for feed in feeds.ALL:
            if feed.domain != "orders":
                continue
            standing = Pull.objects.standing().filter(government_id=government_id, feed=feed.name, year=year)
            latest = standing.order_by("-id").first()
            if latest is not None:
                order_items(feed, latest, {})


def order_items(feed: Feed, pull: Pull, implausible: dict[str, dict[str, Any]]) -> None:
    """Open and end the items of orders that are UNCERTAIN: by status word, and one for each implausible amount."""
    government_id, year = pull.government_id, pull.year
    assert government_id is not None
    waiting = PurchaseDocument.objects.filter(
        government_id=government_id,
        year=year,
        channel=CHANNEL[feed.name],
        vanished=False,
        stages__gte=Stage.UNCERTAIN,
    ).values_list("key", "status", "source_row_id", "unit_id", "amount")
    still_implausible = set(implausible) | set(
        HeldItem.objects.filter(
            government_id=government_id,
            feed=feed.name,
            year=year,
            kind=Kind.AMOUNT_IMPLAUSIBLE,
            resolution="",
        ).values_list("key", flat=True)
    )
    words: dict[str, list[int]] = defaultdict(list)
    present = set()
    for key, status, row, unit_id, _amount in waiting:
        present.add(key)
        if key in implausible:
            open_item(
                kind=Kind.AMOUNT_IMPLAUSIBLE,
                pull=pull,
                year=year,
                key=key,
                unit_id=unit_id,
                detail=implausible[key],
                source_rows=[row] if row else [],
            )
        elif key not in still_implausible:
            words[status].append(row or 0)
    for word, rows in words.items():
        open_item(
            kind=Kind.STATUS_UNKNOWN,
            pull=pull,
            year=year,
            key=word or "(kosong)",
            detail={"status": word, "orders": len(rows)},
            source_rows=rows[:1000],
        )
    settle(
        government_id=government_id,
        feed=feed.name,
        year=year,
        kind=Kind.STATUS_UNKNOWN,
        still_open=[word or "(kosong)" for word in words],
    )
    settle(
        government_id=government_id,
        feed=feed.name,
        year=year,
        kind=Kind.AMOUNT_IMPLAUSIBLE,
        still_open=still_implausible & present,
    )
