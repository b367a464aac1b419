"""Reads of what was imported: pulls and their changes, quarantine, held items, source rows with their versions.

Whoever asks has been let in by the caller; every read is bound to one government. Pulls of national feeds (the
list of etalase) belong to none and are seen by all.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from belanja.facts.models import PurchaseDocument
from belanja.rules.channels import Stage
from belanja.rules.decisions import RuleBroken

from .feeds import BY_NAME
from .feeds.orders import CHANNEL
from .models import BudgetSheet, HeldItem, Pull, QuarantineRow, Reopened, SourceRow


class Change(StrEnum):
    """What a pull did to a row."""

    ADDED = "baru"
    CHANGED = "berubah"
    VANISHED = "hilang"


def feed_label(feed: str) -> str:
    """What people call a feed."""
    return BY_NAME[feed].label if feed in BY_NAME else feed


# Pulls


def years(government_id: int) -> list[int]:
    """Fiscal years of which anything was pulled, newest first."""
    found = Pull.objects.standing().filter(government_id=government_id).exclude(year=0).values_list("year", flat=True)
    return sorted(set(found), reverse=True)


def pulls(*, government_id: int, feed: str = "", year: int | None = None) -> QuerySet[Pull]:
    """Pulls of a government and of the national feeds, newest first."""
    found = Pull.objects.filter(_of(government_id)).select_related("government").order_by("-id")
    if feed:
        found = found.filter(feed=feed)
    return found if year is None else found.filter(year__in=(year, 0))


def pulls_of_run(*, government_id: int, run: uuid.UUID) -> QuerySet[Pull]:
    """Pulls that one command or upload brought together, in the order in which they were applied."""
    return Pull.objects.filter(_of(government_id), run=run).select_related("government").order_by("id")


def pull(*, government_id: int, pull_id: int) -> Pull:
    """One pull; RuleBroken 404 where this government has none of that number."""
    found = pulls(government_id=government_id).filter(pk=pull_id).first()
    if found is None:
        raise RuleBroken("not_found", "Tarikan ini tidak ditemukan.", status=404)
    return found


def former_pull(of: Pull) -> Pull | None:
    """The pull of the same feed and year before this one."""
    return (
        Pull.objects.standing()
        .filter(_exactly(of.government_id), feed=of.feed, year=of.year, id__lt=of.pk)
        .order_by("-id")
        .first()
    )


def latest_pulls(government_id: int) -> list[Pull]:
    """The latest pull of each feed and year, newest first."""
    found = Pull.objects.standing().filter(_of(government_id)).order_by("feed", "year", "-id").distinct("feed", "year")
    return sorted(found, key=lambda item: -item.pk)


def changes(of: Pull, change: Change) -> QuerySet[SourceRow]:
    """Row versions that a pull added, changed (the new version) or closed because the feed lost them."""
    same_key = SourceRow.objects.filter(_exactly(of.government_id), feed=of.feed, year=of.year, key=OuterRef("key"))
    # A withdrawn pull closed its own rows, and those that it had closed were opened again.
    by_it = (Q(pull_to=of) & ~Q(pull_from=of)) | Q(pk__in=Reopened.objects.filter(pull=of).values("source_row_id"))
    if change is Change.VANISHED:
        gone = SourceRow.objects.filter(by_it)
        return gone.filter(~Exists(same_key.filter(pull_from=of))).order_by("key", "id")
    came = SourceRow.objects.filter(_exactly(of.government_id), pull_from=of, feed=of.feed, year=of.year)
    replaced = Exists(same_key.filter(by_it))
    return came.filter(replaced if change is Change.CHANGED else ~replaced).order_by("key", "id")


# Quarantine


def quarantine(of: Pull, *, reason: str = "") -> QuerySet[QuarantineRow]:
    """Rows of a pull that did not fit, in the order of its files."""
    rows = of.quarantine.order_by("file", "row_number", "id")
    return rows.filter(reason=reason) if reason else rows


def quarantine_reasons(of: Pull) -> list[tuple[str, int]]:
    """Reasons with how many rows each, most first."""
    found = of.quarantine.values_list("reason").annotate(rows=Count("id")).order_by("-rows", "reason")
    return list(found)


# Held items


@dataclass(frozen=True)
class Waiting:
    """Open held items of one kind and year: how many, and since when the oldest waits."""

    kind: HeldItem.Kind
    year: int
    count: int
    oldest: datetime


def waiting(government_id: int) -> list[Waiting]:
    """What waits for a decision, by kind and year, oldest first."""
    rows = (
        HeldItem.objects.filter(government_id=government_id, resolution="")
        .values("kind", "year")
        .annotate(count=Count("id"), oldest=Min("opened_at"))
        .order_by("oldest", "kind", "year")
    )
    return [Waiting(HeldItem.Kind(row["kind"]), row["year"], row["count"], row["oldest"]) for row in rows]


def held_items(*, government_id: int, decided: bool, kind: str = "", year: int | None = None) -> QuerySet[HeldItem]:
    """Items that wait (oldest first) or were decided by a person (latest first). Those that a newer pull settled
    by itself are neither."""
    found = HeldItem.objects.filter(government_id=government_id).select_related("unit", "pull")
    if decided:
        found = found.exclude(resolution__in=("", "superseded", "withdrawn")).order_by("-resolved_at", "-id")
    else:
        found = found.filter(resolution="").order_by("opened_at", "id")
    if kind:
        found = found.filter(kind=kind)
    return found if year is None else found.filter(year=year)


def held_item(*, government_id: int, item_id: int) -> HeldItem:
    """One item; RuleBroken 404 where this government has none of that number."""
    found = (
        HeldItem.objects.filter(government_id=government_id, pk=item_id)
        .select_related("government", "unit", "pull")
        .first()
    )
    if found is None:
        raise RuleBroken("not_found", "Hal yang menunggu keputusan itu tidak ditemukan.", status=404)
    return found


# Source rows


@dataclass(frozen=True)
class Field:
    """One field of a row version. `former` is what stood there one version earlier, where that differs."""

    name: str
    value: Any
    changed: bool
    former: Any = None


@dataclass(frozen=True)
class Version:
    """One version of a row, with its fields in the order of the feed's columns."""

    row: SourceRow
    number: int
    fields: tuple[Field, ...]

    @property
    def current(self) -> bool:
        return self.row.pull_to_id is None


