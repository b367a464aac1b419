"""What stands behind the figures: pulls, what waits, what people decided, and whether both computations agree."""

from typing import Any

from django.db.models import Count, Sum

from belanja.intake import selectors as intake
from belanja.intake.models import Correction, HeldItem, Pull, QuarantineRow
from belanja.plans.models import BudgetVersion
from belanja.reporting.record import Record
from belanja.rules import money


def build(record: Record) -> dict[str, Any]:
    """Pulls with the hashes of their files, what waits for a decision, what was decided, and the second count."""
    return {
        "pulls": [_pull(pull) for pull in record.pulls],
        "quarantine": _quarantine(record),
        "corrections": [_correction(row) for row in record.corrections],
        "withdrawn": [_withdrawn(pull) for pull in record.withdrawn],
        "entered_budgets": [_entered(version) for version in record.entered],
        "waiting": [_waiting(item) for item in _held(record).filter(resolution="").order_by("id")],
        "decisions": [
            _decision(item)
            for item in _held(record).exclude(resolution__in=("", "superseded")).order_by("resolved_at", "id")
        ],
        "undated": record.main.undated,
        "recount": {
            "checked": record.checked,
            "figures": [
                {"key": key, "units": len(table.units), "differences": record.disagreements.get(key, [])}
                for key, table in record.tables.items()
            ]
            if record.checked
            else [],
        },
    }


def _held(record: Record) -> Any:
    return HeldItem.objects.filter(government=record.government, year__in=(record.year, 0)).select_related("unit")


def _pull(pull: Pull) -> dict[str, Any]:
    return {
        "id": pull.pk,
        "feed": pull.feed,
        "label": intake.feed_label(pull.feed),
        "year": pull.year,
        "at": pull.at,
        "source_day": pull.source_day,
        "state": pull.state,
        "files": [file["sha256"] for file in pull.files],
        "rows_in": pull.rows_in,
        "rows_quarantined": pull.rows_quarantined,
        "amount_in": pull.amount_in,
        "amount_quarantined": pull.amount_quarantined,
    }


def _quarantine(record: Record) -> dict[str, Any]:
    """Rows of the standing pulls of the year by what became of them: their number and their rupiah."""
    rows = QuarantineRow.objects.filter(
        pull__in=Pull.objects.standing().filter(government=record.government, year__in=(record.year, 0))
    )
    by_state = {
        state: (count, amount or money.ZERO)
        for state, count, amount in rows.values_list("state").annotate(count=Count("id"), amount=Sum("amount"))
    }
    return {
        state: {
            "rows": by_state.get(state, (0, money.ZERO))[0],
            "amount": by_state.get(state, (0, money.ZERO))[1],
        }
        for state in QuarantineRow.State.values
    }


def _correction(row: Correction) -> dict[str, Any]:
    return {
        "id": row.pk,
        "action": row.action,
        "label": row.get_action_display(),
        "rows": row.row_count,  # type: ignore[attr-defined]  # annotated by the record
        "amount": row.sum,  # type: ignore[attr-defined]
        "reason": row.reason,
        "proposed_by": row.proposed_by_label,
        "decided_by": row.decided_by_label,
        "at": row.decided_at,
    }


def _withdrawn(pull: Pull) -> dict[str, Any]:
    return {
        "id": pull.pk,
        "label": intake.feed_label(pull.feed),
        "year": pull.year,
        "at": pull.at,
        "withdrawn_at": pull.withdrawn_at,
        "by": pull.withdrawn_by_label,
        "reason": pull.withdrawn_reason,
    }


def _entered(version: BudgetVersion) -> dict[str, Any]:
    return {
        "code": version.unit.code,
        "name": version.unit.name,
        "kind": version.kind,
        "label": version.get_kind_display(),
        "number": version.number,
        "dated": version.dated,
        "valid_from": version.valid_from,
        "amount": version.pengadaan,
        "feed_amount": version.feed_pengadaan,
        "proposed_by": version.proposed_by_label,
        "confirmed_by": version.decided_by_label,
    }


def _subject(item: HeldItem) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "label": item.get_kind_display(),
        "feed": intake.feed_label(item.feed),
        "key": item.key,
        "unit": None if item.unit is None else item.unit.name,
    }


def _waiting(item: HeldItem) -> dict[str, Any]:
    return {**_subject(item), "since": item.opened_at}


def _decision(item: HeldItem) -> dict[str, Any]:
    return {
        **_subject(item),
        "resolution": item.resolution,
        "reason": item.reason,
        "at": item.resolved_at,
        "by": item.resolved_by_label,
    }
