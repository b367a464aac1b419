"""What stands behind the figures: pulls, what waits, what people decided, and whether both computations agree."""

from typing import Any

from belanja.intake import selectors as intake
from belanja.intake.models import HeldItem, Pull
from belanja.reporting.record import Record


def build(record: Record) -> dict[str, Any]:
    """Pulls with the hashes of their files, what waits for a decision, what was decided, and the second count."""
    return {
        "pulls": [_pull(pull) for pull in record.pulls],
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