def source_rows(*, government_id: int, ids: Iterable[int]) -> list[SourceRow]:
    """Rows of these ids that belong to the government, in the order of the ids; each with its pulls."""
    wanted = list(ids)
    found = SourceRow.objects.filter(_of(government_id), pk__in=wanted).select_related("pull_from", "pull_to").in_bulk()
    return [found[row_id] for row_id in wanted if row_id in found]


def source_row(*, government_id: int, row_id: int) -> SourceRow:
    """One row version; RuleBroken 404 where this government has none of that number."""
    found = source_rows(government_id=government_id, ids=[row_id])
    if not found:
        raise RuleBroken("not_found", "Baris sumber ini tidak ditemukan.", status=404)
    return found[0]


def versions(row: SourceRow) -> list[Version]:
    """All versions of a row's key, oldest first, each compared with the one before it. One query."""
    rows = (
        SourceRow.objects.filter(_exactly(row.government_id), feed=row.feed, year=row.year, key=row.key)
        .select_related("pull_from", "pull_to")
        .order_by("pull_from_id", F("pull_to_id").asc(nulls_last=True), "id")
    )
    found: list[Version] = []
    before: dict[str, Any] | None = None
    for number, version in enumerate(rows, start=1):
        found.append(Version(version, number, fields(version, before=before)))
        before = version.payload
    return found


def fields(row: SourceRow, *, before: dict[str, Any] | None = None) -> tuple[Field, ...]:
    """A row's payload in the feed's order, marked against an earlier payload where one is given."""
    return tuple(
        Field(
            name,
            row.payload.get(name),
            changed=before is not None and before.get(name) != row.payload.get(name),
            former=None if before is None else before.get(name),
        )
        for name in ordered_names(row.feed, row.payload)
    )


def ordered_names(feed: str, payload: dict[str, Any]) -> list[str]:
    """Names in a payload: the feed's columns in their order, then whatever else was kept."""
    columns = [column.name for column in BY_NAME[feed].columns] if feed in BY_NAME else []
    return [name for name in columns if name in payload] + sorted(set(payload) - set(columns))


def _exactly(government_id: int | None) -> Q:
    """Rows of one government, or of none."""
    return Q(government__isnull=True) if government_id is None else Q(government_id=government_id)


def _of(government_id: int) -> Q:
    return Q(government_id=government_id) | Q(government__isnull=True)


# What stands behind a held item


def orders_behind(item: HeldItem) -> QuerySet[PurchaseDocument]:
    """Orders that a decision about an item would count: those with the unknown word, or the one with the doubtful
    amount. None for items about budgets, pulls and columns."""
    orders = PurchaseDocument.objects.filter(
        government_id=item.government_id, channel=CHANNEL.get(item.feed, ""), vanished=False
    ).select_related("unit")
    if item.kind == HeldItem.Kind.AMOUNT_IMPLAUSIBLE:
        return orders.filter(key=item.key)
    if item.kind != HeldItem.Kind.STATUS_UNKNOWN:
        return orders.none()
    doubted = HeldItem.objects.filter(
        government_id=item.government_id,
        feed=item.feed,
        kind=HeldItem.Kind.AMOUNT_IMPLAUSIBLE,
        resolution="",
    )
    return (
        orders.filter(status=str(item.detail.get("status", "")), stages__gte=Stage.UNCERTAIN)
        .exclude(key__in=doubted.values("key"))
        .order_by("-amount", "id")
    )


# Sheets of budgets


def budget_sheets(government_id: int) -> QuerySet[BudgetSheet]:
    """Sheets of a government, the newest first."""
    return (
        BudgetSheet.objects.filter(government_id=government_id)
        .select_related("government", "paper")
        .defer("paper__content")
        .order_by("-id")
    )


def budget_sheet(*, government_id: int, sheet_id: int) -> BudgetSheet:
    """One sheet; RuleBroken 404 where this government has none of that number."""
    found = budget_sheets(government_id).filter(pk=sheet_id).first()
    if found is None:
        raise RuleBroken("not_found", "Lembar ini tidak ditemukan.", status=404)
    return found
