"""Reads of the quarantine over all pulls: what waits, how much it is worth, what two people made of it.

A row waits as long as its pull is the latest standing one of its feed and year: an older pull's rows are history.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from belanja.foundation import clock
from belanja.institutions.models import Government, UnitCode
from belanja.rules import money
from belanja.rules.decisions import RuleBroken

from .models import Correction, CorrectionRow, HeldItem, Pull, QuarantineRow, Withdrawal

State = QuarantineRow.State
WAITING = (State.OPEN, State.PROPOSED)


@dataclass(frozen=True)
class Quarantined:
    """Rows that wait in quarantine, and their rupiah as far as it could be read. They are in no figure."""

    rows: int = 0
    amount: Decimal = money.ZERO


@dataclass(frozen=True)
class Wanted:
    """Which rows of the quarantine somebody wants to see; empty parts do not limit."""

    feed: str = ""
    reason: str = ""
    file: str = ""
    year: int | None = None
    unit: str = ""
    """Part of a unit's code or name."""
    older_than_days: int | None = None
    at_least: Decimal | None = None
    state: str = ""


def current_pulls(*, government_id: int) -> list[int]:
    """The latest standing pull of each feed and year."""
    found = Pull.objects.standing().filter(government_id=government_id)
    return list(found.order_by("feed", "year", "-id").distinct("feed", "year").values_list("pk", flat=True))


def rows(*, government_id: int, wanted: Wanted) -> QuerySet[QuarantineRow]:
    """Rows of the pulls that stand; those that wait unless a state is asked for. The largest amounts first."""
    found = QuarantineRow.objects.filter(pull_id__in=current_pulls(government_id=government_id)).select_related("pull")
    found = found.filter(state=wanted.state) if wanted.state else found.filter(state__in=WAITING)
    if wanted.feed:
        found = found.filter(pull__feed=wanted.feed)
    if wanted.reason:
        found = found.filter(reason=wanted.reason)
    if wanted.file:
        found = found.filter(file=wanted.file)
    if wanted.year is not None:
        found = found.filter(pull__year=wanted.year)
    if wanted.unit:
        part = wanted.unit
        found = found.filter(
            Q(payload__kd_satker_str__icontains=part)
            | Q(payload__nama_satker__icontains=part)
            | Q(payload__kd_satker__iexact=part)
        )
    if wanted.older_than_days is not None:
        found = found.filter(pull__at__lte=clock.now() - timedelta(days=wanted.older_than_days))
    if wanted.at_least is not None:
        found = found.filter(amount__gte=wanted.at_least)
    return found.order_by("pull__feed", "pull__year", "file", "row_number", "id")


def total(found: QuerySet[QuarantineRow]) -> Quarantined:
    """How many rows, and how much they are worth."""
    sums = found.order_by().aggregate(rows=Count("id"), amount=Sum("amount"))
    return Quarantined(sums["rows"], sums["amount"] or money.ZERO)


def quarantined(
    *,
    government_id: int,
    year: int,
    feeds: Iterable[str] = (),
    unit_ids: Iterable[int] = (),
    pull_ids: Iterable[int] = (),
) -> Quarantined:
    """What waits of a fiscal year (rows that name no year included), of some feeds and units only where given.
    `pull_ids`: the pulls that stand, where the caller knows them."""
    pulls = list(pull_ids) or current_pulls(government_id=government_id)
    found = QuarantineRow.objects.filter(pull_id__in=pulls, pull__year__in=(year, 0), state__in=WAITING)
    feeds, units = list(feeds), list(unit_ids)
    if feeds:
        found = found.filter(pull__feed__in=feeds)
    if units:
        known = UnitCode.objects.filter(unit_id__in=units, year__in=(year, 0)).values_list("scheme", "value")
        names: dict[str, list[str]] = {scheme: [] for scheme in UnitCode.Scheme.values}
        for scheme, value in known:
            names[scheme].append(value)
        found = found.filter(
            Q(payload__kd_satker_str__in=names[UnitCode.Scheme.CODE])
            | Q(payload__kd_satker_str=None, payload__kd_satker__in=names[UnitCode.Scheme.NUMBER])
        )
    return total(found)


