"""What the latest pulls showed as done: work that stood before them and stands no more. Nobody ticks anything off; it
follows from the facts and source rows that those pulls closed and brought."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from belanja.facts.models import SpendFact
from belanja.intake.models import HeldItem, Pull, SourceRow
from belanja.plans.models import BudgetVersion
from belanja.rules import money, rup
from belanja.rules.budgets import BudgetState
from belanja.rules.channels import Stage
from belanja.rules.worklists import Work

from .found import Record, other_method, used_codes, without_plan


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


def since_last_pulls(government_id: int, year: int, record: Record, roll_up: Mapping[int, int]) -> Done:
    """Seven queries at most; nothing for feeds that were pulled only once."""
    pulls = _latest(government_id, year)
    done: Done = {}

    def add(work: Work, unit_id: int, amount: Decimal, since: datetime) -> None:
        key = work, roll_up.get(unit_id, unit_id)
        done[key] = done.get(key, Cleared(0, money.ZERO, since)).plus(amount)

    orders = [pulls[feed] for feed in ("v5_orders", "v6_orders") if feed in pulls]
    if orders:
        _orders(record, max(orders, key=lambda pull: pull.pk).at, add)
    if plan := pulls.get("rup_penyedia"):
        _lines(government_id, year, record, plan, add)
    latest = max(pulls.values(), key=lambda pull: pull.pk, default=None)
    if latest is not None:
        _people(government_id, year, latest.at, add)
    return done


def _latest(government_id: int, year: int) -> dict[str, Pull]:
    """The latest pull of each feed that was pulled more than once."""
    found: dict[str, list[Pull]] = defaultdict(list)
    for pull in Pull.objects.filter(government_id=government_id, year=year).order_by("id"):
        found[pull.feed].append(pull)
    return {feed: pulls[-1] for feed, pulls in found.items() if len(pulls) > 1}


def _orders(record: Record, since: datetime, add: Add) -> None:
    """Orders that were open and are finished; plan lines that had no order and have one."""
    finished = {order.id: order for order in record.orders if order.stages & Stage.COMPLETED}
    rows = SpendFact.objects.filter(
        document_id__in=list(finished), stage__in=(Stage.RECEIVED, Stage.COMPLETED), counts=True
    ).values_list("document_id", "stage", "known_from", "known_to")
    received, completed_before, completed_now = set(), set(), set()
    for document_id, stage, known_from, known_to in rows:
        if stage == Stage.RECEIVED and known_from < since:
            received.add(document_id)
        elif stage == Stage.COMPLETED and known_from < since:
            completed_before.add(document_id)
        elif stage == Stage.COMPLETED and known_to is None:
            completed_now.add(document_id)
    for document_id in (received & completed_now) - completed_before:
        order = finished[document_id]
        add(Work.TUTUP, order.unit_id, order.amount, since)
    known_before = set(
        SpendFact.objects.filter(
            document_id__in=[order.id for order in record.orders], known_from__lt=since
        ).values_list("document_id", flat=True)
    )
    former = Record(
        tuple(order for order in record.orders if order.id in known_before), record.lines, record.known, record.ends
    )
    used, used_before = used_codes(record), used_codes(former)
    for line in record.lines:
        if line.epurchasing and line.code in used and line.code not in used_before:
            add(Work.TANPA_PESANAN, line.unit_id, line.pagu, since)


def _lines(government_id: int, year: int, record: Record, plan: Pull, add: Add) -> None:
    """Plan lines as they stood before the latest pull of the plan, against what they are now."""
    former = dict(SourceRow.objects.filter(pull_to=plan).values_list("key", "payload"))
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
        silent = rup.is_pdn(payload.get("pdn")) is None or rup.is_small_firm(payload.get("ukm")) is None
        if silent and line.pdn is not None and line.umkk is not None:
            add(Work.TANPA_TANDA, line.unit_id, line.pagu, plan.at)
        method = rup.method_name(payload.get("metode"))
        if code in used and code not in wrong and method and method != line.method:
            add(Work.BEDA_METODE, line.unit_id, line.pagu, plan.at)
    gone = {code for code in new if code not in former or not _counted(former[code])}
    before = Record(
        record.orders, (), {code: counts and code not in gone for code, counts in record.known.items()}, record.ends
    )
    now = {order.id for order, _why in without_plan(record)}
    known_before = set(
        SpendFact.objects.filter(
            document_id__in=[order.id for order in record.orders], known_from__lt=plan.at
        ).values_list("document_id", flat=True)
    )
    for order, _why in without_plan(before):
        if order.id not in now and order.id in known_before:
            add(Work.TANPA_RENCANA, order.unit_id, order.amount, plan.at)


def _counted(payload: Mapping[str, object]) -> bool:
    status, active, deleted = payload.get("status_umumkan"), payload.get("aktif"), payload.get("dihapus")
    return rup.is_announced(status if isinstance(status, str) else None) and rup.is_active(
        active if isinstance(active, bool) else None, deleted if isinstance(deleted, bool) else None
    )


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
