"""What a person decides about held items. Each decision is journaled with its reason and can be read back."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from belanja.facts import services as facts
from belanja.facts.models import PurchaseDocument
from belanja.foundation import clock
from belanja.institutions import selectors as institutions
from belanja.journal import services as journal
from belanja.journal.services import Actor
from belanja.plans import services as plans
from belanja.plans.models import BudgetVersion, ProcurementBudget
from belanja.plans.services.load import retire_budget, retire_funding, retire_rup
from belanja.rules.budgets import BudgetState
from belanja.rules.channels import Stage
from belanja.rules.decisions import RuleBroken
from belanja.rules.duties import Duty

from ..doubtful_orders import done_days
from ..feeds import BY_NAME
from ..feeds.orders import CHANNEL
from ..models import HeldItem, Pull, SourceRow, StatusMeaning

Kind = HeldItem.Kind

#: What an unknown status word may be said to mean: answer -> stages.
MEANINGS: Mapping[str, int] = {
    "pesanan": Stage.ORDERED,
    "kontrak": Stage.ORDERED | Stage.CONTRACTED,
    "terima": Stage.ORDERED | Stage.CONTRACTED | Stage.RECEIVED,
    "selesai": Stage.ORDERED | Stage.CONTRACTED | Stage.RECEIVED | Stage.COMPLETED,
    "batal": Stage.CANCELLED,
}


@transaction.atomic
def decide_status(*, item_id: int, meaning: str, reason: str, actor: Actor) -> HeldItem:
    """Say what an unknown status word means (`MEANINGS`); all waiting orders with it count accordingly, and later
    pulls know the word."""
    item = _take(item_id, {Kind.STATUS_UNKNOWN}, reason, actor)
    stages = MEANINGS.get(meaning)
    if stages is None:
        raise RuleBroken("meaning_unknown", "Pilih arti status: " + ", ".join(MEANINGS) + ".")
    channel, status = CHANNEL[item.feed], str(item.detail.get("status", ""))
    StatusMeaning.objects.update_or_create(
        government=item.government,
        channel=channel,
        status=status[:60],
        defaults={"stages": stages, "decided_by_id": actor.user_id, "decided_at": clock.now()},
    )
    held_for_amount = HeldItem.objects.filter(
        government=item.government, feed=item.feed, kind=Kind.AMOUNT_IMPLAUSIBLE, resolution=""
    ).values_list("key", flat=True)
    waiting = PurchaseDocument.objects.filter(
        government=item.government,
        channel=channel,
        status=status,
        stages__gte=Stage.UNCERTAIN,
        vanished=False,
    ).exclude(key__in=held_for_amount)
    years = set(waiting.order_by().values_list("year", flat=True).distinct())
    changed = _restage(list(waiting.values_list("pk", flat=True)), int(stages))
    for year in years - {item.year}:
        facts.mark(government_id=item.government_id, year=year)
    # The same word may wait in other years of this feed; it is one decision.
    for other in HeldItem.objects.filter(
        government=item.government, feed=item.feed, kind=Kind.STATUS_UNKNOWN, key=item.key, resolution=""
    ).exclude(pk=item.pk):
        _resolve(other, meaning, reason, {"orders": 0}, actor)
    return _resolve(item, meaning, reason, {"orders": changed}, actor)


@transaction.atomic
def choose_budget(*, item_id: int, source_row_id: int, reason: str, actor: Actor) -> HeldItem:
    """Of a unit's conflicting budget rows keep one; the denominator is known again."""
    item = _take(item_id, {Kind.BUDGET_CONFLICT}, reason, actor)
    if source_row_id not in item.source_rows:
        raise RuleBroken("budget_not_offered", "Baris anggaran itu bukan pilihan untuk unit ini.")
    chosen = ProcurementBudget.objects.get(source_row_id=source_row_id)
    plans.choose_budget(chosen=chosen)
    return _resolve(item, "chosen", reason, {"source_row": source_row_id, "amount": str(chosen.pengadaan)}, actor)


@transaction.atomic
def keep_entry(*, item_id: int, reason: str, actor: Actor) -> HeldItem:
    """The feed says something else than the entry in force: the entry stands, and the same amount is not asked about
    again."""
    item = _take(item_id, {Kind.BUDGET_DIFFERS}, reason, actor)
    return _resolve(item, "entry_stands", reason, {}, actor)


@transaction.atomic
def take_feed(*, item_id: int, reason: str, actor: Actor) -> HeldItem:
    """The feed is right by now: the unit's entries of the year are withdrawn, and its rows count again."""
    item = _take(item_id, {Kind.BUDGET_DIFFERS}, reason, actor)
    entries = BudgetVersion.objects.filter(
        government=item.government, unit=item.unit, year=item.year, state=BudgetState.CONFIRMED
    ).values_list("pk", flat=True)
    withdrawn = [plans.withdraw_budget(version_id=pk, reason=reason, actor=actor).pk for pk in entries]
    return _resolve(item, "feed_stands", reason, {"withdrawn": withdrawn}, actor)