def choices(*, government_id: int) -> dict[str, list[tuple[str, int]]]:
    """What can be filtered by: feeds, reasons, files and years of what waits, each with how many rows."""
    found = rows(government_id=government_id, wanted=Wanted()).order_by()
    return {
        name: [
            (str(value), count)
            for value, count in found.values_list(column).annotate(count=Count("id")).order_by(column)
        ]
        for name, column in (("feed", "pull__feed"), ("reason", "reason"), ("file", "file"), ("year", "pull__year"))
    }


def corrections(*, government_id: int, waiting: bool = True) -> QuerySet[Correction]:
    """Proposals that wait for a second person (oldest first), or all that were decided (latest first)."""
    found = Correction.objects.filter(government_id=government_id).annotate(count=Count("rows"))
    if waiting:
        return found.filter(state=Correction.State.PROPOSED).order_by("proposed_at", "id")
    return found.exclude(state=Correction.State.PROPOSED).order_by("-decided_at", "-id")


def correction(*, government_id: int, correction_id: int) -> Correction:
    """One proposal; RuleBroken 404 where this government has none of that number."""
    found = Correction.objects.filter(government_id=government_id, pk=correction_id).first()
    if found is None:
        raise RuleBroken("not_found", "Usulan koreksi ini tidak ditemukan.", status=404)
    return found


def withdrawals(*, government_id: int) -> QuerySet[Withdrawal]:
    """Withdrawals that wait for a second person, oldest first."""
    return Withdrawal.objects.filter(government_id=government_id, state=Withdrawal.State.PROPOSED).order_by(
        "proposed_at", "id"
    )


def corrected_later(of: Pull) -> dict[str, Quarantined]:
    """What became of a pull's quarantined rows: state -> rows and rupiah of the source. They add up to what the pull
    put there, so that its account still reconciles."""
    found = of.quarantine.values_list("state").annotate(rows=Count("id"), amount=Sum("amount"))
    return {state: Quarantined(count, amount or money.ZERO) for state, count, amount in found}


def data_notes(*, government: Government, year: int, until: datetime | None = None) -> dict[str, Any]:
    """For the data notes of a report: every corrected cell with the source's value beside it, rows accepted and
    refused, imports withdrawn, decisions, and what still waits."""
    day = until or clock.now()
    parts = CorrectionRow.objects.filter(
        correction__government=government,
        correction__state=Correction.State.APPROVED,
        correction__decided_at__lte=day,
        quarantine__pull__year__in=(year, 0),
    ).select_related("correction", "quarantine")
    told: dict[str, list[dict[str, Any]]] = {action: [] for action in Correction.Action.values}
    for part in parts.order_by("correction__decided_at", "id"):
        common = {
            "feed": part.feed,
            "file": part.quarantine.file,
            "row": part.quarantine.row_number,
            "reason": part.correction.reason,
            "proposed_by": part.correction.proposed_by_label,
            "approved_by": part.correction.decided_by_label,
            "at": part.correction.decided_at,
            "amount": part.amount if part.amount is not None else part.quarantine.amount,
        }
        for name, value in (part.cells or {"": ""}).items():
            told[part.correction.action].append(
                {**common, "column": name, "source": part.former.get(name), "new": value}
            )
    withdrawn = Pull.objects.filter(
        government=government, year__in=(year, 0), state=Pull.State.WITHDRAWN, withdrawn_at__lte=day
    ).order_by("withdrawn_at", "id")
    decided = (
        HeldItem.objects.filter(government=government, year__in=(year, 0), resolved_at__lte=day)
        .exclude(resolution__in=("", "superseded", "withdrawn"))
        .order_by("resolved_at", "id")
    )
    return {
        "corrected": told[Correction.Action.CORRECT],
        "accepted": told[Correction.Action.ACCEPT],
        "rejected": told[Correction.Action.REJECT],
        "withdrawn": list(withdrawn),
        "decisions": list(decided),
        "quarantined": quarantined(government_id=government.pk, year=year),
    }
