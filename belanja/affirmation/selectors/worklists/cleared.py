"""What the latest pulls showed as done: work that stood before them and stands no more. Nobody ticks anything off; it
follows from the facts and source rows that those pulls closed and brought."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Min, Q

from belanja.facts.models import SpendFact
from belanja.intake.models import HeldItem, Pull, SourceRow
from belanja.plans.models import BudgetVersion
from belanja.rules import money, rup
from belanja.rules.budgets import BudgetState
from belanja.rules.channels import Stage
from belanja.rules.worklists import Work

from .found import Order, Record, other_method, used_codes, without_plan


@dataclass(frozen=True)
class Cleared:
    """How much of a kind of work has been done since a moment."""

    count: int
    amount: Decimal
    since: datetime

    def plus(self, amount: Decimal) -> "Cleared":
        return Cleared(self.count + 1, self.amount + amount, self.since)


Add = Callable[[Work, int, Decimal, datetime], None]
Done = dict[tuple[Work, int], Cleared]
"""By kind of work and Perangkat Daerah."""


#: Up to so many orders are asked for by their ids; more are all those of the year.
_FEW = 500


@dataclass(frozen=True)
class _Seen:
    """When facts of an order were first known: any, of its hand-over, of its completion."""

    first: datetime | None
    received: datetime | None
    completed: datetime | None


def since_last_pulls(government_id: int, year: int, record: Record, roll_up: Mapping[int, int]) -> Done:
    """Six queries at most; nothing for feeds that were pulled only once."""
    pulls = _latest(government_id, year)
    done: Done = {}

    def add(work: Work, unit_id: int, amount: Decimal, since: datetime) -> None:
        key = work, roll_up.get(unit_id, unit_id)
        done[key] = done.get(key, Cleared(0, money.ZERO, since)).plus(amount)

    orders = [pulls[feed] for feed in ("v5_orders", "v6_orders") if feed in pulls]
    plan = pulls.get("rup_penyedia")
    seen = _seen(government_id, year, [order.id for order in record.orders]) if orders or plan else {}
    if orders:
        _orders(record, seen, max(orders, key=lambda pull: pull.pk).at, add)
    if plan:
        _lines(government_id, year, record, seen, plan, add)
    latest = max(pulls.values(), key=lambda pull: pull.pk, default=None)
    if latest is not None:
        _people(government_id, year, latest.at, add)
    return done


def _seen(government_id: int, year: int, ids: list[int]) -> dict[int, _Seen]:
    facts = SpendFact.objects.filter(counts=True)
    if len(ids) <= _FEW:
        facts = facts.filter(document_id__in=ids)
    else:
        facts = facts.filter(document__government_id=government_id, document__year=year)
    rows = (
        facts.values_list("document_id")
        .annotate(
            first=Min("known_from"),
            received=Min("known_from", filter=Q(stage=Stage.RECEIVED)),
            completed=Min("known_from", filter=Q(stage=Stage.COMPLETED)),
        )
        .order_by()
    )
    return {document_id: _Seen(*moments) for document_id, *moments in rows}


def _latest(government_id: int, year: int) -> dict[str, Pull]:
    """The latest pull of each feed that was pulled more than once."""
    found: dict[str, list[Pull]] = defaultdict(list)
    for pull in Pull.objects.standing().filter(government_id=government_id, year=year).order_by("id"):
        found[pull.feed].append(pull)
    return {feed: pulls[-1] for feed, pulls in found.items() if len(pulls) > 1}


def _orders(record: Record, seen: Mapping[int, _Seen], since: datetime, add: Add) -> None:
    """Orders that were open and are finished; plan lines that had no order and have one."""
    for order in record.orders:
        moments = seen.get(order.id)
        if moments is None or not order.stages & Stage.COMPLETED:
            continue
        handed_over = moments.received is not None and moments.received < since
        if handed_over and moments.completed is not None and moments.completed >= since:
            add(Work.TUTUP, order.unit_id, order.amount, since)
    former = replace(record, orders=_before(record, seen, since))
    used, used_before = used_codes(record), used_codes(former)
    for line in record.lines:
        if line.epurchasing and line.code in used and line.code not in used_before:
            add(Work.TANPA_PESANAN, line.unit_id, line.pagu, since)


def _before(record: Record, seen: Mapping[int, _Seen], since: datetime) -> tuple[Order, ...]:
    """Orders that were on record before a moment."""
    return tuple(
        order
        for order in record.orders
        if (moments := seen.get(order.id)) and moments.first is not None and moments.first < since
    )


def _lines(government_id: int, year: int, record: Record, seen: Mapping[int, _Seen], plan: Pull, add: Add) -> None:
    """Plan lines as they stood before the latest pull of the plan, against what they are now."""
    marks = ("pdn", "ukm", "metode", "status_umumkan", "aktif", "dihapus")
    rows = SourceRow.objects.filter(pull_to=plan).values_list("key", *(f"payload__{name}" for name in marks))
    former = {key: dict(zip(marks, values, strict=True)) for key, *values in rows}
    new = set(
        SourceRow.objects.filter(
            government_id=government_id, feed="rup_penyedia", year=year, pull_from=plan, pull_to__isnull=True
        ).values_list("key", flat=True)
    )
    lines = {line.code: line for line in record.lines}
    used = used_codes(record)
    wrong = {line.code for line, _why in other_method(record)}
    for code, payload in former.items():
        line = lines.get(code)
        if line is None or not _counted(payload):
            continue
        silent = rup.is_pdn(payload["pdn"]) is None or rup.is_small_firm(payload["ukm"]) is None
        if silent and line.pdn is not None and line.umkk is not None:
            add(Work.TANPA_TANDA, line.unit_id, line.pagu, plan.at)
        method = rup.method_name(payload["metode"])
        if code in used and code not in wrong and method and method != line.method:
            add(Work.BEDA_METODE, line.unit_id, line.pagu, plan.at)
    fresh = {code for code in new if code not in former or not _counted(former[code])}
    known = {code: counts and code not in fresh for code, counts in record.known.items()}
    before = replace(record, orders=_before(record, seen, plan.at), known=known)
    now = {order.id for order, _why in without_plan(record)}
    for order, _why in without_plan(before):
        if order.id not in now:
            add(Work.TANPA_RENCANA, order.unit_id, order.amount, plan.at)


def _counted(payload: Mapping[str, Any]) -> bool:
    return rup.is_announced(payload["status_umumkan"]) and rup.is_active(payload["aktif"], payload["dihapus"])


def _people(government_id: int, year: int, since: datetime, add: Add) -> None:
    """Budgets confirmed and items decided since the latest pull."""
    entries = BudgetVersion.objects.filter(
        government_id=government_id, year=year, state=BudgetState.CONFIRMED, decided_at__gte=since
    )
    for unit_id, amount in entries.values_list("unit_id", "pengadaan"):
        add(Work.ANGGARAN, unit_id, amount, since)
    decided = HeldItem.objects.filter(
        government_id=government_id, year=year, unit__isnull=False, resolved_at__gte=since
    ).exclude(resolution__in=("", "superseded"))
    for unit_id in decided.values_list("unit_id", flat=True):
        if unit_id is not None:
            add(Work.KEPUTUSAN, unit_id, money.ZERO, since)
