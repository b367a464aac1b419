"""Units whose share is not known: why, and who completes what."""

from typing import Any

from belanja.reporting.record import Record


def build(record: Record) -> list[dict[str, Any]]:
    """In the order of the units; `numerator` is what the unit bought, where that much is known."""
    return [
        {
            "code": item.unit.code,
            "name": item.unit.name,
            "reason": item.explanation.reason,
            "sentence": item.explanation.sentence,
            "owner": item.explanation.owner,
            "document": item.explanation.document,
            "details": list(item.details),
            "numerator": item.unit.numerator,
        }
        for item in record.unknown
    ]
