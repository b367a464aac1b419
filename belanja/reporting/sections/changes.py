"""What a new version of a report says otherwise than the version whose place it takes, and why."""

from typing import Any

from belanja.reporting.record import Record

from . import comparison


def build(record: Record) -> dict[str, Any] | None:
    """Version, reason, and the figures and units that differ; None for a first version."""
    before = record.before_freezing
    former = before.corrects
    if former is None:
        return None
    figures = [one for one in comparison.figures(record, former) if _moved(one)]
    return {
        "reason": before.change_reason,
        "cut_off": former["report"]["cut_off"],
        "known_at": former["report"]["known_at"],
        "figures": figures,
        "units": comparison.units(record, former),
    }


def _moved(one: dict[str, Any]) -> bool:
    return (
        not one["same_definition"]
        or bool(one["share_change"] or one["numerator_change"])
        or ((one["share_before"] is None) != (one["share_now"] is None))
    )