@transaction.atomic
def confirm_amount(*, item_id: int, reason: str, actor: Actor) -> HeldItem:
    """The held amount is right: figures use it."""
    item = _take(item_id, {Kind.BUDGET_IMPLAUSIBLE, Kind.AMOUNT_IMPLAUSIBLE}, reason, actor)
    if item.kind == Kind.AMOUNT_IMPLAUSIBLE:
        _restage(_order_ids(item), int(item.detail["stages"]))
    return _resolve(item, "confirmed", reason, {}, actor)


@transaction.atomic
def reject_amount(*, item_id: int, reason: str, actor: Actor) -> HeldItem:
    """The held amount is wrong: a budget row is set aside (the unit has no budget until a right one comes), an
    order counts for nothing until the source is mended and pulled again."""
    item = _take(item_id, {Kind.BUDGET_IMPLAUSIBLE, Kind.AMOUNT_IMPLAUSIBLE}, reason, actor)
    if item.kind == Kind.AMOUNT_IMPLAUSIBLE:
        _restage(_order_ids(item), 0)
    else:
        ProcurementBudget.objects.filter(source_row_id__in=item.source_rows).update(
            state=ProcurementBudget.State.REJECTED
        )
    return _resolve(item, "rejected", reason, {}, actor)


@transaction.atomic
def accept_pull(*, item_id: int, complete: bool, reason: str, actor: Actor) -> HeldItem:
    """A pull that looked cut off: `complete` means the missing rows are really gone; otherwise it was a part, and
    the rows it lacks stay current."""
    item = _take(item_id, {Kind.FEED_TRUNCATED}, reason, actor)
    if complete:
        _close_rows(item)
    Pull.objects.filter(pk=item.pull_id).update(state=Pull.State.APPLIED)
    return _resolve(item, "complete" if complete else "partial", reason, {"rows": len(item.source_rows)}, actor)


@transaction.atomic
def dismiss_column(*, item_id: int, reason: str, actor: Actor) -> HeldItem:
    """The feed goes on without the column; figures may be shown as they can be computed."""
    item = _take(item_id, {Kind.COLUMN_VANISHED}, reason, actor)
    return _resolve(item, "accepted", reason, {}, actor)


def _take(item_id: int, kinds: set[HeldItem.Kind], reason: str, actor: Actor) -> HeldItem:
    """Lock, duty, state, reason: in this order, before anything is written."""
    item = (
        HeldItem.objects.select_for_update(of=("self",)).select_related("government", "pull").filter(pk=item_id).first()
    )
    if item is None:
        raise RuleBroken("not_found", "Hal yang menunggu keputusan itu tidak ditemukan.", status=404)
    institutions.require(actor, Duty.DECIDE_HELD, item.government)
    if item.kind not in kinds:
        raise RuleBroken("wrong_kind", "Keputusan ini tidak berlaku untuk hal tersebut.")
    if item.resolution:
        raise RuleBroken("already_decided", "Hal ini sudah diputuskan. Muat ulang halaman.", status=409)
    if len(reason.strip()) < 5:
        raise RuleBroken("reason_missing", "Tuliskan alasan keputusan, paling sedikit lima huruf.")
    return item


def _resolve(item: HeldItem, resolution: str, reason: str, detail: dict[str, Any], actor: Actor) -> HeldItem:
    item.resolution = resolution
    item.resolution_detail = detail
    item.reason = reason.strip()
    item.resolved_at = clock.now()
    item.resolved_by_id = actor.user_id
    item.resolved_by_label = actor.label
    item.save()
    facts.mark(government_id=item.government_id, year=item.year)
    journal.append(
        name="intake.held_decided",
        actor=actor,
        subject=f"held:{item.pk}",
        government_code=item.government.code,
        payload={
            "kind": item.kind,
            "feed": item.feed,
            "year": item.year,
            "key": item.key,
            "resolution": resolution,
            "reason": item.reason,
            **detail,
        },
    )
    return item


def _order_ids(item: HeldItem) -> list[int]:
    return list(
        PurchaseDocument.objects.filter(
            government=item.government, channel=CHANNEL[item.feed], key=item.key
        ).values_list("pk", flat=True)
    )


def _restage(document_ids: list[int], stages: int) -> int:
    return facts.restage(document_ids=document_ids, stages=stages, done_on=done_days(document_ids))


def _close_rows(item: HeldItem) -> None:
    """Rows that the pull did not have are closed now, in the source and in what was made of them."""
    rows = SourceRow.objects.filter(pk__in=item.source_rows, pull_to__isnull=True)
    ids = list(rows.values_list("pk", flat=True))
    rows.update(pull_to=item.pull)
    Pull.objects.filter(pk=item.pull_id).update(vanished=len(ids))
    domain = BY_NAME[item.feed].domain
    if domain == "orders":
        facts.forget_documents(source_row_ids=ids)
    elif domain == "rup":
        retire_rup(source_row_ids=ids)
    elif domain == "budget":
        retire_budget(source_row_ids=ids)
    elif domain == "rup_funding":
        retire_funding(source_row_ids=ids)
    elif domain == "package_evidence":
        facts.forget_package_evidence(source_row_ids=ids)
